"""The governance chart in sight: as large as it fits or somebody wants it, and where things lie on screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from tpm_desktop.plan.governance_chart import BodyBox, GovernanceChart

from ..appearance import Appearance
from .painting import Painting, Shown, rect_of

_MARGIN, _STEP = 40.0, 1.25
_LEAST, _MOST = 0.2, 2.0


class ChartSurface(QAbstractScrollArea):
    """Shows a chart, zoomed and scrolled."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.chart, self.zoom = GovernanceChart((), ()), 1.0
        self._fits = True  # until somebody zooms
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _: self.viewport().update())

    def drawn(self) -> GovernanceChart:
        """The chart as it is painted."""
        return self.chart

    def shown(self) -> Shown:
        """What of it stands out."""
        return Shown()

    def laid_out(self) -> None:
        """The chart lies elsewhere on screen, or is shown larger or smaller."""

    def fit(self) -> None:
        """Show all of it, no larger than it is."""
        self._fits = True
        size, chart = self.viewport().size(), self.chart
        wide, tall = chart.right - chart.left + 2 * _MARGIN, chart.bottom - chart.top + 2 * _MARGIN
        shares = (size.width() / max(wide, 1), size.height() / max(tall, 1), 1.0)
        self.zoom = max(min(shares), _LEAST)
        self._lay_out()

    def zoom_by(self, steps: int) -> None:
        """Larger above zero, smaller below; what is in the middle stays there."""
        self._fits = False
        before = self.to_chart(QPointF(self.viewport().rect().center()))
        self.zoom = min(max(self.zoom * _STEP**steps, _LEAST), _MOST)
        self._lay_out()
        after = self.to_chart(QPointF(self.viewport().rect().center()))
        for bar, moved in (
            (self.horizontalScrollBar(), before.x() - after.x()),
            (self.verticalScrollBar(), before.y() - after.y()),
        ):
            bar.setValue(bar.value() + round(moved * self.zoom))
        self.viewport().update()

    def _lay_out(self) -> None:
        size, chart = self.viewport().size(), self.chart
        for bar, room, length in (
            (self.horizontalScrollBar(), size.width(), chart.right - chart.left),
            (self.verticalScrollBar(), size.height(), chart.bottom - chart.top),
        ):
            bar.setRange(0, max(round((length + 2 * _MARGIN) * self.zoom) - room, 0))
            bar.setPageStep(room)
            bar.setSingleStep(40)
        self.laid_out()
        self.viewport().update()

    def _origin(self) -> QPointF:
        """Where the chart's unit 0, 0 lies in the viewport: what fits stands in the middle."""
        chart, size = self.chart, self.viewport().size()
        wide = (chart.right - chart.left + 2 * _MARGIN) * self.zoom
        x = max((size.width() - wide) / 2, 0) - self.horizontalScrollBar().value()
        y = -self.verticalScrollBar().value()
        return QPointF(x + (_MARGIN - chart.left) * self.zoom, y + (_MARGIN - chart.top) * self.zoom)

    def to_chart(self, point: QPointF) -> QPointF:
        """A point of the viewport in the chart's units."""
        return (point - self._origin()) / self.zoom

    def to_view(self, rect: QRectF) -> QRectF:
        """A rectangle of the chart in the viewport."""
        at = rect.topLeft() * self.zoom + self._origin()
        return QRectF(at.x(), at.y(), rect.width() * self.zoom, rect.height() * self.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()
        else:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        theme = self._appearance.theme
        painter.fillRect(self.viewport().rect(), theme.canvas)
        painter.translate(self._origin())
        painter.scale(self.zoom, self.zoom)
        seen = QRectF(
            self.to_chart(QPointF(0, 0)), self.to_chart(QPointF(self.viewport().rect().bottomRight()))
        )
        Painting(painter, theme, self.zoom).paint(self.drawn(), self.shown(), seen)

    def bring(self, at: QRectF) -> None:
        size = self.viewport().size()
        for bar, low, high, room in (
            (self.horizontalScrollBar(), at.left(), at.right(), size.width()),
            (self.verticalScrollBar(), at.top(), at.bottom(), size.height()),
        ):
            if low < 0:
                bar.setValue(bar.value() + round(low) - 8)
            elif high > room:
                bar.setValue(bar.value() + round(high) - room + 8)

    def at(self, point: QPointF) -> BodyBox | None:
        """The body at a point of the chart, the uppermost one."""
        return next((box for box in reversed(self.chart.boxes) if rect_of(box).contains(point)), None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)
