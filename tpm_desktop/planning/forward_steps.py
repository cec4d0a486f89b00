"""A level of the forward pass: by columns where it is wide, else task by task on the same columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.columns import Flags, Rows
from tpm_desktop.planning.steps import Chosen, Steps
from tpm_desktop.planning.sweep import FEW

if TYPE_CHECKING:
    from tpm_desktop.planning.forward_sweep import ForwardSweep

__all__ = ["ForwardSteps"]

_ROUNDS = 8


class ForwardSteps(Steps):
    """The steps of one sweep. What is known of each level beforehand is looked up once, for all levels."""

    def __init__(self, sweep: ForwardSweep) -> None:
        super().__init__(sweep)
        self.sweep = sweep
        displacing, observed = self._displacing(), self._observed()
        self.displacing = Chosen(displacing, self.entry_start)
        self.observed = Chosen(observed, self.level_start)
        self.displaces, self.is_observed = displacing.data, observed.data
        self.mark, self.hold, self.begin = sweep.mark.data, sweep.hold.data, sweep.begin.data
        self.lasts, self.length = sweep.lasts.data, sweep.length.data

    def _displacing(self) -> Flags:
        """Entries of links that may show a finish where work begins, at the same instant. Shape (e,).

        Without a lag; from a start, from a milestone, or from a task whose own finish may be shown so.
        """
        sweep = self.sweep
        links, columns, duration = sweep.inputs.links, sweep.columns, sweep.inputs.tasks.duration
        lasts = duration.take(links.successor) > 0
        at = np.flatnonzero(sweep.within & ~columns.lagged & ~columns.to_start & lasts)
        odd = duration == 0
        chosen = at[:0]
        for _ in range(_ROUNDS):
            chosen, before = at[~columns.from_finish[at] | odd[links.predecessor[at]]], chosen
            if len(chosen) == len(before):
                break
            odd[links.successor[chosen]] = True
        else:
            chosen = at
        found = np.zeros(len(links) + 2, np.bool_)
        found[chosen] = True
        return found.take(sweep.entries.link)

    def _observed(self) -> Flags:
        """Places whose dates are looked up at once, since a rule or a crossing asks for them."""
        sweep, network = self.sweep, self.sweep.network
        predecessor = sweep.inputs.links.predecessor
        found = (network.parent >= 0) & network.watched[network.parent]
        found[predecessor if sweep.may_be_early else predecessor[~sweep.within]] = True
        return found.take(network.rows) & sweep.is_plain

    def wide(self, level: int) -> None:
        """A level as columns."""
        sweep, low, high = self.sweep, self.level_start[level], self.level_start[level + 1]
        first, last = self.entry_start[level], self.entry_start[level + 1]
        self._columns(low, high, first, last, self.crossing_start[level], self.crossing_start[level + 1])
        if (entries := self.displacing.of(level)).size:
            places = sweep.entries.owner[entries] + sweep.places
            np.maximum.at(sweep.mark, places, sweep.mark[sweep.sayings.source[entries]])
        for place in self.ruled.of(level).tolist():
            sweep.rules.place(self.row[place])
        if sweep.may_be_early:
            early = (sweep.hold[low:high] < sweep.begin[low:high]) & sweep.is_plain[low:high]
            for place in (np.flatnonzero(early) + low).tolist():
                self._place(place)
        if (observed := self.observed.of(level)).size:
            self._look_up(observed)

    def _columns(self, low: int, high: int, first: int, last: int, one: int, other: int) -> None:
        """The tasks at some places, with their entries from `first` and their crossings from `one` on."""
        sweep, sayings = self.sweep, self.sweep.sayings
        demand = sweep.demand[first:last]
        sweep.mark.take(sayings.source[first:last], out=demand, mode="clip")
        demand &= sayings.mask[first:last]
        demand += sayings.add[first:last]
        if one < other:
            entries = sweep.crossings.entry[one:other]
            sweep.demand[entries] = sweep.crossings.said(sweep.marks, sweep.early.instants, one, other)
        hold = sweep.hold[low:high]
        np.maximum.reduceat(demand, sweep.entries.start[low:high] - first, out=hold)
        starts = np.bitwise_or(hold, sweep.lasts[low:high], out=sweep.mark[low:high])
        np.add(starts, sweep.length[low:high], out=sweep.mark[sweep.places + low : sweep.places + high])

    def _look_up(self, places: Rows) -> None:
        sweep = self.sweep
        if len(places) < FEW:
            for place in places.tolist():
                self._look_one_up(place)
            return
        rows, clock, marks = sweep.network.rows[places], sweep.clock[places], sweep.mark
        start = sweep.marks.instants(clock, marks[places])
        sweep.early.put(rows, start, sweep.marks.instants(clock, marks[places + sweep.places]))

    def _look_one_up(self, place: int) -> None:
        sweep, row = self.sweep, self.row[place]
        clock, early = sweep.inputs.clocks.task[row], sweep.early
        early.start[row] = early.remains[row] = clock.at_mark(self.mark[place])
        early.finish[row] = clock.at_mark(self.mark[place + sweep.places])

    def narrow(self, level: int) -> None:
        """The same task by task."""
        for place in range(self.level_start[level], self.level_start[level + 1]):
            if self.is_ruled[place]:
                self.sweep.rules.place(self.row[place])
            elif self.is_plain[place]:
                self._narrow(place)

    def _narrow(self, place: int) -> None:
        sweep, mark, source, mask, add = self.sweep, self.mark, self.source, self.mask, self.add
        first, last = self.first[place], self.first[place + 1]
        hold = add[first] if self.is_lean[place] else self._crossed(place)
        for entry in range(first + 1, last):
            said = (mark[source[entry]] & mask[entry]) + add[entry]
            if said > hold:
                hold = said
        self.hold[place] = hold
        mark[place] = start = hold | self.lasts[place]
        mark[sweep.places + place] = start + self.length[place]
        for entry in range(first + 1, last):
            if self.displaces[entry] and mark[source[entry]] > mark[sweep.places + place]:
                mark[sweep.places + place] = mark[source[entry]]
        if sweep.may_be_early and self.hold[place] < self.begin[place]:
            self._place(place)
        if self.is_observed[place]:
            self._look_one_up(place)

    def _crossed(self, place: int) -> int:
        """The latest of what the crossings of a task say, and of what holds it without any link."""
        sweep, hold = self.sweep, self.add[self.first[place]]
        for at in range(self.crossing_of[place], self.crossing_of[place + 1]):
            said = sweep.crossings.one(sweep.marks, sweep.early.instants, at)
            sweep.demand[sweep.crossings.entry[at]] = said
            hold = max(hold, said)
        return hold

    def _place(self, place: int) -> None:
        """A plain task by the rules, as it may stand before the plan's begin.

        Its marks are those of its dates.
        """
        sweep, row = self.sweep, self.row[place]
        sweep.rules.place(row)
        sweep.by_rule[place] = True
        clock = sweep.inputs.clocks.task[row]
        self.mark[place] = clock.mark(sweep.early.start[row])
        self.mark[sweep.places + place] = clock.mark(sweep.early.finish[row])
