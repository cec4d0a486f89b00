"""What the passes read: the columns as memory views, which answer one by one as fast as Python lists."""

from collections.abc import Sequence

import numpy as np

from tpm_desktop.planning.clocks import clocks
from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, Links, Options, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.levels import Network
from tpm_desktop.planning.link_columns import ELAPSED_LAGS, PERCENTAGES, link_columns
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Inputs"]

class Inputs:
    """A plan to be scheduled. Columns with a `memoryview` are asked by row; `tasks` and `links` are the arrays.

    links: `link_columns` has what both passes ask of them. given: manual and external tasks; begun, done: those with work done, those of which nothing is left.
    Errors: CalendarError, and PlanError for what no plan can have (a negative duration, say).
    """

    def __init__(
        self,
        calendars: Sequence[Calendar],
        tasks: Tasks,
        links: Links,
        options: Options,
        assignments: Assignments,
        network: Network,
    ) -> None:
        _check(tasks)
        self.options = options
        self.tasks, self.links, self.network = tasks, links, network
        self.clocks = clocks(
            calendars,
            tasks,
            network.summary,
            assignments,
            options.calendar,
            elapsed_lags=bool(np.isin(links.lag_unit, ELAPSED_LAGS).any()),
        )
        self.link_columns = link_columns(tasks, links, self.clocks, network.summary)
        self.plan = calendars[options.calendar]
        self.n = len(tasks)
        self._read_tasks(tasks)
        self._read_links(links)

    def _read_tasks(self, tasks: Tasks) -> None:
        done = (tasks.actual_finish != NONE) | (tasks.done >= WHOLE)
        begun = (tasks.actual_start != NONE) | (tasks.done > 0) | done
        self.is_done = done & ~self.network.summary
        self.is_begun = begun & ~self.network.summary
        self.is_given = tasks.manual | tasks.external
        self.done, self.begun, self.given = map(memoryview, (self.is_done, self.is_begun, self.is_given))
        self.summary = memoryview(self.network.summary)
        self.parent = memoryview(tasks.parent)
        self.duration = memoryview(tasks.duration)
        self.constraint = memoryview(tasks.constraint)
        self.constraint_date = memoryview(tasks.constraint_date)
        self.deadline = memoryview(tasks.deadline)
        self.actual_start = memoryview(tasks.actual_start)
        self.actual_finish = memoryview(tasks.actual_finish)
        self.share_done = memoryview(tasks.done)
        self.stop = memoryview(tasks.stop)
        self.resume = memoryview(tasks.resume)
        self.given_start = memoryview(tasks.manual_start)
        self.given_finish = memoryview(tasks.manual_finish)
        self.active = memoryview(tasks.active)
        self.external = memoryview(tasks.external)
        self.levelling_delay = memoryview(tasks.levelling_delay)
        self.project_start = memoryview(tasks.project_start)

    def _read_links(self, links: Links) -> None:
        self.predecessor = memoryview(links.predecessor)
        self.successor = memoryview(links.successor)
        self.kind = memoryview(links.kind)
        self.lag = memoryview(links.lag)
        self.lag_unit = memoryview(links.lag_unit)
        self.holds = self.tasks.active[links.predecessor]
        """Links with a say in their successor: those of an inactive task have none."""
        self.limits = (self.tasks.active & ~self.is_done)[links.successor]
        """Links with a say in their predecessor: those to an inactive or done task have none."""

    def incoming(self, row: int) -> list[int]:
        """The links to a row that have a say in it."""
        return [link for link in self.network.incoming[row] if self.holds[link]]

    def outgoing(self, row: int) -> list[int]:
        """The links from a row that have a say in it."""
        return [link for link in self.network.outgoing[row] if self.limits[link]]

    def counted(self, row: int) -> list[int]:
        """The children that a summary takes notice of: those active, or all where none is."""
        below = self.network.children[row]
        return [child for child in below if self.active[child]] or below

    def lag_minutes(self, link: int, predecessor_duration: int) -> int:
        """A link's lag; a percentage is of the predecessor's duration, which children make for a summary."""
        if self.lag_unit[link] in PERCENTAGES:
            return round(predecessor_duration * self.lag[link] / WHOLE)
        return self.lag[link]

    def lag_clock(self, link: int) -> Calendar:
        """The working time a link's lag runs on: the successor's own calendar, or every minute."""
        if self.lag_unit[link] in ELAPSED_LAGS:
            return self.clocks.calendars[self.clocks.elapsed_number]
        return self.clocks.lag[self.successor[link]]


def _check(tasks: Tasks) -> None:
    for column, wrong in (
        (tasks.duration, "a negative duration; give it none or more"),
        (tasks.levelling_delay, "a negative levelling delay; give it none or more"),
    ):
        rows = np.flatnonzero(column < 0)
        if rows.size:
            raise PlanError(f"row {rows[0]} has {wrong}")
