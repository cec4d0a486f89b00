"""What every board of five by five levels paints alike: its axes, and what is dragged over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from .score_board import ScoreBoard

SIDE = 5
Place = tuple[int, int]
"""Levels to the right and upwards, 1 to 5."""


def paint_axes(painter: QPainter, board: ScoreBoard) -> None:
    """The levels at the left and below, and what both axes are of."""
    theme, frame = board.appearance.theme, board.frame()
    wide, high = frame.width() / SIDE, frame.height() / SIDE
    painter.setPen(QColor(theme.text))
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
    middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    metrics, cut = painter.fontMetrics(), Qt.TextElideMode.ElideRight
    for n in range(SIDE):
        side = QRectF(20, frame.bottom() - (n + 1) * high, board.left - 28, high)
        painter.drawText(side, right, metrics.elidedText(f"{n + 1} {board.rows[n]}", cut, int(2 * side.width()) - 16))  # fmt: skip  # noqa: E501
        under = QRectF(frame.left() + n * wide, frame.bottom() + 4, wide, 18)
        said = metrics.elidedText(f"{n + 1} {board.columns[n]}", cut, int(wide) - 4)
        painter.drawText(under, middle, said)
    painter.setPen(QColor(theme.muted))
    painter.drawText(QRectF(frame.left(), frame.bottom() + 22, frame.width(), 18), middle, board.axes[0])
    painter.save()
    painter.translate(12, frame.center().y())
    painter.rotate(-90)
    painter.drawText(QRectF(-frame.height() / 2, -9, frame.height(), 18), middle, board.axes[1])
    painter.restore()


def paint_dragged(painter: QPainter, board: ScoreBoard, at: QPointF) -> None:
    """Where what is picked would be dropped, and its names at the pointer."""
    theme, over = board.appearance.theme, board.cell_at(at)
    if over is not None:
        painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(board.cell_rect(over).adjusted(2, 2, -2, -2))
    first = next((board.pieces[one] for one in board.pieces if one in board.picked), None)
    if first is None:
        return
    many = f"{first.text} +{len(board.picked) - 1}" if len(board.picked) > 1 else first.text
    wide = painter.fontMetrics().horizontalAdvance(many) + 14
    box = QRectF(at.x() + 8, at.y() + 8, wide, 22)
    painter.setPen(QPen(QColor(theme.accent), 1))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(theme.text))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), many)
