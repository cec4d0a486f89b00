"""Exact arithmetic on whole minor units; nothing here is ever a float."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import FinanceError

NONE = int(np.iinfo(np.int64).min)
"""An amount that is not given."""

WHOLE = 10_000
"""All of something, in hundredths of a per cent."""

LARGEST = int(np.iinfo(np.int64).max)

Money = NDArray[np.int64]
Minutes = NDArray[np.int64]
Months = NDArray[np.int64]
Shares = NDArray[np.int64]
Rows = NDArray[np.int32]
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]


def rounded(amount: Fraction) -> int:
    """To the whole minor unit, half away from zero: what is owed is rounded like what is due."""
    size = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return -size if amount < 0 else size


def given(amounts: Money) -> Flags:
    """Which amounts are given at all."""
    return np.asarray(amounts != NONE)


def or_zero(amounts: Money) -> Money:
    """The amounts, 0 where none is given."""
    return np.where(given(amounts), amounts, 0)


def scaled(amounts: Money, by: NDArray[np.int64], divisor: int) -> Money:
    """`amounts * by / divisor`, each rounded once to the minor unit, half away from zero.

    Args: amounts, by: shape (n,), all given; divisor: positive.
    Raises: `FinanceError` when a quotient is beyond what can be counted.
    """
    exact = 2 * _largest(amounts) * _largest(by) + divisor > LARGEST
    product = amounts.astype(object) * by if exact else amounts * by
    found = (2 * abs(product) + divisor) // (2 * divisor) * np.where(product < 0, -1, 1)
    if exact and _largest(found) > LARGEST:
        raise FinanceError("a cost is larger than can be counted; correct the work, the rate or the units")
    return np.asarray(found.astype(np.int64))


def refuse_overflow(*columns: Money) -> None:
    """Make sure that no sum of these amounts, in whatever grouping, can leave the range of whole numbers.

    Raises: `FinanceError`.
    """
    largest = max(map(_largest, columns), default=0)
    count = sum(column.size for column in columns)
    if largest * count > LARGEST and sum(abs(x) for column in columns for x in column.tolist()) > LARGEST:
        raise FinanceError(f"amounts too large to be summed; correct the one of {largest:,} minor units")


def _largest(column: NDArray[Any]) -> int:
    return max(abs(int(column.max())), abs(int(column.min()))) if column.size else 0
