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


def plain_text(action: QAction) -> str:
    """What an action is called, without the mark of its letter and the dots."""
    return action.text().replace("&", "").removesuffix("…").strip()


def keys(action: QAction) -> str:
    """An action's shortcuts as they are written on this system."""
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(key.toString(native) for key in action.shortcuts())


class ShortcutList(QDialog):
    """Every action that has a shortcut."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        build("shortcuts", self, FilterEdit)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(child(self, QLabel, "title"), role="section")
        self.list: QTreeWidget = child(self, QTreeWidget, "list")
        dress_table(self.list)
        self.list.setIndentation(0)
        for action in actions:
            if keys(action):
                self.list.addTopLevelItem(QTreeWidgetItem([plain_text(action), keys(action)]))
        self.list.sortItems(0, Qt.SortOrder.AscendingOrder)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 190)
        child(self, FilterEdit, "filter").filtered.connect(self._filter)

    def _filter(self, text: str) -> None:
        for item in (self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())):
            if item is not None:
                item.setHidden(text.casefold() not in f"{item.text(0)} {item.text(1)}".casefold())


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
