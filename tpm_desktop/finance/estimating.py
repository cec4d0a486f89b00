"""Three-point estimates: what a line is expected to cost, how far off that may be, and what is safe to say.

Source of mean and deviation: D. G. Malcolm, J. H. Roseboom, C. E. Clark, W. Fazar, Application of a
Technique for Research and Development Program Evaluation, Operations Research 7 (1959): mean
(O + 4 M + P) / 6, standard deviation (P - O) / 6. Sums take lines as
independent and their sum as normal (central limit theorem). Source of the classes: AACE International
Recommended Practice 18R-97, whose widest ranges are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isqrt
from statistics import NormalDist

import numpy as np

from .amounts import WHOLE, rounded, scaled

ACCURACY: dict[int, tuple[int, int]] = {
    5: (-5_000, 10_000),
    4: (-3_000, 5_000),
    3: (-2_000, 3_000),
    2: (-1_500, 2_000),
    1: (-1_000, 1_500),
}
"""By class how far the actual cost may lie below and above, hundredths of a per cent."""

SAFE = 8_000
"""How sure a sum shall be that is called safe, hundredths of a per cent (the level is policy: check)."""


def expected_each(lines: Iterable[Sequence[int | None]]) -> list[int]:
    """The PERT mean of each line; whole minor units that add up to the rounded mean of their sum.

    Means end on sixths of a minor unit: rounded one by one they could add up to a stray cent. So those with
    the largest remainder are rounded up, the first of equal ones.
    Args: lines: optimistic, likely and pessimistic of each. Without a most likely amount nothing is expected;
    a side that isn't given is the most likely amount, so that a line without a range is expected as entered.
    """
    sixths = [_sixths(*sides) for sides in lines]
    found = [sides // 6 for sides in sixths]
    left = rounded(Fraction(sum(sixths), 6)) - sum(found)
    for n in sorted(range(len(found)), key=lambda n: -(sixths[n] % 6))[:left]:
        found[n] += 1
    return found


def _sixths(optimistic: int | None, likely: int | None, pessimistic: int | None) -> int:
    if likely is None:
        return 0
    low, high = (likely if side is None else side for side in (optimistic, pessimistic))
    return low + 4 * likely + high


def span(optimistic: int | None, likely: int | None, pessimistic: int | None) -> int:
    """Pessimistic less optimistic: six standard deviations, minor units."""
    if likely is None:
        return 0
    low, high = (likely if side is None else side for side in (optimistic, pessimistic))
    return high - low


def deviation(spans: Iterable[int]) -> int:
    """The standard deviation of the sum of independent lines, minor units, half up.

    Args: spans: of each line, see `span`.
    """
    squares = sum(one * one for one in spans)
    return (isqrt(squares * 4) + 6) // 12 if squares else 0


def confidence(mean: int, spread: int, amount: int) -> int | None:
    """How sure the cost stays within an amount, hundredths of a per cent; None where nothing is uncertain.

    Args: mean, spread: of the estimate, minor units; amount: what there is to spend.
    """
    if spread <= 0:
        return None
    return round(NormalDist(0, 1).cdf((amount - mean) / spread) * WHOLE)


def amount_at(mean: int, spread: int, share: int = SAFE) -> int:
    """The amount within which the cost stays with a confidence, minor units.

    Args: share: hundredths of a per cent, more than none and less than all.
    """
    return mean + round(NormalDist(0, 1).inv_cdf(share / WHOLE) * spread)


def scaled_cost(reference: int, quantity: int | None, factor: int | None) -> int:
    """What a known cost comes to for this work, minor units, rounded once.

    Args: reference: of one unit, or of the earlier work; quantity: units, one unless given; factor: size
    against the reference, hundredths of a per cent. Raises: `FinanceError` beyond what can be counted.
    """
    times = (1 if quantity is None else quantity) * (WHOLE if factor is None else factor)
    return int(scaled(np.array([reference], np.int64), np.array([times], np.int64), WHOLE)[0])


def in_range(amount: int, of_class: int | None) -> tuple[int, int] | None:
    """Between what the actual cost may lie by the accuracy of a class, None without one."""
    if of_class not in ACCURACY:
        return None
    low, high = (rounded(Fraction(amount * (WHOLE + share), WHOLE)) for share in ACCURACY[of_class])
    return low, high
