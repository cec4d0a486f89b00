"""The tasks in which two baselines differ: what each has in the second, and how far that is off."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from tpm_desktop.desktop.style import font
from tpm_desktop.desktop.wording import tip
from tpm_desktop.formats import Formats
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.baseline_comparison import PARTS, BaselineComparison, Sums
from tpm_desktop.planning.columns import NONE

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DATES = ("start", "finish")


class DifferencesModel(QAbstractTableModel):
    """The first line is the sum of all tasks."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._formats: Formats | None = None
        self._found: BaselineComparison | None = None
        self._headings = [
            self.tr("Task"), self.tr("Start"), self.tr("Finish"), self.tr("Duration"), self.tr("Work"),
            self.tr("Cost"),
        ]  # fmt: skip

    def show_comparison(self, state: State, formats: Formats, found: BaselineComparison) -> None:
        """Show another comparison."""
        self.beginResetModel()
        self._state, self._formats, self._found = state, formats, found
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._found is None else len(self._found.rows) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            heading = self._headings[section]
            is_cost = section == len(PARTS) and self._formats is not None
            return f"{heading}, {self._formats.currency}" if is_cost and self._formats else heading
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and not index.row():
            return font(weight=QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        return tip(self.text(index.row(), index.column())) if role == Qt.ItemDataRole.ToolTipRole else None

    def text(self, line: int, column: int) -> str:
        """What stands in a cell."""
        if self._found is None or self._state is None:
            return ""
        if line == 0:
            return self._of_all(column, *self._found.sums)
        row = int(self._found.rows[line - 1])
        return self._state.names[row] if column == 0 else self._of_task(row, PARTS[column - 1])

    def _of_task(self, row: int, part: str) -> str:
        assert self._found is not None
        old, new = (int(getattr(side, part)[row]) for side in (self._found.first, self._found.second))
        if old == new:
            return ""
        if NONE in (old, new):
            shown = self._shown(part, row, old if new == NONE else new)
            return (
                self.tr("{} (only there)").format(shown) if old == NONE else self.tr("– ({})").format(shown)
            )
        apart = int(getattr(self._found.apart, part)[row])
        return f"{self._shown(part, row, new)} ({self._apart(part, apart)})"

    def _of_all(self, column: int, old: Sums, new: Sums) -> str:
        assert self._state is not None
        if column == 0:
            counts = self.tr("{} → {}").format(f"{old.tasks:,}", f"{new.tasks:,}")
            return self.tr("All tasks: {}").format(counts if old.tasks != new.tasks else f"{new.tasks:,}")
        part = PARTS[column - 1]
        if part in ("start", "duration"):
            return ""
        before, after = int(getattr(old, part)), int(getattr(new, part))
        if NONE in (before, after):
            return ""
        apart = after - before
        if part == "finish":
            calendar = self._state.inputs.calendars[self._state.inputs.options.calendar]
            apart = calendar.between(before, after)
        shown = self._shown(part, 0, after)
        return f"{shown} ({self._apart(part, apart)})" if apart else shown

    def _shown(self, part: str, row: int, value: int) -> str:
        assert self._formats is not None
        assert self._state is not None
        if part in _DATES:
            return self._formats.date(instant(value))
        if part == "cost":
            return self._formats.money(value, whole=True)
        if part == "work":
            return self._formats.duration(value, unit="h")
        return self._formats.duration(value, elapsed=bool(self._state.inputs.tasks.elapsed[row]), unit="d")

    def _apart(self, part: str, value: int) -> str:
        assert self._formats is not None
        if part == "cost":
            return self._formats.money(value, whole=True, sign=True)
        return self._formats.duration(value, unit="h" if part == "work" else "d", sign=True)
