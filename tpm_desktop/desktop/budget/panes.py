"""One pane of the grid: part of its rows and columns, with the keys that users of spreadsheets expect."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_periods import Span
from tpm_desktop.theme import measures

from ..appearance import Appearance
from .delegate import CellDelegate
from .header import BudgetHeader
from .model import FIXED, NAME, BudgetModel


class Pane(QTableView):
    """A table of the budget without frame or scroll bars of its own.

    toggled: the id of the component project, or funding source, whose row was asked to close or open.
    opened: the current sum was asked what it consists of.
    """

    toggled = Signal(str)
    opened = Signal()

    def __init__(
        self, model: BudgetModel, appearance: Appearance, *, fixed: bool, pinned: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.budget, self.fixed, self.pinned = model, fixed, pinned
        self.setModel(model)
        self.cells = CellDelegate(model, appearance, self)
        self.setItemDelegate(self.cells)
        self.header = BudgetHeader(model, appearance, self)
        self.setHorizontalHeader(self.header)
        self.header.setVisible(not pinned)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(measures().window.row)
        self.verticalHeader().setMinimumSectionSize(measures().window.compact_row)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)

    def arrange(self, closed_years: set[int]) -> None:
        """Show this pane's rows and columns; of closed fiscal years only the total."""
        self.header.closed = closed_years
        for row in range(self.budget.rowCount()):
            self.setRowHidden(row, self.budget.is_pinned(row) != self.pinned)
        for column in range(self.budget.columnCount()):
            self.setColumnHidden(column, not self._has_column(column, closed_years))

    def _has_column(self, column: int, closed_years: set[int]) -> bool:
        if column < FIXED:
            several = len(self.budget.figures) > 1
            return self.fixed and (column < FIXED - 1 or several)
        period = self.budget.periods[column - FIXED]
        months = period.span in (Span.MONTH, Span.QUARTER)
        inside = months and period.year is not None and period.year.first in closed_years
        return not self.fixed and not inside

    def scroll_to_column(self, column: int) -> None:
        """Bring a column into the first third of what is in sight, whole columns only."""
        header, third = self.horizontalHeader(), self.viewport().width() // 3
        place = self.horizontalScrollBar().value() + self.columnViewportPosition(column)
        first = header.logicalIndexAt(max(0, place - third) - self.horizontalScrollBar().value())
        self.horizontalScrollBar().setValue(
            self.horizontalScrollBar().value() + self.columnViewportPosition(first)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down and Tab right, back with Shift; Enter opens and closes a project."""
        key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        current = self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._toggles(current):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if back else 1, 0)
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or not self.step(
            0, 1 if key == Qt.Key.Key_Tab else -1
        ):
            super().keyPressEvent(event)  # at the edge Tab leaves the grid

    def _toggles(self, index: QModelIndex) -> bool:
        if not index.isValid() or self.budget.line(index).kind not in (Level.PROJECT, Level.FUND):
            return False
        self.toggled.emit(self.budget.line(index).id)
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.column() < FIXED and self._toggles(index):
            return
        if index.isValid() and index.column() >= FIXED and self.budget.locked(index):
            self.opened.emit()  # what can't be entered can be taken apart
        else:
            super().mouseDoubleClickEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_arrow = index.isValid() and index.column() == NAME and event.position().x() < self.cells.arrow_room
        if not (on_arrow and self._toggles(index)):
            super().mousePressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter the cell below is the current one, after Tab the one beside; neither is opened."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        steps = {hints.SubmitModelCache: (1, 0), hints.EditNextItem: (0, 1), hints.EditPreviousItem: (0, -1)}
        if hint in steps:
            self.step(*steps[hint])

    def step(self, down: int, right: int) -> bool:
        """Make the next shown cell in a direction the current one; false at the edge."""
        current = self.currentIndex()
        row, column = current.row() + down, current.column() + right
        while 0 <= row < self.budget.rowCount() and 0 <= column < self.budget.columnCount():
            if not self.isRowHidden(row) and not self.isColumnHidden(column):
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self.budget.index(row, column), flags)
                return True
            row, column = row + down, column + right
        return False
