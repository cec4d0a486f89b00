"""How much there is of a resource over time: what there usually is, and what there is in some periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tpm_desktop.planning.columns import NONE, Minutes

__all__ = ["Availability", "Period"]

Period = tuple[int, int, int]
"""First instant, the one after the last, `NONE` where it has no such end; units."""

_BEGIN, _END = NONE + 1, int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True)
class Availability:
    """Steps in time. since: instants, the first before all others; units: from each on, of one 10,000."""

    since: tuple[int, ...]
    units: tuple[int, ...]

    @classmethod
    def always(cls, units: int) -> Availability:
        """The same at all times."""
        return cls((_BEGIN,), (units,))

    @classmethod
    def of(cls, usual: int, periods: Iterable[Period]) -> Availability:
        """What there usually is, but in periods; where these overlap the one that begins last holds."""
        known = sorted(
            (_BEGIN if first == NONE else first, _END if end == NONE else end, units)
            for first, end, units in periods
        )
        edges = sorted({_BEGIN, *(at for first, end, _ in known for at in (first, end) if at < _END)})
        since, units = [_BEGIN], [_at(known, _BEGIN, usual)]
        for edge in edges[1:]:
            there = _at(known, edge, usual)
            if there != units[-1]:
                since.append(edge)
                units.append(there)
        return cls(tuple(since), tuple(units))

    @property
    def is_constant(self) -> bool:
        """Whether it is the same at all times."""
        return len(self.units) == 1

    @property
    def least(self) -> int:
        """The least there ever is."""
        return min(self.units)

    @property
    def most(self) -> int:
        """The most there ever is."""
        return max(self.units)

    @property
    def last(self) -> int:
        """What there is from the last step on."""
        return self.units[-1]

    def at(self, instants: Minutes) -> Minutes:
        """What there is at each instant."""
        place = np.searchsorted(np.array(self.since, np.int64), instants, "right") - 1
        return np.asarray(np.array(self.units, np.int64)[place])

    def between(self, start: int, finish: int) -> Iterator[Period]:
        """The time from one instant to another in pieces of the same units."""
        if self.is_constant:
            yield start, finish, self.units[0]
            return
        edges = [start, *(at for at in self.since if start < at < finish), finish]
        there = self.at(np.array(edges[:-1], np.int64)).tolist()
        for (begin, end), units in zip(pairwise(edges), there, strict=True):
            yield begin, end, units


def _at(known: Iterable[Period], instant: int, usual: int) -> int:
    found = usual
    for first, end, units in known:
        if first <= instant < end:
            found = units
    return found
