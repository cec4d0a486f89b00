"""The round as a tree: what the plan expects by the status date as groups, and in each its tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
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
_GROUP = 0  # the internal id of groups; of tasks it is the number of their group, counted from 1
_RIGHT = (Column.START, Column.FINISH, Column.DONE, Column.LEFT)

translate = QCoreApplication.translate
Keep = Callable[[RoundCells, int], bool]


class RoundModel(QAbstractItemModel):
    """Groups without tasks are left out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cells: RoundCells | None = None
        self.since_heading = translate("Progress", "Since the last round")
        self._groups: list[tuple[Due, list[int]]] = []
        self._places: dict[str, tuple[int, int]] = {}

    def show_round(self, cells: RoundCells | None, keep: Keep) -> bool:
        """Show a round; whether rows came, went or changed place. keep: whether a task is shown."""
        groups: list[tuple[Due, list[int]]] = []
        for due in Due if cells is not None else ():
            assert cells is not None
            rows = [row for row in cells.round.due[due].tolist() if keep(cells, row)]
            if rows:
                groups.append((due, rows))
        ids = cells.state.outline.ids if cells is not None else []
        places = {ids[row]: (g, n) for g, (_, rows) in enumerate(groups) for n, row in enumerate(rows)}
        stays = places == self._places and [due for due, _ in groups] == [due for due, _ in self._groups]
        if stays:
            self.cells, self._groups = cells, groups
            self._refresh()
            return False
        self.beginResetModel()
        self.cells, self._groups, self._places = cells, groups, places
        self.endResetModel()
        return True

    def _refresh(self) -> None:
        for number, (_, rows) in enumerate(self._groups):
            group = self.index(number, 0)
            self.dataChanged.emit(group, group)
            last = self.index(len(rows) - 1, Column.SINCE, group)
            self.dataChanged.emit(self.index(0, 0, group), last)

    @property
    def groups(self) -> list[Due]:
        """The groups that are shown, from top to bottom."""
        return [due for due, _ in self._groups]

    def ids(self) -> list[str]:
        """The tasks that are shown, from top to bottom."""
        return list(self._places)

    def place(self, task_id: str) -> QModelIndex:
        """Where a task stands; invalid where it isn't shown."""
        if task_id not in self._places:
            return QModelIndex()
        group, row = self._places[task_id]
        return self.index(row, 0, self.index(group, 0))

    def remaining(self, task_id: str) -> str:
        """How much is left of a task, as it stands in its cell."""
        row = self.row(self.place(task_id))
        return self.cells.text(row, Column.LEFT) if self.cells is not None and row is not None else ""

    def row(self, index: Index) -> int | None:
        """The outline row of a task, None of a group."""
        if not index.isValid() or index.internalId() == _GROUP:
            return None
        return self._groups[index.internalId() - 1][1][index.row()]

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != _GROUP or parent.column() > 0:
            return 0
        return len(self._groups[parent.row()][1])

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled
        return usual if self.row(index) is None else usual | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _headings(self.since_heading)[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole and Column(section) in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if self.cells is None or not index.isValid():
            return None
        if row is None:
            return self._of_group(index, role)
        return self._of_task(row, Column(index.column()), role)

    def _of_group(self, index: Index, role: int) -> Any:
        due, rows = self._groups[index.row()]
        if role != Qt.ItemDataRole.DisplayRole or index.column():
            return None
        assert self.cells is not None
        left = sum(1 for row in rows if not self.cells.told(row)) if due in ASKED else len(rows)
        name = translate("Progress", due.value)
        if due in ASKED and not left:
            return translate("Progress", "{} · all {} updated").format(name, f"{len(rows):,}")
        if due not in ASKED or left == len(rows):
            return f"{name} · {len(rows):,}"
        return translate("Progress", "{} · {} of {} left").format(name, f"{left:,}", f"{len(rows):,}")

    def _of_task(self, row: int, column: Column, role: int) -> Any:
        assert self.cells is not None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.cells.text(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _RIGHT:
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
