"""The first line of every view.

What is shown, how many, filtered how, and the view's own actions at the right.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import tip

_HEIGHT = 44


class ElidedLine(QLabel):
    """A text of which as much is shown as fits; the rest is in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Show another text."""
        self.said = text
        self.setToolTip(tip(text))
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self.said, Qt.TextElideMode.ElideRight, self.width()))


class ViewHeader(QFrame):
    """A title, a muted line beside it, and room for buttons and fields at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="header")
        self.setFixedHeight(_HEIGHT)
        self._title, self._shown = QLabel(title), ElidedLine()
        mark(self._title, role="title")
        mark(self._shown, role="muted")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._shown, 1)

    @property
    def title(self) -> str:
        """The view's name."""
        return self._title.text()

    @property
    def shown(self) -> str:
        """The line beside the title."""
        return self._shown.said

    def rename(self, title: str) -> None:
        """Give the view another name."""
        self._title.setText(title)

    def say(self, shown: str) -> None:
        """What is shown, how many, filtered how: "248 tasks in 4 projects · 31 critical"."""
        self._shown.say(shown)
        self.setAccessibleName(f"{self.title}: {shown}")

    def add(self, part: QWidget | QAction) -> QWidget:
        """Put a widget, or a button for an action, at the right end; returns it."""
        if isinstance(part, QAction):
            button = QToolButton()
            button.setDefaultAction(part)
            button.setIconSize(QSize(16, 16))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            part = button
        self._row.addWidget(part)
        return part
