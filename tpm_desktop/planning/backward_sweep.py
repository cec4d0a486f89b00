"""The backward pass over a whole plan: plain tasks a level at a time, all else by rules, the last first."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.backward_steps import BackwardSteps
from tpm_desktop.planning.columns import NONE, Constraint, Flags, Minutes, Places
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.marks import Marks
from tpm_desktop.planning.sweep import Crossings, OutOfTables, Said, Sayings, settled, undated

if TYPE_CHECKING:
    from tpm_desktop.planning.backward import BackwardRules

__all__ = ["BackwardSweep"]

FAR = 2**40
"""A mark after all others."""


class BackwardSweep:
    """One run over a plan from its end; the answer is the rules' `late`.

    plain: shape (n,), the tasks that go by columns. wanted: by place, as marks, how late work may begin and,
    L further on, how late it may be over: what whoever precedes goes by.
    """

    def __init__(self, inputs: Inputs, rules: BackwardRules, marks: Marks, only: Set[int] | None) -> None:
        self.inputs, self.rules, self.marks, self.only = inputs, rules, marks, only
        self.network, self.late, self.early = inputs.network, rules.late, rules.early
        self.entries, self.columns = self.network.after, inputs.link_columns
        rows = self.network.rows
        self.places = len(rows)
        duration = inputs.tasks.duration.take(rows)
        self.lasts = (duration > 0).astype(np.int64)
        self.length = 2 * duration - self.lasts
        self.clock = inputs.clocks.task.number.take(rows)
        self.fixed = self._fix()
        self.dated = self._open_dated()
        floor, exact = self._floors()
        self.plain = self._plain(exact)
        self.is_plain = self.plain.take(rows)
        self._link()
        self.sayings.add[self.entries.floor] = floor
        self.wanted: Minutes = np.zeros(2 * self.places + 1, np.int64)
        self.demand = np.empty(len(self.entries.owner), np.int64)

    def run(self) -> None:
        """Fill in the late dates of all rows."""
        network = self.network
        nodes = network.nodes(network.held & network.summary, network.limited & network.summary)
        steps = BackwardSteps(self)
        for wide, first, last in reversed(network.runs):
            for level in range(last - 1, first - 1, -1):
                for node in nodes.get(level, ()):
                    if node < 0:
                        self.rules.open(~node)
                    else:
                        self.rules.close(node)
                if wide:
                    steps.wide(level)
                else:
                    steps.narrow(level)
        self._look_up()
        self._close()

    def _fix(self) -> Flags:
        """Put the tasks that are done or stay where they are. Shape (n,)."""
        inputs, network = self.inputs, self.network
        fixed = inputs.is_done.copy()
        if self.only is not None:
            fixed[:] = True
            fixed[list(self.only)] = False
        fixed &= ~network.summary
        rows = np.flatnonzero(fixed)
        starts, finishes, remains = (
            np.asarray(column)[rows] for column in (self.early.start, self.early.finish, self.early.remains)
        )
        levelling = np.where(inputs.is_begun[rows], 0, inputs.tasks.levelling_delay[rows])
        self.late.put(rows, starts, finishes)
        self.late.want(rows, remains - levelling, finishes)
        return np.asarray(fixed)

    def _open_dated(self) -> Flags:
        """Note the dates that limit the children of summaries which nothing waits for. Shape (n,)."""
        tasks, network = self.inputs.tasks, self.network
        dated = (tasks.deadline != NONE) | (tasks.constraint_date != NONE)
        found = network.passed_down(dated & network.summary) & network.summary & ~network.limited
        for row in np.flatnonzero(found).tolist():
            self.rules.open(row)
        return found

    def _floors(self) -> tuple[Minutes, Flags]:
        """By place the latest finish without any link, as a mark, and whether that is the very instant."""
        tasks, rows, end = self.inputs.tasks, self.network.rows, self.rules.end
        marks = self.marks.of_each(end)
        exact = self.marks.instants(np.arange(len(marks), dtype=np.int32), marks) == end
        found, is_exact = marks.take(self.clock), exact.take(self.clock)
        instants, deadline = self.rules.ends.take(rows), tasks.deadline.take(rows)
        dated = np.flatnonzero(deadline != NONE)
        instants[dated] = np.minimum(instants[dated], deadline[dated])
        above = self.network.parent.take(rows)
        under = np.flatnonzero(above >= 0)
        under = under[self.dated[above[under]]]
        instants[under] = np.minimum(instants[under], self.late.limit[above[under]])
        at = np.flatnonzero(instants != end)
        clock, instants = self.clock[at], instants[at]
        found[at] = self.marks.of(clock, instants)
        is_exact[at] = self.marks.instants(clock, found[at]) == instants
        return found, is_exact

    def _plain(self, exact: Flags) -> Flags:
        """The tasks that go by columns. Shape (n,).

        One whose latest finish may lie within a break goes by rule if that very instant shows: if it has no
        duration, or something holds its finish.
        """
        inputs, links, columns, network = self.inputs, self.inputs.links, self.columns, self.network
        if self.only is not None:
            return np.zeros(len(network), np.bool_)
        found = undated(inputs, self._harmless()) & ~self.fixed & ~self._limited_at_start()
        shows = inputs.tasks.duration == 0
        displacing = (columns.from_finish | shows.take(links.predecessor)) & inputs.limits
        shows |= self._asked_for_finish(shows) | self.early.is_odd
        above = network.parent.take(network.rows)
        inexact = ~exact | ((above >= 0) & network.limited[above]) if self.places else exact
        rows = network.rows[inexact]
        found[rows[shows[rows]]] = False
        displacing &= shows.take(links.predecessor)
        return settled(inputs, found, links.predecessor, displacing, network.incoming)

    def _asked_for_finish(self, short: Flags) -> Flags:
        """Rows whose latest finish is asked for as an instant: by a milestone, from another calendar. (n,)

        Below a summary there may be any calendar.
        """
        inputs, links, columns = self.inputs, self.inputs.links, self.columns
        of_instant = short | inputs.network.summary
        of_instant[list(inputs.clocks.crew)] = True
        asking = of_instant.take(links.predecessor) | inputs.network.summary.take(links.successor)
        asking = ~columns.to_start & (asking | ~columns.one_clock)
        found = np.zeros(len(short), np.bool_)
        found[links.successor[asking]] = True
        return inputs.network.passed_down(found)

    def _harmless(self) -> list[Constraint]:
        """Constraints that do not limit how late a task may be, unless the plan hangs on its finish."""
        options = self.inputs.options
        if options.from_finish and options.honour_constraints:
            return []
        return [Constraint.SNET]

    def _limited_at_start(self) -> Flags:
        """Rows below a summary with a limited start, which matters for its first child alone. Shape (n,)."""
        tasks, network = self.inputs.tasks, self.network
        found = (tasks.constraint == Constraint.SNLT) | (tasks.constraint == Constraint.MSO)
        found[self.inputs.links.predecessor[~self.columns.from_finish]] = True
        return network.passed_down(found & network.summary)

    def _link(self) -> None:
        """What each entry says of marks, and what has to be looked up."""
        inputs, links, columns = self.inputs, self.inputs.links, self.columns
        within = columns.within(links, self.plain)
        within &= inputs.limits
        # A limit of the start is one of the finish that much later, where work begins.
        ahead = inputs.tasks.duration.take(links.predecessor)
        of_start = ~columns.from_finish & (ahead > 0)
        after = np.where(of_start, 1 + 2 * ahead, 0)
        lag = np.where(columns.lagged, ~of_start - 2 * columns.minutes, 0)
        said = Said(
            source=self.network.place.take(links.successor) + self.places * ~columns.to_start,
            mask=np.where(columns.lagged | of_start, np.int64(-2), np.int64(-1)),
            add=lag + after,
            mask_after_lag=np.where(of_start, np.int64(-2), np.int64(-1)),
            add_after_lag=after,
        )
        self.within = within
        self.sayings = Sayings.of(self.entries, said, within, 2 * self.places, FAR)
        self.crossings = self._crossings(said)

    def _crossings(self, said: Said) -> Crossings:
        links, columns, entries = self.inputs.links, self.columns, self.entries
        crosses = np.append(self.inputs.limits & ~self.within, [False, True]).take(entries.link)
        entry = np.flatnonzero(crosses & self.is_plain.take(entries.owner)).astype(np.int32)
        owner, link = entries.owner[entry], entries.link[entry]
        n, of_link = len(self.network), link < len(links)
        source = 2 * n + self.network.parent[self.network.rows[owner]]
        at = link[of_link]
        source[of_link] = links.successor[at] + n * ~columns.to_start[at]
        return Crossings(
            entry=entry,
            source=source,
            lagged=np.append(columns.lagged, [False, False])[link],
            lag_clock=np.append(columns.clock, [0, 0]).astype(np.int32)[link],
            minutes=np.append(-columns.minutes, [0, 0])[link],
            to_begin=np.ones(len(link), np.bool_),
            clock=self.clock[owner],
            mask=np.append(said.mask_after_lag, [-1, -1])[link],
            add=np.append(said.add_after_lag, [0, 0])[link],
        )

    def _look_up(self) -> None:
        """The late dates of the plain tasks.

        Raises: `OutOfTables` where the calendars' tables begin after them; they have grown then.
        """
        at = np.flatnonzero(self.is_plain)
        clock, start = self.clock.take(at), self.wanted.take(at)
        finish = start + self.length.take(at)
        known = self.marks.are_known(clock, start) & self.marks.are_known(clock, finish)
        if not known.all():
            unknown = np.flatnonzero(~known)
            worst = unknown[np.argmax(np.abs(start[unknown]))]
            self.marks.grow(int(clock[worst]), int(start[worst] if start[worst] < 0 else finish[worst]))
            raise OutOfTables
        self.look_up(at)

    def look_up(self, places: Places) -> None:
        """The late dates of plain tasks; the same working instant is shown as in the forward pass."""
        rows, clock = self.network.rows.take(places), self.clock.take(places)
        start, limit = self.wanted.take(places), self.wanted.take(places + self.places)
        finish = start + self.length.take(places)
        starts, finishes = self.marks.instants(clock, start), self.marks.instants(clock, finish)
        early = np.asarray(self.early.finish).take(rows)
        at = np.flatnonzero((early > finishes) & (finish < limit | 1))
        if at.size:
            mark = self.marks.of(clock[at], early[at])
            shown = at[(mark >> 1 == finish[at] >> 1) & (mark <= limit[at])]
            finishes[shown] = early[shown]
        self.late.put(rows, starts, finishes)

    def look_up_wanted(self, places: Places) -> None:
        """The late dates of plain tasks, and how late work may begin and be over for those who precede."""
        self.look_up(places)
        rows, clock = self.network.rows[places], self.clock[places]
        limit = self.marks.instants(clock, self.wanted[places + self.places])
        self.late.want(rows, np.asarray(self.late.start)[rows], limit)

    def _close(self) -> None:
        """Give the summaries that wait for nothing the late dates of their children, the deepest first."""
        network, late, active = self.network, self.late, self.inputs.tasks.active
        empty = network.children.sizes() == 0
        some = np.zeros(len(network), np.bool_)
        some[network.parent[active & (network.parent >= 0)]] = True
        done = network.held & network.summary
        starts, finishes = np.asarray(late.start), np.asarray(late.finish)
        for row in np.flatnonzero(network.summary & empty & ~done).tolist():
            self.rules.close(row)
        open_rows = network.summary & ~empty & ~done
        starts[open_rows], finishes[open_rows] = np.iinfo(np.int64).max, NONE
        for rows in network.by_depth[:0:-1]:
            parent = network.parent[rows]
            counted = (active[rows] | ~some[parent]) & ~done[parent]
            rows, parent = rows[counted], parent[counted]
            np.minimum.at(starts, parent, starts[rows])
            np.maximum.at(finishes, parent, finishes[rows])
