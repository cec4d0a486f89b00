"""What the passes read: the columns as Python lists, since they go task by task in an order that links decide."""

from collections.abc import Sequence

import numpy as np

from tpm_desktop.planning.clocks import ELAPSED, clocks
from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, LagUnit, Links, Options, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.network import network
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Inputs"]


class Inputs:
    """A plan to be scheduled; every list by row of the task, those of links by row of the link.

    Errors: CycleError, CalendarError, and PlanError for what no plan can have (a negative duration, say).
    """

    def __init__(
        self,
        calendars: Sequence[Calendar],
        tasks: Tasks,
        links: Links,
        options: Options,
        assignments: Assignments,
    ) -> None:
        _check(tasks)
        self.options = options
        self.network = network(tasks, links)
        self.clocks = clocks(calendars, tasks, assignments, options.calendar)
        self.plan = calendars[options.calendar]
        self.n = len(tasks)
        self.summary: list[bool] = self.network.summary.tolist()
        self.parent: list[int] = tasks.parent.tolist()
        self.duration: list[int] = tasks.duration.tolist()
        self.elapsed: list[bool] = tasks.elapsed.tolist()
        self.constraint: list[int] = tasks.constraint.tolist()
        self.constraint_date: list[int] = tasks.constraint_date.tolist()
        self.deadline: list[int] = tasks.deadline.tolist()
        self.actual_start: list[int] = tasks.actual_start.tolist()
        self.actual_finish: list[int] = tasks.actual_finish.tolist()
        self.done: list[int] = tasks.done.tolist()
        self.stop: list[int] = tasks.stop.tolist()
        self.resume: list[int] = tasks.resume.tolist()
        self.manual: list[bool] = (tasks.manual | tasks.external).tolist()
        self.manual_start: list[int] = tasks.manual_start.tolist()
        self.manual_finish: list[int] = tasks.manual_finish.tolist()
        self.active: list[bool] = tasks.active.tolist()
        self.external: list[bool] = tasks.external.tolist()
        self.levelling_delay: list[int] = tasks.levelling_delay.tolist()
        self.project_start: list[int] = tasks.project_start.tolist()
        self.predecessor: list[int] = links.predecessor.tolist()
        self.successor: list[int] = links.successor.tolist()
        self.kind: list[int] = links.kind.tolist()
        self.lag: list[int] = links.lag.tolist()
        self.lag_unit: list[int] = links.lag_unit.tolist()
        done = [self.is_done(row) for row in range(self.n)]
        self.incoming = [
            [link for link in rows if self.active[self.predecessor[link]]] for rows in self.network.incoming
        ]
        self.outgoing = [
            [link for link in rows if self.active[self.successor[link]] and not done[self.successor[link]]]
            for rows in self.network.outgoing
        ]

    def is_begun(self, task: int) -> bool:
        """Whether the task has an actual start or finish."""
        return self.actual_start[task] != NONE or self.actual_finish[task] != NONE

    def is_free(self, task: int) -> bool:
        """Whether links and demanded dates decide where the task stands: not given, not begun, not a summary."""
        return not (self.summary[task] or self.manual[task] or self.is_begun(task))

    def is_done(self, task: int) -> bool:
        """Whether nothing of the task remains."""
        return self.actual_finish[task] != NONE or self.done[task] >= WHOLE

    def lag_minutes(self, link: int, predecessor_duration: int) -> int:
        """A link's lag; a percentage is of the predecessor's duration, which for a summary is its computed one."""
        if self.lag_unit[link] in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT):
            return round(predecessor_duration * self.lag[link] / WHOLE)
        return self.lag[link]

    def lag_clock(self, link: int) -> Calendar:
        """The working time a link's lag runs on: the successor's calendar, or every minute."""
        elapsed = self.lag_unit[link] in (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT)
        return ELAPSED if elapsed else self.clocks.own[self.successor[link]]


def _check(tasks: Tasks) -> None:
    for column, wrong in (
        (tasks.duration, "a negative duration; give it none or more"),
        (tasks.levelling_delay, "a negative levelling delay; give it none or more"),
    ):
        rows = np.flatnonzero(column < 0)
        if rows.size:
            raise PlanError(f"row {rows[0]} has {wrong}")
