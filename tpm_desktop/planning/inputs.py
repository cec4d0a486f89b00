"""What the passes read: the columns as memory views, which answer one by one as fast as Python lists."""

from collections.abc import Sequence

import numpy as np

from tpm_desktop.planning.clocks import clocks
from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, Links, Options, Splits, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.levels import Network
from tpm_desktop.planning.link_columns import ELAPSED_LAGS, PERCENTAGES, link_columns
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Inputs"]


class Inputs:
    """A plan to be scheduled: `tasks` and `links`, and the same columns to be asked row by row.

    links: `link_columns` has what both passes ask of them. given: manual and external tasks; begun, done:
    those with work done, those of which nothing is left. counted: tasks that make the plan's own dates: no
    summaries, none that is inactive or somebody else's.
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
        splits: Splits,
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
            splits,
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
        self.is_counted = tasks.active & ~self.network.summary & ~tasks.external
        self.done, self.begun, self.given = self.is_done.data, self.is_begun.data, self.is_given.data
        self.summary = self.network.summary.data
        self.parent = tasks.parent.data
        self.duration = tasks.duration.data
        self.constraint = tasks.constraint.data
        self.constraint_date = tasks.constraint_date.data
        self.deadline = tasks.deadline.data
        self.actual_start = tasks.actual_start.data
        self.actual_finish = tasks.actual_finish.data
        self.share_done = tasks.done.data
        self.stop = tasks.stop.data
        self.resume = tasks.resume.data
        self.given_start = tasks.manual_start.data
        self.given_finish = tasks.manual_finish.data
        self.active = tasks.active.data
        self.external = tasks.external.data
        self.levelling_delay = tasks.levelling_delay.data
        self.project_start = tasks.project_start.data

    def _read_links(self, links: Links) -> None:
        self.predecessor = links.predecessor.data
        self.successor = links.successor.data
        self.kind = links.kind.data
        self.lag = links.lag.data
        self.lag_unit = links.lag_unit.data
        self.holds = self.tasks.active[links.predecessor]
        """Links with a say in their successor: those of an inactive task have none."""
        self.limits = (self.tasks.active & ~self.is_done)[links.successor]
        """Links with a say in their predecessor: those to an inactive or done task have none."""
        if self.options.progress_override:  # links then have no say in what has begun
            waits = (self.tasks.actual_start == NONE)[links.successor]
            self.holds, self.limits = self.holds & waits, self.limits & waits

    def incoming(self, row: int) -> list[int]:
        """The links to a row that have a say in it."""
        return [link for link in self.network.incoming[row] if self.holds[link]]

    def outgoing(self, row: int) -> list[int]:
        """The links from a row that have a say in it."""
        return [link for link in self.network.outgoing[row] if self.limits[link]]

    def children(self, row: int) -> list[int]:
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
