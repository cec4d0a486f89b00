"""The line above the view: its name, what it shows, and its most used commands."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from .style import mark
from .view import View, scale_actions
from .widgets import ViewHeader

_BESIDE, _ALONE = QSize(22, 16), QSize(16, 16)  # an icon beside text is drawn with room at its sides
_READABLE = 260, 440  # pixels, least and most, that the line has before buttons lose their texts


class Header(ViewHeader):
    """Shows one view at a time; where room is scarce all buttons but the first show their icon only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._buttons: list[QToolButton] = []

    def show_view(self, title: str, view: View) -> None:
        """Another view is in front."""
        self.rename(title)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        elsewhere = scale_actions(view)
        self._buttons = [
            self._button(action)
            for action in view.commands()
            if action.priority() is QAction.Priority.HighPriority and action not in elsewhere
        ]
        self.say(view.headline())
        self._share_room()

    def _button(self, action: QAction) -> QToolButton:
        button = self.add(action)
        assert isinstance(button, QToolButton)
        mark(button, role="header")
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._buttons:
            button.setToolButtonStyle(beside)
            button.setIconSize(_BESIDE)
        letters, (least, most) = self.fontMetrics(), _READABLE
        line = min(max(letters.horizontalAdvance(self.shown), least), most)
        wanted = letters.horizontalAdvance(self.title) * 1.5 + line
        wanted += sum(button.sizeHint().width() + 8 for button in self._buttons)
        if wanted > self.width():
            for button in self._buttons[1:]:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                button.setIconSize(_ALONE)
