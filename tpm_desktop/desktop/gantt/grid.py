"""Paints the ground of the chart: time off, lines of the scale, selected rows, today and status date."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.worktime import FIRST_DAY, LAST_DAY, Calendar

from .frame import Frame
from .rows import GROUP
from .timescale import DAY, HOUR, TimeScale

_LEAST_DAY = 2.2  # pixels of a day from which on days off are shaded
_LEAST_HOUR = 9  # pixels of an hour from which on breaks are shaded
_LEAST_MINOR = 22


def paint_ground(painter: QPainter, frame: Frame, first_weekday: int) -> None:
    """Everything below the bars."""
    inks = frame.inks
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(frame.area, inks.canvas)
    _paint_time_off(painter, frame)
    _paint_rows(painter, frame)
    _paint_lines(painter, frame, first_weekday)


def _paint_rows(painter: QPainter, frame: Frame) -> None:
    for line in range(frame.first, frame.last + 1):
        row = int(frame.shown.rows[line])
        if row == GROUP:
            colour = frame.inks.panel
        elif row in frame.flashing:
            colour = frame.inks.flash
        elif row in frame.selected:
            colour = QColor(frame.inks.selection)
        elif frame.tinted is not None and frame.tinted[row]:
            colour = frame.inks.highlight
        else:
            continue
        place = QRectF(frame.area.left(), frame.y(line), frame.area.width(), frame.rows.height - 1)
        painter.fillRect(place, colour)


def _paint_lines(painter: QPainter, frame: Frame, first_weekday: int) -> None:
    scale, area = frame.scale, frame.area
    upper, lower = frame.tiers[-2:]
    first, last = scale.at(area.left()), scale.at(area.right())
    if scale.width(lower.shortest) >= _LEAST_MINOR:
        painter.setPen(QPen(frame.inks.minor_line, 1))
        _paint_ticks(painter, frame, lower.ticks(first, last, first_weekday))
    painter.setPen(QPen(frame.inks.line, 1))
    _paint_ticks(painter, frame, upper.ticks(first, last, first_weekday))


def _paint_ticks(painter: QPainter, frame: Frame, ticks: list[int]) -> None:
    top, bottom = frame.area.top(), frame.area.bottom()
    xs = np.floor(frame.scale.x(np.array(ticks, np.int64))) + 0.5
    painter.drawLines([QLineF(x, top, x, bottom) for x in xs.tolist()])


def _paint_time_off(painter: QPainter, frame: Frame) -> None:
    scale, area = frame.scale, frame.area
    inputs = frame.cells.state.inputs
    calendar = inputs.calendars[inputs.options.calendar]
    starts, finishes = time_off(calendar, scale, area.left(), area.right())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(frame.inks.weekend)
    left = np.floor(np.maximum(scale.x(starts), area.left() - 1))
    right = np.floor(np.minimum(scale.x(finishes), area.right() + 1))
    pairs = zip(left.tolist(), right.tolist(), strict=True)
    painter.drawRects([QRectF(x, area.top(), end - x, area.height()) for x, end in pairs if end > x])


def time_off(
    calendar: Calendar, scale: TimeScale, left: float, right: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and finishes of time off between two pixels: with breaks and nights where these have room."""
    none = np.zeros(0, np.int64)
    if scale.width(DAY) < _LEAST_DAY:
        return none, none
    low = min(max(int(scale.at(left) // DAY), FIRST_DAY), LAST_DAY - 1)
    high = min(max(int(scale.at(right) // DAY) + 1, low + 1), LAST_DAY)
    starts, finishes = calendar.periods(low, high)
    if scale.width(HOUR) < _LEAST_HOUR:
        days = np.arange(low, high, dtype=np.int64)
        working = np.zeros(high - low + 1, np.int64)  # a period may go on over midnight
        np.add.at(working, np.clip(starts // DAY - low, 0, high - low), 1)
        np.add.at(working, np.clip((finishes - 1) // DAY + 1 - low, 0, high - low), -1)
        off = days[np.cumsum(working)[:-1] == 0]
        return off * DAY, (off + 1) * DAY
    edges = np.concatenate([[low * DAY], np.column_stack([starts, finishes]).ravel(), [high * DAY]])
    return edges[0::2], edges[1::2]


def paint_dates(painter: QPainter, frame: Frame) -> None:
    """Today and the status date, over the bars."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    top, bottom = frame.area.top(), frame.area.bottom()
    for instant, colour, dashed in dated_lines(frame):
        x = np.floor(frame.scale.x(float(instant))) + 0.5
        if frame.area.left() - 2 <= x <= frame.area.right() + 2:
            painter.setPen(dated_pen(colour, dashed=dashed, offset=top + frame.scroll))
            painter.drawLine(QLineF(x, top, x, bottom))


def dated_pen(colour: QColor, *, dashed: bool, offset: float = 0) -> QPen:
    """What the line of a date is drawn with; offset: pixels of it that lie before what is drawn."""
    pen = QPen(colour, 1.5 if dashed else 1)
    if dashed:
        pen.setDashPattern([3, 2])
        pen.setDashOffset(offset / 1.5)
    return pen


def dated_lines(frame: Frame) -> list[tuple[int, QColor, bool]]:
    """Today and the status date: the instant, the colour, and whether the line is dashed."""
    status = int(frame.cells.state.inputs.options.status_date)
    found = [(frame.today, frame.inks.today, False)]
    if status != NONE:
        found.append((status, frame.inks.status_date, True))
    return found
