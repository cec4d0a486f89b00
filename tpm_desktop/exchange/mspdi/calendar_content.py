"""One calendar of the document: its name, its week, its work weeks and its exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tpm_desktop.model.calendars import Recurrence

from .codes import WEEKDAYS
from .exceptions import read_exceptions, read_period
from .hours import USUAL_HOURS, read_hours
from .item import Item

USUAL_WEEK = {day: "" if day in ("saturday", "sunday") else USUAL_HOURS for day in WEEKDAYS}


class CalendarContent:
    """What a calendar says itself; `base` is the id of the one it derives from, once that is known."""

    def __init__(self, item: Item, uid: int) -> None:
        self.uid = uid
        self.name = item.text("Name") or f"Calendar {uid}"
        item.who = f"calendar “{self.name}”"
        self.who = item.who
        self.is_base = item.flag("IsBaseCalendar")
        self.base_uid = item.integer("BaseCalendarUID")
        self.base: str | None = None
        self.week = _week(item.below("WeekDays", "WeekDay"), None if _derives(self.base_uid) else USUAL_HOURS)
        self.work_weeks = list(_work_weeks(item))
        self.exceptions = read_exceptions(item)

    def adds_nothing(self) -> bool:
        """Whether it is just its base under another name, as those made for each resource are."""
        return not (self.is_base or self.week or self.work_weeks or self.exceptions)

    def on(self, day: date) -> str | None:
        """Its own hours on a date, None where its base has the say; recurring exceptions are left aside."""
        for exception in self.exceptions:
            once = exception["recurrence"] is Recurrence.EVERY_DAY
            if once and exception["first"] <= day <= exception["last"]:
                return str(exception["hours"])
        return self.week.get(WEEKDAYS[day.isoweekday() % 7])

    def has_other_times(self) -> bool:
        """Whether exceptions or work weeks give it working time besides its week."""
        weeks = any(week.get(day) for week in self.work_weeks for day in WEEKDAYS)
        return weeks or any(exception["hours"] for exception in self.exceptions)


def _derives(base_uid: int | None) -> bool:
    return base_uid is not None and base_uid > 0


def _week(days: Iterator[Item], usual: str | None) -> dict[str, str]:
    """The hours of each weekday that is described."""
    week = {}
    for day in days:
        number = day.integer("DayType")
        if number is not None and 1 <= number <= len(WEEKDAYS):
            weekday = WEEKDAYS[number - 1]
            hours = read_hours(day, f"{day.who}, {weekday}", usual)
            if hours is not None:
                week[weekday] = hours
    return week


def _work_weeks(item: Item) -> Iterator[dict[str, Any]]:
    for week in item.below("WorkWeeks", "WorkWeek"):
        name, period = week.text("Name") or "Work week", read_period(week)
        if period is None:
            item.set_aside(f"{item.who}, work week “{name}”: it has no dates; left out")
            continue
        days = [*week.each("WeekDay"), *week.below("WeekDays", "WeekDay")]  # both forms are found in files
        yield {"name": name, **period, **_week(iter(days), None)}
