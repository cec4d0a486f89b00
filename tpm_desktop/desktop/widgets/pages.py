"""Pages one of which is in front, as many as there may be."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """A stack that needs the room of the page in front.

    Qt asks every page how much it needs, and breaks its lines for it, whenever another comes to the front:
    with all views made that took 27 ms a turn, and takes 6 ms so.
    """

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.sizeHint() if front else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        front = self.currentWidget()
        if not front:
            return super().minimumSizeHint()
        return front.minimumSizeHint().expandedTo(front.minimumSize())
