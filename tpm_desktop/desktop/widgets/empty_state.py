"""What a view shows while it has nothing to show: what belongs here and the first step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.style import mark

_ICON = 40
_WIDTH = 360


class EmptyState(QWidget):
    """An icon, what is missing, what belongs here, and a button for the first step, or two.

    started: the first step was asked for. other_started: the other way to begin.
    """

    started = Signal()
    other_started = Signal()

    def __init__(
        self,
        icon_name: str,
        title: str,
        text: str,
        step: str = "",
        parent: QWidget | None = None,
        *,
        other_step: str = "",
    ) -> None:
        super().__init__(parent)
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = icon_name
        self._picture, self._title, self._text = QLabel(), QLabel(), QLabel()
        self.button = QPushButton()
        self.button.clicked.connect(self.started)
        self.other = QPushButton(other_step)
        self.other.clicked.connect(self.other_started)
        mark(self.button, role="primary")
        mark(self._title, role="section")
        mark(self._text, role="muted")
        self._text.setWordWrap(True)
        self._text.setFixedWidth(_WIDTH)
        self._lay_out()
        self.say(title, text, step)
        self._draw_icon()
        Appearance.current().changed.connect(self._draw_icon)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        for label in (self._picture, self._title, self._text):
            label.setAlignment(middle | Qt.AlignmentFlag.AlignTop)
            column.addWidget(label, 0, middle)
        column.addSpacing(8)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        steps.addStretch(1)
        steps.addWidget(self.button)
        steps.addWidget(self.other)
        steps.addStretch(1)
        column.addLayout(steps)
        column.addStretch(3)

    def say(self, title: str, text: str, step: str = "") -> None:
        """Say something else; without a step there is no button, as in a file that may only be read."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.ensurePolished()
        self._text.setFixedHeight(self._text.heightForWidth(_WIDTH))  # a layout does not ask for it
        self.button.setText(step)
        self.button.setVisible(bool(step))
        self.other.setVisible(bool(step and self.other.text()))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def _draw_icon(self) -> None:
        drawn: QIcon = icon(self._icon, colour="disabled")
        self._picture.setPixmap(drawn.pixmap(QSize(_ICON, _ICON), self.devicePixelRatio()))
