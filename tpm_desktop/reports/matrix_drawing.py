"""A matrix as vectors: rows give, columns get; it goes on over as many sheets as it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from tpm_desktop.plan.matrix import Place

from .drawing import Drawing
from .tables import Align, TableColumn, TableRow
from .text import plain, shortened
from .theme import FIGURES, FIGURES_SEMIBOLD, GRID, REGULAR, SEMIBOLD, colour

_SUM = 38.0
_LARGE = 14  # elements: up to so many have larger cells
_HEADS = (44.0, 150.0)  # least and most height of the names above the columns
_NAMES = (90.0, 230.0)  # least and most width of those left of the rows
_PAD = 4.0
_FEW = 4  # rows: fewer are not left at the foot of a sheet


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """What a matrix says on paper. names: of its elements with their codes; short, pressing: of a cell;
    filled: cells that hold something; loops, gives, gets: as a `Matrix` has them.
    """

    names: Sequence[str]
    filled: frozenset[Place]
    short: Callable[[Place], str]
    pressing: Callable[[Place], bool]
    loops: Sequence[Place]
    gives: Sequence[int]
    gets: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Sizes:
    """In points: of type, of a row, of a column."""

    type: float
    row: float
    column: float


def _sizes(sheet: MatrixSheet) -> _Sizes:
    return _Sizes(8.0, 17.0, 42.0) if len(sheet.names) <= _LARGE else _Sizes(7.0, 14.0, 26.0)


@dataclass(frozen=True, slots=True)
class _Part:
    rows: range
    columns: range


class MatrixDrawing(Drawing):
    """Some columns of a matrix with the rows from the first to the last that say anything about them.

    They go on over the sheets that follow.

    beginning: the height that it needs to begin, below its section.
    """

    shows = "Dependency matrix"

    splits_gladly = True

    def __init__(self, sheet: MatrixSheet, columns: range, part: _Part | None = None) -> None:
        super().__init__()
        self.sheet = sheet
        self.part = part or _Part(_rows_of(sheet, columns), columns)
        self._sizes = _sizes(sheet)
        wide = _widest(sheet)
        self._left = min(max(wide, _NAMES[0]), _NAMES[1])
        self._head = min(max(wide, _HEADS[0]), _HEADS[1])
        self._low = (self._sizes.row - self._sizes.type) / 2 + 1  # of a line of type above its row's edge
        self.beginning = self._head + min(_FEW, len(self.part.rows)) * self._sizes.row + 3 * GRID
        self.spaceBefore, self.spaceAfter = GRID, 2 * GRID

    @property
    def _last_rows(self) -> bool:
        return self.part.rows.stop == _rows_of(self.sheet, self.part.columns).stop

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        foot = self._sizes.row if self._last_rows else 0.0
        self.height = self._head + len(self.part.rows) * self._sizes.row + foot + 1
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        fits = int((height - self._head - 1) // self._sizes.row)
        rows = self.part.rows
        if fits < min(_FEW, len(rows)):
            return []
        fits = min(fits, len(rows) - 1)
        first, rest = rows[:fits], rows[fits:]
        parts = (replace(self.part, rows=first), replace(self.part, rows=rest))
        return [MatrixDrawing(self.sheet, self.part.columns, part) for part in parts]

    def as_table(self) -> tuple[list[TableColumn], list[TableRow]]:
        sheet, places = self.sheet, self.part.columns
        columns = [TableColumn("Gives to", weight=1)]
        columns += [TableColumn(sheet.names[place], Align.CENTRE) for place in places]
        rows = [
            TableRow([sheet.names[row], *(self._said((row, place)) for place in places)])
            for row in self.part.rows
        ]
        return columns, rows

    def _said(self, at: Place) -> str:
        return self.sheet.short(at) if at in self.sheet.filled else ""

    def draw(self) -> None:
        self._grounds()
        self._grid()
        self._names()
        self._cells()
        self._loops()
        self._sums()

    # Where things lie

    def _x(self, column: int) -> float:
        return self._left + (column - self.part.columns.start) * self._sizes.column

    def _y(self, row: int) -> float:
        """The lower edge of a row."""
        return self.height - self._head - (row - self.part.rows.start + 1) * self._sizes.row

    def _grounds(self) -> None:
        self._fill_loops()
        self.canv.setFillColor(colour("line"))
        for place in self.part.rows:
            if place in self.part.columns:
                self.canv.rect(
                    self._x(place), self._y(place), self._sizes.column, self._sizes.row, stroke=0, fill=1
                )

    def _box(self, loop: Place) -> tuple[float, float, float, float] | None:
        """Left, lower edge, width and height of what of a loop lies on this sheet."""
        rows = range(max(loop[0], self.part.rows.start), min(loop[1] + 1, self.part.rows.stop))
        columns = range(max(loop[0], self.part.columns.start), min(loop[1] + 1, self.part.columns.stop))
        if not rows or not columns:
            return None
        return (
            self._x(columns[0]),
            self._y(rows[-1]),
            len(columns) * self._sizes.column,
            len(rows) * self._sizes.row,
        )

    def _fill_loops(self) -> None:
        self.canv.setFillColor(colour("near_tint"))
        for box in filter(None, map(self._box, self.sheet.loops)):
            self.canv.rect(*box, stroke=0, fill=1)

    def _loops(self) -> None:
        self.canv.setStrokeColor(colour("near"))
        self.canv.setLineWidth(1.2)
        for box in filter(None, map(self._box, self.sheet.loops)):
            self.canv.rect(*box, stroke=1, fill=0)

    def _grid(self) -> None:
        canvas, right = self.canv, self._x(self.part.columns.stop)
        canvas.setStrokeColor(colour("line"))
        canvas.setLineWidth(0.4)
        low = self._y(self.part.rows[-1])
        for row in self.part.rows:
            canvas.line(0, self._y(row), right, self._y(row))
        for column in (*self.part.columns, self.part.columns.stop):
            canvas.line(self._x(column), low, self._x(column), self.height - self._head)
        canvas.setStrokeColor(colour("text"))
        canvas.setLineWidth(0.8)
        canvas.line(0, self.height - self._head, right, self.height - self._head)

    def _names(self) -> None:
        canvas = self.canv
        canvas.setFillColor(colour("text"))
        canvas.setFont(REGULAR, self._sizes.type)
        for row in self.part.rows:
            said = shortened(plain(self.sheet.names[row]), REGULAR, self._sizes.type, self._left - _PAD)
            canvas.drawString(0, self._y(row) + self._low, said)
        for column in self.part.columns:
            said = shortened(
                plain(self.sheet.names[column]), REGULAR, self._sizes.type, self._head - 2 * _PAD
            )
            canvas.saveState()
            canvas.translate(self._x(column) + self._sizes.column / 2 + 2.5, self.height - self._head + _PAD)
            canvas.rotate(90)
            canvas.drawString(0, 0, said)
            canvas.restoreState()

    def _cells(self) -> None:
        canvas, sheet = self.canv, self.sheet
        for row in self.part.rows:
            for column in self.part.columns:
                at = (row, column)
                if at not in sheet.filled:
                    continue
                presses = sheet.pressing(at)
                if presses:
                    canvas.setFillColor(colour("critical_tint"))
                    canvas.rect(
                        self._x(column) + 0.4,
                        self._y(row) + 0.4,
                        self._sizes.column - 0.8,
                        self._sizes.row - 0.8,
                        stroke=0,
                        fill=1,
                    )
                font = FIGURES_SEMIBOLD if presses else FIGURES
                canvas.setFillColor(colour("critical" if presses else "text"))
                canvas.setFont(font, self._sizes.type)
                said = shortened(plain(sheet.short(at)), font, self._sizes.type, self._sizes.column - 2)
                canvas.drawCentredString(
                    self._x(column) + self._sizes.column / 2, self._y(row) + self._low, said
                )

    def _sums(self) -> None:
        canvas, sheet, part = self.canv, self.sheet, self.part
        canvas.setFillColor(colour("text"))
        right = self._x(part.columns.stop) + _SUM - _PAD
        canvas.setFont(SEMIBOLD, self._sizes.type)
        canvas.drawRightString(right, self.height - self._head + _PAD, "Gives")
        canvas.setFont(FIGURES_SEMIBOLD, self._sizes.type)
        for row in part.rows:
            canvas.drawRightString(right, self._y(row) + self._low, str(sheet.gives[row] or "–"))
        if self._last_rows:
            low = self._y(part.rows[-1]) - self._sizes.row + self._low
            canvas.setFont(SEMIBOLD, self._sizes.type)
            canvas.drawString(0, low, "Gets")
            canvas.setFont(FIGURES_SEMIBOLD, self._sizes.type)
            for column in part.columns:
                canvas.drawCentredString(
                    self._x(column) + self._sizes.column / 2, low, str(sheet.gets[column] or "–")
                )
            if part.columns.stop == len(sheet.names):
                canvas.drawRightString(right, low, str(sum(sheet.gives) or "–"))


def _rows_of(sheet: MatrixSheet, columns: range) -> range:
    """The rows that give something to those columns, with what lies between them and the diagonal."""
    rows = {row for row, column in sheet.filled if column in columns} | set(columns)
    return range(min(rows), max(rows) + 1)


def _widest(sheet: MatrixSheet) -> float:
    """The width of the longest name with what is around it."""
    size = _sizes(sheet).type
    return max((pdfmetrics.stringWidth(plain(n), REGULAR, size) for n in sheet.names), default=0.0) + 2 * _PAD


def column_blocks(sheet: MatrixSheet, width: float) -> list[range]:
    """The columns in as many blocks as the width asks for, all about as wide."""
    many = len(sheet.names)
    room = width - min(max(_widest(sheet), _NAMES[0]), _NAMES[1]) - _SUM
    blocks = -(-many // max(int(room // _sizes(sheet).column), 1))
    each = -(-many // blocks) if blocks else 0
    return [range(first, min(first + each, many)) for first in range(0, many, each)] if each else []
