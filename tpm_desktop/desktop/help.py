"""The list of all shortcuts, made from the actions themselves, and what the program is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QWidget

import tpm_desktop

from .forms import build, child
from .style import dress_table, mark
from .widgets import FilterEdit

_IN_TABLES = (
    ("Edit the cell", "F2"),
    ("Next cell", "Tab"),
    ("Cell before", "Shift+Tab"),
    ("Cell below", "Return"),
    ("Leave the cell as it was", "Esc"),
)
"""Keys that no action stands for."""


def plain_text(action: QAction) -> str:
    """What an action is called, without the mark of its letter and the dots."""
    return action.text().replace("&", "").removesuffix("…").strip()


def keys(action: QAction) -> str:
    """An action's shortcuts as they are written on this system."""
    return "  ".join(map(text_of, action.shortcuts()))


def text_of(key: QKeySequence | str) -> str:
    """A key as it is written on this system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class ShortcutList(QDialog):
    """Every action that has a shortcut, and the menu or view where it works."""

    def __init__(self, places: Iterable[tuple[str, Iterable[QAction]]], parent: QWidget) -> None:
        """Args: places: the actions of each menu and view."""
        super().__init__(parent)
        build("shortcuts", self, FilterEdit)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(child(self, QLabel, "title"), role="section")
        self.list: QTreeWidget = child(self, QTreeWidget, "list")
        dress_table(self.list)
        self.list.setIndentation(0)
        cells = [(self.tr(text), text_of(key), self.tr("Tables")) for text, key in _IN_TABLES]
        cells += [
            (plain_text(action), keys(action), where)
            for where, actions in places
            for action in actions
            if keys(action)
        ]
        self.list.addTopLevelItems([QTreeWidgetItem(list(texts)) for texts in dict.fromkeys(cells)])
        self.list.sortItems(0, Qt.SortOrder.AscendingOrder)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 190)
        header.resizeSection(2, 170)
        child(self, FilterEdit, "filter").filtered.connect(self._filter)

    def _filter(self, text: str) -> None:
        for item in (self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())):
            if item is not None:
                said = " ".join(item.text(column) for column in range(3))
                item.setHidden(text.casefold() not in said.casefold())


class About(QDialog):
    """What the program is, its version and its licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        build("about", self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(child(self, QLabel, "title"), role="title")
        for name in ("version", "licences"):
            mark(child(self, QLabel, name), role="muted")
        version = self.tr("Version {}, Qt {}").format(tpm_desktop.__version__, qVersion())
        child(self, QLabel, "version").setText(version)
