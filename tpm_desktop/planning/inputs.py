"""What the passes read: the columns as Python lists, since they go task by task in the order links give."""

from collections.abc import Sequence

import numpy as np

from tpm_desktop.planning.clocks import ELAPSED, clocks
from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, LagUnit, Links, Options, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.network import network
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Inputs"]

PERCENTAGES = (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)


class Inputs:
    """A plan to be scheduled; every list by row of the task, those of links by row of the link.

    given: manual and external tasks; begun, done: those with work done, those of which nothing is left.
    incoming, outgoing: the links at each end of a task that have a say: not those of an inactive predecessor,
        nor those to a successor that is inactive or done.
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
        self.clocks = clocks(calendars, tasks, self.network.summary, assignments, options.calendar)
        self.plan = calendars[options.calendar]
        self.n = len(tasks)
        self._read_tasks(tasks)
        self._read_links(links)

    def _read_tasks(self, tasks: Tasks) -> None:
        done = (tasks.actual_finish != NONE) | (tasks.done >= WHOLE)
        begun = (tasks.actual_start != NONE) | (tasks.done > 0) | done
        self.summary: list[bool] = self.network.summary.tolist()
        self.parent: list[int] = tasks.parent.tolist()
        self.duration: list[int] = tasks.duration.tolist()
        self.constraint: list[int] = tasks.constraint.tolist()
        self.constraint_date: list[int] = tasks.constraint_date.tolist()
        self.deadline: list[int] = tasks.deadline.tolist()
        self.actual_start: list[int] = tasks.actual_start.tolist()
        self.actual_finish: list[int] = tasks.actual_finish.tolist()
        self.share_done: list[int] = tasks.done.tolist()
        self.done: list[bool] = (done & ~self.network.summary).tolist()
        self.begun: list[bool] = (begun & ~self.network.summary).tolist()
        self.stop: list[int] = tasks.stop.tolist()
        self.resume: list[int] = tasks.resume.tolist()
        self.given: list[bool] = (tasks.manual | tasks.external).tolist()
        self.given_start: list[int] = tasks.manual_start.tolist()
        self.given_finish: list[int] = tasks.manual_finish.tolist()
        self.active: list[bool] = tasks.active.tolist()
        self.external: list[bool] = tasks.external.tolist()
        self.levelling_delay: list[int] = tasks.levelling_delay.tolist()
        self.project_start: list[int] = tasks.project_start.tolist()

    def _read_links(self, links: Links) -> None:
        self.predecessor: list[int] = links.predecessor.tolist()
        self.successor: list[int] = links.successor.tolist()
        self.kind: list[int] = links.kind.tolist()
        self.lag: list[int] = links.lag.tolist()
        self.lag_unit: list[int] = links.lag_unit.tolist()
        self.incoming: list[list[int]] = [[] for _ in range(self.n)]
        self.outgoing: list[list[int]] = [[] for _ in range(self.n)]
        for link, (predecessor, successor) in enumerate(zip(self.predecessor, self.successor, strict=True)):
            if self.active[predecessor]:
                self.incoming[successor].append(link)
            if self.active[successor] and not self.done[successor]:
                self.outgoing[predecessor].append(link)

    def lag_minutes(self, link: int, predecessor_duration: int) -> int:
        """A link's lag; a percentage is of the predecessor's duration, which children make for a summary."""
        if self.lag_unit[link] in PERCENTAGES:
            return round(predecessor_duration * self.lag[link] / WHOLE)
        return self.lag[link]

    def lag_clock(self, link: int) -> Calendar:
        """The working time a link's lag runs on: the successor's own calendar, or every minute."""
        elapsed = self.lag_unit[link] in (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT)
        return ELAPSED if elapsed else self.clocks.lag[self.successor[link]]


def _check(tasks: Tasks) -> None:
    for column, wrong in (
        (tasks.duration, "a negative duration; give it none or more"),
        (tasks.levelling_delay, "a negative levelling delay; give it none or more"),
    ):
        rows = np.flatnonzero(column < 0)
        if rows.size:
            raise PlanError(f"row {rows[0]} has {wrong}")
