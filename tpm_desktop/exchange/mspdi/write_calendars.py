"""Calendars as MS Project knows them: base calendars that stand alone, and one of his own for each person."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.check import parse_hours
from tpm_desktop.model.resources import Resource, ResourceKind
from tpm_desktop.model.schedule import Calendar, CalendarException, Recurrence, Task, WorkWeek

from .calendar_content import USUAL_WEEK
from .codes import NO_CALENDAR, RECURRENCES, WEEKDAYS, number_of
from .elements import add, put, shortened
from .numbering import numbered
from .values import print_clock

_MONTH_ITEM_OF_SUNDAY = 3
_LAST_MINUTE = time(23, 59)


class CalendarBook:
    """The calendars of a program with their numbers in the document."""

    def __init__(self, program: ProgramFile) -> None:
        self._calendars = {calendar.id: calendar for calendar in program.rows(Calendar)}
        self._exceptions = _by_calendar(program.rows(CalendarException))
        self._weeks = _by_calendar(program.rows(WorkWeek))
        self._people = [row for row in program.rows(Resource) if row.kind is ResourceKind.WORK]
        self._numbers = numbered(self._calendars.values())
        of_plan = program.program.calendar_id
        self._personal = self._found_personal(of_plan, program.rows(Task))
        self._standard = None if of_plan in self._calendars else self._next_number()
        self.of_plan = self._numbers.get(of_plan or "", self._standard or 0)
        self._of_people = {person.id: self._number_of_person(person) for person in self._people}

    def number(self, calendar_id: str | None) -> int:
        """The number of a task's calendar."""
        return self._numbers.get(calendar_id or "", NO_CALENDAR)

    def number_of_resource(self, resource_id: str) -> int | None:
        """The number of a person's own calendar; None for materials and costs."""
        return self._of_people.get(resource_id)

    def write(self, parent: Element) -> None:
        """Append all calendars, bases first."""
        if self._standard is not None:
            _write_week(_head(parent, self._standard, "Standard", NO_CALENDAR), USUAL_WEEK)
        for row_id, calendar in self._calendars.items():
            if row_id not in self._personal:
                self._write_base(parent, calendar)
        for person in self._people:
            own = self._calendars.get(person.calendar_id or "")
            number = self._of_people[person.id]
            if own is not None and own.id in self._personal:
                element = _head(parent, number, own.name, self._numbers[own.base_id or ""])
                self._write_times(element, [own], {day: own_hours(own, day) for day in WEEKDAYS})
            else:
                base = self._numbers[own.id] if own else self.of_plan
                _head(parent, number, person.name, base)

    def _found_personal(self, of_plan: str | None, tasks: list[Task]) -> set[str]:
        """Calendars that derive from another one and belong to just one person."""
        users = Counter(person.calendar_id for person in self._people if person.calendar_id)
        shared = {of_plan, *(task.calendar_id for task in tasks)}
        shared |= {calendar.base_id for calendar in self._calendars.values()}
        return {
            row_id
            for row_id, calendar in self._calendars.items()
            if calendar.base_id and users[row_id] == 1 and row_id not in shared
        }

    def _number_of_person(self, person: Resource) -> int:
        if person.calendar_id in self._personal:
            return self._numbers[person.calendar_id or ""]
        return self._next_number()

    def _next_number(self) -> int:
        number = max(self._numbers.values(), default=0) + 1
        self._numbers[f"added {number}"] = number
        return number

    def _write_base(self, parent: Element, calendar: Calendar) -> None:
        """A calendar with all that it derives, as a base calendar of MS Project derives nothing."""
        chain = [calendar]
        while chain[-1].base_id:
            chain.append(self._calendars[chain[-1].base_id])
        week: dict[str, str | None] = {}
        for day in WEEKDAYS:
            said = (own_hours(one, day) for one in chain)
            week[day] = next((hours for hours in said if hours is not None), "")
        element = _head(parent, self._numbers[calendar.id], calendar.name, NO_CALENDAR)
        self._write_times(element, chain, week)

    def _write_times(self, element: Element, chain: list[Calendar], week: dict[str, str | None]) -> None:
        _write_week(element, week)
        exceptions = [each for one in chain for each in self._exceptions.get(one.id, ())]
        if exceptions:
            below = SubElement(element, "Exceptions")
            for exception in exceptions:
                _write_exception(below, exception)
        weeks = [each for one in chain for each in self._weeks.get(one.id, ())]
        if weeks:
            below = SubElement(element, "WorkWeeks")
            for work_week in weeks:
                one_week = SubElement(below, "WorkWeek")
                _write_period(one_week, work_week.first, work_week.last)
                put(one_week, Name=shortened(work_week.name))
                _write_week(one_week, {day: own_hours(work_week, day) for day in WEEKDAYS})


def own_hours(row: Calendar | WorkWeek, weekday: str) -> str | None:
    """The hours that a calendar or work week itself gives a weekday."""
    hours: str | None = getattr(row, weekday)
    return hours


def _by_calendar(rows: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.calendar_id, []).append(row)
    return found


def _head(parent: Element, number: int, name: str, base: int) -> Element:
    return add(
        parent,
        "Calendar",
        UID=number,
        Name=shortened(name),
        IsBaseCalendar=base == NO_CALENDAR,
        BaseCalendarUID=base,
    )


def _write_week(element: Element, week: dict[str, str] | dict[str, str | None]) -> None:
    if all(hours is None for hours in week.values()):
        return
    below = SubElement(element, "WeekDays")
    for number, weekday in enumerate(WEEKDAYS, 1):
        hours = week[weekday]
        if hours is not None:
            _write_hours(add(below, "WeekDay", DayType=number, DayWorking=bool(hours)), hours)


def _write_hours(element: Element, hours: str) -> None:
    if hours:
        below = SubElement(element, "WorkingTimes")
        for start, finish in parse_hours(hours):
            add(below, "WorkingTime", FromTime=print_clock(start), ToTime=print_clock(finish))


def _write_period(element: Element, first: date, last: date) -> None:
    add(
        element,
        "TimePeriod",
        FromDate=datetime.combine(first, time()),
        ToDate=datetime.combine(last, _LAST_MINUTE),
    )


def _write_exception(parent: Element, exception: CalendarException) -> None:
    kind = exception.recurrence
    every_day = kind is Recurrence.EVERY_DAY
    element = add(parent, "Exception", EnteredByOccurrences=exception.occurrences is not None)
    _write_period(element, exception.first, exception.last)
    days = (exception.last - exception.first) // timedelta(days=1) + 1
    put(
        element,
        Occurrences=exception.occurrences or (days if every_day else 0),
        Name=shortened(exception.name),
        Type=1 if every_day else number_of(RECURRENCES, kind),
        Period=None if every_day else exception.interval,
    )
    numbers = [int(day) for day in (exception.weekdays or "").split()]
    if kind is Recurrence.WEEKLY:
        put(element, DaysOfWeek=sum(1 << day % 7 for day in numbers))
    if kind in (Recurrence.MONTHLY_POSITION, Recurrence.YEARLY_POSITION):
        put(
            element,
            MonthItem=_MONTH_ITEM_OF_SUNDAY + (numbers[0] % 7 if numbers else 0),
            MonthPosition=(exception.position or 1) - 1,
        )
    if kind in (Recurrence.YEARLY_DAY, Recurrence.YEARLY_POSITION):
        put(element, Month=(exception.month or 1) - 1)
    if kind in (Recurrence.YEARLY_DAY, Recurrence.MONTHLY_DAY):
        put(element, MonthDay=exception.month_day)
    put(element, DayWorking=bool(exception.hours))
    _write_hours(element, exception.hours)
