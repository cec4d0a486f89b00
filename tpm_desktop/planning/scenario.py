"""A plan as the engine is asked it: what is or what would be, without a file."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.calendars import Calendar
from tpm_desktop.planning.clocks import ELAPSED, Clocks, clocks
from tpm_desktop.planning.columns import (
    Assignments,
    Flags,
    LagUnit,
    Links,
    Options,
    Rows,
    Schedule,
    Splits,
    Tasks,
)
from tpm_desktop.planning.levels import Network, network
from tpm_desktop.planning.network import summaries
from tpm_desktop.planning.schedule import schedule
from tpm_desktop.planning.worktime import DAY, FIRST_DAY, LAST_DAY

__all__ = ["Scenario"]


@dataclass(frozen=True, slots=True)
class Order:
    """The network of a plan, and the outline and links that it is of."""

    parent: Rows
    container: Flags
    links: Links
    network: Network


@dataclass(frozen=True, slots=True)
class Scenario:
    """All that the engine is asked. A changed copy, made with `dataclasses.replace`, is another scenario.

    order: where the plan's order is known already; of a changed copy it holds as long as the arrays of its
    outline and its links are still those very ones.
    """

    calendars: Sequence[Calendar]
    tasks: Tasks
    links: Links
    options: Options
    assignments: Assignments
    order: Order | None = None
    splits: Splits = field(default_factory=Splits.empty)

    def ordered(self) -> "Scenario":
        """The same plan with its order known.

        Errors: CycleError where tasks wait for each other; PlanError where a row is out of place.
        """
        return self._with(network(self.tasks, self.links))

    def ordered_as(self, other: "Scenario") -> "Scenario":
        """The same plan with the order of another, whose outline and ends of links must be equal."""
        return self._with(other.order.network) if other.order else self

    def _with(self, found: Network) -> "Scenario":
        return replace(self, order=Order(self.tasks.parent, self.tasks.container, self.links, found))

    def scheduled(self) -> Schedule:
        """The engine's answer.

        Errors: CycleError, CalendarError and PlanError, as `schedule` raises them.
        """
        known = self.order
        stays = (
            known is not None
            and known.links is self.links
            and known.parent is self.tasks.parent
            and known.container is self.tasks.container
        )
        order = known.network if known and stays else None
        return schedule(
            self.calendars, self.tasks, self.links, self.options, self.assignments, order, self.splits
        )

    def apart(self) -> "Scenario":
        """The same plan with calendars of its own, for another thread: their tables grow while asked."""
        own = {id(calendar): copy(calendar) for calendar in self.calendars}
        ELAPSED.to_work(
            np.array([FIRST_DAY * DAY, LAST_DAY * DAY - 1])
        )  # the one that all share, to its full
        return replace(self, calendars=tuple(own[id(calendar)] for calendar in self.calendars))

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
            self.calendars,
            self.tasks,
            summaries(self.tasks),
            self.assignments,
            self.options.calendar,
            self.splits,
        )

    def clocks_of(self, row: int) -> Clocks:
        """The working time of one task; its row there is 0."""
        mine = np.flatnonzero(self.assignments.task == row)
        assigned = replace(_chosen(self.assignments, mine), task=np.zeros(len(mine), np.int32))
        summary = summaries(self.tasks)[[row]]
        one = _chosen(self.tasks, np.array([row]))
        parts = np.flatnonzero(self.splits.task == row)
        splits = replace(_chosen(self.splits, parts), task=np.zeros(len(parts), np.int32))
        return clocks(self.calendars, one, summary, assigned, self.options.calendar, splits)


Table = TypeVar("Table", Tasks, Assignments, Splits)


def _chosen(table: Table, rows: NDArray[np.integer]) -> Table:
    return type(table)(*(getattr(table, part.name)[rows] for part in fields(table)))
