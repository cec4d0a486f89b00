"""How the standing of a test looks: a letter in a shape, so that it is clear in grey as well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from tpm_desktop.desktop.style import font
from tpm_desktop.plan.integration import Standing
from tpm_desktop.theme import Theme

_SIDE = 18


class Shape(Enum):
    """The outlines of the badges."""

    CIRCLE = auto()
    SQUARE = auto()
    TRIANGLE = auto()
    DIAMOND = auto()
    RING = auto()  # a circle that is not filled: nothing is known yet


@dataclass(frozen=True, slots=True)
class Look:
    """letter, shape and colour token of a badge."""

    letter: str
    shape: Shape
    token: str


LOOKS = {
    Standing.PASSED: Look("P", Shape.CIRCLE, "green"),
    Standing.FAILED: Look("F", Shape.SQUARE, "red"),
    Standing.BLOCKED: Look("B", Shape.TRIANGLE, "red"),
    Standing.OVERDUE: Look("O", Shape.DIAMOND, "amber"),
    Standing.LATE: Look("L", Shape.DIAMOND, "amber"),
    Standing.PLANNED: Look("N", Shape.RING, "muted"),
    Standing.UNDATED: Look("?", Shape.RING, "muted"),
}


def paint_badge(painter: QPainter, place: QRectF, standing: Standing, theme: Theme) -> None:
    """Draw the badge of a test in the middle of a place."""
    look = LOOKS[standing]
    side = min(place.width(), place.height(), _SIDE)
    square = QRectF(0, 0, side, side)
    square.moveCenter(place.center())
    colour, hollow = QColor(getattr(theme, look.token)), look.shape is Shape.RING
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else colour)
    _draw(painter, look.shape, square)
    text = font(weight=QFont.Weight.Bold)
    text.setPixelSize(round(side * (0.5 if look.shape in (Shape.TRIANGLE, Shape.DIAMOND) else 0.58)))
    painter.setFont(text)
    painter.setPen(colour if hollow else QColor(theme.on_rag))
    if look.shape is Shape.TRIANGLE:
        square.translate(0, side * 0.16)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, look.letter)
    painter.restore()


def _draw(painter: QPainter, shape: Shape, square: QRectF) -> None:
    if shape is Shape.SQUARE:
        painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), 2, 2)
    elif shape is Shape.TRIANGLE:
        top = QPointF(square.center().x(), square.top())
        painter.drawPolygon(QPolygonF([top, square.bottomRight(), square.bottomLeft()]))
    elif shape is Shape.DIAMOND:
        middle = square.center()
        corners = (
            QPointF(middle.x(), square.top() - 0.5),
            QPointF(square.right() + 0.5, middle.y()),
            QPointF(middle.x(), square.bottom() + 0.5),
            QPointF(square.left() - 0.5, middle.y()),
        )
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawEllipse(square.adjusted(1, 1, -1, -1))
