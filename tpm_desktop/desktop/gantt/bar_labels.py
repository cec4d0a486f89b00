"""Paints what is said beside the bars, such as who works on a task."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from .bar_look import Bar
from .flags import constraint_x, deadline_x
from .frame import Frame

LABEL_GAP = 14
LONGEST_LABEL = 200
_SHORTEST = 60  # pixels into which a label may be cut at the edge of a page
_EDGE = 4.0
_BEHIND_FLAG = 10.0


def paint_labels(painter: QPainter, frame: Frame, drawn: list[Bar]) -> None:
    """The chosen texts at both sides of the bars."""
    painter.setFont(frame.inks.small_font)
    metrics = QFontMetricsF(frame.inks.small_font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for bar in drawn:
        left = _label_left(frame, bar)
        if bar.left - LONGEST_LABEL > frame.area.right() or left < frame.area.left() - 600:
            continue
        before, after = frame.shows.texts.said(frame.cells, bar.row)
        place = _place(frame, left, metrics.horizontalAdvance(after)) if after else None
        if place:
            _paint_text(painter, frame, bar, metrics, after, *place)
        width = min(metrics.horizontalAdvance(before), LONGEST_LABEL)
        start = bar.left - LABEL_GAP - width
        if before and (start >= _EDGE or not frame.on_page):
            _paint_text(painter, frame, bar, metrics, before, start, width + 1)


def _paint_text(
    painter: QPainter, frame: Frame, bar: Bar, metrics: QFontMetricsF, text: str, left: float, room: float
) -> None:
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    middle = bar.y + frame.rows.middle
    selected = bar.row in frame.selected
    ground = QRectF(left - 2, middle - 7, metrics.horizontalAdvance(shown) + 4, 14)
    painter.fillRect(ground, frame.inks.selection if selected else frame.inks.label_ground)
    painter.setPen(frame.inks.text if selected else frame.inks.muted)
    painter.drawText(QPointF(left, middle + metrics.capHeight() / 2), shown)


def _place(frame: Frame, left: float, width: float) -> tuple[float, float] | None:
    """From where a label is written and in how many pixels; without room on a page, on the next one."""
    if not frame.on_page:
        return left, LONGEST_LABEL
    least = min(width, _SHORTEST)
    if left < _EDGE:
        had_room = -left - _EDGE >= least  # on the page before
        return None if had_room or not frame.continued else (_EDGE, LONGEST_LABEL)
    room = min(frame.width - left - _EDGE, LONGEST_LABEL)
    return (left, room) if room >= least else None


def _label_left(frame: Frame, bar: Bar) -> float:
    """Where a bar's label begins: behind the flags that it would otherwise lie under."""
    left = bar.right + LABEL_GAP
    for x in (deadline_x(frame, bar.row), constraint_x(frame, bar.row)):
        if x is not None and bar.right - 4 <= x <= bar.right + LONGEST_LABEL:
            left = max(left, x + _BEHIND_FLAG)
    return left
