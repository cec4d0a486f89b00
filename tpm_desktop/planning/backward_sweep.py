"""The backward pass over a whole plan: plain tasks a level at a time, all else by the rules, from the last on."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, Flags, LinkKind, Minutes, Rows
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.marks import Marks
from tpm_desktop.planning.sweep import (
    FINISH_KINDS,
    Crossings,
    LinkColumns,
    OutOfTables,
    Parts,
    entry_kinds,
    floors,
    settled,
    undemanding,
)

if TYPE_CHECKING:
    from tpm_desktop.planning.backward import BackwardRules

__all__ = ["BackwardSweep"]

FAR = 2**40
"""A mark after all others."""

LATEST = 2**31
"""An instant after all others."""


class BackwardSweep:
    """One run over a plan from its end; the answer is the rules' `late`."""

    def __init__(self, inputs: Inputs, rules: BackwardRules, marks: Marks, only: Set[int] | None) -> None:
        self.inputs, self.rules, self.marks, self.only = inputs, rules, marks, only
        self.network, self.late, self.early = inputs.network, rules.late, rules.early
        self.entries = self.network.after
        self.columns = LinkColumns.of(inputs)
        rows = self.network.rows
        self.places = len(rows)
        duration = inputs.tasks.duration[rows]
        self.lasts = (duration > 0).astype(np.int64)
        self.length = 2 * duration - self.lasts
        self.clock = inputs.clocks.task.number[rows]
        self.fixed = self._fix()
        self.dated = self._open_dated()
        self.floor, exact = self._floors()
        self.plain = self._plain(exact)
        self.parts = self._parts()
        self.crossings = self._crossings()
        # By place, how late work may begin there, and how late it may be over: for whoever precedes.
        self.wanted = np.zeros(2 * self.places + 1, np.int64)
        self.demand = np.empty(len(self.entries.owner), np.int64)

    def run(self) -> None:
        """Fill in the late dates of all rows."""
        network = self.network
        opens = network.limited & network.summary
        nodes = network.nodes(network.held & network.summary, opens)
        steps = _Steps(self)
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
        self.late.put(rows, starts, finishes, remains - levelling, finishes)
        return fixed

    def _open_dated(self) -> Flags:
        """Note what limits the children of summaries that nothing waits for: dates, and the plan's end."""
        tasks, network = self.inputs.tasks, self.network
        dated = (tasks.deadline != NONE) | (tasks.constraint_date != NONE)
        found = network.passed_down(dated & network.summary) & network.summary & ~network.limited
        for row in np.flatnonzero(found).tolist():
            self.rules.open(row)
        return found

    def _ends(self) -> Minutes:
        """By place, when each task has to be over if nothing waits for it."""
        found = np.full(self.places, self.rules.end, np.int64)
        if self.inputs.options.multiple_critical_paths:
            followed = self.network.passed_down(_owners(self.inputs, len(self.network)))
            alone = ~followed[self.network.rows]
            above = self.network.parent[self.network.rows[alone]] >= 0
            finish = np.asarray(self.early.finish)[self.network.rows[alone]]
            found[alone] = np.where(above, np.minimum(finish, self.rules.end), finish)
        return found

    def _floors(self) -> tuple[Minutes, Flags]:
        """By place the latest finish without any link, as a mark, and whether the mark is that very instant."""
        tasks, rows, network = self.inputs.tasks, self.network.rows, self.network
        instants = self._ends()
        deadline = tasks.deadline[rows]
        dated = deadline != NONE
        instants[dated] = np.minimum(instants[dated], deadline[dated])
        above = network.parent[rows]
        under = np.flatnonzero((above >= 0) & self.dated[above]) if self.places else np.zeros(0, np.int64)
        instants[under] = np.minimum(instants[under], self.late.limit[above[under]])
        found = self.marks.of(self.clock, instants)
        return found, self.marks.instants(self.clock, found) == instants

    def _plain(self, exact: Flags) -> Flags:
        """The tasks that go by columns. Shape (n,)."""
        inputs, links, columns, rows = self.inputs, self.inputs.links, self.columns, self.network.rows
        found = undemanding(inputs) & ~inputs.is_begun & ~self.fixed
        if self.only is not None:
            found[:] = False
        if inputs.options.from_finish and inputs.options.honour_constraints:
            found &= inputs.tasks.constraint_date == NONE
        found &= ~self._limited_at_start()
        short = inputs.tasks.duration == 0
        to_begin = ~columns.from_finish & inputs.limits
        found[links.predecessor[to_begin & short[links.predecessor]]] = False
        holds_finish = np.zeros(len(found), np.bool_)
        holds_finish[links.successor[np.isin(links.kind, FINISH_KINDS)]] = True
        holds_finish = self.network.passed_down(holds_finish)
        blurred = rows[~exact | self._are_limited_from_above()]
        found[blurred[short[blurred] | holds_finish[blurred]]] = False
        displacing = columns.from_finish & inputs.limits & (short | holds_finish)[links.predecessor]
        return settled(inputs, columns, found, links.predecessor, displacing)

    def _are_limited_from_above(self) -> Flags:
        """By place, whether something waits for a summary above."""
        above = self.network.parent[self.network.rows]
        return (above >= 0) & self.network.limited[above]

    def _limited_at_start(self) -> Flags:
        """Rows below a summary whose start a link or date limits: it matters for its first child alone. (n,)"""
        tasks, network = self.inputs.tasks, self.network
        found = network.summary & np.isin(tasks.constraint, (Constraint.SNLT, Constraint.MSO))
        found[self.inputs.links.predecessor[~self.columns.from_finish]] = True
        return network.passed_down(found & network.summary)

    def _parts(self) -> Parts:
        inputs, links, columns, entries = self.inputs, self.inputs.links, self.columns, self.entries
        place, places = self.network.place, self.places
        within = columns.within(inputs, self.plain) & inputs.limits
        source = (place[links.successor] + places * ~columns.to_start).astype(np.int32)
        mask = np.where(columns.lagged, np.int64(-2), np.int64(-1))
        add = np.where(columns.lagged, 1 - 2 * columns.minutes, 0)
        # A limit of the start is one of the finish that much later, where work may begin.
        ahead = inputs.tasks.duration[links.predecessor]
        of_start = ~columns.from_finish & (ahead > 0)
        self._after_lag = np.where(of_start, -2, -1), np.where(of_start, 1 + 2 * ahead, 0)
        mask[of_start] = -2
        add = np.where(of_start, (add & -2) + 1 + 2 * ahead, add)
        is_link, _, link = entry_kinds(entries)
        some = len(links) > 0
        says = is_link & within[link] if some else is_link
        nowhere = np.full(len(link), 2 * places)
        parts = Parts(
            plain=self.plain[self.network.rows],
            clock=self.clock,
            source=np.where(says, source[link], nowhere) if some else nowhere,
            mask=np.where(says, mask[link], 0) if some else np.zeros(len(link), np.int64),
            add=np.where(says, add[link], FAR) if some else np.full(len(link), FAR),
            within=says,
        )
        parts.add[floors(entries)] = self.floor
        return parts

    def _crossings(self) -> Crossings:
        inputs, links, columns, entries = self.inputs, self.inputs.links, self.columns, self.entries
        is_link, held, link = entry_kinds(entries)
        plain = self.parts.plain[entries.owner]
        crosses = is_link & ~self.parts.within & plain
        if len(links):
            crosses &= inputs.limits[link]
        entry = np.flatnonzero(crosses | (held & plain)).astype(np.int32)
        of_link, link, owner = is_link[entry], link[entry], entries.owner[entry]
        n = len(self.network)
        above = 2 * n + self.network.parent[self.network.rows[owner]]
        clock = self.clock[owner]
        none = np.zeros(len(entry), np.int64)
        if not len(links):
            return Crossings(entry, above, none > 0, clock, none, none > 0, clock, none - 1, none)
        mask, add = self._after_lag
        return Crossings(
            entry=entry,
            source=np.where(of_link, links.successor[link] + n * ~columns.to_start[link], above),
            lagged=of_link & columns.lagged[link],
            lag_clock=columns.clock[link],
            minutes=-columns.minutes[link],
            to_begin=none == 0,
            clock=clock,
            mask=np.where(of_link, mask[link], -1),
            add=np.where(of_link, add[link], 0),
        )

    def _look_up(self) -> None:
        """The late dates of the plain tasks.

        Raises: `OutOfTables` where the calendars' tables begin after them; they have grown then.
        """
        at = np.flatnonzero(self.parts.plain)
        clock = self.clock[at]
        start, finish = self.wanted[at], self.wanted[at] + self.length[at]
        unknown = np.flatnonzero(~(self.marks.are_known(clock, start) & self.marks.are_known(clock, finish)))
        if unknown.size:
            worst = unknown[np.argmax(np.abs(start[unknown]))]
            self.marks.grow(int(clock[worst]), int(start[worst] if start[worst] < 0 else finish[worst]))
            raise OutOfTables
        self.look_up(at)

    def look_up(self, places: Rows) -> None:
        """The late dates of plain tasks; the same working instant is shown as in the forward pass."""
        rows, clock = self.network.rows[places], self.clock[places]
        start, limit = self.wanted[places], self.wanted[places + self.places]
        finish = start + self.length[places]
        starts, finishes = self.marks.instants(clock, start), self.marks.instants(clock, finish)
        early = np.asarray(self.early.finish)[rows]
        mark = self.marks.of(clock, early)
        shown = (mark >> 1 == finish >> 1) & (early > finishes) & (mark <= limit)
        self.late.put(rows, starts, np.where(shown, early, finishes), starts, self.marks.instants(clock, limit))

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


def _owners(inputs: Inputs, n: int) -> Flags:
    """The rows that something waits for."""
    found = np.zeros(n, np.bool_)
    found[inputs.links.predecessor[inputs.limits]] = True
    return found


class _Steps:
    """One level at a time: by columns where it is wide, else task by task on the same columns."""

    def __init__(self, sweep: BackwardSweep) -> None:
        self.sweep = sweep
        network, parts, entries = sweep.network, sweep.parts, sweep.entries
        self.level_start = network.level_start
        self.entry_start = entries.start[network.level_start].tolist()
        self.offsets = entries.start[:-1] - np.repeat(
            entries.start[network.level_start[:-1]], np.diff(network.level_start)
        )
        self.crossing_start = np.searchsorted(sweep.crossings.entry, self.entry_start).tolist()
        self.lean = parts.plain.copy()
        self.lean[entries.owner[sweep.crossings.entry]] = False
        self._find_observed()
        ruled = ~parts.plain & ~sweep.fixed[network.rows]
        self.ruled_places = np.flatnonzero(ruled).astype(np.int32)
        self.ruled_start = np.searchsorted(self.ruled_places, self.level_start).tolist()
        self.is_ruled, self.is_lean = memoryview(ruled), memoryview(self.lean)
        self.wanted = memoryview(sweep.wanted)
        self.is_observed = memoryview(self.observed)
        self.first, self.source = memoryview(entries.start), memoryview(np.ascontiguousarray(parts.source))
        self.mask, self.add = memoryview(parts.mask), memoryview(parts.add)
        self.row, self.length = memoryview(network.rows), memoryview(sweep.length)
        self.lasts = memoryview(sweep.lasts)

    def _find_observed(self) -> None:
        """Places whose dates are looked up at once, since a rule or a crossing asks for them."""
        sweep, network = self.sweep, self.sweep.network
        asked = np.zeros(len(network), np.bool_)
        seen = ~sweep.columns.within(sweep.inputs, sweep.plain)
        asked[sweep.inputs.links.successor[seen]] = True
        above = network.parent
        asked |= (above >= 0) & network.held[above]
        self.observed = asked[network.rows] & sweep.parts.plain
        self.observed_places = np.flatnonzero(self.observed).astype(np.int32)
        self.observed_start = np.searchsorted(self.observed_places, self.level_start).tolist()

    def wide(self, level: int) -> None:
        """A level as columns."""
        sweep, parts, places = self.sweep, self.sweep.parts, self.sweep.places
        low, high = self.level_start[level], self.level_start[level + 1]
        first, last = self.entry_start[level], self.entry_start[level + 1]
        demand = sweep.demand[first:last]
        sweep.wanted.take(parts.source[first:last], out=demand, mode="clip")
        demand &= parts.mask[first:last]
        demand += parts.add[first:last]
        one, other = self.crossing_start[level], self.crossing_start[level + 1]
        if one < other:
            entries = sweep.crossings.entry[one:other]
            sweep.demand[entries] = sweep.crossings.said(sweep.marks, sweep.late.instants, one, other)
        limit = np.minimum.reduceat(demand, self.offsets[low:high], out=sweep.wanted[places + low : places + high])
        start = np.bitwise_or(limit, sweep.lasts[low:high], out=sweep.wanted[low:high])
        start -= sweep.length[low:high]
        start -= sweep.lasts[low:high]
        one, other = self.ruled_start[level], self.ruled_start[level + 1]
        for place in self.ruled_places[one:other].tolist():
            sweep.rules.place(self.row[place])
        one, other = self.observed_start[level], self.observed_start[level + 1]
        if one < other:
            sweep.look_up(self.observed_places[one:other])

    def narrow(self, level: int) -> None:
        """The same task by task."""
        wanted, source, mask, add = self.wanted, self.source, self.mask, self.add
        places = self.sweep.places
        for place in range(self.level_start[level], self.level_start[level + 1]):
            if self.is_lean[place]:
                first, last = self.first[place], self.first[place + 1]
                limit = add[first]
                for entry in range(first + 1, last):
                    said = (wanted[source[entry]] & mask[entry]) + add[entry]
                    if said < limit:
                        limit = said
                lasts = self.lasts[place]
                wanted[places + place] = limit
                wanted[place] = (limit | lasts) - self.length[place] - lasts
                if self.is_observed[place]:
                    self.sweep.look_up(np.array([place], np.int32))
            elif self.is_ruled[place]:
                self.sweep.rules.place(self.row[place])
            elif not self.sweep.fixed[self.row[place]]:
                self._crossed(place)

    def _crossed(self, place: int) -> None:
        """A plain task with crossings, as a level of its own."""
        sweep = self.sweep
        first, last = self.first[place], self.first[place + 1]
        demand = (sweep.wanted[sweep.parts.source[first:last]] & sweep.parts.mask[first:last]) + sweep.parts.add[
            first:last
        ]
        one, other = np.searchsorted(sweep.crossings.entry, (first, last)).tolist()
        demand[sweep.crossings.entry[one:other] - first] = sweep.crossings.said(
            sweep.marks, sweep.late.instants, one, other
        )
        limit, lasts = int(demand.min()), self.lasts[place]
        self.wanted[sweep.places + place] = limit
        self.wanted[place] = (limit | lasts) - self.length[place] - lasts
        if self.is_observed[place]:
            self.sweep.look_up(np.array([place], np.int32))
