"""What the kinds of arrows mean, drawn small in a corner of the graph."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tpm_desktop.theme import measures

from ..appearance import Appearance
from ..style import font

_LINE, _ROW, _PAD = 30, 18, 8


class Legend(QWidget):
    """Lets the mouse through: it only explains."""

    def __init__(self, appearance: Appearance, over: QWidget) -> None:
        super().__init__(over)
        self._appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("network-legend")
        self.setAccessibleName(self.tr("Legend"))
        self.setAccessibleDescription(
            self.tr("Heavy red: critical. Dashed violet: between component projects. Thin grey: other links.")
        )
        self.resize(self.sizeHint())

    def _rows(self) -> list[tuple[str, str, float, bool]]:
        theme = self._appearance.theme
        return [
            (self.tr("Critical"), theme.dependency_critical, 2.6, False),
            (self.tr("Between component projects"), theme.dependency_crossing, 2.0, True),
            (self.tr("Other links"), theme.dependency, 1.2, False),
        ]

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(row[0]) for row in self._rows())
        return QSize(_LINE + widest + 3 * _PAD, 3 * _ROW + _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.canvas))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font(measures().window.secondary))
        for n, (text, colour, width, dashed) in enumerate(self._rows()):
            middle = _PAD / 2 + n * _ROW + _ROW / 2
            pen = QPen(QColor(colour), width)
            if dashed:
                pen.setDashPattern([4, 2.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(_PAD, middle), QPointF(_PAD + _LINE, middle))
            painter.setPen(QColor(theme.muted))
            room = QRectF(2 * _PAD + _LINE, middle - _ROW / 2, self.width(), _ROW)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
