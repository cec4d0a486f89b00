"""The one tool bar: whose program it is, undo and redo, the filter, and the way to everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from .icons import icon
from .sifting.menu import SiftMenu
from .style import mark
from .widgets import FilterEdit

if TYPE_CHECKING:
    from .main_window import MainWindow
    from .sifting.sifting import Sifting
    from .view import View

_FIND_WIDTH = 220
_FILTER_WIDTH = 330


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
        self.filter.setFixedWidth(_FILTER_WIDTH)
        self.filter.filtered.connect(window.filter)
        self.menu = SiftMenu(window)
        self._sifting: Sifting | None = None
        self._sift_button = QToolButton()
        bar.addWidget(self._names())
        for name in ("undo", "redo"):
            self._add_button(name)
        bar.addWidget(_stretch())
        bar.addWidget(self.filter)
        self._with_menu = bar.addWidget(self._dressed_sift_button())
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

    def _dressed_sift_button(self) -> QToolButton:
        button = self._sift_button
        button.setObjectName("sift")
        button.setToolTip(self._bar.tr("Filters, order and groups"))
        button.setAccessibleName(self._bar.tr("Filters, order and groups"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.menu)
        return button

    def show_view(self, view: View, text: str) -> None:
        """Filter the view in front from now on. Args: text: what it is filtered by already."""
        if self._sifting is not None:
            self._sifting.retyped.disconnect(self.filter.show_text)
            self._sifting.refused.disconnect(self.filter.show_problem)
            self._sifting.changed.disconnect(self._show_sifted)
        self._sifting = sifting = view.sifting
        self.filter.show_problem("")
        self.filter.setText(text if sifting is None else sifting.text)
        plain, asked = self._bar.tr("Type to filter"), self._bar.tr("Text, or critical and done < 50%")
        self.filter.setPlaceholderText(plain if sifting is None else asked)
        self.menu.show_sifting(sifting)
        self._with_menu.setVisible(sifting is not None)
        if sifting is not None:
            sifting.retyped.connect(self.filter.show_text)
            sifting.refused.connect(self.filter.show_problem)
            sifting.changed.connect(self._show_sifted)
        self._show_sifted()

    def close_view(self) -> None:
        """No view is in front any more."""
        self._sifting = None
        self.menu.show_sifting(None)

    def _show_sifted(self) -> None:
        """The button says whether rows are filtered, sorted or grouped."""
        on = self._sifting is not None and bool(self._sifting.sieve)
        self._sift_button.setIcon(icon("filter", colour="accent" if on else "muted"))

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
