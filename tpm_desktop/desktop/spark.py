"""A small line of how a figure went, painted in a table's cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from .appearance import Appearance
from .things_model import Index

MOST = 25
"""The highest score of a risk: lines of several rows can be compared."""


class SparkDelegate(QStyledItemDelegate):
    """Args: values: the figures of an index, the oldest first."""

    def __init__(self, values: Callable[[Index], Sequence[int]], parent: QWidget) -> None:
        super().__init__(parent)
        self._values = values

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        style = QApplication.style() if option.widget is None else option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, option.widget)
        paint_spark(painter, QRectF(option.rect).adjusted(6, 4, -8, -4), self._values(index))


def paint_spark(painter: QPainter, room: QRectF, values: Sequence[int]) -> None:
    """The line with a spot at its end; nothing of no figures."""
    if not values or room.width() < 8:
        return
    theme = Appearance.current().theme
    step = room.width() / max(len(values) - 1, 1)
    points = [
        QPointF(room.left() + n * step, room.bottom() - min(value, MOST) / MOST * room.height())
        for n, value in enumerate(values)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.muted), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    worse = len(values) > 1 and values[-1] > values[-2]
    painter.setBrush(QColor(theme.critical if worse else theme.text))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(points[-1], 2.6, 2.6)
    painter.restore()
