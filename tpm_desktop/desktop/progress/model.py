"""The round as a list: what the plan expects by the status date as headings, and below each its tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from tpm_desktop.desktop.wording import tip
from tpm_desktop.plan.progress_round import ASKED, Due

from .cells import Column, RoundCells

Index = QModelIndex | QPersistentModelIndex
ID, TOLD, TONE = (Qt.ItemDataRole.UserRole + n for n in range(3))
_NOWHERE = QModelIndex()
_FEW = 200  # lines that are told one by one
RIGHT = (Column.START, Column.FINISH, Column.DONE, Column.LEFT)

translate = QCoreApplication.translate
Keep = Callable[[RoundCells, int], bool]
"""Whether a task is shown, by its outline row."""
Line = Due | int
"""A heading, or the outline row of a task."""


class RoundModel(QAbstractTableModel):
    """One list without levels: a view of it asks only for what is seen, however long it is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cells: RoundCells | None = None
        self.since_heading = translate("Progress", "Since the last round")
        self._lines: list[Line] = []
        self._counts: dict[Due, tuple[int, int]] = {}
        self._places: dict[str, int] = {}
        self._headings: list[int] = []
        self._whole = True  # no task is left out

    def show_round(self, cells: RoundCells | None, keep: Keep | None = None) -> bool:
        """Show a round, or those of its tasks that are kept; whether rows came, went or changed place."""
        before, self.cells = self.cells, cells
        whole, self._whole = self._whole, keep is None
        if cells and before and whole and self._whole and cells.lists_the_same(before):
            self._counts = {due: cells.counts(cells.round.due[due].tolist()) for due in self._counts}
            self._say_changed(before)
            return False
        ids = cells.state.outline.ids if cells is not None else []
        lines: list[Line] = []
        counts: dict[Due, tuple[int, int]] = {}
        places: dict[str, int] = {}
        headings: list[int] = []
        for due in Due if cells is not None else ():
            assert cells is not None
            rows = cells.round.due[due].tolist()
            if keep is not None:
                rows = [row for row in rows if keep(cells, row)]
            if rows:
                headings.append(len(lines))
                lines += [due, *rows]
                counts[due] = cells.counts(rows)
                places.update(
                    zip(map(ids.__getitem__, rows), range(headings[-1] + 1, len(lines)), strict=True)
                )
        if places == self._places and list(counts) == list(self._counts):
            self._lines, self._counts = lines, counts
            self._say_changed(before)
            return False
        self.beginResetModel()
        self._lines, self._counts, self._places, self._headings = lines, counts, places, headings
        self.endResetModel()
        return True

    def _say_changed(self, before: RoundCells | None) -> None:
        """Have painted anew what reads otherwise now: headings and tasks, or all where those are many."""
        if self.cells is None or not self._lines:
            return
        tasks = self.cells.changed if before is not None else None
        if tasks is None or len(tasks) > _FEW:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, Column.SINCE))
            return
        ids = self.cells.state.outline.ids
        shown = (self._places.get(ids[row]) for row in tasks)
        for place in [*self._headings, *(place for place in shown if place is not None)]:
            self.dataChanged.emit(self.index(place, 0), self.index(place, Column.SINCE))

    def name_since(self, heading: str) -> None:
        """Say since when the last column tells."""
        self.since_heading = heading
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.SINCE, Column.SINCE)

    def ids(self) -> list[str]:
        """The tasks that are shown, from top to bottom."""
        return list(self._places)

    def headings(self) -> list[int]:
        """The places of the headings."""
        return self._headings

    def place(self, task_id: str) -> int | None:
        """Where a task stands; None where it isn't shown."""
        return self._places.get(task_id)

    def remaining(self, task_id: str) -> str:
        """How much is left of a task, as it stands in its cell."""
        row = self._lines[self._places[task_id]]
        return self.cells.text(row, Column.LEFT) if self.cells is not None and isinstance(row, int) else ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled
        heading = isinstance(self._lines[index.row()], Due)
        return usual if heading else usual | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _headings(self.since_heading)[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole and Column(section) in RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.cells is None or not index.isValid():
            return None
        line = self._lines[index.row()]
        if isinstance(line, Due):
            shown = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return self._heading(line) if shown else None
        return self._of_task(line, Column(index.column()), role)

    def _heading(self, due: Due) -> str:
        left, count = self._counts[due]
        name = translate("Progress", due.value)
        if due in ASKED and not left:
            return translate("Progress", "{} · all {} updated").format(name, f"{count:,}")
        if due not in ASKED or left == count:
            return f"{name} · {count:,}"
        return translate("Progress", "{} · {} of {} left").format(name, f"{left:,}", f"{count:,}")

    def _of_task(self, row: int, column: Column, role: int) -> Any:
        assert self.cells is not None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.cells.text(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == ID:
            return self.cells.state.outline.ids[row]
        if role == TOLD:
            return self.cells.told(row)
        if role == TONE and column == Column.SINCE:
            found = self.cells.since(row)
            return "red" if found is not None and found.finish > 0 else None
        if role == Qt.ItemDataRole.AccessibleTextRole and column == Column.TASK and self.cells.told(row):
            return translate("Progress", "{}, updated").format(self.cells.text(row, column))
        return None


def _headings(since_heading: str) -> dict[Column, str]:
    return {
        Column.TASK: translate("Progress", "Task"),
        Column.PROJECT: translate("Progress", "Project"),
        Column.WHO: translate("Progress", "Owner"),
        Column.START: translate("Progress", "Start"),
        Column.FINISH: translate("Progress", "Finish"),
        Column.DONE: translate("Progress", "Done"),
        Column.LEFT: translate("Progress", "Remaining"),
        Column.SINCE: since_heading,
    }
