"""A plan as the engine is asked it: what is or what would be, without a file."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.calendars import Calendar
from tpm_desktop.planning.clocks import ELAPSED, Clocks, clocks
from tpm_desktop.planning.columns import Assignments, LagUnit, Links, Options, Schedule, Tasks
from tpm_desktop.planning.network import summaries
from tpm_desktop.planning.schedule import schedule

__all__ = ["Scenario"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """All that the engine is asked. A changed copy, made with `dataclasses.replace`, is another scenario."""

    calendars: Sequence[Calendar]
    tasks: Tasks
    links: Links
    options: Options
    assignments: Assignments

    def scheduled(self) -> Schedule:
        """The engine's answer.

        Errors: CycleError, CalendarError and PlanError, as `schedule` raises them.
        """
        return schedule(self.calendars, self.tasks, self.links, self.options, self.assignments)

    def slack_clock(self, row: int) -> Calendar:
        """What a row's slack is counted on: its own calendar, else the plan's; elapsed time where it is."""
        if self.tasks.elapsed[row] and not (self.tasks.parent == row).any():
            return ELAPSED
        return self.lag_clock(row)

    def lag_clock(self, row: int, unit: LagUnit = LagUnit.WORKING) -> Calendar:
        """What the lag of a link to a row is counted on."""
        if unit in (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT):
            return ELAPSED
        own = int(self.tasks.calendar[row])
        return self.calendars[own if own >= 0 else self.options.calendar]

    def clocks(self) -> Clocks:
        """The working time of every task, that of its resources included."""
        return clocks(
            self.calendars, self.tasks, summaries(self.tasks), self.assignments, self.options.calendar
        )

    def clocks_of(self, row: int) -> Clocks:
        """The working time of one task; its row there is 0."""
        mine = np.flatnonzero(self.assignments.task == row)
        assigned = replace(_chosen(self.assignments, mine), task=np.zeros(len(mine), np.int32))
        summary = summaries(self.tasks)[[row]]
        one = _chosen(self.tasks, np.array([row]))
        return clocks(self.calendars, one, summary, assigned, self.options.calendar)


Table = TypeVar("Table", Tasks, Assignments)


def _chosen(table: Table, rows: NDArray[np.integer]) -> Table:
    return type(table)(*(getattr(table, part.name)[rows] for part in fields(table)))
