"""Menus below menus, and what is in them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu


def add_below(menu: QMenu, title: str, groups: Iterable[Iterable[QAction]]) -> QMenu:
    """A menu in a menu, with a line between the groups of its actions."""
    below = QMenu(title, menu)
    for number, group in enumerate(groups):
        if number:
            below.addSeparator()
        below.addActions(list(group))
    menu.addMenu(below)
    return below


def leaves(menu: QMenu) -> list[QAction]:
    """All that can be chosen in a menu and those below it."""
    found: list[QAction] = []
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            found += leaves(below)
        elif action.text() and not action.isSeparator():
            found.append(action)
    return found
