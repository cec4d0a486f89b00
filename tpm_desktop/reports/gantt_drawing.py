"""The plan on a page as vectors: a row a project with its phases, milestones, baseline and status date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from tpm_desktop.formats import Formats

from .drawing import Drawing
from .gantt_rows import BAR, Placed, Row, place
from .gantt_scale import ScaleDrawing, clear, scaled
from .gantt_shapes import GanttBar, GanttData, GanttMilestone, GanttRow
from .marks import draw_diamond
from .text import limited, markup, plain
from .theme import GRID, MEDIUM, REGULAR, colour, styles
from .time_scale import TimeScale

__all__ = ["GanttBar", "GanttData", "GanttMilestone", "GanttRow", "GanttSummary"]

_NAMES = 0.25  # share of the width that the rows' names take, at most
_REACH = 4.5  # of a diamond
_SMALL = 7.0
_LONGEST_NAME = 160


class GanttSummary(Drawing):
    """The drawing, as wide as the room it gets and as high as its rows.

    Goes on over pages with its scale repeated.
    """

    shows = "Plan over time"

    def __init__(self, data: GanttData, formats: Formats) -> None:
        super().__init__()
        self.data, self.formats = data, formats
        self.spaceBefore, self.spaceAfter = GRID, 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._days = self.data.days()
        if self._days is None:
            self.height = styles().note.leading
            return width, self.height
        self._lay_out(width)
        self.height = self._head + sum(row.height for row in self._rows) + 1
        return width, self.height

    def _lay_out(self, width: float) -> None:
        assert self._days is not None
        cell = styles().text
        widest = max(
            pdfmetrics.stringWidth(plain(row.name), cell.fontName, cell.fontSize) + 3 * GRID * row.level
            for row in self.data.rows
        )
        self._names = min(widest + 5 * GRID, width * _NAMES)
        self._scale = scaled(*self._days, width - self._names, self.formats)
        self._head = ScaleDrawing.height(self._scale)
        self._rows = [self._row(row) for row in self.data.rows]

    def _row(self, row: GanttRow) -> Row:
        style = styles().text
        name = Paragraph(markup(limited(row.name, _LONGEST_NAME)), style)
        _, tall = name.wrap(self._names - 4 * GRID - 3 * GRID * row.level, 1e6)
        placed = place(row, self._scale, self.formats, _SMALL)
        return Row(row, name, tall, placed, max(placed.height, tall + 2 * GRID))

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        if self._days is None:
            return []
        fitting, used = 0, self._head + 1
        for row in self._rows:
            if used + row.height > height:
                break
            used += row.height
            fitting += 1
        if not fitting or fitting == len(self._rows):
            return []
        # Both parts keep the scale of the whole.
        whole = replace(self.data, first=self._days[0], last=self._days[1])
        rows = self.data.rows
        return [
            GanttSummary(replace(whole, rows=part), self.formats) for part in (rows[:fitting], rows[fitting:])
        ]

    def draw(self) -> None:
        if self._days is None:
            note = styles().note
            self.canv.setFont(note.fontName, note.fontSize)
            self.canv.setFillColor(note.textColor)
            self.canv.drawString(0, 2, "There are no dates to draw yet")
            return
        top = self.height - self._head
        scale = ScaleDrawing(self.canv, self._scale, self._names, self.width)
        scale.lines(top)
        lows = []
        for row in self._rows:
            top -= row.height
            lows.append(top)
            self._draw_row(row, top)
        status = self.data.status_date
        scale.day(status, self.formats.date(status), self.height)
        scale.names(self.height - self._head)
        for row, low in zip(self._rows, lows, strict=True):
            self._within(row, low, _draw_labels)

    def _draw_row(self, row: Row, low: float) -> None:
        canvas = self.canv
        canvas.setStrokeColor(colour("line"))
        canvas.setLineWidth(0.5)
        canvas.line(0, low, self.width, low)
        middle = low + (row.height + row.name_height) / 2
        if row.of.hue:
            canvas.setFillColor(colour(row.of.hue))
            canvas.rect(0, low + row.height / 2 - 7, 2.5, 14, stroke=0, fill=1)
        row.name.drawOn(canvas, 3 * GRID + 3 * GRID * row.of.level, middle - row.name_height)
        self._within(row, low, _draw_bars)
        self._within(row, low, _draw_milestones)

    def _within(self, row: Row, low: float, draw: Callable[[Canvas, Placed, TimeScale], None]) -> None:
        """Draw with the origin at the row's upper left corner, nothing beyond the row."""
        self.canv.saveState()
        path = self.canv.beginPath()
        path.rect(self._names - 6, low, self.width - self._names + 12, row.height)
        self.canv.clipPath(path, stroke=0, fill=0)
        self.canv.translate(self._names, low + row.height)
        draw(self.canv, row.placed, self._scale)
        self.canv.restoreState()


def _draw_bars(canvas: Canvas, placed: Placed, scale: TimeScale) -> None:
    for bar in placed.bars:
        low, width = -bar.top - BAR, max(bar.right - bar.left, 1.2)
        critical = bar.of.critical
        canvas.setFillColor(colour("critical_tint" if critical else "bar_tint"))
        canvas.setStrokeColor(colour("critical" if critical else "bar_edge"))
        canvas.setLineWidth(1.3 if critical else 0.6)  # so that a critical one stands out in grey as well
        canvas.roundRect(bar.left, low, width, BAR, 1.5, stroke=1, fill=1)
        if bar.of.done:
            canvas.setFillColor(colour("done"))
            until = min(max(scale.x(bar.of.done), bar.left), bar.right)
            canvas.rect(bar.left, low, until - bar.left, 2.2, stroke=0, fill=1)
        if bar.of.baseline:
            left, right = (scale.x(at) for at in bar.of.baseline)
            canvas.setFillColor(colour("baseline"))
            canvas.rect(left, low - 3.6, max(right - left, 1.2), 2, stroke=0, fill=1)


def _draw_milestones(canvas: Canvas, placed: Placed, scale: TimeScale) -> None:
    for mark in placed.marks:
        y = -mark.y
        token = "critical" if mark.of.critical else "milestone"
        if mark.of.baseline:
            x = scale.x(mark.of.baseline)
            canvas.setStrokeColor(colour("baseline"))
            canvas.setLineWidth(0.8)
            canvas.setDash(1, 1.4)
            canvas.line(x, y, mark.x, y)
            canvas.setDash()
            draw_diamond(canvas, x, y, _REACH * 0.7, "baseline")
        draw_diamond(canvas, mark.x, y, _REACH, token)


def _draw_labels(canvas: Canvas, placed: Placed, scale: TimeScale) -> None:
    for bar in placed.bars:
        low = -bar.top - BAR / 2 - 2.2
        inside = bar.label_x < bar.right
        ground = ("critical_tint" if bar.of.critical else "bar_tint") if inside else "canvas"
        clear(canvas, bar.label_x, low, bar.label, REGULAR, _SMALL, ground)
        canvas.setFont(REGULAR, _SMALL)
        canvas.setFillColor(colour("text"))
        canvas.drawString(bar.label_x, low, bar.label)
    for mark in placed.marks:
        low = -mark.label_y
        clear(canvas, mark.label_x, low, mark.label, MEDIUM, _SMALL)
        canvas.setFont(MEDIUM, _SMALL)
        canvas.setFillColor(colour("critical" if mark.of.critical else "muted"))
        canvas.drawString(mark.label_x, low, mark.label)
