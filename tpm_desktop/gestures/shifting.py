"""Moving rows one place up or down, over the borders of summaries and component projects."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.outline import Outline

from .outline import move, move_projects, tops
from .words import quoted

Place = tuple[int, int | None]
"""Below which row, and before which of its parts; None for the last place."""


def shift(program: OpenProgram, row_ids: Sequence[str], *, down: bool) -> None:
    """Move tasks, or component projects, one place up or down.

    At the end of its summary a task goes on into the next one, else out of it; at the end of its component
    project into the next project.
    Raises: `EditError` where the rows lie apart, or where there is no further place.
    """
    outline = program.plan.state.outline
    projects = bool(row_ids) and all(outline.is_project[outline.row[i]] for i in row_ids)
    chosen = sorted(row_ids, key=outline.row.__getitem__) if projects else tops(program, row_ids)
    rows = [outline.row[i] for i in chosen]
    above = int(outline.parent[rows[0]])
    siblings = outline.children(above)
    if rows[0] not in siblings or siblings[siblings.index(rows[0]) :][: len(rows)] != rows:
        raise EditError("these rows lie apart; select rows that follow each other on one level")
    place = _place(outline, siblings, rows, above, down=down)
    if place is None:
        edge = "last" if down else "first"
        raise EditError(
            f"{quoted(program.plan.name(chosen[0]))} is the {edge} row already; there is no further place"
        )
    parent, row = place
    before = None if row is None else outline.ids[row]
    if projects:
        move_projects(program, chosen, before=before)
    else:
        move(program, chosen, parent=outline.ids[parent], before=before)


def _place(outline: Outline, siblings: list[int], rows: list[int], above: int, *, down: bool) -> Place | None:
    first, last = siblings.index(rows[0]), siblings.index(rows[-1])
    if down and last + 1 < len(siblings):
        return above, siblings[last + 2] if last + 2 < len(siblings) else None
    if not down and first > 0:
        return above, siblings[first - 1]
    return None if above < 0 else _beyond(outline, above, down=down)


def _beyond(outline: Outline, above: int, *, down: bool) -> Place | None:
    """The place on the other side of the border of a summary or component project."""
    over = int(outline.parent[above])
    beside = outline.children(over)
    at = beside.index(above) + (1 if down else -1)
    neighbour = beside[at] if 0 <= at < len(beside) else None
    if neighbour is not None and (outline.is_project[neighbour] or outline.last[neighbour] > neighbour):
        parts = outline.children(neighbour)
        return neighbour, parts[0] if down and parts else None
    if over < 0:
        return None
    return over, neighbour if down else above
