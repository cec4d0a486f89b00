"""Calendar exceptions with the ways in which they come again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tpm_desktop.model.calendars import Recurrence
from tpm_desktop.model.check import EARLIEST, LATEST

from .codes import RECURRENCES
from .hours import USUAL_HOURS, read_hours
from .item import Item

_FIRST_WEEKDAY_ITEM = 3  # month items below mean any day, a weekday, a weekend day
_ONE_RANGE = 1
_NOTHING = 9
_EXCEPTION_DAY = 0

Fields = dict[str, Any]


def read_exceptions(calendar: Item) -> list[Fields]:
    """The exceptions as rows without their calendar.

    Older versions wrote them among the weekdays, newer ones write both; the newer form says more.
    """
    newer = list(calendar.below("Exceptions", "Exception"))
    days = newer or [
        day for day in calendar.below("WeekDays", "WeekDay") if day.integer("DayType") == _EXCEPTION_DAY
    ]
    return [fields for day in days if (fields := _exception(day)) is not None]


def read_period(item: Item) -> Fields | None:
    """First and last date of an exception or a work week, cut to what can be planned; None without them."""
    for period in item.each("TimePeriod"):
        begin, end = period.date("FromDate"), period.date("ToDate")
        if begin and end:
            first, last = max(begin, EARLIEST), min(end, LATEST)
            if first <= last:
                return {"first": first, "last": last}
    return None


def _exception(item: Item) -> Fields | None:
    name, period = item.text("Name"), read_period(item)
    said = f"{item.who}, exception {f'“{name}”' if name else 'without name'}"
    if period is None:
        item.set_aside(f"{said}: it has no dates; left out")
        return None
    kind = item.integer("Type") or _ONE_RANGE
    again = _again(item, kind)
    if again is None:
        item.set_aside(
            f"{said} from {period['first']}: it comes again in a way that calendars here can't; left out"
        )
        return None
    hours = read_hours(item, said, USUAL_HOURS)
    title = name or ("Working time" if hours else "Day off")
    return {"name": title, "hours": hours, **period, **again}


def _again(item: Item, kind: int) -> Fields | None:
    """The fields that say how it comes again; None where there are none for it."""
    period = item.integer("Period") or 1
    if kind == _NOTHING or (kind == _ONE_RANGE and period == 1):
        return {"recurrence": Recurrence.EVERY_DAY}
    recurrence = RECURRENCES.get(kind)
    if recurrence is None:
        return None
    fields = _PARTS[recurrence](item) if recurrence in _PARTS else {}
    if fields is None:
        return None
    by_count = item.flag("EnteredByOccurrences")
    yearly = recurrence in (Recurrence.YEARLY_DAY, Recurrence.YEARLY_POSITION)
    return {
        "recurrence": recurrence,
        "interval": 1 if yearly else period,
        "occurrences": item.integer("Occurrences") if by_count else None,
        **fields,
    }


def _weekdays(item: Item) -> Fields | None:
    mask = item.integer("DaysOfWeek") or 0
    days = [day for day in range(1, 8) if mask >> (day % 7) & 1]  # ours from Monday, its from Sunday
    return {"weekdays": " ".join(map(str, days))} if days else None


def _month_day(item: Item) -> Fields | None:
    day = item.integer("MonthDay")
    return {"month_day": day} if day else None


def _position(item: Item) -> Fields | None:
    weekday, position = item.integer("MonthItem"), item.integer("MonthPosition")
    if weekday is None or position is None or weekday < _FIRST_WEEKDAY_ITEM:
        return None
    return {"weekdays": str((weekday - _FIRST_WEEKDAY_ITEM) or 7), "position": position + 1}


def _in_month(part: Callable[[Item], Fields | None]) -> Callable[[Item], Fields | None]:
    def read(item: Item) -> Fields | None:
        fields, month = part(item), item.integer("Month")
        return None if fields is None or month is None else {**fields, "month": month + 1}

    return read


_PARTS: dict[Recurrence, Callable[[Item], Fields | None]] = {
    Recurrence.WEEKLY: _weekdays,
    Recurrence.MONTHLY_DAY: _month_day,
    Recurrence.MONTHLY_POSITION: _position,
    Recurrence.YEARLY_DAY: _in_month(_month_day),
    Recurrence.YEARLY_POSITION: _in_month(_position),
}
