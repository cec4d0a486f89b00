"""The outline as Qt's item model: it holds no dates of its own and asks the plan for every cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import State
from tpm_desktop.sieve import Arrangement, Group

from .cells import Cells
from .columns import COLUMNS, NAME
from .editing import add_at_end, set_cell, why_fixed
from .group_cells import total_text
from .plan_rows import PlanRowsKept
from .row_tips import tip_of, told_of

Index = QModelIndex | QPersistentModelIndex
_ROOT = -1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _FIXED | Qt.ItemFlag.ItemIsEditable


class OutlineModel(QAbstractItemModel):
    """Rows by their place in the outline; the last one of all is empty and takes a new task's name.

    An index' internal id is its outline row; that of the empty row is the number of rows, those of groups go
    on from there. `problem` is the line that says why the last edit in a cell was refused.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.problem = ""
        self.arrangement = Arrangement()
        self.rows = PlanRowsKept(session)
        self.cells = Cells(session.program.plan.state, session.formats)
        self._adopt()

    def _adopt(self) -> None:
        """Take the plan as it is now."""
        state = self._session.program.plan.state
        self.state: State = state
        self.cells = Cells(state, self._session.formats, self.cells, self.rows())
        self._place = [0] * (len(state.outline) + 1)
        self._group_row: dict[int, int] = {}  # the group that each row stands in
        if self.arrangement.groups is None:
            self._children = self._in_outline()
        else:
            self._children = self._in_groups(self.arrangement.groups)

    def _in_outline(self) -> dict[int, list[int]]:
        """What lies below each row, in the order shown; the empty row at the end unless some are hidden."""
        outline, order = self.state.outline, self.arrangement.order
        kept = None if self.kept is None else self.kept.tolist()
        parent = outline.parent.tolist()
        children: dict[int, list[int]] = {_ROOT: []}
        for row in range(len(outline)) if order is None else order.tolist():
            if kept is None or kept[row]:
                self._join(children.setdefault(parent[row], []), row)
        if kept is None and not self._session.program.file.read_only:
            self._join(children[_ROOT], len(outline))
        return children

    def _join(self, siblings: list[int], row: int) -> None:
        self._place[row] = len(siblings)
        siblings.append(row)

    def _in_groups(self, groups: Sequence[Group]) -> dict[int, list[int]]:
        """The rows of each group below it; groups are numbered on behind the empty row."""
        first = len(self.state.outline) + 1
        children: dict[int, list[int]] = {_ROOT: list(range(first, first + len(groups)))}
        for number, group in enumerate(groups, first):
            children[number] = group.rows.tolist()
            for place, row in enumerate(children[number]):
                self._place[row], self._group_row[row] = place, number - first
        return children

    @property
    def kept(self) -> NDArray[np.bool_] | None:
        """The rows that are shown, shape (n,); None for all."""
        return self.arrangement.kept

    # What an edit changed

    def relay(self, arrangement: Arrangement) -> None:
        """Take an outline that has another shape, or is sifted otherwise, keeping what indexes stand for."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids, count = self.state.outline.ids, len(self.state.outline)
        meant = [(ids[i.internalId()] if i.internalId() < count else None, i) for i in old]
        grouped = [self.group_of(i) is not None for i in old]
        self.arrangement = arrangement
        self._adopt()
        self.changePersistentIndexList(
            old,
            [
                QModelIndex() if was_group else self.index_of(row_id, i.column())
                for (row_id, i), was_group in zip(meant, grouped, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def refresh(self) -> None:
        """Take new dates and names of an outline of the same shape."""
        self.state = self._session.program.plan.state
        self.cells = Cells(self.state, self._session.formats, self.cells, self.rows())

    def tell_of(self, rows: Iterable[int]) -> None:
        """Tell who reads cells without painting them, such as a screen reader, which say something new."""
        last = len(COLUMNS) - 1
        for row in rows:
            self.dataChanged.emit(self.index_at(row, 0), self.index_at(row, last))

    def documents(self, row_id: str) -> int:
        """How many documents hang on a row."""
        return self._session.carried.count(row_id)

    # Where rows are

    def row_of(self, index: Index) -> int | None:
        """The outline row of an index; None for the empty row and for none."""
        row = index.internalId() if index.isValid() else len(self.state.outline)
        return row if row < len(self.state.outline) else None

    def group_of(self, index: Index) -> Group | None:
        """The group that an index stands for; None for rows."""
        number = index.internalId() - len(self.state.outline) - 1 if index.isValid() else -1
        groups = self.arrangement.groups
        return groups[number] if groups is not None and 0 <= number < len(groups) else None

    def index_of_group(self, number: int) -> QModelIndex:
        """The index of a group, by its place."""
        return self.createIndex(number, 0, len(self.state.outline) + 1 + number)

    def id_of(self, index: Index) -> str | None:
        """The id of the task or component project that an index stands for."""
        row = self.row_of(index)
        return None if row is None else self.state.outline.ids[row]

    def index_at(self, row: int, column: int = NAME) -> QModelIndex:
        """The index of an outline row; none where a filter hides it."""
        if self.kept is not None and (row >= len(self.kept) or not self.kept[row]):
            return QModelIndex()
        return self.createIndex(self._place[row], column, row)

    def index_of(self, row_id: str | None, column: int = NAME) -> QModelIndex:
        """The index of a task or component project; with None that of the empty row."""
        row = len(self.state.outline) if row_id is None else self.state.outline.row.get(row_id)
        return QModelIndex() if row is None else self.index_at(row, column)

    @property
    def has_empty_row(self) -> bool:
        """Whether there is the row that takes a new task's name."""
        return bool(self._children[_ROOT]) and self._children[_ROOT][-1] == len(self.state.outline)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        siblings = self._children.get(parent.internalId() if parent.isValid() else _ROOT, ())
        if not 0 <= row < len(siblings) or not 0 <= column < len(COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column, siblings[row])

    def parent(self, child: Any = None) -> Any:
        if child is None:
            return super().parent()
        row = self.row_of(child)
        if row is not None and self.arrangement.groups is not None:
            number = self._group_row.get(row)
            return QModelIndex() if number is None else self.index_of_group(number)
        above = _ROOT if row is None else int(self.state.outline.parent[row])
        return QModelIndex() if above == _ROOT else self.createIndex(self._place[above], 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.column() > 0:
            return 0
        return len(self._children.get(parent.internalId() if parent.isValid() else _ROOT, ()))

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return (parent.internalId() if parent.isValid() else _ROOT) in self._children

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    # What stands in the cells

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr(COLUMNS[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if COLUMNS[section].right else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if COLUMNS[index.column()].right else _LEFT
        row, key = self.row_of(index), COLUMNS[index.column()].key
        if (group := self.group_of(index)) is not None:
            return self._in_group(group, key) if role == Qt.ItemDataRole.DisplayRole else None
        if row is None:
            return self.tr("Add a task…") if key == "name" and role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells.text(row, key)
        if role == Qt.ItemDataRole.EditRole:
            return self.cells.typed(row, key)
        if role == Qt.ItemDataRole.AccessibleTextRole and key == "name":
            return ", ".join(filter(None, (told_of(self.cells, row), self._documents(row))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(self.cells, row, key, self._documents(row))
        return None

    def _documents(self, row: int) -> str:
        return self._session.carried.said(self.state.outline.ids[row])

    def _in_group(self, group: Group, key: str) -> str:
        if key == "name":
            return f"{group.title} ({self._session.formats.integer(len(group.rows))})"
        return total_text(group, key, self._session.formats)

    def flags(self, index: Index) -> Qt.ItemFlag:
        column = index.column()
        if self._session.program.file.read_only or self.group_of(index) is not None:
            return _FIXED
        if column == 0:  # the table asks for every row whenever it lays itself out
            return _FIXED
        row = self.row_of(index)
        if row is None:
            return _EDITABLE if column == NAME else _FIXED
        return _FIXED if why_fixed(self.state, row, COLUMNS[column].key) else _EDITABLE

    # Edits

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Make the edit that a typed text means; False, with `problem` set, where it is refused."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.problem = ""
        row_id, key, text = self.id_of(index), COLUMNS[index.column()].key, str(value)
        if row_id is None:
            if text.strip():
                self.problem = self._session.attempt(lambda: add_at_end(self._session.program, text.strip()))
        elif text.strip() != str(self.data(index, Qt.ItemDataRole.EditRole)).strip():
            self.problem = self._session.attempt(lambda: set_cell(self._session, row_id, key, text))
        return not self.problem

    def why_fixed(self, index: Index) -> str:
        """Why nothing can be typed into a cell, in one line; empty where it can, and in the empty row."""
        if self._session.program.file.read_only:
            return self.tr("The file is open for reading only; save a copy and edit that")
        row = self.row_of(index)
        why = why_fixed(self.state, row, COLUMNS[index.column()].key) if row is not None else ""
        return self.tr(why) if why else ""
