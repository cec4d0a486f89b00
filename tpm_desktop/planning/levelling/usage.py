"""Who is needed more than there is of them: what tasks use of each resource over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.availability import Availability
from tpm_desktop.planning.columns import WHOLE, Minutes, Rows
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Overload", "Uses", "overloads"]


@dataclass(frozen=True, slots=True)
class Uses:
    """What tasks need of resources, every array of shape (k,).

    task: row; resource: number; units: hundredths of a per cent of one.
    """

    task: Rows
    resource: Rows
    units: Minutes

    def __len__(self) -> int:
        return len(self.task)


@dataclass(frozen=True, slots=True)
class Overload:
    """From one instant to another a resource is needed for more than there is of it.

    units: hundredths of a per cent above what there is; minutes: working minutes that it lasts; tasks: rows.
    """

    resource: int
    start: int
    finish: int
    units: int
    minutes: int
    tasks: tuple[int, ...]

    @property
    def work(self) -> int:
        """Minutes of work too many."""
        return self.units * self.minutes // WHOLE


def overloads(
    uses: Uses,
    available: Sequence[Availability],
    calendars: Sequence[Calendar],
    starts: Minutes,
    finishes: Minutes,
    since: int,
) -> list[Overload]:
    """All overloads of a plan, by resource and time.

    Args: available: how much there is of each resource; calendars: of each; starts, finishes: of all
    tasks, as instants; since: what lies before has been and is left aside.
    """
    found: list[Overload] = []
    begins = np.maximum(starts[uses.task], since)
    ends = finishes[uses.task]
    for resource, most in enumerate(available):
        rows = np.flatnonzero((uses.resource == resource) & (ends > begins) & (uses.units > 0))
        if len(rows) and uses.units[rows].sum() > most.least:
            found += _of_one(resource, most, calendars[resource], uses, rows, begins, ends)
    return found


def _of_one(
    resource: int,
    available: Availability,
    calendar: Calendar,
    uses: Uses,
    rows: NDArray[np.intp],
    begins: Minutes,
    ends: Minutes,
) -> list[Overload]:
    """Goes through the instants at which something begins or ends."""
    events = sorted(
        [(int(begins[row]), 1, row) for row in rows.tolist()]
        + [(int(ends[row]), -1, row) for row in rows.tolist()],
        key=lambda event: (event[0], event[1]),
    )
    running: dict[int, int] = {}
    found, before = [], events[0][0]
    for at, step, row in events:
        needed = sum(running.values())
        for begin, end, there in available.between(before, at) if at > before else ():
            minutes = calendar.between(begin, end) if needed > there else 0
            if minutes:
                tasks = tuple(sorted({int(uses.task[one]) for one in running}))
                found.append(Overload(resource, begin, end, needed - there, minutes, tasks))
        if step > 0:
            running[row] = int(uses.units[row])
        else:
            running.pop(row, None)
        before = at
    return found
