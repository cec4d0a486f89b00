"""Demand against capacity as vectors: the heat map with its figures, and the histogram below its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from tpm_desktop.formats import Formats
from tpm_desktop.plan.staffing import Span, Staffing
from tpm_desktop.plan.staffing_rows import Chart
from tpm_desktop.plan.staffing_words import hours, name_of
from tpm_desktop.theme import mix

from .drawing import Drawing
from .tables import Align, TableColumn, TableRow
from .text import plain, shortened
from .theme import GRID, REGULAR, SEMIBOLD, colour, ink

_TYPE, _ROW, _HEAD, _PAD = 7.0, 13.0, 24.0, 3.0
_NAMES = 128.0
_WIDEST = 34.0  # points of a column at most
_FEW = 4  # rows: fewer are not left at the foot of a sheet


@dataclass(frozen=True, slots=True)
class HeatSheet:
    """A heat map on paper: some rows of a chart over some periods."""

    staffing: Staffing
    found: Chart
    rows: Sequence[int]
    periods: range
    formats: Formats

    def figure(self, row: int, period: int) -> str:
        """Hours needed, whole ones from one on."""
        minutes = int(self.found.demand[row, period])
        shown = round(minutes / 60) * 60 if minutes >= 60 else minutes
        return hours(shown, self.formats) if minutes else ""


def _column(width: float, periods: int) -> float:
    return min((width - _NAMES) / max(periods, 1), _WIDEST)


class HeatDrawing(Drawing):
    """Rows by periods; it goes on over the sheets that follow."""

    shows = "Load of people over time"

    splits_gladly = True

    def __init__(self, sheet: HeatSheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.beginning = _HEAD + min(_FEW, len(sheet.rows)) * _ROW + 3 * GRID
        self.spaceBefore, self.spaceAfter = GRID, 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, _HEAD + len(self.sheet.rows) * _ROW + 1
        self._wide = _column(width, len(self.sheet.periods))
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        rows = self.sheet.rows
        fits = int((height - _HEAD - 1) // _ROW)
        if fits < min(_FEW, len(rows)):
            return []
        fits = min(fits, len(rows) - min(_FEW, len(rows) // 2))
        return [HeatDrawing(replace(self.sheet, rows=part)) for part in (rows[:fits], rows[fits:])]

    def as_table(self) -> tuple[list[TableColumn], list[TableRow]]:
        sheet, staffing, formats = self.sheet, self.sheet.staffing, self.sheet.formats
        first = (staffing.first(period) for period in sheet.periods)
        weeks = staffing.span is Span.WEEK
        named = (formats.date(day, year=True) if weeks else formats.month(day) for day in first)
        columns = [TableColumn("Who, hours needed", weight=1), *(TableColumn(n, Align.RIGHT) for n in named)]
        rows = [
            TableRow(
                [name_of(sheet.found.rows[row]), *(sheet.figure(row, period) for period in sheet.periods)]
            )
            for row in sheet.rows
        ]
        return columns, rows

    def _x(self, period: int) -> float:
        return _NAMES + (period - self.sheet.periods.start) * self._wide

    def _y(self, line: int) -> float:
        """The lower edge of a row."""
        return float(self.height - _HEAD - (line + 1) * _ROW)

    def draw(self) -> None:
        self._heads()
        right = self._x(self.sheet.periods.stop)
        for line, row in enumerate(self.sheet.rows):
            self.canv.setFillColor(colour("text"))
            self.canv.setFont(REGULAR, _TYPE + 0.5)
            name = plain(name_of(self.sheet.found.rows[row]))
            self.canv.drawString(0, self._y(line) + 4, shortened(name, REGULAR, _TYPE + 0.5, _NAMES - _PAD))
            for period in self.sheet.periods:
                self._cell(line, row, period)
            self.canv.setStrokeColor(colour("line"))
            self.canv.setLineWidth(0.4)
            self.canv.line(0, self._y(line), right, self._y(line))

    def _cell(self, line: int, row: int, period: int) -> None:
        found, canvas = self.sheet.found, self.canv
        said = self.sheet.figure(row, period)
        if not said:
            return
        x, y, wide, tall = self._x(period) + 0.5, self._y(line) + 0.5, self._wide - 1, _ROW - 1
        over, vacant = bool(found.over[row, period]), bool(found.vacant[row, period])
        there, demand = int(found.capacity[row, period]), int(found.demand[row, period])
        token = "critical_tint" if over else "near_tint" if vacant else ""
        load = min(demand / there, 1.0) if there else 0.3
        canvas.setFillColor(colour(token or mix(ink().bar, ink().canvas, 0.08 + 0.35 * load)))
        canvas.rect(x, y, wide, tall, stroke=0, fill=1)
        if over or vacant:
            canvas.setStrokeColor(colour("critical" if over else "near"))
            canvas.setLineWidth(0.7)
            canvas.setDash(*(() if over else (1.5, 1.5)))
            canvas.rect(x + 0.4, y + 0.4, wide - 0.8, tall - 0.8, stroke=1, fill=0)
            canvas.setDash()
        font = SEMIBOLD if over else REGULAR
        size = min(_TYPE, _TYPE * (wide - 1) / max(pdfmetrics.stringWidth(said, font, _TYPE), 1.0))
        canvas.setFont(font, size)
        canvas.setFillColor(colour("critical" if over else "text"))
        canvas.drawCentredString(x + wide / 2, y + tall / 2 - size * 0.36, said)

    def _heads(self) -> None:
        """Months above weeks, years above months."""
        canvas, staffing, formats = self.canv, self.sheet.staffing, self.sheet.formats
        weeks = staffing.span is Span.WEEK
        tiers: dict[tuple[int, int], list[int]] = {}
        for period in self.sheet.periods:
            first = staffing.first(period)
            tiers.setdefault((first.year, first.month if weeks else 1), []).append(period)
            canvas.setFont(REGULAR, _TYPE)
            canvas.setFillColor(colour("muted"))
            said = str(first.day) if weeks else formats.month(first, year=False)
            canvas.drawCentredString(self._x(period) + self._wide / 2, self.height - _HEAD + 4, said)
        canvas.setFont(SEMIBOLD, _TYPE)
        canvas.setFillColor(colour("text"))
        for periods in tiers.values():
            first = staffing.first(periods[0])
            upper = formats.month(first) if weeks else str(first.year)
            if pdfmetrics.stringWidth(upper, SEMIBOLD, _TYPE) <= len(periods) * self._wide:
                canvas.drawString(self._x(periods[0]) + 1, self.height - _HEAD + 14, upper)
        canvas.setStrokeColor(colour("text"))
        canvas.setLineWidth(0.8)
        canvas.line(0, self.height - _HEAD, self._x(self.sheet.periods.stop), self.height - _HEAD)


class HistogramDrawing(Drawing):
    """Bars of what is needed of all together, open where nobody is named; a step line of what there is."""

    shows = "Demand against capacity"

    def __init__(self, sheet: HeatSheet, height: float) -> None:
        super().__init__()
        self.sheet, self.height = sheet, height
        self.spaceBefore, self.spaceAfter = GRID, 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._wide = _column(width, len(self.sheet.periods))
        return width, self.height

    def draw(self) -> None:
        found, periods, canvas = self.sheet.found, self.sheet.periods, self.canv
        span = slice(periods.start, periods.stop)
        rows = list(self.sheet.rows)
        demand, vacant, there = (
            matrix[rows, span].sum(axis=0).tolist() for matrix in (found.demand, found.vacant, found.capacity)
        )
        over = found.over[rows, span].sum(axis=0).tolist()
        most = max([*demand, *there, 1])
        base, tall = 4.0, self.height - 10.0
        for at in range(len(periods)):
            x, wide = _NAMES + at * self._wide + 2, self._wide - 4
            named = (demand[at] - vacant[at]) / most * tall
            canvas.setFillColor(colour("bar"))
            canvas.rect(x, base, wide, named, stroke=0, fill=1)
            if over[at]:
                canvas.setFillColor(colour("critical"))
                canvas.setStrokeColor(colour("text"))  # a frame is seen without colour too
                canvas.rect(x, base + named - over[at] / most * tall, wide, over[at] / most * tall, 1, 1)
            if vacant[at]:
                canvas.setStrokeColor(colour("near"))
                canvas.setDash(1.5, 1.5)
                canvas.rect(x, base + named, wide, vacant[at] / most * tall, stroke=1, fill=0)
                canvas.setDash()
        self._line(there, most, base, tall)
        canvas.setFont(REGULAR, _TYPE)
        canvas.setFillColor(colour("muted"))
        said = f"up to {hours(most, self.sheet.formats)} h"
        canvas.drawRightString(_NAMES - _PAD, base + tall - 5, said)
        canvas.drawRightString(_NAMES - _PAD, base + tall - 15, "line: what there is")
        canvas.drawRightString(_NAMES - _PAD, base + tall - 25, "framed red: somebody is over")

    def _line(self, there: Sequence[int], most: int, base: float, tall: float) -> None:
        path = self.canv.beginPath()
        for at, minutes in enumerate(there):
            x, y = _NAMES + at * self._wide, base + minutes / most * tall
            (path.lineTo if at else path.moveTo)(x, y)
            path.lineTo(x + self._wide, y)
        self.canv.setStrokeColor(colour("text"))
        self.canv.setLineWidth(1.0)
        self.canv.drawPath(path, stroke=1, fill=0)
        self.canv.setStrokeColor(colour("line"))
        self.canv.setLineWidth(0.5)
        self.canv.line(_NAMES, base, _NAMES + len(there) * self._wide, base)
