"""Typing into a cell of the table: Enter goes down, Tab right, Esc gives up, a wrong text says why."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tpm_desktop.desktop.editors.problem import hide_problem, show_problem
from tpm_desktop.desktop.session import Session

from .columns import COLUMNS
from .model import OutlineModel
from .type_ahead import type_ahead

Index = QModelIndex | QPersistentModelIndex
_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_MOST = 10_000_000  # characters: Qt's usual 32,767 would cut a long note without a word
_BEGAN = "began"  # the text that an editor held at first


class CellEditing(QStyledItemDelegate):
    """Edits every cell in a line, as the text that its column reads.

    moved: an edit is done; go on by so many rows down and columns to the right.
    """

    moved = Signal(int, int)

    def __init__(
        self, session: Session, model: OutlineModel, row_height: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._model = session, model
        self.row_height = row_height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.row_height)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        editor = QLineEdit(parent)
        editor.setObjectName(f"edit-{column.key}")
        editor.setAccessibleName(self._model.tr(column.heading))
        editor.setFrame(True)
        editor.setMaxLength(_MOST)
        editor.setProperty("index", QPersistentModelIndex(index))
        type_ahead(editor, self._session, column.key)
        if column.right:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        line = cast(QLineEdit, editor)
        if not _is_typed(line):
            line.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            line.setProperty(_BEGAN, line.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Leaving the cell takes over what was typed; what can't be is said, and the old value stays."""
        line = cast(QLineEdit, editor)
        if _is_typed(line) and not model.setData(index, line.text()):
            self._session.refused.emit(self._model.problem)
        _settle(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
        ):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._finish(watched, -step[0] if up else step[0], step[1])
                return True
        return super().eventFilter(watched, event)

    def _finish(self, editor: QLineEdit, down: int, right: int) -> None:
        index = editor.property("index")
        if _is_typed(editor) and not self._model.setData(index, editor.text()):
            show_problem(editor, self._model.problem)
            return
        _settle(editor)
        hide_problem(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.moved.emit(down, right)


def _is_typed(line: QLineEdit) -> bool:
    """Whether somebody changed the text; what type-ahead completes doesn't count as modified for Qt."""
    began = line.property(_BEGAN)
    return line.isModified() or (began is not None and line.text() != began)


def _settle(line: QLineEdit) -> None:
    line.setModified(False)
    line.setProperty(_BEGAN, line.text())
