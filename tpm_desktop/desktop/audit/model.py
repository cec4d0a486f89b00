"""The lines of an audit as a table; a line's words are made when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tpm_desktop.desktop.wording import tip
from tpm_desktop.file.audit import AuditLine
from tpm_desktop.plan.change_words import AuditWords

Index = QModelIndex | QPersistentModelIndex
WHEN, WHO, ROLE, WHAT, FIELD, OLD, NEW, EDIT, PROJECT = range(9)
WIDTHS = {WHEN: 116, WHO: 104, ROLE: 96, FIELD: 92, OLD: 80, NEW: 80, PROJECT: 140}
_NOWHERE = QModelIndex()


class AuditModel(QAbstractTableModel):
    """Lines of an audit, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[AuditLine] = []
        self._cells: tuple[Callable[[AuditLine], str], ...] = ()

    def show_lines(self, lines: Sequence[AuditLine], words: AuditWords) -> None:
        """Show others."""
        self.beginResetModel()
        self.lines = list(lines)
        self._cells = (
            words.when,
            lambda line: line.record.author,
            lambda line: line.record.role,
            lambda line: f"{words.table(line)} “{words.row(line)}”" if line.change else "",
            words.field,
            words.old,
            words.new,
            lambda line: line.record.label,
            words.project,
        )
        self.endResetModel()

    def text(self, line: AuditLine) -> str:
        """All that stands in a line, for who looks for a word."""
        return " ".join(cell(line) for cell in self._cells)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(WIDTHS) + 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        tr = self.tr
        return (
            tr("When"), tr("Who"), tr("Role"), tr("What"), tr("Field"), tr("Old"), tr("New"), tr("Edit"),
            tr("Project"),
        )[section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._cells[index.column()](self.lines[index.row()]).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._cells[index.column()](self.lines[index.row()]))
        return None
