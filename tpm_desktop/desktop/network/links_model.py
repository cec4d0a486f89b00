"""All links as a table: who waits for whom, how, and which of them decide dates."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from tpm_desktop.desktop.wording import tip
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.schedule import Dependency, LagUnit, LinkType
from tpm_desktop.plan import State
from tpm_desktop.plan.columns import Columns

from ..cell_delegate import Cell
from ..session import Session
from .graph import Kept, critical_links, crossing_links

Index = QModelIndex | QPersistentModelIndex
PREDECESSOR, PREDECESSOR_PROJECT, SUCCESSOR, SUCCESSOR_PROJECT, TYPE, LAG, DEPENDENCY, DRIVES = range(8)
_FIELDS = {TYPE: "type", LAG: "lag", DEPENDENCY: "dependency"}
ID = Qt.ItemDataRole.UserRole + 1
CROSSING = Qt.ItemDataRole.UserRole + 2


class LinksModel(QAbstractTableModel):
    """One row a link, in the order of the file; type, lag and dependency are edited in place."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: list[str] = []
        self._read: Columns | None = None
        self._ends: tuple[object, list[str]] = (None, [])
        self._crossing: Kept = np.zeros(0, bool)
        self._critical: Kept = np.zeros(0, bool)
        self._drives: Kept = np.zeros(0, bool)

    @property
    def _state(self) -> State:
        return self._session.program.plan.state

    @property
    def _table(self) -> Columns:
        return self._state.inputs.tables["link"]

    def load(self) -> None:
        """Ask the plan anew; all rows where links came or went, else the columns that differ."""
        state, table = self._state, self._table
        drives = state.schedule.driver[state.inputs.links.successor] == np.arange(len(table.ids))
        critical, ends = critical_links(state), (state.outline, state.names)
        if table.ids != self._ids:
            self.beginResetModel()
        marked = np.array_equal(drives, self._drives) and np.array_equal(critical, self._critical)
        spans = [
            (PREDECESSOR, SUCCESSOR_PROJECT, ends == self._ends),
            (TYPE, DEPENDENCY, table is self._read),
            (DRIVES, DRIVES, marked),
        ]
        reset, self._ids, self._read, self._ends = table.ids != self._ids, table.ids, table, ends
        self._crossing, self._critical, self._drives = crossing_links(state), critical, drives
        if reset:
            self.endResetModel()
            return
        for first, last, same in spans:
            if self._ids and not same:
                self.dataChanged.emit(self.index(0, first), self.index(len(self._ids) - 1, last))

    def cell(self, index: Index) -> Cell | None:
        """What is edited in a cell: type, lag or dependency."""
        field = _FIELDS.get(index.column())
        if field is None:
            return None
        row = {"type": self._text("type", index.row()), "lag": self._lag(index.row())}
        row["dependency"] = self._text("dependency", index.row()) or None
        row["lag_unit"] = self._text("lag_unit", index.row())
        return Cell(entry("link"), self._ids[index.row()], field, row)

    def row_of(self, link_id: str) -> int | None:
        """The row of a link."""
        return self._table.row.get(link_id)

    def keys(self, column: int) -> list[Any]:
        """What the rows are sorted by in a column: as they read, lags by their length."""
        if column == LAG:
            return [self._lag(row) for row in range(len(self._ids))]
        return [self._said(row, column).casefold() for row in range(len(self._ids))]

    def crossing(self, row: int) -> bool:
        """Whether a link joins two component projects."""
        return bool(self._crossing[row])

    def link(self, row: int) -> str:
        """The id of a link."""
        return self._ids[row]

    def _text(self, field: str, row: int) -> str:
        return self._table.texts[field][row] or ""

    def _lag(self, row: int) -> Any:
        return int(self._table.numbers["lag"][row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else DRIVES + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Predecessor"),
            self.tr("In project"),
            self.tr("Successor"),
            self.tr("In project"),
            self.tr("Type"),
            self.tr("Lag"),
            self.tr("Dependency"),
            self.tr("Decides"),
        )[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = index.column() in _FIELDS and not self._session.program.file.read_only
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._said(index.row(), index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == LAG:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == ID:
            return self._ids[index.row()]
        return bool(self._crossing[index.row()]) if role == CROSSING else None

    def _said(self, row: int, column: int) -> str:
        state = self._state
        links, outline = state.inputs.links, state.outline
        end = int((links.predecessor if column <= PREDECESSOR_PROJECT else links.successor)[row])
        if column in (PREDECESSOR, SUCCESSOR):
            return state.names[end]
        if column in (PREDECESSOR_PROJECT, SUCCESSOR_PROJECT):
            return state.names[int(outline.project[end])]
        if column == TYPE:
            return LinkType(self._text("type", row) or LinkType.FS).label
        if column == LAG:
            unit = LagUnit(self._text("lag_unit", row) or LagUnit.WORKING)
            return self._session.formats.lag(self._lag(row), unit) if self._lag(row) else "–"
        if column == DEPENDENCY:
            why = self._text("dependency", row)
            return Dependency(why).label if why else ""
        if not self._drives[row]:
            return ""
        return self.tr("Critical dates") if self._critical[row] else self.tr("The successor's start")
