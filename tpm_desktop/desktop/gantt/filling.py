"""Filling down and right: the first cells of a block go into all others of their column, or of their row."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError

from .columns import COLUMNS
from .pasting import Block, Line, enter
from .tree import OutlineTree


def fill_down(session: Session, tree: OutlineTree) -> None:
    """Fill the columns of the block, else the current one, from its first row, as one record."""
    session.do(lambda: _fill(session, tree, _down(tree), _tr("Fill down in")))


def fill_right(session: Session, tree: OutlineTree) -> None:
    """Fill the rows of the block from its first column, as one record."""
    session.do(lambda: _fill(session, tree, _right(tree), _tr("Fill right in")))


def _down(tree: OutlineTree) -> list[Line]:
    ids, cells = tree.block.row_ids(), tree.outline_model.cells
    if len(ids) < 2:
        raise EditError(_tr("select the row to fill from and those below it to fill, then fill down"))
    first = cells.state.outline.row[ids[0]]
    line = [(COLUMNS[n].key, cells.typed(first, COLUMNS[n].key)) for n in tree.block.columns()]
    if not any(text.strip() for _, text in line):
        raise EditError(_tr("the first row has nothing here to fill down"))
    return [(row_id, line) for row_id in ids[1:]]


def _right(tree: OutlineTree) -> list[Line]:
    ids, cells = tree.block.row_ids(), tree.outline_model.cells
    first, *others = (COLUMNS[n].key for n in tree.block.columns())
    if not others:
        raise EditError(_tr("select the column to fill from and those right of it to fill, then fill right"))
    texts = {row_id: cells.typed(cells.state.outline.row[row_id], first) for row_id in ids}
    return [(row_id, [(key, texts[row_id]) for key in others]) for row_id in ids]


def _fill(session: Session, tree: OutlineTree, lines: list[Line], verb: str) -> None:
    enter(session, Block(session, tree.outline_model.cells, lines), verb, tree.window())


def _tr(text: str) -> str:
    return QCoreApplication.translate("FillDown", text)
