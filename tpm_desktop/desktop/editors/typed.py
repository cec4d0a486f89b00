"""Editors of what is typed: text, numbers, amounts, durations, notes; and the box that is ticked."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.formats import is_right_aligned
from tpm_desktop.model.catalogue import TableEntry

from .field_editor import FieldEditor, read_field, several_values


class LineEditor(QLineEdit, FieldEditor):
    """Text, numbers, money, shares, durations, lags, months and hours, as the program's formats read them."""

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editingFinished.connect(self._finish)

    def _finish(self) -> None:
        if self.touched():
            self.committed.emit()

    def touched(self) -> bool:
        return self.isModified()

    def settle(self) -> None:
        self.setModified(False)

    def start_with(self, text: str) -> None:
        self.setText(text)
        self.setModified(True)

    def bind(self, session: Session, about: TableEntry, field: str) -> None:
        super().bind(session, about, field)
        if is_right_aligned(self.column):
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_row(self, row: Any) -> None:
        self.setPlaceholderText("")
        self.setText(self.shown(row))
        self.setCursorPosition(0)

    def show_several(self) -> None:
        self.clear()
        self.setPlaceholderText(several_values())

    def values(self) -> dict[str, Any]:
        return self.session.formats.parse_field(self.about, self.field, self.text(), base=self._base())

    def _base(self) -> date | None:
        return None


class NoteEditor(QPlainTextEdit, FieldEditor):
    """Several lines; Ctrl+Enter, or leaving it, is the end."""

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def show_row(self, row: Any) -> None:
        self.setPlaceholderText("")
        self.setPlainText(str(read_field(row, self.field) or ""))

    def show_several(self) -> None:
        self.clear()
        self.setPlaceholderText(several_values())

    def values(self) -> dict[str, Any]:
        return self.session.formats.parse_field(self.about, self.field, self.toPlainText())

    def touched(self) -> bool:
        return self.document().isModified()

    def settle(self) -> None:
        self.document().setModified(False)

    def start_with(self, text: str) -> None:
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.document().setModified(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.touched() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.committed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if done and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.committed.emit()
        else:
            super().keyPressEvent(event)


class FlagEditor(QCheckBox, FieldEditor):
    """Yes or no."""

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._decide)

    def show_row(self, row: Any) -> None:
        self.setTristate(False)
        self.setChecked(bool(read_field(row, self.field)))

    def show_several(self) -> None:
        self.setTristate(True)
        self.setCheckState(Qt.CheckState.PartiallyChecked)

    def values(self) -> dict[str, Any]:
        return {self.field: self.isChecked()}

    def _decide(self) -> None:
        self.setTristate(False)
        self.committed.emit()
