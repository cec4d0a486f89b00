"""Patterns that tell bars apart where there is no colour: a tile on the screen, real lines on paper."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from math import ceil, floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

_STEP = 6  # pixels from one line to the next


class Pattern:
    """Something drawn every few pixels from an origin. as_lines: drawn anew for each place, not tiled."""

    def __init__(self, colour: QColor, *, as_lines: bool) -> None:
        self.colour, self.as_lines = colour, as_lines

    def fill(self, painter: QPainter, place: QRectF, origin: QPointF) -> None:
        """Cover a place of the painter's; what is drawn goes on from the origin."""
        if self.as_lines:
            self.draw(painter, place, origin)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tile)
        painter.setBrushOrigin(QPointF(origin.x() % _STEP, origin.y() % _STEP))
        painter.drawRect(place)

    @cached_property
    def _tile(self) -> QBrush:
        tile = QPixmap(_STEP, _STEP)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(-_STEP, -_STEP, 3 * _STEP, 3 * _STEP), QPointF(0, 0))
        painter.end()
        return QBrush(tile)

    @abstractmethod
    def draw(self, painter: QPainter, place: QRectF, origin: QPointF) -> None:
        """Draw what lies inside a place."""


class Hatch(Pattern):
    """Thin lines that rise to the right: critical."""

    def draw(self, painter: QPainter, place: QRectF, origin: QPointF) -> None:
        left, top, right, bottom = place.left(), place.top(), place.right(), place.bottom()
        base = origin.x() + origin.y()
        lines = []
        for n in range(ceil((left + top - base) / _STEP), floor((right + bottom - base) / _STEP) + 1):
            both = base + n * _STEP  # x and y of each point of a line, together
            one, other = max(left, both - bottom), min(right, both - top)
            lines.append(QLineF(one, both - one, other, both - other))
        painter.setPen(QPen(self.colour, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines(lines)


class Uprights(Pattern):
    """Thin upright lines: from outside."""

    def draw(self, painter: QPainter, place: QRectF, origin: QPointF) -> None:
        begin, half = origin.x() + _STEP / 2, _STEP / 2
        first = ceil((place.left() - begin) / half)
        last = floor((place.right() - begin) / half)
        xs = [begin + n * half for n in range(first, last + 1)]
        painter.setPen(QPen(self.colour, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines([QLineF(x, place.top(), x, place.bottom()) for x in xs])


class Dots(Pattern):
    """Small dots: near-critical."""

    _RADIUS = 0.8
    _PLACES = ((1.3, 1.3), (4.3, 4.3))

    def draw(self, painter: QPainter, place: QRectF, origin: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour)
        inside = place.adjusted(self._RADIUS, self._RADIUS, -self._RADIUS, -self._RADIUS)
        for right, down in self._PLACES:
            x = origin.x() + right + _STEP * ceil((inside.left() - origin.x() - right) / _STEP)
            while x <= inside.right():
                y = origin.y() + down + _STEP * ceil((inside.top() - origin.y() - down) / _STEP)
                while y <= inside.bottom():
                    painter.drawEllipse(QPointF(x, y), self._RADIUS, self._RADIUS)
                    y += _STEP
                x += _STEP
