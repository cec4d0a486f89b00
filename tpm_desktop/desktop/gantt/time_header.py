"""The two tiers above the chart, with the flags of today and the status date."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from tpm_desktop.formats import Formats
from tpm_desktop.plan import instant
from tpm_desktop.theme import measures

from .frame import Frame
from .grid import dated_lines
from .labels import lower_labels, upper_labels
from .timescale import Step

_PAD = 5.0
_FLAG = 17.0


def header_height() -> int:
    """Pixels of the header over the tree and over the chart."""
    return 2 * measures().window.row - measures().window.grid


class TimeHeader(QWidget):
    """Paints the scale of a frame; what a frame is, the chart knows.

    dragged: pixels that the pointer moved while pressed; wheeled: a wheel event to be handled as the chart's.
    """

    dragged = Signal(float)
    wheeled = Signal(object)

    def __init__(
        self, frame: Callable[[QRectF], Frame], formats: Callable[[], Formats], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._frame, self._formats = frame, formats
        self._pressed: float | None = None
        self.setObjectName("gantt-time-header")
        self.setAccessibleName(self.tr("Time scale"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFixedHeight(header_height())

    def sizeHint(self) -> QSize:
        return QSize(200, header_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self._frame(QRectF(self.rect()))
        painter, inks = QPainter(self), frame.inks
        painter.fillRect(self.rect(), inks.panel)
        half = self.height() / 2
        tiers = frame.scale.tiers
        painter.setFont(inks.small_font)
        self._paint_lower(painter, frame, tiers.lower, QRectF(0, half, self.width(), half))
        painter.setFont(inks.small_strong_font)
        self._paint_upper(painter, frame, tiers.upper, QRectF(0, 0, self.width(), half))
        painter.setPen(QPen(inks.line, 1))
        painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))
        self._paint_flags(painter, frame)

    def _ticks(self, frame: Frame, step: Step) -> list[int]:
        first, last = frame.scale.at(0), frame.scale.at(self.width())
        return step.ticks(first, last, self._formats().first_weekday)

    def _paint_upper(self, painter: QPainter, frame: Frame, step: Step, room: QRectF) -> None:
        """A label stays at the left edge until its span has gone."""
        metrics = QFontMetricsF(painter.font())
        ticks = self._ticks(frame, step)
        for tick, following in pairwise(ticks):
            left, right = frame.scale.x(float(tick)), frame.scale.x(float(following))
            painter.setPen(QPen(frame.inks.line, 1))
            x = int(left) + 0.5
            painter.drawLine(QPointF(x, room.top()), QPointF(x, self.height()))
            start = max(left, 0.0) + _PAD
            text = _fitting(upper_labels(self._formats(), step, tick), metrics, right - start - 3)
            painter.setPen(frame.inks.text)
            place = QRectF(start, room.top(), right - start, room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_lower(self, painter: QPainter, frame: Frame, step: Step, room: QRectF) -> None:
        metrics = QFontMetricsF(painter.font())
        ticks = self._ticks(frame, step)
        painter.setPen(frame.inks.muted)
        for tick, following in pairwise(ticks):
            left, right = frame.scale.x(float(tick)), frame.scale.x(float(following))
            if left < -2:
                continue
            text = _fitting(lower_labels(self._formats(), step, tick), metrics, right - left - 2)
            place = QRectF(left + _PAD, room.top(), max(right - left, 30.0), room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_flags(self, painter: QPainter, frame: Frame) -> None:
        """The status date's flag lies over today's where they meet."""
        painter.setFont(frame.inks.small_strong_font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for at, colour, is_status in dated_lines(frame):
            moment = instant(at)
            x = frame.scale.x(float(at))
            if moment is None or not -60 <= x <= self.width() + 60:
                continue
            text = self._formats().date(moment) if is_status else self.tr("Today")
            self._paint_flag(painter, frame, x, text, colour if is_status else None)

    def _paint_flag(
        self, painter: QPainter, frame: Frame, x: float, text: str, colour: QColor | None
    ) -> None:
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 12
        place = QRectF(round(x - width / 2), self.height() - _FLAG - 1, width, _FLAG)
        inks = frame.inks
        painter.setPen(Qt.PenStyle.NoPen if colour else QPen(inks.border, 1))
        painter.setBrush(colour or inks.raised)
        painter.drawRoundedRect(place if colour else place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(inks.on_accent if colour else inks.muted)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().x()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self.dragged.emit(self._pressed - event.position().x())
            self._pressed = event.position().x()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)


def _fitting(texts: list[str], metrics: QFontMetricsF, width: float) -> str:
    """The longest of the texts that fits; none where none does."""
    return next((text for text in texts if metrics.horizontalAdvance(text) <= width), "")
