"""The amounts of a budget in the same places, summed in every direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .amounts import Money


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is planned, ordered, spent, forecast and expected in the same places, arrays of one shape.

    parts: all of them, (7, ...): what is done to each is done to all at once.
    """

    parts: Money

    @property
    def planned(self) -> Money:
        """What is planned."""
        return np.asarray(self.parts[0])

    @property
    def committed(self) -> Money:
        """What is ordered and not invoiced yet."""
        return np.asarray(self.parts[1])

    @property
    def actual(self) -> Money:
        """What was invoiced."""
        return np.asarray(self.parts[2])

    @property
    def accrued(self) -> Money:
        """What was received and not invoiced yet."""
        return np.asarray(self.parts[3])

    @property
    def forecast(self) -> Money:
        """What is forecast."""
        return np.asarray(self.parts[4])

    @property
    def outlook(self) -> Money:
        """What it will have cost: spent up to the status month, then forecast or planned."""
        return np.asarray(self.parts[5])

    @property
    def exchange(self) -> Money:
        """What other rates than the budget's have brought of what was spent: negative where they cost."""
        return np.asarray(self.parts[6])

    @property
    def incurred(self) -> Money:
        """What was spent, whether invoiced or not: the actual cost of earned value."""
        return self.actual + self.accrued

    @property
    def variance(self) -> Money:
        """Plan less outlook: negative when over budget."""
        return self.planned - self.outlook

    @property
    def available(self) -> Money:
        """What may still be ordered: the plan less what was spent and what is ordered."""
        return self.planned - self.committed - self.incurred

    def sum(self, axis: int) -> Amounts:
        """The totals along an axis."""
        return Amounts(np.asarray(self.parts.sum(axis=_behind(axis), dtype=np.int64)))

    def at(self, place: int) -> Amounts:
        """One place of the first axis, such as one account's or one fiscal year's amounts."""
        return Amounts(self.parts[:, place])

    def grouped(self, groups: NDArray[np.int64], count: int, axis: int) -> Amounts:
        """The axis summed into `count` groups; `groups` says for each place which one, -1 the last."""
        ahead = np.moveaxis(self.parts, _behind(axis), 0)
        total = np.zeros((count, *ahead.shape[1:]), np.int64)
        if count and groups.size:
            order = np.argsort(groups % count, kind="stable")
            found = (groups % count)[order]
            starts = np.flatnonzero(np.diff(found, prepend=-1))
            total[found[starts]] = np.add.reduceat(ahead[order], starts, axis=0)
        return Amounts(np.moveaxis(total, 0, _behind(axis)))

    def between(self, begins: NDArray[np.intp], ends: NDArray[np.intp]) -> Amounts:
        """The sums of stretches of the last axis, each from its begin to before its end: (..., k)."""
        running = np.zeros((*self.parts.shape[:-1], self.parts.shape[-1] + 1), np.int64)
        np.cumsum(self.parts, axis=-1, out=running[..., 1:])
        return Amounts(np.asarray(running[..., ends] - running[..., begins]))

    def first(self, count: int) -> Amounts:
        """The first places of the last axis."""
        return Amounts(self.parts[..., :count])

    def cumulative(self) -> Amounts:
        """Running totals along the last axis."""
        return Amounts(np.cumsum(self.parts, axis=-1, dtype=np.int64))


def _behind(axis: int) -> int:
    """An axis of the places as one of all parts together, which have one more in front."""
    return axis + 1 if axis >= 0 else axis
