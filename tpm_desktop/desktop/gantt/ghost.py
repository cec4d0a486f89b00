"""What a drag paints over the plan: where a bar would lie, and a card that says so."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from .frame import Frame


def paint_ghost(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Where the bar would lie, with lines up and down to read its dates by."""
    accent = frame.inks.accent
    fill = QColor(accent)
    fill.setAlpha(70)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(accent, 1.5))
    painter.setBrush(fill)
    painter.drawRoundedRect(place, 2, 2)
    painter.setPen(QPen(accent, 1, Qt.PenStyle.DotLine))
    for x in (place.left(), place.right()):
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, place.top()))


def paint_tag(painter: QPainter, frame: Frame, at: QPointF, lines: list[str], colour: QColor) -> None:
    """A small card beside what is dragged; it stays inside the chart."""
    inks = frame.inks
    metrics = QFontMetricsF(inks.small_font)
    width = max(map(metrics.horizontalAdvance, lines)) + 16
    height = metrics.height() * len(lines) + 8
    x = max(min(at.x(), frame.area.right() - width - 4), 4.0)
    y = at.y() if at.y() + height < frame.area.bottom() - 4 else at.y() - 2 * frame.rows.height - height + 6
    place = QRectF(round(x) + 0.5, round(y) + 0.5, round(width), round(height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(inks.border, 1))
    painter.setBrush(inks.raised)
    painter.drawRoundedRect(place, 4, 4)
    painter.setFont(inks.small_font)
    painter.setPen(colour)
    inside = place.adjusted(8, 4, -8, -4)
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "\n".join(lines))
