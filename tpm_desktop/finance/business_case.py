"""What a request is worth: net present value, internal rate of return, payback and their kin.

Flows are whole minor units, by year with the first one now, or by day. Everything is exact until the end
figure, which is rounded once, half away from zero. A rate is a fraction: `Fraction(8, 100)` is 8 per cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np

from .amounts import rounded
from .errors import FinanceError

_DIGITS = 40  # of decimals while a rate is looked for
_REAL = 1e-6  # a root whose imaginary part is smaller than this is a real one
_STEPS = 60  # of the search, more than any rate needs
_LARGEST_RATE = 100.0  # 10,000 per cent a year: beyond it a rate says nothing
_DAYS = 365


@dataclass(frozen=True, slots=True)
class Rates:
    """Every rate at which the net present value is 0, ascending, in per cent to two decimals.

    None where there is none, several where the flows change their sign more than once.
    """

    found: tuple[Decimal, ...]

    @property
    def single(self) -> Decimal | None:
        """The internal rate of return, where there is just one."""
        return self.found[0] if len(self.found) == 1 else None


def net_present_value(flows: Sequence[int], rate: Fraction) -> int:
    """The sum of `flow / (1 + rate) ** year`, the first flow being now.

    Raises: `FinanceError` for a rate of -100 per cent or less.
    """
    return rounded(_present(flows, rate))


def dated_net_present_value(flows: Sequence[tuple[date, int]], rate: Fraction) -> int:
    """The same of flows on days: the exponent is days since the first one by 365.

    Raises: `FinanceError` for a rate of -100 per cent or less.
    """
    _refuse_rate(rate)
    if not flows:
        return 0
    now = min(day for day, _ in flows)
    with localcontext() as context:
        context.prec = _DIGITS
        grown = 1 + Decimal(rate.numerator) / rate.denominator
        each = (Decimal(flow) / grown ** (Decimal((day - now).days) / _DAYS) for day, flow in flows)
        return rounded(Fraction(sum(each, Decimal(0))))


def internal_rates(flows: Sequence[int]) -> Rates:
    """The rates at which flows by year are worth nothing, none where they never change their sign."""
    flows = _trimmed(flows)
    if not (min(flows, default=0) < 0 < max(flows, default=0)):
        return Rates(())
    roots = np.roots([float(flow) for flow in flows])  # in 1 + rate: the first flow has the highest power
    grown = [float(r.real) for r in roots if abs(r.imag) < _REAL and 0 < r.real <= 1 + _LARGEST_RATE]
    rates = {_per_cent(_polished(flows, one)) for one in grown}
    return Rates(tuple(sorted(rates)))


def payback(flows: Sequence[int]) -> Fraction | None:
    """Years until the flows have paid back what was spent, within the year in proportion; None if never."""
    return _crossing([Fraction(flow) for flow in flows])


def discounted_payback(flows: Sequence[int], rate: Fraction) -> Fraction | None:
    """The same of flows at their present value. Raises: `FinanceError` as `net_present_value` does."""
    _refuse_rate(rate)
    return _crossing([flow / (1 + rate) ** year for year, flow in enumerate(flows)])


def profitability_index(flows: Sequence[int], rate: Fraction) -> Fraction | None:
    """The present value of later flows by what is spent now; None where nothing is spent now."""
    if not flows or flows[0] >= 0:
        return None
    return _present([0, *flows[1:]], rate) / -flows[0]


def equivalent_annual_sum(flows: Sequence[int], rate: Fraction) -> int | None:
    """The same sum every year that is worth as much as the flows; None where there are no later ones."""
    years = len(flows) - 1
    if years < 1:
        return None
    worth = _present(flows, rate)
    return rounded(worth * rate / (1 - (1 + rate) ** -years) if rate else worth / years)


def _present(flows: Sequence[int], rate: Fraction) -> Fraction:
    _refuse_rate(rate)
    worth = Fraction(0)
    for flow in reversed(flows):
        worth = worth / (1 + rate) + flow
    return worth


def _refuse_rate(rate: Fraction) -> None:
    if rate <= -1:
        raise FinanceError("a discount rate is more than -100 %; correct it")


def _trimmed(flows: Sequence[int]) -> list[int]:
    """Without years at either end in which nothing flows: they move no rate."""
    used = [year for year, flow in enumerate(flows) if flow]
    return list(flows[used[0] : used[-1] + 1]) if used else []


def _polished(flows: Sequence[int], grown: float) -> Decimal:
    """A root found in floating point, by Newton's method to more digits than are shown."""
    with localcontext() as context:
        context.prec = _DIGITS
        at = Decimal(repr(grown))
        for _ in range(_STEPS):
            value, slope = Decimal(0), Decimal(0)
            for flow in flows:
                value, slope = value * at + flow, slope * at + value
            if not slope or not value:
                break
            step = value / slope
            at -= step
            if abs(step) < Decimal("1e-12"):
                break
        return at


def _per_cent(grown: Decimal) -> Decimal:
    shown = ((grown - 1) * 100).quantize(Decimal("0.01"))
    return shown if shown else Decimal("0.00")  # no negative zero


def _crossing(flows: Sequence[Fraction]) -> Fraction | None:
    """When the running sum comes back to 0 from below, for good or not."""
    running, spent = Fraction(0), False
    for year, flow in enumerate(flows):
        before, running = running, running + flow
        if spent and running >= 0:
            return year - 1 + -before / flow
        spent = spent or running < 0
    return None
