"""The one tool bar: whose program it is, undo and redo, the filter, and the way to everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from .icons import icon
from .style import mark
from .widgets import FilterEdit

if TYPE_CHECKING:
    from .main_window import MainWindow

_FIND_WIDTH = 220


class ToolBar:
    """Fills the tool bar of the main window."""

    def __init__(self, window: MainWindow, bar: QToolBar) -> None:
        self._window, self._bar = window, bar
        self._name, self._about = QLabel(), QLabel()
        mark(self._name, role="program")
        mark(self._about, role="muted")
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setIconSize(QSize(16, 16))
        self.filter = FilterEdit(bar.tr("Type to filter"))
        self.filter.setObjectName("filter")
        self.filter.setFixedWidth(260)
        self.filter.filtered.connect(window.filter)
        bar.addWidget(self._names())
        for name in ("undo", "redo"):
            self._add_button(name)
        bar.addWidget(_stretch())
        bar.addWidget(self.filter)
        self._after_scale = bar.addWidget(_stretch())
        self._scale: list[QAction] = []
        bar.addWidget(self._find())

    def _names(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self._about)
        return holder

    def _add_button(self, name: str) -> None:
        action = self._window.action(name)
        self._bar.addAction(action)
        button = self._bar.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(22, 16))  # with room between icon and text

    def _find(self) -> QPushButton:
        """Looks like a field, opens the palette."""
        action = self._window.action("find")
        button = QPushButton(self._bar.tr("Find or do anything"))
        button.setObjectName("find")
        button.setIcon(icon("search", None, "muted"))
        button.setFixedWidth(_FIND_WIDTH)
        button.setToolTip(action.toolTip())
        mark(button, role="field")
        hint = QLabel(action.shortcut().toString(action.shortcut().SequenceFormat.NativeText))
        mark(hint, role="muted")
        row = QHBoxLayout(button)
        row.setContentsMargins(8, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(hint)
        button.clicked.connect(action.trigger)
        return button

    def show_scale(self, actions: list[QAction]) -> None:
        """Offer what moves and stretches the view in front."""
        for action in self._scale:
            self._bar.removeAction(action)
        self._scale = actions
        for action in actions:
            self._bar.insertAction(self._after_scale, action)

    def show_program(self, name: str, about: str) -> None:
        """Say whose program is open; with none there is nothing to do here."""
        self._name.setText(name)
        self._about.setText(about)
        self._bar.setVisible(bool(name))


def _stretch() -> QWidget:
    room = QWidget()
    room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return room
