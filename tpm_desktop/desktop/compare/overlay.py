"""Table and chart of both moments side by side: the same lines, the same scroll, the same line marked."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session

from .asked import Answer
from .chart import CompareChart
from .lines import Line, differing
from .table import LinesTable

_MOST_TABLE, _TABLE_SHARE = 480, 0.48


class Overlay(QSplitter):
    """chosen: the id of the task or component project whose line is current now."""

    chosen = Signal(str)

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.answer: Answer | None = None
        self.only_differing = True
        self.table = LinesTable()
        self.chart = CompareChart(session, appearance.theme, self.table.lines.told)
        self._by_hand = False
        self.splitterMoved.connect(lambda *_: self._keep_edge())
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(self.table)
        self.addWidget(self.chart)
        self.setStretchFactor(1, 1)
        table_bar, chart_bar = self.table.verticalScrollBar(), self.chart.verticalScrollBar()
        table_bar.rangeChanged.connect(lambda *_: self._share_range())
        table_bar.valueChanged.connect(chart_bar.setValue)
        chart_bar.valueChanged.connect(table_bar.setValue)
        self.chart.pressed.connect(self._press)
        self.table.selectionModel().currentRowChanged.connect(self._tell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Until somebody moves it, the edge between table and chart keeps its share."""
        super().resizeEvent(event)
        if not self._by_hand:
            table = min(_MOST_TABLE, round(self.width() * _TABLE_SHARE))
            self.setSizes([table, self.width() - table - 1])

    def _keep_edge(self) -> None:
        self._by_hand = True

    def show_answer(self, answer: Answer) -> None:
        """Show both plans of a comparison."""
        first = self.answer is None
        self.answer = answer
        self._relay()
        if first:
            self.chart.look()

    def show_all(self, everything: bool) -> None:
        """Show all rows, or those that differ with what they are part of."""
        self.only_differing = not everything
        self._relay()

    @property
    def current(self) -> Line | None:
        """The line that is marked."""
        row = self.table.currentIndex().row()
        return self.table.lines.lines[row] if 0 <= row < len(self.table.lines.lines) else None

    def go_to(self, row_id: str | None) -> None:
        """Mark the line of a task or component project, none where it has none."""
        lines = self.table.lines.lines
        number = next((n for n, line in enumerate(lines) if line.row_id == row_id), None)
        if number is None:
            self.table.selectionModel().clear()
            self.chart.mark_line(None)
            return
        index = self.table.lines.index(number, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)
        self.chart.mark_line(number)

    def _relay(self) -> None:
        if self.answer is None:
            return
        kept = self.current
        lines = differing(self.answer.lines) if self.only_differing else self.answer.lines
        self.table.lines.show_lines(self.answer, lines)
        self.chart.show_lines(self.answer, lines)
        self._share_range()
        self.go_to(kept.row_id if kept else None)

    def _share_range(self) -> None:
        """The chart scrolls over the lines of the table."""
        table_bar, chart_bar = self.table.verticalScrollBar(), self.chart.verticalScrollBar()
        chart_bar.setPageStep(table_bar.pageStep())
        chart_bar.setSingleStep(self.chart.measures.height)
        chart_bar.setRange(table_bar.minimum(), table_bar.maximum())
        chart_bar.setValue(table_bar.value())

    def _press(self, number: int) -> None:
        self.table.setFocus()
        self.table.selectRow(number)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chart.mark_line(index.row())
            self.chosen.emit(self.table.lines.lines[index.row()].row_id)
