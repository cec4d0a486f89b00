"""A level of the backward pass: by columns where it is wide, else task by task on the same columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.columns import Flags, Rows
from tpm_desktop.planning.steps import Chosen, Steps
from tpm_desktop.planning.sweep import FEW

if TYPE_CHECKING:
    from tpm_desktop.planning.backward_sweep import BackwardSweep

__all__ = ["BackwardSteps"]


class BackwardSteps(Steps):
    """The steps of one sweep. What is known of each level beforehand is looked up once, for all levels."""

    def __init__(self, sweep: BackwardSweep) -> None:
        super().__init__(sweep)
        self.sweep = sweep
        observed, short = self._observed(), self._short_limited()
        self.observed, self.short = Chosen(observed, self.level_start), Chosen(short, self.level_start)
        self.is_observed, self.is_short = observed.data, short.data
        self.of_start = np.append(~sweep.columns.from_finish, [False, False]).take(sweep.entries.link).data
        self.wanted: memoryview[int] = sweep.wanted.data
        self.lasts, self.length = sweep.lasts.data, sweep.length.data

    def _observed(self) -> Flags:
        """Places whose dates are looked up at once, since a rule or a crossing asks for them."""
        sweep, network = self.sweep, self.sweep.network
        found = (network.parent >= 0) & network.held[network.parent]
        found[sweep.inputs.links.successor[~sweep.within]] = True
        return found.take(network.rows) & sweep.is_plain

    def _short_limited(self) -> Flags:
        """Places of plain tasks without duration whose start something limits. Shape (L,)."""
        sweep = self.sweep
        found = np.zeros(len(sweep.network), np.bool_)
        found[sweep.inputs.links.predecessor[~sweep.columns.from_finish & sweep.inputs.limits]] = True
        return np.asarray(found.take(sweep.network.rows) & sweep.is_plain & (sweep.lasts == 0))

    def _crossed(self, place: int) -> int:
        """The earliest of what the crossings of a task say, and of what limits it without any link."""
        sweep = self.sweep
        crossings = range(self.crossing_of[place], self.crossing_of[place + 1])
        said = [sweep.crossings.one(sweep.marks, sweep.late.instants, at) for at in crossings]
        return min([self.add[self.first[place]], *said])

    def _short(self, place: int) -> None:
        """A task without duration may be over later than its start is limited, by a break of its calendar."""
        limits = [
            (self.wanted[self.source[entry]] & self.mask[entry]) + self.add[entry]
            for entry in range(self.first[place], self.first[place + 1])
            if not self.of_start[entry]
        ]
        self.wanted[self.sweep.places + place] = min(*limits, self.wanted[place] | 1)

    def wide(self, level: int) -> None:
        """A level as columns."""
        sweep, low, high = self.sweep, self.level_start[level], self.level_start[level + 1]
        first, last = self.entry_start[level], self.entry_start[level + 1]
        self._columns(low, high, first, last, self.crossing_start[level], self.crossing_start[level + 1])
        for place in self.short.of(level).tolist():
            self._short(place)
        for place in self.ruled.of(level).tolist():
            sweep.rules.place(self.row[place])
        if (places := self.observed.of(level)).size:
            self._look_up(places)

    def _columns(self, low: int, high: int, first: int, last: int, one: int, other: int) -> None:
        """The tasks at some places, with their entries from `first` and their crossings from `one` on."""
        sweep, sayings, places = self.sweep, self.sweep.sayings, self.sweep.places
        demand = sweep.demand[first:last]
        sweep.wanted.take(sayings.source[first:last], out=demand, mode="clip")
        demand &= sayings.mask[first:last]
        demand += sayings.add[first:last]
        if one < other:
            entries = sweep.crossings.entry[one:other]
            sweep.demand[entries] = sweep.crossings.said(sweep.marks, sweep.late.instants, one, other)
        limit = sweep.wanted[places + low : places + high]
        np.minimum.reduceat(demand, sweep.entries.start[low:high] - first, out=limit)
        start = np.bitwise_or(limit, sweep.lasts[low:high], out=sweep.wanted[low:high])
        start -= sweep.length[low:high]
        start -= sweep.lasts[low:high]

    def _look_up(self, places: Rows) -> None:
        if len(places) < FEW:
            for place in places.tolist():
                self._look_one_up(place)
        else:
            self.sweep.look_up_wanted(places)

    def _look_one_up(self, place: int) -> None:
        sweep, row = self.sweep, self.row[place]
        clock, late = sweep.inputs.clocks.task[row], sweep.late
        start, limit = self.wanted[place], self.wanted[place + sweep.places]
        finish, early = clock.at_mark(start + self.length[place]), sweep.early.finish[row]
        if early > finish and clock.mark(early) <= limit and not clock.between(finish, early):
            finish = early  # the same working instant, shown as in the forward pass
        late.start[row] = late.wanted_start[row] = clock.at_mark(start)
        late.finish[row], late.wanted_finish[row] = finish, clock.at_mark(limit)

    def narrow(self, level: int) -> None:
        """The same task by task."""
        for place in range(self.level_start[level], self.level_start[level + 1]):
            if self.is_ruled[place]:
                self.sweep.rules.place(self.row[place])
            elif self.is_plain[place]:
                self._narrow(place)

    def _narrow(self, place: int) -> None:
        sweep, wanted, source, mask, add = self.sweep, self.wanted, self.source, self.mask, self.add
        first, last = self.first[place], self.first[place + 1]
        limit = add[first] if self.is_lean[place] else self._crossed(place)
        for entry in range(first + 1, last):
            said = (wanted[source[entry]] & mask[entry]) + add[entry]
            if said < limit:
                limit = said
        lasts = self.lasts[place]
        wanted[sweep.places + place] = limit
        wanted[place] = (limit | lasts) - self.length[place] - lasts
        if self.is_short[place]:
            self._short(place)
        if self.is_observed[place]:
            self._look_one_up(place)
