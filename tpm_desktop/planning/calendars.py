"""Calendars as planners describe them, compiled into tables of working time; what several have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import Minutes
from tpm_desktop.planning.errors import CalendarError
from tpm_desktop.planning.worktime import DAY, Calendar, joined

__all__ = [
    "Calendar",
    "CalendarException",
    "CalendarSpec",
    "Shift",
    "WorkWeek",
    "common",
    "compile_calendars",
]

THURSDAY = 3
"""Day number 0, 1 January 1970, was one (Monday is 0)."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Working time within one day, in minutes of the day; a night shift is two, one of them up to 1440."""

    start: int
    finish: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.finish <= DAY:
            raise CalendarError(
                f"a working time from {_clock(self.start)} to {_clock(self.finish)} cannot be; "
                "it must begin before it ends, within one day (split a night shift at 24:00)"
            )


Shifts = tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class CalendarException:
    """Other working time than usual, or none, from the first day to the last, as days since 1970-01-01."""

    first: int
    last: int
    shifts: Shifts = ()


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """Another week from the first day to the last; a weekday (0 is Monday) not in it stays as usual."""

    first: int
    last: int
    week: dict[int, Shifts]


@dataclass(frozen=True, slots=True)
class CalendarSpec:
    """A calendar as described: its week (0 is Monday), and what differs from it.

    base: row of the calendar it derives from; a weekday not in `week` is as there, or free without a base.
    """

    name: str
    base: int | None = None
    week: dict[int, Shifts] = field(default_factory=dict)
    exceptions: tuple[CalendarException, ...] = ()
    work_weeks: tuple[WorkWeek, ...] = ()


Week = tuple[Shifts, ...]
Range = tuple[int, int, tuple[tuple[int, Shifts], ...]]
"""First day, last day, and the hours of each weekday that differs there."""
Rules = tuple[Week, tuple[Range, ...]]


def compile_calendars(specs: Sequence[CalendarSpec]) -> tuple[Calendar, ...]:
    """A calendar of working time for each description, in the same order.

    Descriptions that come to the same hours share one calendar, as people's do who keep the plan's hours.
    One without any working time is compiled too, as nothing may use it; its first use raises CalendarError.
    Errors: CalendarError where calendars derive from each other in a ring, or from one that is not there.
    """
    compiled: dict[Rules, Calendar] = {}
    for row, spec in enumerate(specs):
        rules = _rules(_chain(specs, row))
        if rules not in compiled:
            compiled[rules] = Calendar(spec.name, _pattern(*rules))
    return tuple(compiled[_rules(_chain(specs, row))] for row in range(len(specs)))


def common(calendars: Sequence[Calendar]) -> Calendar:
    """The calendar that works where all the given ones do, as for a task calendar and its resource's."""
    if len(calendars) == 1:
        return calendars[0]

    def periods(first: int, last: int) -> tuple[Minutes, Minutes]:
        found = calendars[0].periods(first, last)
        for calendar in calendars[1:]:
            found = _overlap(found, calendar.periods(first, last))
        return found

    return Calendar(" & ".join(calendar.name for calendar in calendars), periods)


def _chain(specs: Sequence[CalendarSpec], row: int) -> list[CalendarSpec]:
    """The calendar after those it derives from, the outermost base first."""
    rows: list[int] = []
    at: int | None = row
    while at is not None:
        if not 0 <= at < len(specs):
            raise CalendarError(
                f"calendar “{specs[rows[-1]].name}” derives from one that is missing; choose its base"
            )
        if at in rows:
            ring = " → ".join(specs[r].name for r in [*rows[rows.index(at) :], at])
            raise CalendarError(
                f"these calendars derive from each other: {ring}; choose another base for one"
            )
        rows.append(at)
        at = specs[at].base
    return [specs[r] for r in reversed(rows)]


def _rules(chain: Sequence[CalendarSpec]) -> Rules:
    """What a calendar and its bases come to.

    Exceptions win over work weeks and those over the week; within each a derived calendar wins over its base,
    and of two exceptions on one day the one said first.
    """
    week: list[Shifts] = [()] * 7
    for spec in chain:
        for weekday, shifts in spec.week.items():
            week[weekday] = _tidy(shifts)
    ranges = [
        (part.first, part.last, tuple((day, _tidy(shifts)) for day, shifts in part.week.items()))
        for spec in chain
        for part in reversed(spec.work_weeks)
    ]
    ranges += [
        (exception.first, exception.last, tuple((day, _tidy(exception.shifts)) for day in range(7)))
        for spec in chain
        for exception in reversed(spec.exceptions)
    ]
    return tuple(week), tuple(ranges)


def _pattern(usual: Week, ranges: Sequence[Range]) -> Callable[[int, int], tuple[Minutes, Minutes]]:
    """The working periods of a week and of the ranges of days that differ from it, a later range winning."""
    shapes = list(dict.fromkeys([*usual, *(shifts for _, _, days in ranges for _, shifts in days)]))
    kind = {shifts: at for at, shifts in enumerate(shapes)}
    week = np.array([kind[shifts] for shifts in usual], np.int32)

    def periods(first: int, last: int) -> tuple[Minutes, Minutes]:
        day_kinds = week[(np.arange(first, last) + THURSDAY) % 7]
        for begin, end, days in ranges:
            if end < first or begin >= last:
                continue
            low, high = max(begin, first) - first, min(end, last - 1) - first + 1
            weekdays = (np.arange(low, high) + first + THURSDAY) % 7
            for weekday, shifts in days:
                day_kinds[low:high][weekdays == weekday] = kind[shifts]
        return _spread(day_kinds, shapes, first)

    return periods


def _spread(day_kinds: NDArray[np.int32], shapes: Sequence[Shifts], first: int) -> tuple[Minutes, Minutes]:
    """The periods of days whose kind says which shape of shifts they have."""
    counts = np.array([len(shape) for shape in shapes], np.int64)
    offsets = np.cumsum(counts) - counts
    flat = [shift for shape in shapes for shift in shape]
    shift_starts = np.array([shift.start for shift in flat], np.int64)
    shift_finishes = np.array([shift.finish for shift in flat], np.int64)
    each = counts[day_kinds]
    day_of = np.repeat(np.arange(len(day_kinds)), each)
    within = np.arange(len(day_of)) - np.repeat(np.cumsum(each) - each, each)
    shift = offsets[day_kinds][day_of] + within
    midnight = (day_of + first) * DAY
    return joined(midnight + shift_starts[shift], midnight + shift_finishes[shift])


def _tidy(shifts: Shifts) -> Shifts:
    """Shifts in the day's order, those that touch or overlap made one."""
    tidy: list[Shift] = []
    for shift in sorted(shifts, key=lambda shift: shift.start):
        if tidy and shift.start <= tidy[-1].finish:
            tidy[-1] = Shift(tidy[-1].start, max(shift.finish, tidy[-1].finish))
        else:
            tidy.append(shift)
    return tuple(tidy)


def _overlap(one: tuple[Minutes, Minutes], other: tuple[Minutes, Minutes]) -> tuple[Minutes, Minutes]:
    """What two sets of periods have in common."""
    edges = np.sort(np.concatenate([*one, *other]))
    edges = edges[
        np.diff(edges, append=np.iinfo(np.int64).max) > 0
    ]  # `np.unique` takes a hundred times as long
    if edges.size < 2:
        return edges[:0], edges[:0]
    begin, end = edges[:-1], edges[1:]
    both = np.ones(len(begin), np.bool_)
    for starts, finishes in (one, other):
        at = np.searchsorted(starts, begin, "right") - 1
        both &= (at >= 0) & (begin < finishes[np.maximum(at, 0)]) if starts.size else False
    return joined(begin[both], end[both])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
