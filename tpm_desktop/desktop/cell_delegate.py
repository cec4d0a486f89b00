"""Editing in the cells of a table: the right editor, and a bad value keeps it open and says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.check import ValueProblem

from .editors import FieldEditor, FlagEditor, ListEditor, NoteEditor, ReferenceEditor, editor_for
from .editors.problem import hide_problem, show_problem
from .session import Session

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint
_NOTE_SIZE = QSize(280, 120)
_DONE = {
    Qt.Key.Key_Return: Hint.SubmitModelCache,
    Qt.Key.Key_Enter: Hint.SubmitModelCache,
    Qt.Key.Key_Tab: Hint.EditNextItem,
    Qt.Key.Key_Backtab: Hint.EditPreviousItem,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell stands for: a field of a row. row: a record, or a mapping of stored values."""

    about: TableEntry
    row_id: str
    field: str
    row: Any


class CellDelegate(QStyledItemDelegate):
    """Makes one edit of every cell that is left with a new value."""

    def __init__(
        self, session: Session, cell_of: Callable[[Index], Cell | None], parent: QObject | None = None
    ) -> None:
        """Args: cell_of: what is edited in a cell, None where nothing is."""
        super().__init__(parent)
        self._session, self._cell_of = session, cell_of
        self.closeEditor.connect(lambda editor, _hint: hide_problem(editor))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._cell_of(index)
        assert cell is not None  # the model says which cells are editable
        editor = editor_for(self._session, cell.about, cell.field, parent)
        editor.setProperty("row_id", cell.row_id)
        editor.setAutoFillBackground(True)
        editor.committed.connect(lambda: self._finish(editor, Hint.NoHint))
        if isinstance(editor, ListEditor) and not isinstance(editor, ReferenceEditor):
            QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def setEditorData(self, editor: Any, index: Index) -> None:
        cell = self._cell_of(index)
        if cell is None or editor.touched():
            return
        editor.show_row(cell.row)
        line = editor.lineEdit() if isinstance(editor, ReferenceEditor) else editor
        if isinstance(line, QLineEdit):
            line.selectAll()

    def setModelData(self, editor: Any, model: QAbstractItemModel, index: Index) -> None:
        """Leaving the cell takes over what was typed; what can't be is said, and the old value stays."""
        if editor.touched():
            reason = self._attempt(editor)
            if reason:
                editor.settle()
                self._session.refused.emit(reason)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        place, over = option.rect, editor.parentWidget()
        if isinstance(editor, NoteEditor) and over is not None:
            place.setSize(place.size().expandedTo(_NOTE_SIZE))
            place.moveRight(min(place.right(), over.width() - 1))
            place.moveBottom(min(place.bottom(), over.height() - 1))
        elif isinstance(editor, ListEditor) and over is not None:
            place.setWidth(max(place.width(), min(editor.sizeHint().width(), over.width() - 1)))
            place.moveRight(min(place.right(), over.width() - 1))
        editor.setGeometry(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            editor = self._editor_of(watched)
            hint = _DONE.get(Qt.Key(event.key()))
            typing = isinstance(editor, NoteEditor) and event.key() not in (
                Qt.Key.Key_Tab,
                Qt.Key.Key_Backtab,
            )
            if editor is not None and event.key() == Qt.Key.Key_Escape:
                editor.settle()  # losing the keyboard must not take over what is given up
            if editor is not None and hint is not None and not typing:
                self._finish(editor, hint)
                return True
        return super().eventFilter(watched, event)

    def _editor_of(self, watched: QObject) -> Any:
        """The editor that a key goes to: it, or the combo box around the line that is typed in; or None."""
        return next((found for found in (watched, watched.parent()) if isinstance(found, FieldEditor)), None)

    def _finish(self, editor: Any, hint: Hint) -> None:
        """Take the value over and close the editor; where it can't be taken, keep it open and say why."""
        chosen = isinstance(editor, ListEditor | FlagEditor)
        if editor.touched() or chosen:
            reason = self._attempt(editor)
            if reason:
                show_problem(editor, reason)
                return
        self.closeEditor.emit(editor, hint)

    def _attempt(self, editor: Any) -> str:
        """Make the edit; why it can't be made, empty where it was."""
        try:
            values = editor.values()
        except ValueProblem as problem:
            return str(problem)
        row_id, table = editor.property("row_id"), editor.about.name
        reason = self._session.attempt(lambda: set_fields(self._session.program, table, row_id, values))
        if not reason:
            editor.settle()
        return reason
