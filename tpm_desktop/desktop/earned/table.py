"""Control accounts, component projects and the program as rows with their figures."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import dress_lines, font
from tpm_desktop.desktop.things_model import Index, ThingsModel
from tpm_desktop.desktop.wording import tip
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.plan.earned_lines import Level, Line, shown_amounts

NAME, EXPLANATION = 0, 12
_MONEY = {1: "bac", 2: "pv", 3: "ev", 4: "ac", 5: "sv", 6: "cv", 10: "forecast", 11: "variance"}
_SIGNED = (5, 6, 11)
_SPI, _CPI, _TIME, _FORECAST, _VARIANCE = range(7, 12)
_RED = 0.90
_WIDTHS = {**dict.fromkeys((_SPI, _CPI, _TIME), 60), EXPLANATION: 96}
_WIDTH = 68
_NEEDS = {5: 1060, 6: 1060, _VARIANCE: 920, _TIME: 900, 1: 700}  # columns that narrow windows do without


class EarnedModel(ThingsModel):
    """The lines as cells; a line that asks for an explanation says so in the last one."""

    columns = EXPLANATION + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._formats: Formats | None = None
        self._scale, self._shown = Scale.FULL, list[dict[str, int]]()

    def show_lines(self, lines: list[Line], formats: Formats, scale: Scale | None) -> None:
        """Show other values. scale: what amounts are counted in, None by their size."""
        self.beginResetModel()
        self.lines, self._formats = lines, formats
        largest = max((int(line.found.bac) for line in lines), default=0)
        self._scale = formats.scale_of(largest) if scale is None else scale
        self._shown = shown_amounts(lines, formats.step(self._scale))
        self.endResetModel()

    def things(self) -> list[Line]:
        return self.lines

    def at_right(self, column: int) -> bool:
        return NAME < column < EXPLANATION

    def headings(self) -> tuple[str, ...]:
        return (
            self._first_heading(), self.tr("Budget"), self.tr("Planned"), self.tr("Earned"),
            self.tr("Spent"), self.tr("SV"), self.tr("CV"), self.tr("SPI"), self.tr("CPI"),
            self.tr("SPI(t)"), self.tr("Forecast"), self.tr("Variance"), self.tr("Explanation"),
        )  # fmt: skip

    def hint(self, column: int) -> str:
        return {
            2: self.tr("What should be done by the status date"),
            3: self.tr("The budget of what is done"),
            5: self.tr("Earned less planned: a minus is behind"),
            6: self.tr("Earned less spent: a minus is over cost"),
            _SPI: self.tr("Earned by planned"),
            _CPI: self.tr("Earned by spent"),
            _TIME: self.tr("Earned schedule by the time that has passed"),
            _FORECAST: self.tr("The budget by the CPI of each account"),
            _VARIANCE: self.tr("Budget less forecast: a minus is over budget"),
        }.get(column, "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.FontRole and line.level is not Level.ACCOUNT:
            return font(weight=QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.ForegroundRole and self._is_bad(line, column):
            return QColor(Appearance.current().theme.critical)
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return tip(line.name)
        return None

    def _text(self, row: int, column: int) -> str:
        assert self._formats is not None  # there are lines
        line = self.lines[row]
        if column == NAME:
            return f"    {line.name}" if line.level is Level.ACCOUNT else line.name
        if column == EXPLANATION:
            return self._explanation(line)
        if column in (_SPI, _CPI, _TIME):
            return self._formats.decimal(self._index(line, column), 3)
        amount = self._shown[row][_MONEY[column]]
        return self._formats.scaled(amount, self._scale, dash=True, sign=column in _SIGNED)

    def _first_heading(self) -> str:
        """What the lines are, and what their amounts count."""
        if self._formats is None:
            return self.tr("Control account")
        return self.tr("Accounts in {}").format(self._formats.counted_in(self._scale))

    def _amount(self, line: Line, column: int) -> int:
        name = _MONEY[column]
        return int(getattr(line if column in (_FORECAST, _VARIANCE) else line.found, name))

    def _index(self, line: Line, column: int) -> float:
        return {
            _SPI: float(line.found.spi),
            _CPI: float(line.found.cpi),
            _TIME: line.schedule.spi,
        }[column]

    def _explanation(self, line: Line) -> str:
        if line.explained:
            return self.tr("Explained")
        return self.tr("Asked for") if line.schedule_off or line.cost_off else ""

    def _is_bad(self, line: Line, column: int) -> bool:
        if column in (_SPI, _CPI, _TIME):
            return self._index(line, column) < _RED
        if column == EXPLANATION:
            return (line.schedule_off or line.cost_off) and not line.explained
        return column in _SIGNED and self._amount(line, column) < 0


class EarnedTable(QTableView):
    """Whole rows are selected; nothing is typed here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.earned = EarnedModel(self)
        self.setModel(self.earned)
        dress_lines(self, "earned-table", self.tr("Control accounts"))
        for column in range(self.earned.columnCount()):
            self.setColumnWidth(column, _WIDTHS.get(column, _WIDTH))
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows do without what follows from the other columns."""
        super().resizeEvent(event)
        for column, needed in _NEEDS.items():
            self.setColumnHidden(column, self.viewport().width() < needed)

    def line(self) -> Line | None:
        """The line that the keyboard is in."""
        row = self.currentIndex().row()
        return self.earned.lines[row] if 0 <= row < len(self.earned.lines) else None

    def show_lines(self, lines: list[Line], formats: Formats, scale: Scale | None = None) -> None:
        """Show other values; the keyboard stays in the line of the same account or project."""
        before = self.line()
        self.earned.show_lines(lines, formats, scale)
        if lines:
            same = [
                n
                for n, line in enumerate(lines)
                if before and (line.level, line.id) == (before.level, before.id)
            ]
            self.selectRow(same[0] if same else 0)

    def go_to(self, level: Level, row_id: str) -> None:
        """Put the keyboard in the line of an account or project, where it has one."""
        for row, line in enumerate(self.earned.lines):
            if line.level is level and line.id == row_id:
                self.selectRow(row)
                return
