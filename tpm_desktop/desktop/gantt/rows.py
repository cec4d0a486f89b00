"""Which rows of the outline are shown, in which line each: what the tree and the chart have in common."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.plan.outline import Outline
from tpm_desktop.sieve import Group

GROUP = int(np.iinfo(np.int32).min)
"""Stands in a line of a group; whatever is below zero is no row of the outline."""


@dataclass(frozen=True, slots=True)
class ShownRows:
    """rows: outline rows from top to bottom, or `GROUP`, (k,); line: of each outline row, -1 hidden, (n,)."""

    rows: NDArray[np.int32]
    line: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(
        cls,
        outline: Outline,
        collapsed: Set[str],
        kept: NDArray[np.bool_] | None,
        order: NDArray[np.int64] | None = None,
    ) -> ShownRows:
        """The rows outside collapsed ones.

        Args: kept: those that a filter keeps, shape (n,); order: all rows in the order shown, shape (n,).
        """
        shown = np.ones(len(outline), np.bool_) if kept is None else kept.copy()
        for row_id in collapsed:
            row = outline.row.get(row_id)
            if row is not None:
                shown[row + 1 : int(outline.last[row]) + 1] = False
        rows = np.flatnonzero(shown) if order is None else order[shown[order]]
        return cls._in_lines(rows, len(outline))

    @classmethod
    def grouped(cls, groups: Sequence[Group], closed: Set[str], count: int) -> ShownRows:
        """A line for each group and, unless it is closed, for its rows. Args: count: of all outline rows."""
        lines: list[NDArray[np.int64]] = []
        for group in groups:
            lines.append(np.array([GROUP]))
            if group_key(group) not in closed:
                lines.append(group.rows)
        return cls._in_lines(np.concatenate(lines) if lines else np.zeros(0, np.int64), count)

    @classmethod
    def _in_lines(cls, rows: NDArray[np.int64], count: int) -> ShownRows:
        line = np.full(count, -1, np.int32)
        at = np.flatnonzero(rows != GROUP)
        line[rows[at]] = at
        return cls(rows.astype(np.int32), line)


def group_key(group: Group) -> str:
    """What a folded group is remembered by; no id of a row looks so."""
    return f"group {group.title}"
