"""Which working time each task runs on: its own calendar, its resources', the plan's, or every minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tpm_desktop.planning.calendars import common
from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, Flags, Minutes, Rows, Splits, Tasks
from tpm_desktop.planning.contours import time_after, time_for
from tpm_desktop.planning.errors import CalendarError
from tpm_desktop.planning.splits import WHOLE_TASK, Breaks, breaks
from tpm_desktop.planning.worktime import DAY, Calendar

__all__ = ["ELAPSED", "ByRow", "Clocks", "Part", "clocks"]


def _every_minute(first: int, last: int) -> tuple[Minutes, Minutes]:
    return np.array([first * DAY], np.int64), np.array([last * DAY], np.int64)


ELAPSED = Calendar("elapsed time", _every_minute)
"""Nights, weekends and holidays count; for elapsed durations and lags."""


@dataclass(frozen=True, slots=True)
class Part:
    """One resource's part of a task: `minutes` on its calendar, of which `remaining` are left.

    delay: working minutes from the task's start to the part's.
    span: the minutes with the breaks between them.
    """

    calendar: Calendar
    delay: int
    minutes: int
    remaining: int
    span: int


@dataclass(frozen=True, slots=True)
class ByRow:
    """The calendar of each row, by its number among `calendars`."""

    calendars: tuple[Calendar, ...]
    number: Rows
    _number: memoryview

    @classmethod
    def of(cls, calendars: tuple[Calendar, ...], number: Rows) -> "ByRow":
        return cls(calendars, number, number.data)

    def __getitem__(self, row: int) -> Calendar:
        return self.calendars[self._number[row]]


@dataclass(frozen=True, slots=True)
class Clocks:
    """The working time of each task, by row.

    calendars: all that are asked, each once; where anything elapses the last is the one where all minutes
    count. task: what its duration counts on. crew: the parts of resources that do not all keep the same
    hours; they then count instead of the duration. None where one calendar does for all.
    lag: the task's own calendar, else the plan's, for the lags of links to it.
    slack: the same, for what it may slip, but every minute where the duration is elapsed.
    breaks: of each task that is split.
    """

    calendars: tuple[Calendar, ...]
    task: ByRow
    lag: ByRow
    slack: ByRow
    crew: dict[int, tuple[Part, ...]]
    breaks: dict[int, Breaks]

    @property
    def elapsed_number(self) -> int:
        """The number of the calendar where nights, weekends and holidays count."""
        return len(self.calendars) - 1

    def finish(self, task: int, start: int, minutes: int) -> int:
        """When a task of so many minutes that starts then is over; without any, when it starts."""
        crew = self.crew.get(task)
        if crew is not None:
            return max(part.calendar.finish_after(start, part.delay + part.span) for part in crew)
        return self.task[task].finish_after(start, self.span(task, minutes)) if minutes else start

    def start(self, task: int, finish: int, minutes: int) -> int:
        """When a task of so many minutes must start to be over by then."""
        crew = self.crew.get(task)
        if crew is not None:
            return min(part.calendar.start_after(finish, -part.delay - part.span) for part in crew)
        return self.task[task].start_after(finish, -self.span(task, minutes)) if minutes else finish

    def span(self, task: int, minutes: int) -> int:
        """How long so many minutes of work on a task take on its calendar, with the breaks between them."""
        return self.breaks[task].span(minutes) if task in self.breaks else minutes

    def span_after(self, task: int, instant: int, minutes: int) -> tuple[int, int]:
        """Start and finish of a task of so many minutes that may start from then on.

        One without any stands where it is put, also where a working period ends, but not within a break.
        """
        if self.crew.get(task) is not None:
            start = self.next_work(task, instant)
            return start, self.finish(task, start, minutes)
        clock = self.task[task]
        if minutes:
            return clock.span_after(instant, self.span(task, minutes))
        start = clock.next_work(instant)
        if start != instant and clock.previous_work(instant) == instant:
            return instant, instant
        return start, start

    def span_before(self, task: int, instant: int, minutes: int) -> tuple[int, int]:
        """Start and finish of a task of so many minutes that is to be over by then."""
        if self.crew.get(task) is not None:
            start = self.next_work(task, self.start(task, instant, minutes))
            return start, self.finish(task, start, minutes)
        if not minutes:
            return instant, instant
        return self.task[task].span_before(instant, self.span(task, minutes))

    def finish_rest(self, task: int, resume: int, done: int, minutes: int) -> int:
        """When a begun task of so many minutes, of which some are done, is over if it goes on then."""
        crew, breaks = self.crew.get(task) or (), self.breaks.get(task, WHOLE_TASK)
        if len({part.calendar for part in crew}) > 1 and any(part.remaining for part in crew):
            return max(
                part.calendar.finish_after(resume, breaks.span(part.minutes, part.minutes - part.remaining))
                for part in crew
                if part.remaining
            )
        return self.task[task].finish_after(resume, breaks.span(minutes, done))

    def next_work(self, task: int, instant: int) -> int:
        """The first instant from then on at which somebody can work on the task."""
        crew = self.crew.get(task)
        if crew is not None:
            return min(part.calendar.start_after(instant, part.delay) for part in crew)
        return self.task[task].next_work(instant)


def clocks(
    calendars: Sequence[Calendar],
    tasks: Tasks,
    summary: Flags,
    assignments: Assignments,
    plan: int,
    splits: Splits,
    *,
    elapsed_lags: bool = False,
) -> Clocks:
    """The clocks of all tasks; `plan` is the row of the plan's calendar; a summary's is never elapsed.

    Args: elapsed_lags: whether a link asks for elapsed time.

    Errors: CalendarError where a row names a calendar that is not there.
    """
    for column in (np.array([plan]), tasks.calendar, assignments.calendar):
        if column.size and not -1 <= column.min() <= column.max() < len(calendars):
            raise CalendarError("a task or resource names a calendar that is not there; choose another")
    used: dict[Calendar, int] = {}
    chosen = np.where(tasks.calendar >= 0, tasks.calendar, plan)
    number = np.zeros(len(calendars), np.int32)
    for row in np.flatnonzero(np.bincount(np.append(chosen, plan))).tolist():
        number[row] = used.setdefault(calendars[row], len(used))
    own = number[chosen]
    within = breaks(splits)
    crews = _Crews(calendars, tasks, assignments, within, used)
    crewed = _by_task(tasks, summary, assignments)
    task = crews.clocks(own, crewed)
    elapsed = len(used)
    is_elapsed = tasks.elapsed & ~summary
    every = (*used, ELAPSED) if elapsed_lags or is_elapsed.any() else tuple(used)
    own_or_elapsed = np.where(is_elapsed, elapsed, own).astype(np.int32)
    return Clocks(
        calendars=every,
        task=ByRow.of(every, np.where(is_elapsed, elapsed, task).astype(np.int32)),
        lag=ByRow.of(every, own.astype(np.int32)),
        slack=ByRow.of(every, own_or_elapsed),
        crew=crews.apart,
        breaks=within,
    )


def _by_task(tasks: Tasks, summary: Flags, assignments: Assignments) -> Rows:
    """Rows of the assignments of resources with a calendar to tasks that take notice of them."""
    ignore = (tasks.calendar >= 0) & tasks.ignore_resource_calendars
    heeds = ~ignore & ~summary & ~tasks.elapsed & (tasks.duration > 0)
    return np.flatnonzero((assignments.calendar >= 0) & heeds[assignments.task]).astype(np.int32)


class _Crews:
    """Tells which tasks have one calendar for all who work on them, and takes the others apart.

    apart: the parts of the tasks whose people do not all keep the same hours, or do not all begin at once.
    """

    def __init__(
        self,
        calendars: Sequence[Calendar],
        tasks: Tasks,
        assignments: Assignments,
        within: dict[int, Breaks],
        used: dict[Calendar, int],
    ) -> None:
        self._calendars, self._tasks, self._assignments, self._used = calendars, tasks, assignments, used
        self._breaks = within
        self.apart: dict[int, tuple[Part, ...]] = {}

    def clocks(self, own: Rows, rows: Rows) -> Rows:
        """The clock of each task, given its own calendar's and the assignments that count. Shape (n,)."""
        found = own.copy()
        task = self._assignments.task[rows]
        clock = self._shared(rows)
        lowest, highest = np.full(len(own), len(self._used), np.int32), np.full(len(own), -1, np.int32)
        np.minimum.at(lowest, task, clock)
        np.maximum.at(highest, task, clock)
        alike = (highest >= 0) & (lowest == highest)
        apart = (highest >= 0) & ~alike
        apart[task[self._assignments.delay[rows] != 0]] = True
        found[alike] = highest[alike]
        several = rows[apart[task]]
        for row, assigned in _grouped(self._assignments.task[several], several).items():
            within = self._breaks.get(row, WHOLE_TASK)
            crew = tuple(
                _part(self._calendars, self._tasks, self._assignments, one, within) for one in assigned
            )
            found[row] = self._used[max(crew, key=lambda part: part.minutes).calendar]
            working = tuple(part for part in crew if part.minutes)
            if working:
                self.apart[row] = working
        return found

    def _shared(self, rows: Rows) -> Rows:
        """The number of each assignment's calendar: what the task's and the resource's have in common."""
        its = self._assignments.calendar[rows].astype(np.int64)
        own = self._tasks.calendar[self._assignments.task[rows]].astype(np.int64)
        pairs, place = np.unique(own * len(self._calendars) + its, return_inverse=True)
        numbers = []
        for pair in pairs.tolist():
            task, resource = divmod(pair, len(self._calendars))
            calendar = self._calendars[resource]
            shared = calendar if task < 0 else _shared(self._calendars[task], calendar)
            numbers.append(self._used.setdefault(shared, len(self._used)))
        return np.array(numbers, np.int32)[place] if numbers else np.zeros(0, np.int32)


def _grouped(task: Rows, rows: Rows) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one, row in zip(task.tolist(), rows.tolist(), strict=True):
        found.setdefault(one, []).append(row)
    return found


def _part(
    calendars: Sequence[Calendar], tasks: Tasks, assignments: Assignments, row: int, breaks: Breaks
) -> Part:
    """An assignment's part of a task: its work at its units, or the task's duration where no work is said.

    Work in overtime is left aside, as it takes no working time.
    """
    task = int(assignments.task[row])
    its, own = calendars[int(assignments.calendar[row])], int(tasks.calendar[task])
    calendar = its if own < 0 else _shared(calendars[own], its)
    work, units, delay = int(assignments.work[row]), int(assignments.units[row]), int(assignments.delay[row])
    if work == NONE or units <= 0:
        minutes = int(tasks.duration[task])
        return Part(calendar, delay, minutes, minutes, breaks.span(minutes))
    regular = max(work - int(assignments.overtime[row]), 0)
    done = min(int(assignments.actual_work[row]) - int(assignments.actual_overtime[row]), regular)
    contour = int(assignments.contour[row])
    whole, left = -(-regular * WHOLE // units), -(-(regular - max(done, 0)) * WHOLE // units)
    minutes = time_for(whole, contour)
    return Part(calendar, delay, minutes, time_after(whole, whole - left, contour), breaks.span(minutes))


@lru_cache(maxsize=1024)
def _shared(own: Calendar, its: Calendar) -> Calendar:
    return own if own is its else common((own, its))
