"""The forward pass over a whole plan: plain tasks a level at a time, all else by the rules in their turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, Flags, LinkKind, Reason, Rows
from tpm_desktop.planning.forward_reasons import explain, explain_summaries
from tpm_desktop.planning.forward_steps import ForwardSteps
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.marks import Marks
from tpm_desktop.planning.sweep import (
    Crossings,
    OutOfTables,
    Said,
    Sayings,
    instants_given,
    settled,
    undated,
)

if TYPE_CHECKING:
    from tpm_desktop.planning.forward import ForwardRules

__all__ = ["ForwardSweep"]

_FINISH_DATES = (Constraint.FNET, Constraint.MFO, Constraint.FNLT)
NEVER = -(2**40)
"""A mark before all others."""


class ForwardSweep:
    """One run over a plan; the answer is the rules' `early`.

    plain: shape (n,), the tasks that go by columns. mark: by place the start and, L further on, the finish
    of each as marks; hold: what decided its start. by_rule: places that the rules put. begin: by place the
    mark of the plan's begin. floor_kind: by place what the first entry stands for, as a rank of
    `forward_reasons`.
    """

    def __init__(self, inputs: Inputs, rules: ForwardRules, marks: Marks) -> None:
        self.inputs, self.rules, self.marks = inputs, rules, marks
        self.network, self.early = inputs.network, rules.early
        self.entries, self.columns = self.network.before, inputs.link_columns
        rows = self.network.rows
        self.places = len(rows)
        self.may_be_early = self._may_be_early()
        duration = inputs.tasks.duration.take(rows)
        self.lasts = (duration > 0).astype(np.int64)
        self.length = 2 * duration - self.lasts
        self.clock = inputs.clocks.task.number.take(rows)
        self.fixed = self._fix()
        self.plain = self._plain()
        self.is_plain = self.plain.take(rows)
        self.by_rule = ~self.is_plain
        self._link()
        self.hold = np.zeros(self.places, np.int64)
        self.mark = np.zeros(2 * self.places + 1, np.int64)
        self.demand = np.empty(len(self.entries.owner), np.int64)

    def run(self) -> None:
        """Fill in the dates, reasons and drivers of all rows."""
        network = self.network
        self._open_dated()
        self._put_floors()
        nodes = network.nodes(network.held & network.summary, network.watched)
        steps = ForwardSteps(self)
        for wide, first, last in network.runs:
            for level in range(first, last):
                if wide:
                    steps.wide(level)
                else:
                    steps.narrow(level)
                for node in nodes.get(level, ()):
                    if node < 0:
                        self.rules.close(~node)
                    else:
                        self.rules.open(node)
        self._look_up()
        self._close()
        explain(self)

    def _may_be_early(self) -> bool:
        """Whether a date takes any task before the plan's begin, which then can't hold all others."""
        inputs, tasks, begin = self.inputs, self.inputs.tasks, self.rules.begin.instant
        if (instants_given(inputs) < begin).any():
            return True
        finish = np.where(np.isin(tasks.constraint, _FINISH_DATES), tasks.constraint_date, NONE)
        finish = np.maximum(finish, np.maximum(tasks.actual_finish, tasks.manual_finish))
        rows = np.flatnonzero(finish != NONE)
        if any(row in inputs.clocks.crew for row in rows.tolist()):
            return True  # how long such a task takes is for its people's calendars to say
        clock = inputs.clocks.task.number[rows]
        starts = self.marks.of(clock, finish[rows]) - 2 * tasks.duration[rows]
        return bool((starts <= self.marks.of_each(begin)[clock]).any())

    def _fix(self) -> Flags:
        """Put the tasks whose two dates are given or over; nothing moves them. Shape (n,)."""
        inputs, tasks = self.inputs, self.inputs.tasks
        leaf = ~self.network.summary
        given = leaf & inputs.is_given & (tasks.manual_start != NONE) & (tasks.manual_finish != NONE)
        over = leaf & ~inputs.is_given & (tasks.actual_start != NONE) & (tasks.actual_finish != NONE)
        for rows, starts, finishes in (
            (given, tasks.manual_start, tasks.manual_finish),
            (over, tasks.actual_start, tasks.actual_finish),
        ):
            at = np.flatnonzero(rows)
            self.early.put(at, starts[at], np.maximum(starts[at], finishes[at]))
        reason = np.asarray(self.early.reason)
        reason[over] = Reason.ACTUAL
        reason[given] = np.where(tasks.external[given], Reason.EXTERNAL, Reason.MANUAL)
        reason[(given | over) & ~tasks.active] = Reason.INACTIVE
        return np.asarray(given | over)

    def _plain(self) -> Flags:
        """The tasks that go by columns. Shape (n,)."""
        inputs, links, columns = self.inputs, self.inputs.links, self.columns
        found = undated(inputs, [Constraint.SNET]) & ~self.fixed & ~self._held_at_finish()
        # A milestone stays on the evening before the morning that is demanded: that is for the rules to see.
        found &= (inputs.tasks.constraint_date == NONE) | (inputs.tasks.duration > 0)
        found[list(self.rules.put_off)] = False
        found[links.successor[columns.open_lag & inputs.holds]] = False
        displacing = ~columns.to_start & inputs.holds & (inputs.tasks.duration.take(links.successor) > 0)
        return settled(inputs, found, links.successor, displacing, self.network.outgoing)

    def _held_at_finish(self) -> Flags:
        """Rows below a summary whose finish a link or date holds. Shape (n,)."""
        tasks, network = self.inputs.tasks, self.network
        found = (tasks.constraint == Constraint.FNET) | (tasks.constraint == Constraint.MFO)
        found[self.inputs.links.successor[~self.columns.to_start]] = True
        return network.passed_down(found & network.summary)

    def _link(self) -> None:
        """What each entry says of marks, and what has to be looked up."""
        inputs, links, columns = self.inputs, self.inputs.links, self.columns
        within = columns.within(links, self.plain)
        within &= inputs.holds
        # What holds a finish holds the start that much earlier, where work begins.
        back = inputs.tasks.duration.take(links.successor)
        to_finish = ~columns.to_start & (back > 0)
        ahead = np.where(to_finish, 1 - 2 * back, 0)
        lag = np.where(columns.lagged, 2 * columns.minutes + (links.kind == LinkKind.SS), 0)
        said = Said(
            source=self.network.place.take(links.predecessor) + self.places * columns.from_finish,
            mask=np.where(columns.lagged | to_finish, np.int64(-2), np.int64(-1)),
            add=lag + ahead,
            mask_after_lag=np.where(to_finish, np.int64(-2), np.int64(-1)),
            add_after_lag=ahead,
        )
        self.within = within
        self.sayings = Sayings.of(self.entries, said, within, 2 * self.places, NEVER)
        self.crossings = self._crossings(said)

    def _crossings(self, said: Said) -> Crossings:
        links, columns, entries = self.inputs.links, self.columns, self.entries
        crosses = np.append(self.inputs.holds & ~self.within, [False, True]).take(entries.link)
        entry = np.flatnonzero(crosses & self.is_plain.take(entries.owner)).astype(np.int32)
        owner, link = entries.owner[entry], entries.link[entry]
        n, of_link = len(self.network), link < len(links)
        source = 2 * n + self.network.parent[self.network.rows[owner]]
        at = link[of_link]
        source[of_link] = links.predecessor[at] + n * columns.from_finish[at]
        return Crossings(
            entry=entry,
            source=source,
            lagged=np.append(columns.lagged, [False, False])[link],
            lag_clock=np.append(columns.clock, [0, 0]).astype(np.int32)[link],
            minutes=np.append(columns.minutes, [0, 0])[link],
            to_begin=np.append(links.kind == LinkKind.SS, [False, False])[link],
            clock=self.clock[owner],
            mask=np.append(said.mask_after_lag, [-1, -1])[link],
            add=np.append(said.add_after_lag, [0, 0])[link],
        )

    def _open_dated(self) -> None:
        """Note what holds the children of summaries that only dates hold."""
        tasks, network = self.inputs.tasks, self.network
        dated = (tasks.constraint_date != NONE) | (tasks.project_start != NONE)
        dated |= self.inputs.is_given & (tasks.manual_start != NONE)
        self.dated = network.passed_down(dated & network.summary) & network.summary & ~network.held
        for row in np.flatnonzero(self.dated).tolist():
            self.rules.open(row)

    def _put_floors(self) -> None:
        """What holds each plain task without any link: the plan's begin, its date, summaries' dates."""
        tasks, rows = self.inputs.tasks, self.network.rows
        self.begin = self.marks.of_each(self.rules.begin.instant).take(self.clock)
        floor = self.begin
        if self.may_be_early:  # then the begin holds only what nothing else does
            floor = np.where(np.diff(self.entries.start) == 1, self.begin, NEVER)
        self.is_dated = self.is_plain & (tasks.constraint_date.take(rows) != NONE)
        above = self.network.parent.take(rows)
        self.is_under = self.is_plain & (above >= 0) & self.dated[above] if self.places else self.is_dated
        holding = np.flatnonzero(self.is_dated | self.is_under)
        said = np.full(len(holding), NEVER, np.int64)
        for chosen, instants in (
            (self.is_under, self.early.hold[above[holding]]),
            (self.is_dated, tasks.constraint_date[rows[holding]]),
        ):
            at = np.flatnonzero(chosen[holding])
            clock = self.clock[holding[at]]
            said[at] = np.maximum(said[at], self.marks.of(clock, np.maximum(instants[at], -(2**31))))
        floor = floor.copy()
        floor[holding] = said if self.may_be_early else np.maximum(said, floor[holding])
        self.floor = floor
        self.sayings.add[self.entries.floor] = floor

    def _look_up(self) -> None:
        """The dates of the plain tasks that went by columns.

        Raises: `OutOfTables` where the calendars' tables end before them; they have grown then.
        """
        at = np.flatnonzero(~self.by_rule)
        rows, clock = self.network.rows.take(at), self.clock.take(at)
        starts, finishes = self.mark.take(at), self.mark.take(at + self.places)
        known = self.marks.are_known(clock, starts) & self.marks.are_known(clock, finishes)
        if not known.all():
            unknown = np.flatnonzero(~known)
            worst = unknown[np.argmax(np.abs(finishes[unknown]))]
            self.marks.grow(int(clock[worst]), int(finishes[worst] if finishes[worst] > 0 else starts[worst]))
            raise OutOfTables
        self.early.put(rows, self.marks.instants(clock, starts), self.marks.instants(clock, finishes))
        self.early.is_odd[rows] = finishes & 1
        others = self.network.rows[self.by_rule]
        finish = np.asarray(self.early.finish)[others]
        self.early.is_odd[others] = self.marks.of(self.clock[self.by_rule], finish) & 1

    def _close(self) -> None:
        """Give the summaries that nothing waits for the dates of their children, the deepest first."""
        network, early, inputs = self.network, self.early, self.inputs
        by_rule = network.summary & ~network.watched
        by_rule &= inputs.is_given | (network.children.sizes() == 0)
        active = inputs.tasks.active
        some = np.zeros(len(network), np.bool_)
        some[network.parent[active & (network.parent >= 0)]] = True
        starts, finishes = np.asarray(early.start), np.asarray(early.finish)
        for rows in network.by_depth[:0:-1]:
            self._close_by_rule(rows[by_rule[rows]])
            parent = network.parent[rows]
            counted = (active[rows] | ~some[parent]) & ~network.watched[parent]
            rows, parent = rows[counted], parent[counted]
            np.minimum.at(starts, parent, starts[rows])
            np.maximum.at(finishes, parent, finishes[rows])
        for rows in network.by_depth[:1]:
            self._close_by_rule(rows[by_rule[rows]])
        explain_summaries(self, network.summary & ~network.watched & ~by_rule, active | ~some[network.parent])

    def _close_by_rule(self, rows: Rows) -> None:
        for row in rows.tolist():
            self.rules.close(row)
