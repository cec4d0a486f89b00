"""Roles by month as Qt asks for it: what is needed, and below it who is there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.plan.staffing_plan import RoleStaffing, StaffingPlan
from tpm_desktop.plan.staffing_plan_words import full_time, role_words, shown_months

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MOST = 36


class RolesModel(QAbstractTableModel):
    """A line a role, a column a month: needed / there, with a mark where that is short."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found: StaffingPlan | None = None
        self.roles: list[RoleStaffing] = []
        self.months = range(0)

    def show_plan(self, found: StaffingPlan, roles: list[RoleStaffing]) -> None:
        """Show some roles of a plan."""
        self.beginResetModel()
        self.found, self.roles, self.months = found, roles, shown_months(found, _MOST)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.roles)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.months)

    def _cell(self, role: RoleStaffing, month: int) -> str:
        assert self.found is not None
        formats, whole = self._session.formats, max(int(self.found.whole[month]), 1)
        need = full_time(int(role.need[month]) / whole, formats)
        there = int(role.filled[month] + role.expected[month])
        mark = "▲ " if role.short[month] else ""
        return f"{mark}{need} / {full_time(there / whole, formats)}" if role.has_positions else need

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.found is None:
            return None
        line, month = self.roles[index.row()], self.months[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(line, month)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = role_words(self.found, line, month, self._session.formats)
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.ForegroundRole and line.short[month]:
            return QColor(Appearance.current().theme.critical)
        if role == Qt.ItemDataRole.BackgroundRole and line.short[month]:
            return QColor(Appearance.current().theme.critical_tint)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if self.found is None:
            return None
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if across:
            month = self._session.formats.month(self.found.months[self.months[section]])
            return month if role == Qt.ItemDataRole.DisplayRole else None
        name = self.roles[section].name
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(name.split())
        return tip(name) if role == Qt.ItemDataRole.ToolTipRole else None
