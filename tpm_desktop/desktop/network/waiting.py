"""Says over the canvas that something is being laid out."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ..style import mark


class Waiting(QWidget):
    """Says over the canvas what is being done, for how long already, and offers to leave it.

    cancelled: it was left.
    """

    cancelled = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("network-waiting")
        self._said, self._bar, leave = QLabel(), QProgressBar(), QPushButton(self.tr("Cancel"))
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(160)
        leave.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        for widget in (self._said, self._bar, leave):
            row.addWidget(widget)
        self._text, self._since = "", 0.0
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self._tick)
        self.hide()

    def begin(self, text: str) -> None:
        """Say what is being done."""
        self._text, self._since = text, time.monotonic()
        self._said.setText(text)
        self.adjustSize()
        over = self.parentWidget()
        if over is not None:
            self.move((over.width() - self.width()) // 2, 16)
        self.show()
        self._clock.start()

    def end(self) -> None:
        """It is done, or left."""
        self.hide()
        self._clock.stop()

    def _tick(self) -> None:
        self._said.setText(f"{self._text} {round(time.monotonic() - self._since)} s")
        self.adjustSize()
