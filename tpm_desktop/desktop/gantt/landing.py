"""Where rows that are dragged over the table would go: before, after or into the row below the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.plan.outline import Outline

_EDGE = 0.3  # share of a row's height at its top and bottom that means beside it


@dataclass(frozen=True, slots=True)
class Landing:
    """parent: the row whose part they become, None for component projects; before: the part that they are
    put before, None for the last place. mark: -1 a line above the row that is pointed at, 1 below it, 0 a
    frame around it; level: of the rows as they will be.
    """

    parent: str | None
    before: str | None
    mark: int
    level: int


def landing(
    outline: Outline, moved: Sequence[str], row: int, share: float, *, unfolded: bool
) -> Landing | None:
    """Where rows go that are dropped on a row; None where they can't.

    Args: share: how far down the row the pointer is, from 0 to 1; unfolded: its parts are shown below it.
    """
    rows = [outline.row[row_id] for row_id in moved]
    if all(outline.is_project[one] for one in rows):
        return _of_projects(outline, rows, row, share)
    if any(one <= row <= int(outline.last[one]) for one in rows):
        return None
    if outline.is_project[row]:
        return _at_project(outline, row, share, unfolded=unfolded)
    level, above = int(outline.level[row]), int(outline.parent[row])
    if share < _EDGE:
        return Landing(outline.ids[above], outline.ids[row], -1, level)
    if share <= 1 - _EDGE:
        return Landing(outline.ids[row], None, 0, level + 1)
    if unfolded:
        return Landing(outline.ids[row], outline.ids[row + 1], 1, level + 1)
    return Landing(outline.ids[above], _next(outline, above, row), 1, level)


def _at_project(outline: Outline, row: int, share: float, *, unfolded: bool) -> Landing | None:
    """Above a component project the end of the one before it, else into it."""
    tops = outline.children(-1)
    at = tops.index(row)
    if share < _EDGE:
        return Landing(outline.ids[tops[at - 1]], None, -1, 1) if at else None
    if share > 1 - _EDGE and unfolded:
        return Landing(outline.ids[row], outline.ids[row + 1], 1, 1)
    return Landing(outline.ids[row], None, 0, 1)


def _of_projects(outline: Outline, rows: Sequence[int], row: int, share: float) -> Landing | None:
    """Component projects go before the one that is pointed at, or behind it where it ends."""
    project = int(outline.project[row])
    if project in rows:
        return None
    if row == project and share <= 1 / 2:
        return Landing(None, outline.ids[project], -1, 0)
    return Landing(None, _next(outline, -1, project), 1, 0)


def _next(outline: Outline, above: int, row: int) -> str | None:
    siblings = outline.children(above)
    at = siblings.index(row) + 1
    return outline.ids[siblings[at]] if at < len(siblings) else None
