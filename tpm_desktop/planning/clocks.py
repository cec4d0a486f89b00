"""Which working time each task runs on: its own calendar, its resources', the plan's, or every minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tpm_desktop.planning.calendars import common
from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, Minutes, Tasks
from tpm_desktop.planning.errors import CalendarError
from tpm_desktop.planning.worktime import DAY, Calendar

__all__ = ["ELAPSED", "Clocks", "Part", "clocks"]


def _every_minute(first: int, last: int) -> tuple[Minutes, Minutes]:
    return np.array([first * DAY], np.int64), np.array([last * DAY], np.int64)


ELAPSED = Calendar("elapsed time", _every_minute)
"""Nights, weekends and holidays count; for elapsed durations and lags."""


@dataclass(frozen=True, slots=True)
class Part:
    """One resource's part of a task: `minutes` on its calendar, from `delay` working minutes after the task's start."""

    calendar: Calendar
    delay: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Clocks:
    """The working time of each task, by row.

    task: what the task's duration counts on; lag: what lags to the task count on;
    crew: the parts of resources that do not all keep the same hours, None where one calendar does for all.
    """

    task: list[Calendar]
    lag: list[Calendar]
    crew: list[tuple[Part, ...] | None]

    def finish(self, task: int, start: int, minutes: int) -> int:
        """When a task that starts then has had so many minutes of its duration."""
        crew = self.crew[task]
        if crew is None:
            return self.task[task].finish_after(start, minutes)
        return max(
            part.calendar.finish_after(start, part.delay + min(part.minutes, minutes)) for part in crew
        )

    def start(self, task: int, finish: int, minutes: int) -> int:
        """When so many minutes of a task's duration must begin to be over by then."""
        crew = self.crew[task]
        if crew is None:
            return self.task[task].start_after(finish, -minutes)
        return min(
            part.calendar.start_after(finish, -part.delay - min(part.minutes, minutes)) for part in crew
        )

    def next_work(self, task: int, instant: int) -> int:
        """The first instant from then on at which somebody can work on the task."""
        crew = self.crew[task]
        if crew is None:
            return self.task[task].next_work(instant)
        return min(part.calendar.start_after(instant, part.delay) for part in crew)


def clocks(calendars: Sequence[Calendar], tasks: Tasks, assignments: Assignments, plan: int) -> Clocks:
    """The clocks of all tasks; `plan` is the row of the plan's calendar.

    Errors: CalendarError where a row names a calendar that is not there.
    """
    for column in (np.array([plan]), tasks.calendar, assignments.calendar):
        if column.size and not -1 <= column.min() <= column.max() < len(calendars):
            raise CalendarError("a task or resource names a calendar that is not there; choose another")
    usual = calendars[plan]
    own = [calendars[row] if row >= 0 else usual for row in tasks.calendar.tolist()]
    found = Clocks(
        task=[ELAPSED if elapsed else clock for clock, elapsed in zip(own, tasks.elapsed.tolist(), strict=True)],
        lag=own,
        crew=[None] * len(tasks),
    )
    for task, rows in _by_task(tasks, assignments).items():
        crew = _crew(calendars, tasks, assignments, task, rows)
        if not crew:
            continue
        if len({part.calendar for part in crew}) > 1 or any(part.delay for part in crew):
            found.crew[task] = crew
        found.task[task] = max(crew, key=lambda part: part.minutes).calendar
    return found


def _by_task(tasks: Tasks, assignments: Assignments) -> dict[int, list[int]]:
    """The assignments of resources with a calendar to the tasks that take notice of them."""
    found: dict[int, list[int]] = {}
    for row, (task, calendar) in enumerate(zip(assignments.task.tolist(), assignments.calendar.tolist(), strict=True)):
        if calendar >= 0 and not tasks.elapsed[task] and tasks.duration[task] > 0:
            if tasks.calendar[task] < 0 or not tasks.ignore_resource_calendars[task]:
                found.setdefault(task, []).append(row)
    return found


def _crew(
    calendars: Sequence[Calendar], tasks: Tasks, assignments: Assignments, task: int, rows: list[int]
) -> tuple[Part, ...]:
    """The parts of a task that take any time; the longest lasts as long as the task's duration says."""
    duration, own = int(tasks.duration[task]), int(tasks.calendar[task])
    spans = [_span(assignments, row, duration) for row in rows]
    longest = max(spans)
    parts = []
    for row, span in zip(rows, spans, strict=True):
        its, delay = calendars[int(assignments.calendar[row])], int(assignments.delay[row])
        minutes = (duration if span == longest else span) - delay
        if minutes > 0:
            parts.append(Part(its if own < 0 else _shared(calendars[own], its), delay, minutes))
    return tuple(parts)


def _span(assignments: Assignments, row: int, duration: int) -> int:
    """Working time from the task's start to the end of an assignment, at most the task's duration."""
    work, units = int(assignments.work[row]), int(assignments.units[row])
    if work == NONE or units <= 0:
        return duration
    return min(duration, int(assignments.delay[row]) - (-work * WHOLE // units))


@lru_cache(maxsize=1024)
def _shared(own: Calendar, its: Calendar) -> Calendar:
    return own if own is its else common((own, its))
