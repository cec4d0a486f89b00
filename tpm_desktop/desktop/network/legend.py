"""What the kinds of arrows mean, in a thin line below the graph."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tpm_desktop.theme import measures

from ..appearance import Appearance
from ..style import font

_LINE, _PAD, _SIDE = 28, 8, 16


class Legend(QWidget):
    """Each kind with its arrow's look and its name."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._slips = appearance, False
        self.setObjectName("network-legend")
        self.setFixedHeight(measures().window.row)
        self.setAccessibleName(self.tr("Legend"))
        self.setAccessibleDescription(
            self.tr(
                "Heavy red: critical. Dashed violet: between component projects. Thin grey: other links. "
                "Dashed amber frame: near-critical task. While a slip is looked at, broken heavy red: "
                "breaks; amber frame: moves."
            )
        )

    def show_slip(self, *, on: bool) -> None:
        """Also tell how what a slip moves and breaks looks."""
        self._slips = on
        self.update()

    def _kinds(self) -> list[tuple[str, str, float, bool]]:
        theme = self._appearance.theme
        slips = [
            (self.tr("Breaks if it slips"), theme.danger, 3.4, True),
            (self.tr("Moves"), theme.near, 2.2, False),
        ]
        if self._slips:
            return [
                *slips,
                (self.tr("Critical"), theme.dependency_critical, 2.6, False),
                (self.tr("Between component projects"), theme.dependency_crossing, 2.0, True),
            ]
        return [
            (self.tr("Critical"), theme.dependency_critical, 2.6, False),
            (self.tr("Between component projects"), theme.dependency_crossing, 2.0, True),
            (self.tr("Other links"), theme.dependency, 1.2, False),
            (self.tr("Near-critical task"), theme.near, 1.6, True),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._appearance.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.canvas))
        painter.setFont(font(measures().window.secondary))
        left, middle = float(_SIDE), self.height() / 2
        for text, colour, width, dashed in self._kinds():
            pen = QPen(QColor(colour), width)
            if dashed:
                pen.setDashPattern([4, 2.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(left, middle), QPointF(left + _LINE, middle))
            painter.setPen(QColor(theme.muted))
            wide = painter.fontMetrics().horizontalAdvance(text)
            room = QRectF(left + _LINE + _PAD, 0, wide + 1, self.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
            left = room.right() + 3 * _PAD
