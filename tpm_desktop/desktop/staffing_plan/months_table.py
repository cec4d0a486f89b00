"""A table of months of which only whole ones are seen at a time."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget


class MonthsTable(QTableView):
    """Its columns share the width that is there, each as wide as it needs at least."""

    def __init__(self, least: int, parent: QWidget) -> None:
        """Args: least: width of a month in pixels."""
        super().__init__(parent)
        self._least = least
        self.horizontalHeader().setDefaultSectionSize(least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        self.horizontalHeader().setDefaultSectionSize(room // max(room // self._least, 1))
