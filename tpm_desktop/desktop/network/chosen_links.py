"""Which links the list shows, in which order: worked out on columns, since thousands are asked for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from .links_model import TYPE, LinksModel

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ChosenLinks(QAbstractProxyModel):
    """The links that are wanted, in the order that is wanted.

    Not Qt's own sorting model, which asks for both sides of every comparison: 1.2 s for 10,000 links.
    """

    def __init__(self, source: LinksModel, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._text, self._crossing = "", False
        self._only: frozenset[str] | None = None
        self._column, self._down = 0, False
        self._rows: list[int] = []  # of the source, in the order in which they are shown
        self._places: dict[int, int] = {}
        self.setSourceModel(source)
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self._reset)
        source.dataChanged.connect(self._follow)

    def want(self, text: str, *, crossing: bool, only: frozenset[str] | None = None) -> None:
        """Only those with the text, only those between component projects, only those with such ids."""
        self._text, self._crossing, self._only = text.casefold(), crossing, only
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._down = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def _reset(self) -> None:
        self._rows = self._wanted()
        self._places = {row: place for place, row in enumerate(self._rows)}
        self.endResetModel()

    def _follow(self, first: QModelIndex, last: QModelIndex) -> None:
        """An edit of links or names may change what is found, and the order."""
        self._arrange()
        if self._rows:
            end = self.index(len(self._rows) - 1, last.column())
            self.dataChanged.emit(self.index(0, first.column()), end)

    def _arrange(self) -> None:
        """Show what is wanted now; what is selected stays so."""
        rows = self._wanted()
        if rows == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [(self._rows[index.row()], index.column()) for index in old]
        self._rows = rows
        self._places = {row: place for place, row in enumerate(rows)}
        self.changePersistentIndexList(old, [self._index_of(row, column) for row, column in kept])
        self.layoutChanged.emit()

    def _wanted(self) -> list[int]:
        source, keys = self._source, self._source.keys(self._column)
        rows: Any = range(len(keys))
        if self._only is not None:
            rows = [row for row in rows if source.link(row) in self._only]
        if self._crossing:
            rows = [row for row in rows if source.crossing(row)]
        if self._text:
            read = [source.keys(column) for column in range(TYPE)]
            rows = [row for row in rows if any(self._text in column[row] for column in read)]
        return sorted(rows, key=keys.__getitem__, reverse=self._down)

    def _index_of(self, row: int, column: int) -> QModelIndex:
        place = self._places.get(row)
        return QModelIndex() if place is None else self.index(place, column)

    def mapToSource(self, proxy: Index) -> QModelIndex:
        return self._source.index(self._rows[proxy.row()], proxy.column()) if proxy.isValid() else _NOWHERE

    def mapFromSource(self, source: Index) -> QModelIndex:
        return self._index_of(source.row(), source.column()) if source.isValid() else QModelIndex()

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        inside = 0 <= row < len(self._rows) and 0 <= column < self.columnCount() and not parent.isValid()
        return self.createIndex(row, column) if inside else QModelIndex()

    def parent(self, child: Index | None = None) -> Any:
        """Rows of a table lie in nothing; without an index the object that owns the model."""
        return QObject.parent(self) if child is None else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return self._source.columnCount(parent)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return self._source.headerData(section, orientation, role)
