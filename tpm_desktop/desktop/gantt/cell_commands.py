"""What can be done with the cells of a block: copied, emptied, pasted into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from tpm_desktop.desktop.clipboard import write_block
from tpm_desktop.desktop.session import Session

from .columns import COLUMNS, NAME
from .freezing import shown_columns
from .pasting import Block, Line, enter
from .tree import OutlineTree


def copy_cells(session: Session, tree: OutlineTree) -> None:
    """As they are typed: nothing is rounded, and what is pasted again is what was copied."""
    cells = tree.outline_model.cells
    keys, row = [COLUMNS[n].key for n in tree.block.columns()], cells.state.outline.row
    rows = [[cells.typed(row[row_id], key) for key in keys] for row_id in tree.block.row_ids()]
    QGuiApplication.clipboard().setText(write_block(rows))
    session.said.emit(_tr("{} cells copied").format(len(rows) * len(keys)))


def empty_cells(session: Session, tree: OutlineTree) -> None:
    """Empty the cells of a block, as one record."""
    line = [(COLUMNS[n].key, "") for n in tree.block.columns()]
    lines: list[Line] = [(row_id, line) for row_id in tree.block.row_ids()]
    _enter(session, tree, lines, _tr("Empty cells of"), clears=True)


def paste_cells(session: Session, tree: OutlineTree, block: Sequence[Sequence[str]]) -> None:
    """Its corner comes to the first cell of a block, else to the current one; one cell fills a block."""
    shown = [COLUMNS[n].key for n in shown_columns(tree.header())]
    keys, ids = _onto(tree)
    if tree.block.active and len(block) == 1 and len(block[0]) == 1:
        filled: list[Line] = [(row_id, [(key, block[0][0]) for key in keys]) for row_id in ids]
        _enter(session, tree, filled, _tr("Paste"))
        return
    corner = keys[0] if keys and keys[0] in shown else "name"  # which is always shown
    onto = shown[shown.index(corner) :]
    onto += [""] * max(max(map(len, block), default=0) - len(onto), 0)
    rows = _rows_from(tree, ids[0] if ids else None, len(block))
    below = [*rows, *[None] * (len(block) - len(rows))]
    lines: list[Line] = [
        (row_id, list(zip(onto, line, strict=False))) for row_id, line in zip(below, block, strict=True)
    ]
    _enter(session, tree, lines, _tr("Paste"))


def _onto(tree: OutlineTree) -> tuple[list[str], list[str]]:
    """Keys and row ids of the block; without one the current column, and no rows."""
    if tree.block.active:
        return [COLUMNS[n].key for n in tree.block.columns()], tree.block.row_ids()
    current = tree.currentIndex()
    return [COLUMNS[current.column() if current.isValid() else NAME].key], []


def _rows_from(tree: OutlineTree, row_id: str | None, most: int) -> list[str]:
    """Ids of a row, else of the current one, and of those shown below it."""
    at = tree.currentIndex() if row_id is None else tree.outline_model.index_of(row_id)
    found: list[str] = []
    while at.isValid() and len(found) < most:
        below = tree.outline_model.id_of(at)
        if below is not None:
            found.append(below)
        at = tree.indexBelow(at)
    return found


def _enter(
    session: Session, tree: OutlineTree, lines: Sequence[Line], verb: str, *, clears: bool = False
) -> None:
    enter(session, Block(session, tree.outline_model.cells, lines, clears=clears), verb, tree.window())


def _tr(text: str) -> str:
    return QCoreApplication.translate("CellCommands", text)
