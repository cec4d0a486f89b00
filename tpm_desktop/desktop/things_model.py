"""What tables that are read have in common: a thing a row, headings, the side at which cells stand."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from .wording import tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ThingsModel(QAbstractTableModel):
    """A thing a row, under headings that stand where their cells do. columns: how many there are."""

    columns: int

    @abstractmethod
    def things(self) -> Sequence[object]:
        """What the rows show, in their order."""

    @abstractmethod
    def headings(self) -> Sequence[str]:
        """What stands above the columns."""

    @abstractmethod
    def at_right(self, column: int) -> bool:
        """Whether a column holds what is compared by its digits."""

    def hint(self, column: int) -> str:
        """What a heading says where it is pointed at."""
        return ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.things())

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.columns

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings()[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.hint(section)) or None
        return self.alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """The side at which a column's cells and heading stand."""
        side = Qt.AlignmentFlag.AlignRight if self.at_right(column) else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
