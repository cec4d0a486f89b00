"""Values of summaries from what is below them; rows in outline order, every summary before its children."""

from collections.abc import Callable

import numpy as np

from tpm_desktop.planning.columns import NONE, Minutes, Rows

LATEST = int(np.iinfo(np.int64).max)


def sum_up(parent: Rows, values: Minutes) -> Minutes:
    """Each row's own value and those of all rows below it.

    Args: parent: shape (n,), the row above, -1 at the top; values: shape (n,).
    Returns: shape (n,).
    """
    return _fold(parent, values.copy(), np.add.at)


def earliest(parent: Rows, instants: Minutes) -> Minutes:
    """The earliest instant of each row and all below it, `NONE` where none of them has one."""
    found = _fold(parent, np.where(instants == NONE, LATEST, instants), np.minimum.at)
    return np.where(found == LATEST, NONE, found)


def latest(parent: Rows, instants: Minutes) -> Minutes:
    """The latest instant of each row and all below it, `NONE` where none of them has one."""
    return _fold(parent, instants.copy(), np.maximum.at)


def levels(parent: Rows) -> Rows:
    """How deep each row lies, 0 at the top."""
    found = np.zeros(len(parent), np.int32)
    above = parent.copy()
    while (below := above >= 0).any():
        found[below] += 1
        above[below] = parent[above[below]]
    return found


def _fold(parent: Rows, values: Minutes, into: Callable[[Minutes, Rows, Minutes], None]) -> Minutes:
    depth = levels(parent)
    for level in range(int(depth.max(initial=0)), 0, -1):
        rows = np.flatnonzero(depth == level)
        into(values, parent[rows], values[rows])
    return values
