"""What the navigation lists: areas and views, with how much in each is overdue."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from tpm_desktop.model.catalogue import Area

from .views import ViewEntry, views

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
ICON = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
INSET = Qt.ItemDataRole.UserRole + 3
"""Whether a view is a part of the one above it."""
_NOWHERE = QModelIndex()
_POLICY = "policy"  # counts what breaks it, where others count what is overdue


class Places(QAbstractListModel):
    """Headings and views, one a row; a heading is a string, a view its entry."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[str | ViewEntry] = []
        for area in Area:
            found = [view for view in views() if view.area is area]
            if found and area is not Area.OVERVIEW:
                self.rows.append(area.value)
            self.rows += found
        self._parts = {
            view.key: tuple(p.key for p in views() if p.beneath == view.key and p.key != _POLICY)
            for view in views()
        }
        self.counts: dict[str, int] = {}
        self.closed: set[str] = set()
        self.front = ""  # the view whose parts are listed

    def area(self, row: int) -> str:
        """The area that a heading is of, or a view lies in."""
        place = self.rows[row]
        return place if isinstance(place, str) else place.area.value

    def is_listed(self, row: int) -> bool:
        """Whether a place is to be seen while no area is closed."""
        place = self.rows[row]
        return isinstance(place, str) or place.beneath in ("", self.front)

    def count(self, view: ViewEntry) -> int:
        """How much is overdue in a view, and in the parts of it that are not listed."""
        parts = () if view.key == self.front else self._parts[view.key]
        return sum(self.counts.get(key, 0) for key in (view.key, *parts))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if isinstance(row, str):
            return self._heading(row, Qt.ItemDataRole(role))
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == COUNT:
            return self.count(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            count = self.count(row)
            said = self.tr("{}, {} findings") if row.key == _POLICY else self.tr("{}, {} overdue")
            return said.format(row.label, count) if count else row.label
        return {KEY: row.key, ICON: row.icon, INSET: bool(row.beneath)}.get(role)

    def _heading(self, area: str, role: Qt.ItemDataRole) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr(area).upper()
        closed = area in self.closed
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("Click to open") if closed else self.tr("Click to close")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{}, closed").format(self.tr(area)) if closed else self.tr(area)
        return "chevron-right" if role == ICON and closed else "chevron-down" if role == ICON else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
