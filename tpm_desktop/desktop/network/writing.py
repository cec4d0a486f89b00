"""Lines of text in the graph."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter


def write_line(
    painter: QPainter, room: QRectF, text: str, colour: str, made: QFont, *, right: bool = False
) -> None:
    """One line of text, cut short where it doesn't fit."""
    painter.setFont(made)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
