"""The grid: four panes that scroll as one, so that names, header and totals stay in sight."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QGridLayout, QWidget

from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_periods import Span
from tpm_desktop.theme import measures

from ..appearance import Appearance
from .delegate import PAD
from .lines import Line
from .model import FIGURE, FIXED, NAME, TREATMENT, BudgetModel
from .panes import Pane

_NAME_WIDTH = 232


class BudgetGrid(QWidget):
    """Names at the left and totals below stay; `body` holds the months and has the keyboard.

    current_changed: another row became the current one.
    """

    current_changed = Signal()

    def __init__(self, model: BudgetModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = model
        self.appearance = appearance
        self.closed_years: set[int] = set()
        self.names = Pane(model, appearance, fixed=True, pinned=False, parent=self)
        self.body = Pane(model, appearance, fixed=False, pinned=False, parent=self)
        self.total_names = Pane(model, appearance, fixed=True, pinned=True, parent=self)
        self.totals = Pane(model, appearance, fixed=False, pinned=True, parent=self)
        self._lay_out()
        self._join()
        self._dark = QTimer(self, singleShot=True)
        self._dark.timeout.connect(lambda: self._light(set()))
        model.flashed.connect(lambda cells: self._light({tuple(cell) for cell in cells}))
        model.modelReset.connect(self.arrange)
        model.reshaped.connect(self._widen)

    @property
    def panes(self) -> tuple[Pane, Pane, Pane, Pane]:
        """All four."""
        return self.names, self.body, self.total_names, self.totals

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._edges = [QWidget(self), QWidget(self)]
        self._corner = QWidget(self)
        self._corner.setFixedWidth(0)
        places = (
            (self.names, 0, 0, 1),
            (self.body, 0, 2, 2),
            (self.total_names, 2, 0, 1),
            (self.totals, 2, 2, 1),
        )
        for pane, row, column, across in places:
            layout.addWidget(pane, row, column, 1, across)
        layout.addWidget(self._edges[0], 0, 1, 3, 1)
        layout.addWidget(self._edges[1], 1, 0, 1, 4)
        layout.addWidget(self._corner, 2, 3)
        self._edges[0].setFixedWidth(1)
        self._edges[1].setFixedHeight(1)
        self.restyle()
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        for pane in self.panes:
            pane.setVerticalScrollBarPolicy(needed if pane is self.body else off)
            pane.setHorizontalScrollBarPolicy(needed if pane is self.totals else off)
        layout.setColumnStretch(2, 1)
        layout.setRowStretch(0, 1)
        self.names.setObjectName("budget-names")
        self.body.setObjectName("budget-grid")
        self.totals.setObjectName("budget-totals")
        self.body.setAccessibleName(self.tr("Budget, accounts by months"))
        self.names.setAccessibleName(self.tr("Cost accounts"))
        self.total_names.setAccessibleName(self.tr("Names of the totals"))
        self.totals.setAccessibleName(self.tr("Totals of the program by months"))

    def restyle(self) -> None:
        """Take the theme's colours anew."""
        for edge, colour in zip(
            self._edges, (self.appearance.theme.line, self.appearance.theme.border), strict=True
        ):
            palette = edge.palette()
            palette.setColor(QPalette.ColorRole.Window, QColor(colour))
            edge.setPalette(palette)
            edge.setAutoFillBackground(True)
        for pane in self.panes:
            pane.viewport().update()
            pane.header.viewport().update()

    def _join(self) -> None:
        """Four panes, one selection, one scrolling."""
        shared = self.body.selectionModel()
        for pane in (self.names, self.total_names, self.totals):
            pane.setSelectionModel(shared)
        self.selection = shared
        shared.currentRowChanged.connect(self._current_row_changed)
        for one, other in ((self.names, self.body), (self.body, self.names)):
            one.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
        for one, other in ((self.totals, self.body), (self.body, self.totals)):
            one.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
        for pane in (self.names, self.body):
            pane.toggled.connect(self.model.toggle)
        self.body.header.toggled.connect(self.toggle_year)
        self.body.verticalScrollBar().rangeChanged.connect(self._even_out)
        self.names.header.sectionResized.connect(lambda *_: self._fit_names())

    def _current_row_changed(self, current: QModelIndex) -> None:
        """The name of the row that the keyboard is in stands out."""
        for pane in (self.names, self.total_names):
            pane.cells.current_row = current.row()
            pane.viewport().update()
        self.current_changed.emit()

    def _even_out(self, lowest: int, highest: int) -> None:
        """The totals end where the months above them do, beside the scroll bar."""
        bar = self.body.verticalScrollBar()
        self._corner.setFixedWidth(bar.sizeHint().width() if highest > lowest else 0)

    def toggle_year(self, first_month: int) -> None:
        """Close an open fiscal year to its total, open a closed one."""
        self.close_years(self.closed_years ^ {first_month})

    def close_years(self, first_months: set[int]) -> None:
        """Close just these fiscal years, known by their first month."""
        self.closed_years = set(first_months)
        self.arrange()

    def begin(self) -> None:
        """Where a reader begins: years without amounts closed, the status month in sight."""
        budget = self.model.budget
        used = {year.first for year in budget.years}
        self.close_years(
            {p.year.first for p in self.model.periods if p.year and p.year.first not in used}
            if used
            else set()
        )
        self.show_status()

    def show_status(self) -> None:
        """Bring the period with the status month into sight."""
        column = self._first_shown()
        QTimer.singleShot(0, self, lambda: self.body.scroll_to_column(column))

    def arrange(self) -> None:
        """Give each pane its rows and columns and the room they need."""
        for pane in self.panes:
            pane.arrange(self.closed_years)
        self._widen()
        pinned = sum(map(self.model.is_pinned, range(len(self.model.lines))))
        height = pinned * measures().window.row + self.totals.horizontalScrollBar().sizeHint().height()
        self.totals.setFixedHeight(height)
        self.total_names.setFixedHeight(height)

    def _widen(self) -> None:
        """Every month as wide as the longest amount needs, totals alike."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        bold = QFontMetrics(font)
        least = {
            Span.MONTH: 60,
            Span.QUARTER: 68,
            Span.YEAR: self.body.header.year_room(bold),
            Span.WHOLE: 84,
        }
        for span in Span:
            amount = max(abs(self.model.largest(span)), 10_000)
            room = bold.horizontalAdvance(self.model.rounded(-amount)) + 3 * PAD
            for column, period in enumerate(self.model.periods, FIXED):
                if period.span is span:
                    for pane in (self.body, self.totals):
                        pane.setColumnWidth(column, max(room, least[span]))
        if not self.names.columnWidth(NAME) or self.names.columnWidth(NAME) == 100:
            self.names.setColumnWidth(NAME, _NAME_WIDTH)
        for column in (TREATMENT, FIGURE):
            longest = max(map(bold.horizontalAdvance, self._words(column)), default=0)
            self.names.setColumnWidth(column, longest + 2 * PAD + 4)
        self._fit_names()

    def _words(self, column: int) -> list[str]:
        """What stands in a column of few different words."""
        head = str(self.model.headerData(column, Qt.Orientation.Horizontal))
        if column == TREATMENT:
            return [head, *(treatment.label for treatment in Treatment)]
        return [head, *(self.model.captions.figure_name(figure) for figure in self.model.figures)]

    def _fit_names(self) -> None:
        for column in range(FIXED):
            self.total_names.setColumnWidth(column, self.names.columnWidth(column))
        width = sum(self.names.columnWidth(c) for c in range(FIXED) if not self.names.isColumnHidden(c))
        self.names.setFixedWidth(width)
        self.total_names.setFixedWidth(width)

    def _light(self, cells: set[tuple[int, int]]) -> None:
        wait = self.appearance.flash
        for pane in self.panes:
            pane.cells.lit = cells if wait else set()
            pane.viewport().update()
        if cells and wait:
            self._dark.start(wait)

    # What is selected

    def current_line(self) -> Line | None:
        """The row that the keyboard is in."""
        index = self.selection.currentIndex()
        return self.model.line(index) if index.isValid() and index.row() < len(self.model.lines) else None

    def go_to(self, kind: Level, row_id: str) -> bool:
        """Make a row the current one, in the column that is; false where it isn't shown."""
        row = self.model.row_of(kind, row_id)
        if row is None:
            return False
        column = max(self.selection.currentIndex().column(), self._first_shown())
        index = self.model.index(row, column)
        self.selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.body.scrollTo(index)
        return True

    def _first_shown(self) -> int:
        """The status month, or the first month there is."""
        shown = [n for n in range(FIXED, self.model.columnCount()) if not self.body.isColumnHidden(n)]
        at_status = [n for n in shown if self.model.periods[n - FIXED].status]
        return next(iter(at_status or shown), FIXED)

    def selected(self) -> list[QModelIndex]:
        """The selected cells with amounts that are in sight, by rows."""
        found = [i for i in self.selection.selectedIndexes() if self.is_shown(i.row(), i.column())]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def is_shown(self, row: int, column: int) -> bool:
        """Whether a cell with an amount is in no closed fiscal year."""
        return column >= FIXED and row < len(self.model.lines) and not self.body.isColumnHidden(column)

    def writable_rows(self, start: int) -> Iterator[int]:
        """The rows from one on in which amounts are entered."""
        for row in range(start, self.model.first_of_program()):
            line = self.model.lines[row]
            if not line.total and line.figure.measure is not None:
                yield row

    def writable_columns(self, start: int) -> Iterator[int]:
        """The shown columns from one on in which amounts are entered, sums of them left out."""
        for column in range(max(start, FIXED), self.model.columnCount()):
            period = self.model.periods[column - FIXED]
            if period.span is self.model.by and not self.body.isColumnHidden(column):
                yield column
