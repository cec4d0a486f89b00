"""Calendars as MS Project knows them: base calendars that stand alone, and one of his own for each person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from tpm_desktop.model.calendars import Calendar, CalendarException, Recurrence, WorkWeek
from tpm_desktop.model.check import parse_hours
from tpm_desktop.model.resources import Resource

from .calendar_content import USUAL_WEEK
from .codes import NO_CALENDAR, RECURRENCES, WEEKDAYS, number_of
from .contents import Contents, grouped
from .elements import Document, Parts, shortened
from .numbering import numbered
from .values import print_clock

_MONTH_ITEM_OF_SUNDAY = 3
_LAST_MINUTE = time(23, 59)

Week = Mapping[str, str | None]


class CalendarBook:
    """The calendars of a program with their numbers in the document."""

    def __init__(self, contents: Contents) -> None:
        self._calendars = contents.calendars
        self._people = contents.people
        self._exceptions = grouped(contents.exceptions, "calendar_id")
        self._weeks = grouped(contents.work_weeks, "calendar_id")
        self._numbers = numbered(self._calendars.values())
        of_plan = contents.program.calendar_id
        self._personal = self._found_personal(of_plan, contents)
        self._standard = None if of_plan in self._calendars else self._next_number()
        self.of_plan = self._numbers.get(of_plan or "", self._standard or 0)
        self._of_people = {person.id: self._number_of_person(person) for person in self._people}

    def number(self, calendar_id: str | None) -> int:
        """The number of a task's calendar."""
        return self._numbers.get(calendar_id or "", NO_CALENDAR)

    def number_of_resource(self, resource_id: str) -> int | None:
        """The number of a person's own calendar; None for materials and costs."""
        return self._of_people.get(resource_id)

    def write(self, document: Document) -> None:
        """Add all calendars, bases first."""
        if self._standard is not None:
            with document.inside("Calendar"):
                document.put(**_head(self._standard, "Standard", NO_CALENDAR))
                _write_week(document, USUAL_WEEK)
        for row_id, calendar in self._calendars.items():
            if row_id not in self._personal:
                self._write_base(document, calendar)
        for person in self._people:
            self._write_personal(document, person)

    def _found_personal(self, of_plan: str | None, contents: Contents) -> set[str]:
        """Calendars that derive from another one and belong to just one person."""
        users = Counter(person.calendar_id for person in self._people if person.calendar_id)
        shared = {of_plan, *(task.calendar_id for task in contents.tasks.values())}
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

    def _write_base(self, document: Document, calendar: Calendar) -> None:
        """A calendar with all that it derives, as a base calendar of MS Project derives nothing."""
        chain = [calendar]
        while chain[-1].base_id:
            chain.append(self._calendars[chain[-1].base_id])
        week: dict[str, str | None] = {}
        for day in WEEKDAYS:
            said = (own_week(one)[day] for one in chain)
            week[day] = next((hours for hours in said if hours is not None), "")
        with document.inside("Calendar"):
            document.put(**_head(self._numbers[calendar.id], calendar.name, NO_CALENDAR))
            self._write_times(document, chain, week)

    def _write_personal(self, document: Document, person: Resource) -> None:
        own, number = self._calendars.get(person.calendar_id or ""), self._of_people[person.id]
        with document.inside("Calendar"):
            if own is not None and own.id in self._personal:
                document.put(**_head(number, own.name, self._numbers[own.base_id or ""]))
                self._write_times(document, [own], own_week(own))
            else:
                document.put(**_head(number, person.name, self._numbers[own.id] if own else self.of_plan))

    def _write_times(self, document: Document, chain: list[Calendar], week: Week) -> None:
        _write_week(document, week)
        exceptions = [each for one in chain for each in self._exceptions.get(one.id, ())]
        if exceptions:
            with document.inside("Exceptions"):
                for exception in exceptions:
                    _write_exception(document, exception)
        weeks = [each for one in chain for each in self._weeks.get(one.id, ())]
        if weeks:
            with document.inside("WorkWeeks"):
                for work_week in weeks:
                    with document.inside("WorkWeek"):
                        _write_period(document, work_week.first, work_week.last)
                        document.put(Name=shortened(work_week.name))
                        _write_week(document, own_week(work_week))


def own_week(row: Calendar | WorkWeek) -> dict[str, str | None]:
    """The hours that a calendar or work week itself gives each weekday."""
    return {day: getattr(row, day) for day in WEEKDAYS}


def _head(number: int, name: str, base: int) -> Parts:
    is_base = base == NO_CALENDAR
    return {"UID": number, "Name": shortened(name), "IsBaseCalendar": is_base, "BaseCalendarUID": base}


def _write_week(document: Document, week: Week) -> None:
    described = [(number, week[day]) for number, day in enumerate(WEEKDAYS, 1) if week[day] is not None]
    if described:
        with document.inside("WeekDays"):
            for number, hours in described:
                with document.inside("WeekDay"):
                    document.put(DayType=number, DayWorking=bool(hours))
                    _write_hours(document, hours or "")


def _write_hours(document: Document, hours: str) -> None:
    if hours:
        with document.inside("WorkingTimes"):
            for start, finish in parse_hours(hours):
                document.add("WorkingTime", FromTime=print_clock(start), ToTime=print_clock(finish))


def _write_period(document: Document, first: date, last: date) -> None:
    document.add(
        "TimePeriod",
        FromDate=datetime.combine(first, time()),
        ToDate=datetime.combine(last, _LAST_MINUTE),
    )


def _write_exception(document: Document, exception: CalendarException) -> None:
    with document.inside("Exception"):
        document.put(EnteredByOccurrences=exception.occurrences is not None)
        _write_period(document, exception.first, exception.last)
        every_day = exception.recurrence is Recurrence.EVERY_DAY
        days = (exception.last - exception.first) // timedelta(days=1) + 1
        document.put(
            Occurrences=exception.occurrences or (days if every_day else 0),
            Name=shortened(exception.name),
            Type=1 if every_day else number_of(RECURRENCES, exception.recurrence),
            **_recurrence(exception),
            DayWorking=bool(exception.hours),
        )
        _write_hours(document, exception.hours)


def _recurrence(exception: CalendarException) -> Parts:
    """The parts that say when it comes again."""
    kind = exception.recurrence
    numbers = [int(day) for day in (exception.weekdays or "").split()]
    parts: Parts = {}
    if kind is not Recurrence.EVERY_DAY:
        parts["Period"] = exception.interval
    if kind is Recurrence.WEEKLY:
        parts["DaysOfWeek"] = sum(1 << day % 7 for day in numbers)
    if kind in (Recurrence.MONTHLY_POSITION, Recurrence.YEARLY_POSITION):
        parts["MonthItem"] = _MONTH_ITEM_OF_SUNDAY + (numbers[0] % 7 if numbers else 0)
        parts["MonthPosition"] = (exception.position or 1) - 1
    if kind in (Recurrence.YEARLY_DAY, Recurrence.YEARLY_POSITION):
        parts["Month"] = (exception.month or 1) - 1
    if kind in (Recurrence.YEARLY_DAY, Recurrence.MONTHLY_DAY):
        parts["MonthDay"] = exception.month_day
    return parts
