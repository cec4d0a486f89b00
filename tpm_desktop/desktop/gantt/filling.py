"""Filling down: the value of the uppermost selected row goes into the same column of all the others."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import blocks

from .columns import COLUMNS
from .editing import TYPED, why_fixed
from .pasting import read_cells
from .tree import OutlineTree


def fill_down(session: Session, tree: OutlineTree) -> None:
    """Fill the current column of the selected rows, as one record; where one can't take it, none does."""
    session.do(lambda: _fill(session, tree))


def _fill(session: Session, tree: OutlineTree) -> None:
    model, ids = tree.outline_model, tree.selected_ids()
    key = COLUMNS[tree.currentIndex().column()].key
    if len(ids) < 2:
        raise EditError(_tr("select the row to fill from and those below it to fill, then fill down"))
    if key not in TYPED and key != "start":
        raise EditError(_tr("this column can't be filled down; go to one that takes a value for itself"))
    first, *others = (model.state.outline.row[row_id] for row_id in ids)
    for row in others:
        why = why_fixed(model.state, row, key)
        if not why and model.state.outline.is_project[row]:
            why = "A component project takes nothing from a task; leave it out"
        if why:
            raise EditError(_tr("row {} can't be filled: {}").format(row + 1, _tr(why)))
    text = model.cells.typed(first, key)
    if not text.strip():
        raise EditError(_tr("the first row has nothing here to fill down"))
    edits, _ = read_cells(session, [[text]] * len(others), ids[1:], [key])
    blocks.set_rows(session.program, "task", edits, verb=_tr("Fill down in"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("FillDown", text)
