"""How a view makes its commands: actions with a name, an icon, keys and what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from .icons import icon

Keys = QKeySequence | QKeySequence.StandardKey | str | None
_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


def command(
    owner: QWidget,
    name: str,
    text: str,
    picture: str,
    keys: Keys,
    done: Callable[[], object],
    *,
    enabled: bool = True,
    context: Qt.ShortcutContext = _INSIDE,
) -> QAction:
    """An action of a widget. context: where its keys work, usually in the widget and all inside."""
    action = QAction(icon(picture), text, owner)
    action.setObjectName(name)
    if keys is not None:
        action.setShortcut(keys)
        action.setShortcutContext(context)
    action.setEnabled(enabled)
    action.triggered.connect(lambda: done())
    owner.addAction(action)
    return action
