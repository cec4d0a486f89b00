"""Figures shown rounded whose shown parts make up the shown sum: the largest remainders are rounded up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .amounts import Money

Groups = NDArray[np.int64]


def nearest(amounts: Money, unit: int) -> Money:
    """The amounts rounded to whole multiples of a unit, half away from zero."""
    found = (2 * np.abs(amounts) + unit) // (2 * unit) * unit
    return np.asarray(np.where(amounts < 0, -found, found))


def added_up(amounts: Money, groups: Sequence[tuple[int, Sequence[int]]], unit: int) -> Money:
    """The rows of a table as whole multiples of a unit, so that the shown parts make up the shown sums.

    Rows that are part of no other are rounded; then each group's parts make up its sum, in every column in
    which they do so exactly.
    Args: amounts: minor units, shape (k, m); groups: the row of a sum with those of its parts, sums of sums
    before the sums below them.
    """
    shown = nearest(amounts, unit)
    for whole, parts in groups:
        rows = np.asarray(parts, np.intp)
        columns = np.flatnonzero(amounts[rows].sum(0) == amounts[whole])
        if rows.size and columns.size:
            cells, sums = np.ix_(rows, columns), shown[whole, columns][None, :]
            shown[cells] = apportioned(amounts[cells], np.zeros(len(rows), np.int64), sums, unit)
    return shown


def apportioned(parts: Money, group: Groups, sums: Money, unit: int) -> Money:
    """Parts as whole multiples of a unit that make up the shown sum of their group, column by column.

    Each part is rounded up or down, never further, and one that is whole stays. Of equal remainders the first
    is rounded up. Across the columns nothing is promised: a table that is exact down and across at once may
    need parts that are off by more than one unit.
    Args: parts: minor units, shape (k, m); group: of each part its row in sums, (k,); sums: shape (g, m),
    multiples of the unit, each within one unit of the sum of its parts.
    Source: the method of largest remainders (Hamilton).
    """
    low = np.floor_divide(parts, unit)
    left = parts - low * unit
    if not left.any():
        return np.asarray(low * unit)
    known = np.zeros(sums.shape, np.int64)
    np.add.at(known, group, low)
    due = sums // unit - known
    order = np.lexsort((-left, np.broadcast_to(group[:, None], parts.shape)), axis=0)
    begins = np.searchsorted(np.sort(group, kind="stable"), group)
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(len(group))[:, None], axis=0)
    up = rank - begins[:, None] < due[group]
    return np.asarray((low + up) * unit)
