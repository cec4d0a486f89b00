"""The line above the view: its name, what it shows, and its most used commands."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from .view import View
from .widgets import ViewHeader


class Header(ViewHeader):
    """Shows one view at a time. Commands of high priority get a button, all are in the menu of rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._buttons: list[QWidget] = []

    def show_view(self, title: str, view: View) -> None:
        """Another view is in front."""
        self.rename(title)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [
            self.add(action)
            for action in view.commands()
            if action.priority() is QAction.Priority.HighPriority
        ]
        self.say(view.headline())
