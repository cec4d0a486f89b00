"""The realisation curve of one benefit: planned, measured and expected values by date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from tpm_desktop.formats import Formats
from tpm_desktop.plan.benefits import Realisation
from tpm_desktop.plan.case_words import standing_text
from tpm_desktop.plan.realisation_curves import Curves, Places, curves_of
from tpm_desktop.theme import measures

from ..appearance import Appearance
from ..style import font

_LEFT, _RIGHT, _ABOVE, _BELOW = 52, 76, 44, 28
_STYLES = (
    ("planned", "planned", Qt.PenStyle.SolidLine, 1.4),
    ("expected", "forecast", Qt.PenStyle.DashLine, 1.8),
    ("measured", "actual", Qt.PenStyle.SolidLine, 2.4),
)
_LINE = 15.0  # height of a label


class RealisationChart(QWidget):
    """Paints the curves; names them at their ends."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName("realisation-chart")
        self.setMinimumSize(240, 140)
        self.one: Realisation | None = None
        self.curves: Curves | None = None
        self._formats: Formats | None = None
        self._small = font(measures().window.secondary)

    def show_benefit(self, one: Realisation | None, formats: Formats) -> None:
        """Show another benefit, or none."""
        self.one, self._formats = one, formats
        self.curves = curves_of(one) if one is not None else None
        said = f"{one.benefit.title}: {standing_text(one, formats)}" if one else self.tr("No benefit")
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.canvas))
        if self.one is None or self._formats is None:
            return
        painter.setFont(self._small)
        self._title(painter)
        if self.curves is None:
            said = self.tr("Enter baseline, target and their dates to see the curve")
            painter.drawText(self.rect().adjusted(16, 0, -16, 0), int(Qt.AlignmentFlag.AlignCenter), said)
            return
        self._grid(painter, self.curves, self._formats)
        for name, token, style, width in _STYLES:
            self._curve(
                painter, getattr(self.curves, name), QPen(QColor(getattr(theme, token)), width, style)
            )
        painter.setBrush(QColor(theme.actual))
        for day, value in self.curves.measured:
            painter.drawEllipse(self._place(day, value), 3, 3)
        self._ends(painter, self.curves)

    def _title(self, painter: QPainter) -> None:
        assert self.one is not None
        assert self._formats is not None
        benefit, metrics = self.one.benefit, QFontMetricsF(self._small, self)
        room = self.width() - 32
        unit = f", {benefit.unit}" if benefit.unit else ""
        lines = (f"{benefit.title}{unit}", standing_text(self.one, self._formats))
        for n, (said, token) in enumerate(zip(lines, ("text", "muted"), strict=True)):
            painter.setPen(QColor(getattr(self.appearance.theme, token)))
            fitted = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(16, 16 + n * _LINE), fitted)

    def _place(self, day: date, value: float) -> QPointF:
        assert self.curves is not None
        curves = self.curves
        across = (day - curves.first).days / (curves.last - curves.first).days
        up = (value - curves.low) / (curves.high - curves.low)
        wide, high = self.width() - _LEFT - _RIGHT, self.height() - _ABOVE - _BELOW
        return QPointF(_LEFT + wide * across, _ABOVE + high * (1 - up))

    def _grid(self, painter: QPainter, curves: Curves, formats: Formats) -> None:
        theme = self.appearance.theme
        right, bottom = self.width() - _RIGHT, self.height() - _BELOW
        side = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for level in curves.levels():
            y = self._place(curves.first, level).y()
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(right, y))
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(0, y - 8, _LEFT - 6, 16), side, formats.integer(level))
        for day in curves.ticks():
            x = self._place(day, curves.low).x()
            said = QRectF(x - 40, bottom + 6, 80, 16)
            painter.drawText(said, int(Qt.AlignmentFlag.AlignCenter), formats.month(day))
        assert self.one is not None
        if curves.first <= self.one.day <= curves.last:
            x = self._place(self.one.day, curves.low).x()
            painter.setPen(QPen(QColor(theme.status_date), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, _ABOVE), QPointF(x, bottom))

    def _curve(self, painter: QPainter, places: Places, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([self._place(day, value) for day, value in places]))

    def _ends(self, painter: QPainter, curves: Curves) -> None:
        """Names at the ends, pushed apart where they would touch."""
        theme, x = self.appearance.theme, self.width() - _RIGHT + 6
        named = (
            (curves.planned, self.tr("Planned"), theme.muted),
            (curves.expected, self.tr("Expected"), theme.forecast),
        )
        ends = [(self._place(*places[-1]).y(), said, colour) for places, said, colour in named if places]
        floor = -_LINE
        for y, said, colour in sorted(ends):
            floor = max(y + 4, floor + _LINE)
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(x, floor), said)
