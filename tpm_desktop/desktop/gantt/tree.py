"""The table of the Gantt: an outline of rows that are edited in place, walked by keys and moved by drag."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from tpm_desktop.desktop.carried import ClipClicks
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table

from .block import BlockSelection
from .cell_editor import CellEditing
from .columns import COLUMNS, NAME
from .frame import Inks, RowMeasures
from .freezing import shown_columns
from .model import OutlineModel
from .painted_tree import PaintedTree
from .row_painter import INDENT

Index = QModelIndex | QPersistentModelIndex


_STRETCHES = {
    int(Qt.Key.Key_Left): (0, -1),
    int(Qt.Key.Key_Right): (0, 1),
    int(Qt.Key.Key_Up): (-1, 0),
    int(Qt.Key.Key_Down): (1, 0),
}
"""Rows and columns by which an arrow with Shift stretches a block."""


class OutlineTree(PaintedTree):
    """Rows of the outline with the columns that its user chose.

    fixed: why the cell that somebody tried to edit can't be edited; opened: id of a row whose number was
    double-clicked; escaped: Esc was pressed while nothing was edited.
    """

    fixed = Signal(str)
    opened = Signal(str)
    escaped = Signal()

    def __init__(
        self, session: Session, model: OutlineModel, inks: Inks, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, inks, parent)
        self._clips = ClipClicks(self, self.is_clip, session.documents_wanted)
        self.measures = RowMeasures.of(compact=False)
        self.editing = CellEditing(session, model, self.measures.height, self)
        self.editing.moved.connect(self.step)
        self.setItemDelegate(self.editing)
        self.setModel(model)
        self._build()
        self.block = BlockSelection(self)

    def _build(self) -> None:
        self.setObjectName("gantt-table")
        self.setAccessibleName(self.tr("Outline of tasks"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        dress_table(self)
        self.setTreePosition(NAME)
        self.setIndentation(INDENT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(True)  # else Qt takes Tab to leave the table, and we never see it
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across = self.horizontalScrollBar()  # always there, so that it ends where the chart ends
        across.setStyleSheet("QScrollBar::handle:disabled { background: transparent; }")
        across.rangeChanged.connect(lambda low, high: across.setEnabled(high > low))
        across.setEnabled(False)
        for n, column in enumerate(COLUMNS):
            self.setColumnWidth(n, column.width)
            self.setColumnHidden(n, not column.shown)

    def restyle(self, inks: Inks) -> None:
        """Take other colours."""
        self.inks = inks
        self.table_header.inks = inks
        self.table_header.viewport().update()
        self.viewport().update()

    def set_compact(self, measures: RowMeasures) -> None:
        """Give the rows another height."""
        self.measures = measures
        self.editing.row_height = measures.height
        self.scheduleDelayedItemsLayout()

    # Moving about and editing

    def step(self, down: int, right: int) -> None:
        """Go to the cell so many rows below and shown columns to the right."""
        current = self.currentIndex()
        if not current.isValid():
            return
        to = self.cell_beside(current, down, right)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(to, flags)
        self.scrollTo(to)

    def cell_beside(self, cell: QModelIndex, down: int, right: int) -> QModelIndex:
        """The cell a row below or above and so many shown columns to the right; at the edges the same."""
        to = cell
        if down:
            to = self.indexBelow(cell) if down > 0 else self.indexAbove(cell)
            to = to.siblingAtColumn(cell.column()) if to.isValid() else cell
        if right:
            shown = shown_columns(self.header())
            place = shown.index(cell.column()) + right if cell.column() in shown else 0
            if 0 <= place < len(shown):
                to = to.siblingAtColumn(shown[place])
        return to

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the first name, where there is something to type.

        A click begins where it falls: going to the first row would scroll the table away below it.
        """
        clicked = event.reason() is Qt.FocusReason.MouseFocusReason
        if not clicked and not self.currentIndex().isValid():
            first = self.outline_model.index(0, NAME)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        current = self.currentIndex()
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if (plain or shift) and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if shift else 1, 0)
        elif plain and key == Qt.Key.Key_Escape:
            if not self.block.clear():
                self.escaped.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step(0, 1 if key == Qt.Key.Key_Tab else -1)
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and current.isValid():
            self._sideways(current, right=key == Qt.Key.Key_Right)
        elif shift and key in _STRETCHES and (self.block.active or _STRETCHES[key][1]):
            self.block.stretch(*_STRETCHES[key])
        else:
            super().keyPressEvent(event)

    def _sideways(self, current: QModelIndex, *, right: bool) -> None:
        """On a name the arrows first open and close; else they go from cell to cell."""
        branch = current.siblingAtColumn(0)
        if (
            current.column() == NAME
            and self.outline_model.hasChildren(branch)
            and self.isExpanded(branch) != right
        ):
            self.setExpanded(branch, right)
        else:
            self.step(0, 1 if right else -1)

    def edit(self, index: Index, trigger: object = None, event: object = None) -> bool:  # type: ignore[override]
        if trigger is None:
            super().edit(index)
            return True
        opened = super().edit(index, trigger, event)  # type: ignore[call-overload]
        wanted = (QAbstractItemView.EditTrigger.DoubleClicked, QAbstractItemView.EditTrigger.EditKeyPressed)
        if not opened and trigger in wanted:
            why = self.outline_model.why_fixed(index)
            if why:
                self.fixed.emit(why)
        return bool(opened)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the row's number: go to its bar."""
        index = self.indexAt(event.position().toPoint())
        row_id = self.outline_model.id_of(index) if index.isValid() else None
        if row_id and COLUMNS[index.column()].key == "number":
            self.opened.emit(row_id)
        else:
            super().mouseDoubleClickEvent(event)

    # What is selected

    def selected_ids(self) -> list[str]:
        """Ids of the selected rows, from top to bottom."""
        rows = {self.outline_model.row_of(i) for i in self.selectionModel().selectedRows(NAME)}
        return [self.outline_model.state.outline.ids[row] for row in sorted(r for r in rows if r is not None)]

    def select(self, ids: list[str], *, current: str | None = None) -> None:
        """Select these rows and no others; the keyboard goes to the first, or to `current`."""
        chosen = QItemSelection()
        indexes = [i for i in map(self.outline_model.index_of, ids) if i.isValid()]
        for index in indexes:
            chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        to = self.outline_model.index_of(current) if current else (indexes[0] if indexes else QModelIndex())
        if to.isValid():
            column = max(self.currentIndex().column(), NAME)
            self.setAutoScroll(False)  # who selects says whether to scroll
            self.selectionModel().setCurrentIndex(to.siblingAtColumn(column), flags.NoUpdate)
            self.setAutoScroll(True)

    def select_rows(self, ids: list[str], cell: QModelIndex) -> None:
        """Select these rows, and let the keyboard go to a cell."""
        self.select(ids, current=self.outline_model.id_of(cell))
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(cell, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.setAutoScroll(True)

    def show_row(self, index: QModelIndex) -> None:
        """Bring a row into view: in the middle where it was out of sight, and whole rows at the top."""
        place = self.visualRect(index)
        if place.top() < 0 or place.bottom() > self.viewport().height():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() / self.measures.height) * self.measures.height)

    def select_to(self, row_id: str) -> None:
        """Select all shown rows from the current one to another."""
        to, current = self.outline_model.index_of(row_id), self.currentIndex()
        if not to.isValid() or not current.isValid():
            return
        self.select(self.ids_between(current, to), current=self.outline_model.id_of(current))

    def ids_between(self, one: QModelIndex, other: QModelIndex) -> list[str]:
        """Ids of the shown rows from one to another, from top to bottom."""
        upper, lower = sorted((one, other), key=lambda index: self.visualRect(index).top())
        ids, at = [], upper.siblingAtColumn(0)
        while at.isValid():
            found = self.outline_model.id_of(at)
            ids += [found] if found else []
            if at.internalId() == lower.internalId():
                break
            at = self.indexBelow(at)
        return ids
