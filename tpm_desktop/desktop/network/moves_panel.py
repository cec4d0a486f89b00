"""The list of what a slip moves, below the map: the same for the keyboard and for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..finding import Found
from ..found_list import FoundView
from ..session import Session
from ..style import mark


class MovesPanel(QWidget):
    """went: somebody wants to see a row, by table and id."""

    went = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("network-moves-panel")
        self._session = session
        self._count = QLabel()
        mark(self._count, role="muted")
        self.list = FoundView("network-moves", self.tr("What moves"), self, row=0)
        self.list.chosen.connect(lambda found: self.went.emit(found.kind, found.key))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._count.setContentsMargins(16, 8, 12, 6)
        layout.addWidget(self._count)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)

    def show_rows(self, rows: Sequence[Found]) -> None:
        """Show what moves, the gravest first."""
        said = self.tr("1 thing moves") if len(rows) == 1 else self.tr("{} things move")
        counted = said.format(self._session.formats.integer(len(rows)))
        self._count.setText(counted if rows else self.tr("Nothing moves to another day"))
        self.list.show_found(rows)
