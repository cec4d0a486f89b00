"""What our own kinds of widgets are for screen readers, where Qt can't know it from their class."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


@cache
def install() -> None:
    """Once for all: from now on a widget whose class says `accessible_role` has that role."""
    QAccessible.installFactory(_described)


def _described(_class_name: str, of: QObject) -> QAccessibleInterface | None:
    """Qt asks once for each class that a widget is of; None lets it go on to the next."""
    role = getattr(of, "accessible_role", None)
    return QAccessibleWidget(of, role) if role is not None and isinstance(of, QWidget) else None
