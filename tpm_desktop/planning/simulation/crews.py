"""Tasks whose people do not all keep the same hours, for a batch of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.simulation.clock_table import ClockTable, Column, column
from tpm_desktop.planning.simulation.distributions import Floats
from tpm_desktop.planning.splits import WHOLE_TASK

if TYPE_CHECKING:
    from tpm_desktop.planning.simulation.runs import Runs

__all__ = ["place_crew", "rest_of_crew"]

_LAST = column(2**30)


def place_crew(runs: Runs, row: int) -> None:
    """Such a task starts with the first of them and is over with the last.

    A drawn duration stretches the parts of all alike. What holds the task is counted in elapsed minutes, as
    each of them has breaks of their own.
    """
    subject, table = runs.subject, runs.subject.elapsed
    held = runs.holds.of(row, table)
    minutes = runs.minutes.get(row)
    share: Floats | float = 1.0 if minutes is None else minutes / max(runs.inputs.duration[row], 1)
    parts = [
        (subject.table_of[part.calendar], part.delay, _stretched(part.span, share))
        for part in runs.inputs.clocks.crew[row]
    ]

    def started_by(over: Column) -> Column:
        instants, found = table.instants(over), _LAST
        for clock, delay, span in parts:
            early = clock.instants((clock.marks(instants) & -2) + 1 - 2 * (delay + span))
            found = np.minimum(found, early)
        return table.marks(found)

    hold = table.instants(runs.settled(row, table, held, column(1), started_by))
    starts, finishes = _LAST, column(0)
    for clock, delay, _ in parts:
        starts = np.minimum(starts, clock.instants((clock.marks(hold) & -2) + 1 + 2 * delay))
    if subject.is_put_off[row]:
        starts = np.maximum(starts, column(subject.dates(row)[0]))
    for clock, delay, span in parts:
        finishes = np.maximum(finishes, _after(clock, starts, delay + span))
    runs.put(row, starts, finishes)


def rest_of_crew(runs: Runs, row: int, resume: Column, share: Floats | float) -> Column:
    """When a begun task is over that goes on at `resume`.

    Args: share: what is left in each run, as a share of what the plan has left for each of them.
    """
    clocks, over = runs.inputs.clocks, resume
    breaks = clocks.breaks.get(row, WHOLE_TASK)
    for part in clocks.crew[row]:
        if part.remaining:
            span = _stretched(breaks.span(part.minutes, part.minutes - part.remaining), share)
            over = np.maximum(over, _after(runs.subject.table_of[part.calendar], resume, span))
    return over


def _stretched(span: int, share: Floats | float) -> Column:
    return np.asarray(np.rint(np.asarray(span * share)), np.int32)


def _after(table: ClockTable, instants: Column, minutes: Column) -> Column:
    """The finish that lies so many minutes of working time after instants."""
    return table.instants((table.marks(instants) & -2) + 2 * minutes)
