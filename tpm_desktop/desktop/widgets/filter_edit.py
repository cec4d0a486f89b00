"""A field that filters while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tpm_desktop.desktop.icons import icon

_PAUSE = 120  # milliseconds without a key before the view is filtered
_WIDTH = 220


class FilterEdit(QLineEdit):
    """A line with a magnifying glass; Escape empties it.

    filtered: what to filter by, a moment after the last key; "" shows everything again.
    """

    filtered = Signal(str)

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint or self.tr("Type to filter"))
        self.setAccessibleName(hint or self.tr("Filter"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(_WIDTH)
        glass = QAction(icon("search", colour="muted"), "", self)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        glass.triggered.connect(self.setFocus)
        for action in self.actions():
            if action.objectName() == "_q_qlineeditclearaction":
                action.setIcon(icon("close", colour="muted"))
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(lambda: self._timer.start())
        self.returnPressed.connect(self._tell)
        self._told = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.filtered.emit(text)
