"""A field that filters while one types."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import tip

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
        self._note = QLabel(self)
        self._note.setObjectName("filter-problem")
        self._note.setWordWrap(True)
        self._note.hide()
        mark(self._note, role="problem-note")

    def show_text(self, text: str) -> None:
        """Show a text that is filtered by already."""
        self._told = text.strip()
        self.setText(text)
        self.setCursorPosition(0)

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

    def show_problem(self, text: str) -> None:
        """Mark what is typed as no condition and say why, right below; "" takes that away."""
        mark(self, problem=bool(text))
        self.setToolTip(tip(text))
        self._note.setVisible(False)
        if not text:
            return
        over = self.window()
        self._note.setParent(over)
        self._note.setText(text)
        self._note.setFixedWidth(max(self.width(), _WIDTH))
        self._note.adjustSize()
        self._note.move(self.mapTo(over, QPoint(0, self.height() + 2)))
        self._note.setVisible(self.hasFocus())
        self._note.raise_()
        announce(self, text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._note.hide()
        super().focusOutEvent(event)
