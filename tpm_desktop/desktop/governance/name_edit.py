"""The field in a box in which a body's name is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class NameEdit(QLineEdit):
    """Enter, or going elsewhere, takes the name; Escape leaves it as it was.

    taken: the id of the body and its name. left: by a key, so the keyboard goes back to the chart.
    """

    taken = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._body, self._name = "", ""
        self.hide()

    def begin(self, body_id: str, name: str) -> None:
        """Let the name of a body be typed."""
        self._body, self._name = body_id, name
        self.setText(name)
        self.show()
        self.selectAll()
        self.setFocus()

    def _end(self, *, take: bool) -> None:
        body, typed = self._body, self.text().strip()
        self._body = ""  # hiding takes the focus away, which ends it again
        if not body:
            return
        self.hide()
        if take and typed and typed != self._name:
            self.taken.emit(body, typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(take=True)
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._end(take=False)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end(take=True)
