"""The forward pass over a whole plan: plain tasks a level at a time, all else by the rules, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, Flags, LinkKind, Minutes, Reason, Rows
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
    instants_given,
    settled,
    undemanding,
)

if TYPE_CHECKING:
    from tpm_desktop.planning.forward import ForwardRules

__all__ = ["ForwardSweep"]

NEVER = -(2**40)
"""A mark before all others."""

LINK_TO_START, FROM_ABOVE, DATE, LINK_TO_FINISH, BEGIN = range(5)
"""Of several that hold a task equally the first decides."""

_RANK = 2**32


class ForwardSweep:
    """One run over a plan; the answer is the rules' `early`."""

    def __init__(self, inputs: Inputs, rules: ForwardRules, marks: Marks) -> None:
        self.inputs, self.rules, self.marks = inputs, rules, marks
        self.network, self.early = inputs.network, rules.early
        self.entries = self.network.before
        self.columns = LinkColumns.of(inputs)
        given = instants_given(inputs)
        self.may_be_early = bool((given < rules.begin.instant).any())
        """Whether any date lies before the plan's begin, which then holds not even all that has no link."""
        self.fixed = self._fix()
        self.plain = self._plain()
        self.parts = self._parts()
        self.crossings = self._crossings()
        self.places = len(self.network.rows)
        self.hold = np.zeros(self.places, np.int64)
        self.mark = np.zeros(2 * self.places + 1, np.int64)
        self.demand = np.empty(len(self.entries.owner), np.int64)
        duration = inputs.tasks.duration[self.network.rows]
        self.lasts = (duration > 0).astype(np.int64)
        self.length = 2 * duration - self.lasts
        self.by_rule = ~self.parts.plain

    def run(self) -> None:
        """Fill in the dates, reasons and drivers of all rows."""
        network = self.network
        self._open_dated()
        self._put_floors()
        self.nodes = network.nodes(network.held & network.summary, network.watched)
        steps = _Steps(self)
        for wide, first, last in network.runs:
            if wide:
                steps.wide(first)
                self._nodes(first)
            else:
                for level in range(first, last):
                    steps.narrow(level)
                    self._nodes(level)
        self._look_up()
        self._close()
        self._explain()

    def _nodes(self, level: int) -> None:
        for node in self.nodes.get(level, ()):
            if node < 0:
                self.rules.close(~node)
            else:
                self.rules.open(node)

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
        return given | over

    def _plain(self) -> Flags:
        """The tasks that go by columns. Shape (n,)."""
        inputs, links, columns = self.inputs, self.inputs.links, self.columns
        found = undemanding(inputs) & ~inputs.is_begun & ~self.fixed
        found[list(self.rules.put_off)] = False
        found &= ~self._held_at_finish()
        found[links.successor[columns.open_lag & inputs.holds]] = False
        to_finish = np.isin(links.kind, FINISH_KINDS) & inputs.holds
        displacing = to_finish & (inputs.tasks.duration > 0)[links.successor]
        return settled(inputs, columns, found, links.successor, displacing)

    def _held_at_finish(self) -> Flags:
        """Rows below a summary whose finish a link or date holds. Shape (n,)."""
        inputs, tasks, network = self.inputs, self.inputs.tasks, self.network
        found = network.summary & np.isin(tasks.constraint, (Constraint.FNET, Constraint.MFO))
        to_finish = np.isin(inputs.links.kind, FINISH_KINDS)
        found[inputs.links.successor[to_finish]] = True
        return network.passed_down(found & network.summary)

    def _parts(self) -> Parts:
        inputs, links, columns, entries = self.inputs, self.inputs.links, self.columns, self.entries
        rows, place = self.network.rows, self.network.place
        duration = inputs.tasks.duration
        within = columns.within(inputs, self.plain) & inputs.holds
        # Of a link: the place it reads, and what is done to the mark found there.
        source = (place[links.predecessor] + len(rows) * columns.from_finish).astype(np.int32)
        lagged = columns.lagged
        mask = np.where(lagged, np.int64(-2), np.int64(-1))
        add = np.where(lagged, 2 * columns.minutes + (links.kind == LinkKind.SS), 0)
        back = duration[links.successor]
        to_finish = ~columns.to_start & (back > 0)
        mask[to_finish] = -2
        add += np.where(to_finish, 1 - 2 * back, 0)
        self._after_lag = np.where(to_finish, -2, -1), np.where(to_finish, 1 - 2 * back, 0)
        is_link, _, link = entry_kinds(entries)
        says = is_link & within[link] if len(links) else is_link
        nowhere = 2 * len(rows)
        return Parts(
            plain=self.plain[rows],
            clock=inputs.clocks.task.number[rows],
            source=np.where(says, source[link], nowhere) if len(links) else np.full(len(link), nowhere),
            mask=np.where(says, mask[link], 0) if len(links) else np.zeros(len(link), np.int64),
            add=np.where(says, add[link], NEVER) if len(links) else np.full(len(link), NEVER, np.int64),
            within=says,
        )

    def _crossings(self) -> Crossings:
        inputs, links, columns = self.inputs, self.inputs.links, self.columns
        is_link, held, link = entry_kinds(self.entries)
        plain = self.parts.plain[self.entries.owner]
        crosses = is_link & ~self.parts.within & plain
        if len(links):
            crosses &= inputs.holds[link]
        entry = np.flatnonzero(crosses | (held & plain)).astype(np.int32)
        of_link, link = is_link[entry], link[entry]
        owner = self.entries.owner[entry]
        n = len(self.network)
        above = 2 * n + self.network.parent[self.network.rows[owner]]
        clock = self.parts.clock[owner]
        if not len(links):
            none = np.zeros(len(entry), np.int64)
            return Crossings(entry, above, none > 0, clock, none, none > 0, clock, none - 1, none)
        ends = links.predecessor[link] + n * columns.from_finish[link]
        mask, add = self._after_lag
        return Crossings(
            entry=entry,
            source=np.where(of_link, ends, above),
            lagged=of_link & columns.lagged[link],
            lag_clock=columns.clock[link],
            minutes=columns.minutes[link],
            to_begin=links.kind[link] == LinkKind.SS,
            clock=clock,
            mask=np.where(of_link, mask[link], -1),
            add=np.where(of_link, add[link], 0),
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
        """What holds each plain task without any link: the plan's begin, its own date, those of summaries above."""
        tasks, rows, clock = self.inputs.tasks, self.network.rows, self.parts.clock
        begin = self.marks.of(clock, np.full(len(rows), self.rules.begin.instant, np.int64))
        self.begin = begin
        self.begin_counts = np.ones(len(rows), np.bool_)
        if self.may_be_early:
            self.begin_counts = np.diff(self.entries.start) == 1
        floor = np.where(self.begin_counts, begin, NEVER)
        self.floor_rank = np.full(len(rows), BEGIN, np.int64)
        dated = np.flatnonzero(self.parts.plain & (tasks.constraint_date[rows] != NONE))
        above = self.network.parent[rows]
        under = np.flatnonzero(self.parts.plain & (above >= 0) & self.dated[above]) if len(rows) else dated
        for at, rank, instants in (
            (dated, DATE, tasks.constraint_date[rows[dated]]),
            (under, FROM_ABOVE, self.early.hold[above[under]]),
        ):
            said = self.marks.of(clock[at], np.maximum(instants, -(2**31)))
            if self.may_be_early:
                self.begin_counts[at] = False
                floor[at] = np.where(self.floor_rank[at] == BEGIN, said, np.maximum(floor[at], said))
                self.floor_rank[at] = rank
                continue
            later = said > floor[at] if rank == DATE else said >= floor[at]
            floor[at[later]] = said[later]
            self.floor_rank[at[later]] = rank
        self.parts.add[floors(self.entries)] = floor

    def _look_up(self) -> None:
        """The dates of the plain tasks that went by columns.

        Raises: `OutOfTables` where the calendars' tables end before them; they have grown then.
        """
        at = np.flatnonzero(~self.by_rule)
        rows, clock, length = self.network.rows[at], self.parts.clock[at], self.places
        starts, finishes = self.mark[:length][at], self.mark[length : 2 * length][at]
        unknown = np.flatnonzero(
            ~(self.marks.are_known(clock, starts) & self.marks.are_known(clock, finishes))
        )
        if unknown.size:
            worst = unknown[np.argmax(np.abs(finishes[unknown]))]
            self.marks.grow(int(clock[worst]), int(finishes[worst] if finishes[worst] > 0 else starts[worst]))
            raise OutOfTables
        self.early.put(rows, self.marks.instants(clock, starts), self.marks.instants(clock, finishes))

    def _close(self) -> None:
        """Give the summaries that nothing waits for the dates of their children, the deepest first."""
        network, early, inputs = self.network, self.early, self.inputs
        by_rule = inputs.is_given | (network.children.sizes() == 0)
        active = inputs.tasks.active
        some = np.zeros(len(network), np.bool_)
        some[network.parent[active & (network.parent >= 0)]] = True
        starts, finishes = np.asarray(early.start), np.asarray(early.finish)
        for rows in network.by_depth[:0:-1]:
            parent = network.parent[rows]
            counted = (active[rows] | ~some[parent]) & ~network.watched[parent]
            self._close_by_rule(rows[network.summary[rows] & by_rule[rows] & ~network.watched[rows]])
            rows, parent = rows[counted], parent[counted]
            np.minimum.at(starts, parent, starts[rows])
            np.maximum.at(finishes, parent, finishes[rows])
        if network.by_depth:
            rows = network.by_depth[0]
            self._close_by_rule(rows[network.summary[rows] & by_rule[rows] & ~network.watched[rows]])
        self._explain_summaries(network.summary & ~network.watched & ~by_rule, active | ~some[network.parent])

    def _close_by_rule(self, rows: Rows) -> None:
        for row in rows.tolist():
            self.rules.close(row)

    def _explain_summaries(self, summaries: Flags, counted: Flags) -> None:
        """A summary starts with its first child; its duration is the plan's working time."""
        network, early = self.network, self.early
        rows = np.flatnonzero(summaries)
        starts, finishes = np.asarray(early.start), np.asarray(early.finish)
        np.asarray(early.remains)[rows] = starts[rows]
        np.asarray(early.duration)[rows] = self.inputs.plan.to_work(finishes[rows]) - self.inputs.plan.to_work(
            starts[rows]
        )
        children = np.flatnonzero((network.parent >= 0) & counted)[::-1]
        parent = network.parent[children]
        first = summaries[parent] & (starts[children] == starts[parent])
        np.asarray(early.holder)[parent[first]] = children[first]
        np.asarray(early.reason)[rows] = np.where(
            self.inputs.tasks.active[rows], Reason.CHILDREN, Reason.INACTIVE
        )

    def _explain(self) -> None:
        """Which entry decided where each plain task stands: the latest, and of several the first by rank."""
        entries, parts = self.entries, self.parts
        within = np.flatnonzero(parts.within)
        self.demand[within] = (self.mark[parts.source[within]] & parts.mask[within]) + parts.add[within]
        self.demand[floors(entries)] = parts.add[floors(entries)]
        is_link, held, link = entry_kinds(entries)
        silent = ~(parts.within | (entries.link == -1))
        silent[self.crossings.entry] = False
        rank = np.full(len(link), FROM_ABOVE, np.int64)
        to_start = self.columns.to_start
        if len(to_start):
            rank[is_link] = np.where(to_start[link[is_link]], LINK_TO_START, LINK_TO_FINISH)
        rank[floors(entries)] = self.floor_rank
        decides = (self.demand == self.hold[entries.owner]) & ~silent
        key = np.where(decides, rank * _RANK + link, BEGIN * _RANK)
        best = np.minimum.reduceat(key, floors(entries)) if len(self.network.rows) else key
        self._note(np.flatnonzero(~self.by_rule), best)

    def _note(self, at: Rows, best: Minutes) -> None:
        """Write down the reason, driver and holder of the tasks at some places."""
        rows, active = self.network.rows[at], self.inputs.tasks.active
        rank, link = best[at] // _RANK, best[at] % _RANK
        by_link = (rank == LINK_TO_START) | (rank == LINK_TO_FINISH)
        reason, driver, holder = (
            np.asarray(column) for column in (self.early.reason, self.early.driver, self.early.holder)
        )
        reason[rows] = np.select(
            [~active[rows], by_link, rank == DATE], [Reason.INACTIVE, Reason.LINK, Reason.CONSTRAINT], Reason.PROJECT_START
        )
        driver[rows] = np.where(by_link, link, -1)
        for row in rows[rank == FROM_ABOVE].tolist():
            hold = self.rules.starts[self.inputs.parent[row]]
            reason[row] = hold.reason if active[row] else Reason.INACTIVE
            driver[row] = hold.driver
            holder[row] = hold.holder if hold.holder >= 0 else row


class _Steps:
    """One level at a time: by columns where it is wide, else task by task on the same columns."""

    def __init__(self, sweep: ForwardSweep) -> None:
        self.sweep = sweep
        network, parts, entries = sweep.network, sweep.parts, sweep.entries
        self.level_start = network.level_start
        self.entry_start = entries.start[network.level_start].tolist()
        self.crossing_start = np.searchsorted(sweep.crossings.entry, self.entry_start).tolist()
        self._find_displacing()
        self._find_observed()
        self._find_ruled()
        self.watch = memoryview(sweep.mark)
        self.lean = parts.plain.copy()
        self.lean[entries.owner[sweep.crossings.entry]] = False
        self._views()

    def _views(self) -> None:
        sweep, parts = self.sweep, self.sweep.parts
        self.is_lean, self.is_observed = memoryview(self.lean), memoryview(self.observed)
        self.first, self.source = memoryview(sweep.entries.start), memoryview(np.ascontiguousarray(parts.source))
        self.mask, self.add = memoryview(parts.mask), memoryview(parts.add)
        self.row, self.hold = memoryview(sweep.network.rows), memoryview(sweep.hold)
        self.lasts, self.length = memoryview(sweep.lasts), memoryview(sweep.length)
        self.displaces, self.begin = memoryview(self.displacing), memoryview(sweep.begin)
        self.begin_counts = memoryview(sweep.begin_counts)

    def _find_displacing(self) -> None:
        """Entries of links that hold a finish without lag: what they join is shown at the same instant."""
        sweep = self.sweep
        is_link, _, link = entry_kinds(sweep.entries)
        found = sweep.parts.within
        if len(sweep.columns.lagged):
            found = found & ~sweep.columns.lagged[link] & ~sweep.columns.to_start[link]
        self.displacing = found & is_link & (sweep.lasts[sweep.entries.owner] > 0)
        self.displacing_before = memoryview(np.concatenate([[0], np.cumsum(self.displacing)]))

    def _find_observed(self) -> None:
        """Places whose dates are looked up at once, since a rule or a crossing asks for them."""
        sweep, network = self.sweep, self.sweep.network
        links, n = sweep.inputs.links, len(network)
        asked = np.zeros(n, np.bool_)
        seen = ~sweep.columns.within(sweep.inputs, sweep.plain)
        asked[links.predecessor[seen]] = True
        parent = network.parent
        asked |= (parent >= 0) & network.watched[parent]
        if sweep.may_be_early:
            asked[links.predecessor] = True
        self.observed = asked[network.rows] & sweep.parts.plain
        self.observed_places = np.flatnonzero(self.observed).astype(np.int32)
        self.observed_start = np.searchsorted(self.observed_places, self.level_start).tolist()

    def _find_ruled(self) -> None:
        """Places of tasks that are neither plain nor fixed."""
        sweep = self.sweep
        ruled = ~sweep.parts.plain & ~sweep.fixed[sweep.network.rows]
        self.ruled_places = np.flatnonzero(ruled).astype(np.int32)
        self.ruled_start = np.searchsorted(self.ruled_places, self.level_start).tolist()
        self.is_ruled = memoryview(ruled)

    def wide(self, level: int) -> None:
        """A level as columns."""
        low, high = self.level_start[level], self.level_start[level + 1]
        self._columns(
            low, high, *self.entry_start[level : level + 2], *self.crossing_start[level : level + 2]
        )
        one, other = self.ruled_start[level], self.ruled_start[level + 1]
        for place in self.ruled_places[one:other].tolist():
            self.sweep.rules.place(self.row[place])
        one, other = self.observed_start[level], self.observed_start[level + 1]
        if one < other:
            self._look_up(self.observed_places[one:other])

    def _columns(self, low: int, high: int, first: int, last: int, one: int, other: int) -> None:
        """The tasks at some places, with their entries from `first` and their crossings from `one` on."""
        sweep, parts = self.sweep, self.sweep.parts
        demand = sweep.demand[first:last]
        sweep.mark.take(parts.source[first:last], out=demand, mode="clip")
        demand &= parts.mask[first:last]
        demand += parts.add[first:last]
        if one < other:
            entries = sweep.crossings.entry[one:other]
            sweep.demand[entries] = sweep.crossings.said(sweep.marks, sweep.early.instants, one, other)
        hold = np.maximum.reduceat(demand, sweep.entries.start[low:high] - first, out=sweep.hold[low:high])
        starts = np.bitwise_or(hold, sweep.lasts[low:high], out=sweep.mark[low:high])
        np.add(starts, sweep.length[low:high], out=sweep.mark[sweep.places + low : sweep.places + high])
        if self.displacing_before[first] < self.displacing_before[last]:
            self._displace(first, last)
        if sweep.may_be_early:
            early = (hold < sweep.begin[low:high]) & parts.plain[low:high]
            for place in (np.flatnonzero(early) + low).tolist():
                self._place(place)

    def _displace(self, first: int, last: int) -> None:
        """Show finishes that a link holds at the very instant that it demands."""
        sweep = self.sweep
        entries = np.flatnonzero(self.displacing[first:last]) + first
        places = sweep.entries.owner[entries] + sweep.places
        np.maximum.at(sweep.mark, places, sweep.mark[sweep.parts.source[entries]])

    def _look_up(self, places: Rows) -> None:
        sweep = self.sweep
        rows, clock, marks = sweep.network.rows[places], sweep.parts.clock[places], sweep.mark
        start = sweep.marks.instants(clock, marks[places])
        sweep.early.put(rows, start, sweep.marks.instants(clock, marks[places + sweep.places]))

    def narrow(self, level: int) -> None:
        """The same task by task."""
        for place in range(self.level_start[level], self.level_start[level + 1]):
            if not self.is_lean[place]:
                self._other(place)
                continue
            mark, source, mask, add = self.watch, self.source, self.mask, self.add
            first, last = self.first[place], self.first[place + 1]
            hold = add[first]
            for entry in range(first + 1, last):
                said = (mark[source[entry]] & mask[entry]) + add[entry]
                if said > hold:
                    hold = said
            if hold < self.begin[place] and self.sweep.may_be_early:
                self._place(place)
                continue
            self.hold[place] = hold
            start = hold | self.lasts[place]
            finish = start + self.length[place]
            for entry in range(first + 1, last):
                if self.displaces[entry]:
                    finish = max(finish, mark[source[entry]])
            mark[place], mark[self.sweep.places + place] = start, finish
            if self.is_observed[place]:
                self._look_up(np.array([place], np.int32))

    def _other(self, place: int) -> None:
        """One task that is not plain, or that has crossings."""
        sweep = self.sweep
        if not sweep.parts.plain[place]:
            if self.is_ruled[place]:
                sweep.rules.place(self.row[place])
            return
        first, last = self.first[place], self.first[place + 1]
        one, other = np.searchsorted(sweep.crossings.entry, (first, last)).tolist()
        self._columns(place, place + 1, first, last, one, other)
        if self.is_observed[place]:
            self._look_up(np.array([place], np.int32))

    def _place(self, place: int) -> None:
        """A plain task by the rules, since it may stand before the plan's begin; its marks are those of its dates."""
        sweep, row = self.sweep, self.row[place]
        sweep.rules.place(row)
        sweep.by_rule[place] = True
        clock = sweep.inputs.clocks.task[row]
        self.watch[place] = clock.mark(sweep.early.start[row])
        self.watch[sweep.places + place] = clock.mark(sweep.early.finish[row])
