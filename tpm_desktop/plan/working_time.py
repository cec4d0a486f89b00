"""The calendars of a file as the planning engine's: recurring exceptions are spelt out as days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.calendars import Recurrence
from tpm_desktop.model.check import parse_hours
from tpm_desktop.planning.calendars import CalendarException, CalendarSpec, Shift, WorkWeek, compile_calendars
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.worktime import Calendar

from .columns import Columns
from .recurrence import Rule, days

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EPOCH = date(1970, 1, 1)
_STANDARD = CalendarSpec("Standard", week={day: (Shift(480, 720), Shift(780, 1020)) for day in range(5)})


def read_calendars(calendars: Columns, weeks: Columns, exceptions: Columns) -> tuple[Calendar, ...]:
    """The engine's calendars, in the order of the table, and a standard one after them.

    Raises: `CalendarError` where calendars derive from each other in a ring.
    """
    bases = calendars.rows_of("base_id", calendars.row)
    specs = [
        CalendarSpec(
            name=calendars.texts["name"][row] or "",
            base=int(bases[row]) if bases[row] >= 0 else None,
            week=_week(calendars, row),
            exceptions=tuple(_exceptions(exceptions, calendars.ids[row])),
            work_weeks=tuple(_work_weeks(weeks, calendars.ids[row])),
        )
        for row in range(len(calendars))
    ]
    return compile_calendars([*specs, _STANDARD])


def _week(columns: Columns, row: int) -> dict[int, tuple[Shift, ...]]:
    """The weekdays that are given; one that is left out is as in the base."""
    given = ((n, columns.texts[weekday][row]) for n, weekday in enumerate(WEEKDAYS))
    return {n: _shifts(hours) for n, hours in given if hours is not None}


def _shifts(hours: str | None) -> tuple[Shift, ...]:
    return tuple(Shift(start, finish) for start, finish in parse_hours(hours or ""))


def _work_weeks(columns: Columns, calendar_id: str) -> Iterator[WorkWeek]:
    for row, owner in enumerate(columns.texts["calendar_id"]):
        if owner == calendar_id:
            first, last = int(columns.numbers["first"][row]), int(columns.numbers["last"][row])
            yield WorkWeek(first, last, _week(columns, row))


def _exceptions(columns: Columns, calendar_id: str) -> Iterator[CalendarException]:
    for row, owner in enumerate(columns.texts["calendar_id"]):
        if owner == calendar_id:
            shifts = _shifts(columns.texts["hours"][row])
            for first, last in exception_days(columns, row):
                yield CalendarException(first, last, shifts)


def exception_days(columns: Columns, row: int) -> Iterator[tuple[int, int]]:
    """First and last day, since 1970, of each time that the exception comes."""
    first, last = int(columns.numbers["first"][row]), int(columns.numbers["last"][row])
    recurrence = Recurrence(columns.texts["recurrence"][row] or Recurrence.EVERY_DAY)
    if recurrence is Recurrence.EVERY_DAY:
        yield first, last
        return
    until, count = _EPOCH + timedelta(last), _number(columns, row, "occurrences")
    for moment in days(_rule(columns, row, recurrence), _EPOCH + timedelta(first), until, count):
        day = (moment - _EPOCH).days
        yield day, day


def _weekdays(text: str) -> list[int]:
    words = text.replace(",", " ").split()
    if not all(word in "1234567" and len(word) == 1 for word in words):
        raise EditError(
            f"“{text}” are not weekdays; write numbers from 1 (Monday) to 7 (Sunday), such as 1 3 5"
        )
    return [int(word) - 1 for word in words]


def _rule(columns: Columns, row: int, recurrence: Recurrence) -> Rule:
    return Rule(
        recurrence,
        interval=_number(columns, row, "interval") or 1,
        weekdays=tuple(_weekdays(columns.texts["weekdays"][row] or "")),
        month=_number(columns, row, "month"),
        month_day=_number(columns, row, "month_day"),
        position=_number(columns, row, "position"),
    )


def _number(columns: Columns, row: int, name: str) -> int | None:
    value = int(columns.numbers[name][row])
    return None if value == NONE else value
