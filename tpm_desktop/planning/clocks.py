"""Which working time each task runs on: its own calendar, its resources', the plan's, or every minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tpm_desktop.planning.calendars import common
from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, Flags, Minutes, Tasks
from tpm_desktop.planning.errors import CalendarError
from tpm_desktop.planning.worktime import DAY, Calendar

__all__ = ["ELAPSED", "Clocks", "Part", "clocks"]


def _every_minute(first: int, last: int) -> tuple[Minutes, Minutes]:
    return np.array([first * DAY], np.int64), np.array([last * DAY], np.int64)


ELAPSED = Calendar("elapsed time", _every_minute)
"""Nights, weekends and holidays count; for elapsed durations and lags."""


@dataclass(frozen=True, slots=True)
class Part:
    """One resource's part of a task: `minutes` on its calendar, of which `remaining` are left.

    delay: working minutes from the task's start to the part's.
    """

    calendar: Calendar
    delay: int
    minutes: int
    remaining: int


@dataclass(frozen=True, slots=True)
class Clocks:
    """The working time of each task, by row.

    task: what its duration counts on.
    crew: the parts of resources that do not all keep the same hours; they then count instead of the duration.
        None where one calendar does for all.
    lag: the task's own calendar, else the plan's, for the lags of links to it.
    slack: the same, for what it may slip, but every minute where the duration is elapsed.
    """

    task: list[Calendar]
    lag: list[Calendar]
    slack: list[Calendar]
    crew: list[tuple[Part, ...] | None]

    def finish(self, task: int, start: int, minutes: int) -> int:
        """When a task of so many minutes that starts then is over; without any, when it starts."""
        crew = self.crew[task]
        if crew is not None:
            return max(part.calendar.finish_after(start, part.delay + part.minutes) for part in crew)
        return self.task[task].finish_after(start, minutes) if minutes else start

    def start(self, task: int, finish: int, minutes: int) -> int:
        """When a task of so many minutes must start to be over by then."""
        crew = self.crew[task]
        if crew is not None:
            return min(part.calendar.start_after(finish, -part.delay - part.minutes) for part in crew)
        return self.task[task].start_after(finish, -minutes) if minutes else finish

    def span_after(self, task: int, instant: int, minutes: int) -> tuple[int, int]:
        """Start and finish of a task of so many minutes that may start from then on.

        One without any stands where it is put, also where a working period ends, but not within a break.
        """
        if self.crew[task] is not None:
            start = self.next_work(task, instant)
            return start, self.finish(task, start, minutes)
        clock = self.task[task]
        if minutes:
            return clock.span_after(instant, minutes)
        start = clock.next_work(instant)
        if start != instant and clock.previous_work(instant) == instant:
            return instant, instant
        return start, start

    def span_before(self, task: int, instant: int, minutes: int) -> tuple[int, int]:
        """Start and finish of a task of so many minutes that is to be over by then."""
        if self.crew[task] is not None:
            start = self.next_work(task, self.start(task, instant, minutes))
            return start, self.finish(task, start, minutes)
        return self.task[task].span_before(instant, minutes) if minutes else (instant, instant)

    def finish_rest(self, task: int, resume: int, minutes: int) -> int:
        """When a begun task is over of which so many minutes are left and go on then."""
        crew = self.crew[task] or ()
        if len({part.calendar for part in crew}) > 1 and any(part.remaining for part in crew):
            return max(part.calendar.finish_after(resume, part.remaining) for part in crew if part.remaining)
        return self.task[task].finish_after(resume, minutes)

    def next_work(self, task: int, instant: int) -> int:
        """The first instant from then on at which somebody can work on the task."""
        crew = self.crew[task]
        if crew is not None:
            return min(part.calendar.start_after(instant, part.delay) for part in crew)
        return self.task[task].next_work(instant)


def clocks(
    calendars: Sequence[Calendar], tasks: Tasks, summary: Flags, assignments: Assignments, plan: int
) -> Clocks:
    """The clocks of all tasks; `plan` is the row of the plan's calendar; a summary's is never elapsed.

    Errors: CalendarError where a row names a calendar that is not there.
    """
    for column in (np.array([plan]), tasks.calendar, assignments.calendar):
        if column.size and not -1 <= column.min() <= column.max() < len(calendars):
            raise CalendarError("a task or resource names a calendar that is not there; choose another")
    usual = calendars[plan]
    own = [calendars[row] if row >= 0 else usual for row in tasks.calendar.tolist()]
    own_or_elapsed = [
        ELAPSED if elapsed else its
        for its, elapsed in zip(own, (tasks.elapsed & ~summary).tolist(), strict=True)
    ]
    found = Clocks(task=list(own_or_elapsed), lag=own, slack=own_or_elapsed, crew=[None] * len(tasks))
    for task, assigned in _by_task(tasks, summary, assignments).items():
        crew = tuple(_part(calendars, tasks, assignments, task, row) for row in assigned)
        found.task[task] = max(crew, key=lambda part: part.minutes).calendar
        if any(part.calendar is not crew[0].calendar or part.delay for part in crew):
            found.crew[task] = tuple(part for part in crew if part.minutes) or None
    return found


def _by_task(tasks: Tasks, summary: Flags, assignments: Assignments) -> dict[int, list[int]]:
    """The assignments of resources with a calendar to the tasks that take notice of them."""
    ignore = (tasks.calendar >= 0) & tasks.ignore_resource_calendars
    heeds = ~ignore & ~summary & ~tasks.elapsed & (tasks.duration > 0)
    found: dict[int, list[int]] = {}
    for row in np.flatnonzero((assignments.calendar >= 0) & heeds[assignments.task]).tolist():
        found.setdefault(int(assignments.task[row]), []).append(row)
    return found


def _part(calendars: Sequence[Calendar], tasks: Tasks, assignments: Assignments, task: int, row: int) -> Part:
    """An assignment's part of a task: its work at its units, or the task's duration where no work is said."""
    its, own = calendars[int(assignments.calendar[row])], int(tasks.calendar[task])
    calendar = its if own < 0 else _shared(calendars[own], its)
    work, units, delay = int(assignments.work[row]), int(assignments.units[row]), int(assignments.delay[row])
    if work == NONE or units <= 0:
        minutes = int(tasks.duration[task])
        return Part(calendar, delay, minutes, minutes)
    left = max(work - int(assignments.actual_work[row]), 0)
    return Part(calendar, delay, -(-work * WHOLE // units), -(-left * WHOLE // units))


@lru_cache(maxsize=1024)
def _shared(own: Calendar, its: Calendar) -> Calendar:
    return own if own is its else common((own, its))
