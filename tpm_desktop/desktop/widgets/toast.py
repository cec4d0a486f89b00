"""A short notice that floats over a view for a few seconds, with one thing that can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from tpm_desktop.desktop.style import mark

_STAYS = 5000  # milliseconds; as long again while the mouse rests on it
_MARGIN = 16


class Toast(QFrame):
    """One notice at the bottom of a widget; a new one takes the place of the last."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        mark(self, role="toast")
        self._text, self.button = QLabel(), QPushButton()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(16)
        row.addWidget(self._text)
        row.addWidget(self.button)
        self._act: Callable[[], object] | None = None
        self.button.clicked.connect(self._do)
        self._timer = QTimer(self, singleShot=True, interval=_STAYS)
        self._timer.timeout.connect(self._leave)
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, or said last."""
        return self._text.text()

    def say(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Show a line; `action` names what a click on the button does."""
        self._text.setText(text)
        self._act = act
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.width() - 2 * _MARGIN
        self._text.setWordWrap(False)
        self.adjustSize()
        if self.width() > room:
            self._text.setWordWrap(True)
            self.resize(room, self.heightForWidth(room))
        width = min(self.width(), room)
        left, top = (self._over.width() - width) // 2, self._over.height() - self.height() - _MARGIN
        self.setGeometry(left, top, width, self.height())

    def _leave(self) -> None:
        if self.underMouse():
            self._timer.start()
        else:
            self.hide()

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
