"""The burn-down of risks: what was and will be expected as columns, how many are open as a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import font
from tpm_desktop.formats import Formats
from tpm_desktop.plan.burn_words import burn_headline, burn_rows
from tpm_desktop.plan.risk_burn import BurnDown, BurnPoint, Told
from tpm_desktop.theme import measures

_LEFT, _RIGHT, _ABOVE, _BELOW = 72.0, 40.0, 30.0, 24.0
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class BurnChart(QWidget):
    """Closed periods are filled, today stands out, what is planned is hollow."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName("risk-burn-down")
        self.setMinimumSize(320, 150)
        self.found: BurnDown | None = None
        self.title = ""
        self._formats: Formats | None = None
        self._small = font(measures().window.secondary)

    def show_burn(self, found: BurnDown, formats: Formats) -> None:
        """Show another one."""
        self.found, self._formats, self.title = found, formats, burn_headline(found, formats)
        self.setAccessibleName(self.title)
        self.setAccessibleDescription("; ".join(": ".join(row[:3]) for row in burn_rows(found, formats)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.canvas))
        if self.found is None or self._formats is None:
            return
        painter.setFont(font(weight=font().Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        cut = painter.fontMetrics().elidedText(self.title, Qt.TextElideMode.ElideRight, self.width() - 24)
        painter.drawText(QPointF(12, 18), cut)
        painter.setFont(self._small)
        frame = QRectF(_LEFT, _ABOVE, self.width() - _LEFT - _RIGHT, max(self.height() - _ABOVE - _BELOW, 20))
        points = self.found.points
        most = max([point.exposure or 0 for point in points] + [1])
        count = max([point.count for point in points] + [1])
        wide = frame.width() / len(points)
        self._scale(painter, frame, most, count)
        tops = []
        end = -1e9
        for n, point in enumerate(points):
            x = frame.left() + n * wide
            self._column(painter, frame, QRectF(x, 0, wide, 0), point, most)
            tops.append(QPointF(x + wide / 2, frame.bottom() - point.count / count * frame.height()))
            said = self._formats.date(point.day, year=False)
            needs = painter.fontMetrics().horizontalAdvance(said) + 8
            if x + wide / 2 - needs / 2 > end or point.told is Told.NOW:
                end = x + wide / 2 + needs / 2
                painter.setPen(QColor(theme.text if point.told is Told.NOW else theme.muted))
                painter.drawText(QRectF(x + wide / 2 - 40, frame.bottom() + 4, 80, 16), _MIDDLE, said)
        painter.setPen(QPen(QColor(theme.text), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(tops))
        painter.setBrush(QColor(theme.text))
        for top in tops:
            painter.drawEllipse(top, 2.5, 2.5)

    def _scale(self, painter: QPainter, frame: QRectF, most: int, count: int) -> None:
        theme, formats = self.appearance.theme, self._formats
        assert formats is not None  # there is something to show
        for share in (0.0, 0.5, 1.0):
            y = frame.bottom() - share * frame.height()
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(QColor(theme.muted))
            said = formats.compact(round(most * share))
            painter.drawText(QRectF(0, y - 8, _LEFT - 8, 16), _AT_RIGHT, said)
            many = round(count * share, 1)
            if many == int(many):
                at = QRectF(frame.right() + 8, y - 8, _RIGHT - 8, 16)
                painter.drawText(at, _AT_LEFT, str(int(many)))

    def _column(self, painter: QPainter, frame: QRectF, across: QRectF, point: BurnPoint, most: int) -> None:
        theme = self.appearance.theme
        high = (point.exposure or 0) / most * frame.height()
        inset = min(across.width() * 0.22, 18.0)
        box = QRectF(across.left() + inset, frame.bottom() - high, across.width() - 2 * inset, high)
        planned = point.told is Told.PLANNED
        painter.setPen(QPen(QColor(theme.bar), 1, Qt.PenStyle.DashLine if planned else Qt.PenStyle.SolidLine))
        fill = {Told.CLOSED: theme.bar_tint, Told.NOW: theme.bar, Told.PLANNED: theme.canvas}[point.told]
        painter.setBrush(QColor(fill))
        if high >= 1:
            painter.drawRect(box)
