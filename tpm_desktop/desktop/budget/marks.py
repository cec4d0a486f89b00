"""The small shapes that the grid and its header share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

_OPENED = (QPointF(-4, -2), QPointF(4, -2), QPointF(0, 3))
_CLOSED = (QPointF(-2, -4), QPointF(3, 0), QPointF(-2, 4))
_OVER = (QPointF(-3.5, 3.5), QPointF(3.5, 3.5), QPointF(0, -3.5))


def paint_arrow(painter: QPainter, at: QPointF, colour: str, *, opened: bool) -> None:
    """The arrow of something that can be opened and closed, around a point."""
    _paint(painter, at, colour, _OPENED if opened else _CLOSED)


def paint_over(painter: QPainter, at: QPointF, colour: str) -> None:
    """A triangle that says "over budget" without colour."""
    _paint(painter, at, colour, _OVER)


def _paint(painter: QPainter, at: QPointF, colour: str, shape: tuple[QPointF, ...]) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([at + point for point in shape]))
    painter.restore()
