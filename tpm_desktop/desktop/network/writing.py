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


def in_two(text: str, made: QFont, wide: float) -> list[str]:
    """The text on one line, or on two where it is too wide for one: broken between words."""
    metrics, words = QFontMetricsF(made), text.split(" ")
    if metrics.horizontalAdvance(text) <= wide or len(words) == 1:
        return [text]
    first = 1
    while first < len(words) - 1 and metrics.horizontalAdvance(" ".join(words[: first + 1])) <= wide:
        first += 1
    return [" ".join(words[:first]), " ".join(words[first:])]
