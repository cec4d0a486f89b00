"""Earned value: variances, indices and forecasts from budget, planned value, earned value and actual cost.

Source: EIA-748 and the PMI and ISO 21508 standards of earned value management, whose terms are used here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .amounts import LARGEST, NONE, Flags, Money
from .errors import FinanceError

Index = NDArray[np.float64]
_COST_WEIGHT = 80  # per cent of CPI in the weighted forecast; the rest is SPI


@dataclass(frozen=True)
class Performance:
    """Four sums of the same places in minor units, all of one shape (...), and every figure that follows.

    bac: budget at completion; pv, ev, ac: planned value, earned value and actual cost, all cumulative or all
    of a period. Indices and shares are float64, unrounded, nan where there is none; money is int64, `NONE`
    where there is none.
    Sum money first, then divide: the index of a group is that of its sums.
    """

    bac: Money
    pv: Money
    ev: Money
    ac: Money

    def at(self, place: int | tuple[int, ...]) -> Performance:
        """One place, such as a row or a month."""
        return Performance(*(np.asarray(part[place]) for part in (self.bac, self.pv, self.ev, self.ac)))

    @property
    def sv(self) -> Money:
        """Schedule variance: below 0 is behind."""
        return np.asarray(self.ev - self.pv)

    @property
    def cv(self) -> Money:
        """Cost variance: below 0 is over cost."""
        return np.asarray(self.ev - self.ac)

    @property
    def sv_share(self) -> Index:
        """Schedule variance as a share of planned value."""
        return ratio(self.sv, self.pv)

    @property
    def cv_share(self) -> Index:
        """Cost variance as a share of earned value."""
        return ratio(self.cv, self.ev)

    @property
    def spi(self) -> Index:
        """Schedule performance index."""
        return ratio(self.ev, self.pv)

    @property
    def cpi(self) -> Index:
        """Cost performance index."""
        return ratio(self.ev, self.ac)

    @property
    def planned(self) -> Index:
        """Share of the budget that was planned to be done."""
        return ratio(self.pv, self.bac)

    @property
    def complete(self) -> Index:
        """Share of the budget that is earned."""
        return ratio(self.ev, self.bac)

    @property
    def spent(self) -> Index:
        """Share of the budget that is spent."""
        return ratio(self.ac, self.bac)

    @cached_property
    def eac_atypical(self) -> Money:
        """Estimate at completion if the past variance does not repeat."""
        return np.asarray(self.ac + self._left)

    @cached_property
    def eac(self) -> Money:
        """Typical estimate at completion: what is left costs as what was done."""
        return quotient(_product(self.bac, self.ac), _product(self.ev), self.bac.shape)

    @cached_property
    def eac_both(self) -> Money:
        """Estimate at completion where cost and schedule both press."""
        parts = _product(self._left, self.ac, self.pv)
        left = quotient(parts, _product(self.ev, self.ev), self.bac.shape)
        return self._on_top(left, (self.ac == 0) | (self.pv == 0))

    @cached_property
    def eac_weighted(self) -> Money:
        """Estimate at completion by 0.8 CPI + 0.2 SPI."""
        weights = _COST_WEIGHT * _product(self.pv) + (100 - _COST_WEIGHT) * _product(self.ac)
        parts = 100 * _product(self._left, self.ac, self.pv)
        left = quotient(parts, _product(self.ev) * weights, self.bac.shape)
        return self._on_top(left, (self.ac == 0) | (self.pv == 0))

    @property
    def etc(self) -> Money:
        """Estimate to complete, by the typical estimate at completion."""
        return self._less(self.eac, self.ac)

    @property
    def vac(self) -> Money:
        """Variance at completion, by the typical estimate: below 0 is over budget."""
        return np.where(self.eac == NONE, NONE, self.bac - np.where(self.eac == NONE, 0, self.eac))

    @property
    def tcpi(self) -> Index:
        """The CPI that the rest needs to end within budget; none when the work is done or the budget gone."""
        return self.tcpi_to(self.bac)

    def tcpi_to(self, target: Money) -> Index:
        """The CPI that the rest needs to end at a target, such as an estimate at completion."""
        missing = (target == NONE) | (self._left == 0)
        room = np.where(missing, 0, target) - np.where(missing, 0, self.ac)
        return ratio(self._left, np.where(room > 0, room, 0))

    @property
    def budget_gone(self) -> Flags:
        """Work is left, but nothing of the budget."""
        return np.asarray((self._left > 0) & (self.bac <= self.ac))

    @property
    def _left(self) -> Money:
        return np.asarray(self.bac - self.ev)

    def _on_top(self, left: Money, absent: Flags) -> Money:
        missing = (left == NONE) | absent
        return np.where(missing, NONE, self.ac + np.where(missing, 0, left))

    @staticmethod
    def _less(amounts: Money, other: Money) -> Money:
        return np.where(amounts == NONE, NONE, np.where(amounts == NONE, 0, amounts) - other)


def to_explain(found: Performance, share: int, amount: int) -> tuple[Flags, Flags]:
    """Which schedule and which cost variances ask for an explanation: share and sum both reach their limits.

    Args: share: hundredths of a per cent; amount: minor units.
    """

    def reached(variance: Money, of: Money) -> Flags:
        size = abs(_product(variance)) * 10_000 >= share * abs(_product(of))
        large = np.asarray(size, np.bool_).reshape(variance.shape)
        return np.asarray((of != 0) & large & (np.abs(variance) >= amount) & (variance != 0))

    return reached(found.sv, found.pv), reached(found.cv, found.ev)


def ratio(part: Money, whole: Money) -> Index:
    """part / whole, nan where the whole is 0."""
    some = whole != 0
    return np.where(some, part / np.where(some, whole, 1), np.nan)


def quotient(part: NDArray[np.object_], whole: NDArray[np.object_], shape: tuple[int, ...]) -> Money:
    """part / whole of Python's whole numbers, rounded half away from zero; `NONE` where the whole is 0.

    Args: part, whole: flat, of as many places as the shape has.
    Raises: `FinanceError` when a quotient is beyond what can be counted.
    """
    found = [_rounded(a, b) for a, b in zip(part.tolist(), whole.tolist(), strict=True)]
    if any(abs(amount) > LARGEST for amount in found if amount != NONE):
        raise FinanceError("a forecast is larger than can be counted; correct the amounts that were spent")
    return np.array(found, np.int64).reshape(shape)


def _rounded(part: int, whole: int) -> int:
    if whole == 0:
        return NONE
    size = (2 * abs(part) + abs(whole)) // (2 * abs(whole))
    return size if (part < 0) == (whole < 0) else -size


def _product(*parts: Money) -> NDArray[np.object_]:
    """Flat and exact: products of three sums leave the range of machine numbers."""
    product = np.ravel(parts[0]).astype(object)
    for part in parts[1:]:
        product = product * np.ravel(part).astype(object)
    return product
