"""The milestone trend: when each milestone was expected, report by report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import font
from tpm_desktop.formats import Formats
from tpm_desktop.plan.slip_scale import SlipScale, apart, slip_scale, slip_text
from tpm_desktop.plan.trends import Slip, chosen_slips
from tpm_desktop.theme import measures

_LEFT, _ABOVE, _BELOW = 88.0, 36.0, 44.0
_NAMES = 0.36  # of the width, for the names at the right
_LINE = 16.0
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)


class SlipChart(QWidget):
    """A line a milestone, named at its end; level is on time, rising is later."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName("slip-chart")
        self.setMinimumSize(360, 220)
        self.scale: SlipScale | None = None
        self.title = ""
        self._formats: Formats | None = None
        self._small = font(measures().window.secondary)

    def show_slips(self, found: Sequence[Slip], title: str, formats: Formats) -> None:
        """Show other milestones. Args: title: what they amount to."""
        self.scale, self.title, self._formats = slip_scale(chosen_slips(list(found), 8)), title, formats
        self.setAccessibleName(title)
        lines = self.scale.slips if self.scale else ()
        told = [f"{slip.name} {slip_text(slip, formats)}".strip() for slip in lines]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.canvas))
        painter.setFont(font(weight=font().Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        metrics = QFontMetricsF(painter.font(), self)
        painter.drawText(QPointF(16, 20), metrics.elidedText(self.title, _ELIDED, self.width() - 32))
        painter.setFont(self._small)
        if self.scale is None or self._formats is None:
            painter.setPen(QColor(theme.muted))
            said = self.tr("A trend shows once two reports know a milestone: close a period first")
            painter.drawText(self.rect().adjusted(24, 32, -24, 0), int(_MIDDLE), said)
            return
        self._grid(painter, self.scale, self._formats)
        for number, slip in enumerate(self.scale.slips):
            self._slip(painter, self.scale, slip, number)
        self._names(painter, self.scale, self._formats)

    def _ground(self) -> QRectF:
        names = self.width() * _NAMES
        return QRectF(_LEFT, _ABOVE, self.width() - _LEFT - names, self.height() - _ABOVE - _BELOW)

    def _place(self, scale: SlipScale, point: tuple[object, object]) -> QPointF:
        ground = self._ground()
        across, up = scale.across(point[0]), scale.up(point[1])  # type: ignore[arg-type]
        return QPointF(ground.left() + ground.width() * across, ground.bottom() - ground.height() * up)

    def _grid(self, painter: QPainter, scale: SlipScale, formats: Formats) -> None:
        theme, ground = self.appearance.theme, self._ground()
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for day in scale.expected_ticks():
            y = self._place(scale, (scale.first, day)).y()
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(8, y - 8, _LEFT - 16, 16), right, formats.month(day))
        end = -1e9
        for day in scale.reports():
            x = self._place(scale, (day, scale.low)).x()
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(x, ground.top()), QPointF(x, ground.bottom()))
            if x - 24 < end:
                continue
            end = x + 24
            painter.setPen(QColor(theme.muted))
            painter.drawText(
                QRectF(x - 32, ground.bottom() + 4, 64, 16), int(_MIDDLE), formats.date(day, year=False)
            )
        painter.setPen(QColor(theme.muted))
        below = QRectF(ground.left(), ground.bottom() + 22, ground.width(), 16)
        said = self.tr("Reported on · + working days since the first report")
        said = QFontMetricsF(self._small, self).elidedText(said, _ELIDED, below.width())
        painter.drawText(below, int(_MIDDLE), said)
        if (line := scale.diagonal()) is not None:
            painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DotLine))
            painter.drawLine(self._place(scale, line[0]), self._place(scale, line[1]))

    def _slip(self, painter: QPainter, scale: SlipScale, slip: Slip, number: int) -> None:
        colour = QColor(self.appearance.theme.project_hue(number))
        painter.setPen(QPen(colour, 1.8, _STYLES[number // 2 % len(_STYLES)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [self._place(scale, point) for point in slip.points]
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, 2.5, 2.5)

    def _names(self, painter: QPainter, scale: SlipScale, formats: Formats) -> None:
        """Names at the right, pushed apart, with a thin line to where each ends."""
        theme, ground = self.appearance.theme, self._ground()
        ends = [self._place(scale, slip.points[-1]) for slip in scale.slips]
        middles = apart([end.y() for end in ends], _LINE, ground.top() - 8, self.height() - 4.0)
        metrics, left = QFontMetricsF(self._small, self), ground.right() + 28
        for number, (slip, end, y) in enumerate(zip(scale.slips, ends, middles, strict=True)):
            painter.setPen(QPen(QColor(theme.project_hue(number)), 1))
            painter.drawLine(end + QPointF(4, 0), QPointF(left - 4, y))
            moved = slip_text(slip, formats)
            room = self.width() - left - 8 - (metrics.horizontalAdvance(moved) + 8 if moved else 0)
            painter.setPen(QColor(theme.text))
            named = metrics.elidedText(slip.name, _ELIDED, room)
            painter.drawText(QPointF(left, y + 4), named)
            painter.setPen(QColor(theme.critical if slip.later > 0 else theme.muted))
            painter.drawText(QPointF(left + metrics.horizontalAdvance(named) + 6, y + 4), moved)


_ELIDED = Qt.TextElideMode.ElideRight
_MIDDLE = Qt.AlignmentFlag.AlignCenter
