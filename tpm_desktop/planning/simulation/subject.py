"""The plan that is simulated: what all batches of runs share."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np

from tpm_desktop.planning.clocks import ELAPSED
from tpm_desktop.planning.columns import NONE, Constraint, Flags, Minutes, Rows, Schedule
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.levels import network
from tpm_desktop.planning.progress import minutes_done
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.simulation.clock_table import ClockTable, Column
from tpm_desktop.planning.splits import WHOLE_TASK
from tpm_desktop.planning.sweep import cover, instants_given
from tpm_desktop.planning.worktime import DAY, LAST_DAY, Calendar

__all__ = ["Subject"]

YEARS = 10 * 366 * DAY
"""What runs may reach beyond the plan's own finish, in minutes, besides three times its length."""


class Subject:
    """A plan and its schedule, each task taking its own duration.

    tables: the working time of each clock, `clock` by row; elapsed: of every minute.
    order: tasks and summaries so that what holds comes first: `row` for a task and where a summary begins,
    `~row` where one is over that something waits for. ends: tasks that may be the program's last.
    is_fixed: no run moves it: done, or given by hand with both dates. is_given: put by hand.
    is_at_work: its dates lie within its clock's working time.
    is_put_off: starts no earlier than planned, since it is to be late. begins_early: may lie before the
    plan's begin. All of shape (n,).
    """

    def __init__(self, scenario: Scenario, schedule: Schedule) -> None:
        """Args: schedule: of that scenario. Errors: as `planning.schedule` raises them."""
        order = scenario.order.network if scenario.order else network(scenario.tasks, scenario.links)
        self.inputs = inputs = Inputs(
            scenario.calendars, scenario.tasks, scenario.links, scenario.options, scenario.assignments,
            order, scenario.splits,
        )  # fmt: skip
        self.schedule = schedule
        cover(inputs, instants_given(inputs))
        low = min(
            schedule.program_start, int(instants_given(inputs).min()), int(schedule.start.min(initial=2**62))
        )
        last = max(schedule.program_finish, int(instants_given(inputs).max()))
        reach = last + 3 * max(last - schedule.program_start, 0) + YEARS
        self._sane = last + max(min(reach, LAST_DAY * DAY - 1) - last, 0) // 2
        self.tables: list[ClockTable] = [
            ClockTable(clock, low - YEARS // 5, reach) for clock in inputs.clocks.calendars
        ]
        self.elapsed = ClockTable(ELAPSED, low - YEARS // 5, reach)
        self.table_of: dict[Calendar, ClockTable] = dict(
            zip(inputs.clocks.calendars, self.tables, strict=True)
        )
        self.clock: list[int] = inputs.clocks.task.number.tolist()
        tasks, options = inputs.tasks, inputs.options
        leaf = ~inputs.network.summary
        self.is_given = (
            inputs.is_given & leaf & ((tasks.manual_start != NONE) | (tasks.manual_finish != NONE))
        )
        both = (tasks.manual_start != NONE) & (tasks.manual_finish != NONE)
        over = inputs.is_done & (tasks.actual_finish != NONE)
        self.is_fixed = (self.is_given & both) | (over & leaf) | ~tasks.active
        self.is_at_work = leaf & ~inputs.is_given & ~inputs.is_begun
        self.has_given_summaries = bool((inputs.is_given & inputs.network.summary).any())
        self.is_put_off = (tasks.constraint == Constraint.ALAP) | np.full(inputs.n, options.from_finish)
        self._begin = schedule.program_start if options.from_finish else options.start
        self._begins: dict[ClockTable, Column] = {}
        self.begins_early = self._may_begin_early()
        self.order = self._order()

    def dates(self, row: int) -> tuple[int, int]:
        """Where the plan has a row, as instants."""
        return int(self.schedule.start[row]), int(self.schedule.finish[row])

    def room(self, row: int) -> int:
        """Minutes that a task may take longer than planned; one that takes more is mistyped, not uncertain.

        Half of what the runs may reach beyond the plan's own finish, so that others can be late as well.
        """
        table, finish = self.tables[self.clock[row]], self.dates(row)[1]
        return max(int(table.mark(self._sane)) - int(table.mark(finish)), 0) // 2

    def begin_mark(self, table: ClockTable) -> Column:
        """The mark of the plan's begin."""
        if table not in self._begins:
            self._begins[table] = table.mark(self._begin)
        return self._begins[table]

    def has_mixed_crew(self, row: int) -> bool:
        """Whether those who still have work on a begun task keep different hours."""
        crew = self.inputs.clocks.crew.get(row) or ()
        return len({part.calendar for part in crew}) > 1 and any(part.remaining for part in crew)

    def _may_begin_early(self) -> Flags:
        inputs, tasks = self.inputs, self.inputs.tasks
        dated = (tasks.constraint_date != NONE) | (inputs.is_given & (tasks.manual_start != NONE))
        found = inputs.network.passed_down(dated)
        before = self.schedule.start < self._begin
        found[inputs.links.successor[before[inputs.links.predecessor]]] = True
        return found

    def _order(self) -> list[int]:
        graph, n = self.inputs.network, self.inputs.n
        used = np.concatenate([np.ones(n, np.bool_), graph.watched])
        nodes = np.argsort(graph.level, kind="stable")
        nodes = nodes[used[nodes]]
        return [node if node < n else ~(node - n) for node in nodes.tolist()]

    @cached_property
    def minutes_left(self) -> Minutes:
        """The minutes of each task that are still to be worked. Shape (n,)."""
        inputs, found = self.inputs, self.inputs.tasks.duration.copy()
        for row in np.flatnonzero(inputs.is_begun).tolist():
            clock, breaks = inputs.clocks.task[row], inputs.clocks.breaks.get(row, WHOLE_TASK)
            began, whole = self.dates(row)[0], inputs.duration[row]
            done = minutes_done(whole, inputs.share_done[row], clock, began, inputs.stop[row], breaks)
            found[row] = 0 if inputs.done[row] else max(whole - done, 0)
        return found

    def nearest(self, rows: Collection[int]) -> Rows:
        """The nearest of some rows at or above each row, -1 where none is. Shape (n,)."""
        found = np.full(self.inputs.n, -1, np.int32)
        found[list(rows)] = list(rows)
        for level in self.inputs.network.by_depth[1:]:
            unset = level[found[level] < 0]
            found[unset] = found[self.inputs.tasks.parent[unset]]
        return found

    @cached_property
    def done_with(self) -> list[list[int]]:
        """The rows that nothing asks for any more after each step of the order."""
        inputs, links, steps = self.inputs, self.inputs.links, len(self.order)
        at = np.zeros(2 * inputs.n, np.int64)
        for step, node in enumerate(self.order):
            at[node if node >= 0 else inputs.n + ~node] = step
        last = at[: inputs.n].copy()
        np.maximum.at(last, links.predecessor, at[: inputs.n][links.successor])
        above = np.flatnonzero(inputs.tasks.parent >= 0)
        np.maximum.at(last, above, at[inputs.n :][inputs.tasks.parent[above]])
        found: list[list[int]] = [[] for _ in range(steps)]
        for row, step in enumerate(last.tolist()):
            if not inputs.summary[row]:
                found[step].append(row)
        return found

    def kept(self, asked: Collection[int]) -> set[int]:
        """The rows whose dates are asked for after a batch: the ends, and the tasks in some rows."""
        found, ahead = set(self.ends), list(asked)
        while ahead:
            row = ahead.pop()
            if row not in found:
                found.add(row)
                ahead += self.inputs.network.children[row]
        for row in np.flatnonzero(self.inputs.network.watched).tolist():
            found.update(self.inputs.network.children[row])  # criticality passes through them
        return found

    @cached_property
    def ends(self) -> list[int]:
        """Tasks that may be the program's last: nothing that counts can only follow them."""
        inputs, links = self.inputs, self.inputs.links
        columns, follows = inputs.link_columns, np.zeros(inputs.n, np.bool_)
        later = columns.from_finish & columns.to_start & (links.lag >= 0) & inputs.holds
        free = inputs.is_counted & ~self.is_fixed & ~self.is_given & ~inputs.is_begun
        bound = (inputs.tasks.constraint_date != NONE) & inputs.options.honour_constraints
        later &= (free & ~bound)[links.successor]
        follows[links.predecessor[later]] = True
        found: list[int] = np.flatnonzero(inputs.is_counted & ~follows).tolist()
        return found
