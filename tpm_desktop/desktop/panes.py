"""How the keyboard goes from one part of the window to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QTabBar, QToolButton, QWidget

if TYPE_CHECKING:
    from .main_window import MainWindow

_BY_KEY = Qt.FocusReason.ShortcutFocusReason


def enter(part: QWidget) -> bool:
    """Give a part of the window the keyboard, at what is worked with; whether anything in it takes keys."""
    seen = put_in_order(part)
    beside = (QTabBar, QScrollArea, QToolButton)
    chosen = next((widget for widget in seen if not isinstance(widget, beside)), next(iter(seen), None))
    if chosen is not None:
        chosen.setFocus(_BY_KEY)
    return chosen is not None


def put_in_order(part: QWidget) -> list[QWidget]:
    """Let Tab go through a part of the window as it is laid out; returns what it then goes through."""
    here = part.window()  # what an editor lets drop down is a window of its own
    inside = [w for w in part.findChildren(QWidget) if w.window() is here and w.focusProxy() is None]
    seen = [
        w for w in inside if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()
    ]
    for before, after in pairwise(seen):  # pages that are made later come last otherwise, behind the view
        QWidget.setTabOrder(before, after)
    return seen


def go_on(window: MainWindow) -> None:
    """From view to details, history, navigation and back to the view, as far as they are shown."""
    view = window.view
    if view is None:
        return
    parts = [part for part in (view, window.inspector, window.history, window.navigation) if part.isVisible()]
    focus = QApplication.focusWidget()
    at = next((n for n, part in enumerate(parts) if focus is not None and part.isAncestorOf(focus)), -1)
    for part in (*parts[at + 1 :], *parts[: at + 1]):
        if part is view:
            view.take_keyboard()
            return
        if enter(part):
            return
