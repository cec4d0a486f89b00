"""Which rows of the outline are shown, in which line each: what the tree and the chart have in common."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.plan.outline import Outline


@dataclass(frozen=True, slots=True)
class ShownRows:
    """rows: outline rows from top to bottom, (k,); line: for each outline row its line, -1 hidden, (n,)."""

    rows: NDArray[np.int32]
    line: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, outline: Outline, collapsed: Set[str], kept: NDArray[np.bool_] | None) -> ShownRows:
        """The rows outside collapsed ones; with `kept`, shape (n,), those of them that a filter keeps."""
        shown = np.ones(len(outline), np.bool_) if kept is None else kept.copy()
        for row_id in collapsed:
            row = outline.row.get(row_id)
            if row is not None:
                shown[row + 1 : int(outline.last[row]) + 1] = False
        rows = np.flatnonzero(shown).astype(np.int32)
        line = np.full(len(outline), -1, np.int32)
        line[rows] = np.arange(len(rows), dtype=np.int32)
        return cls(rows, line)


def kept_rows(outline: Outline, found: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The rows found with all rows above them, shape (n,)."""
    kept = found.copy()
    parent = outline.parent.tolist()
    for row in np.flatnonzero(found).tolist():
        above = parent[row]
        while above >= 0 and not kept[above]:
            kept[above] = True
            above = parent[above]
    return kept
