"""The two tiers above the chart, with the flags of today and the status date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Flag:
    """The name of a date on its line; without a colour of its own it is quiet."""

    place: QRectF
    text: str
    colour: QColor | None


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
        flags = self._flags(frame)
        self._paint_lower(painter, frame, tiers.lower, QRectF(0, half, self.width(), half), flags)
        painter.setFont(inks.small_strong_font)
        self._paint_upper(painter, frame, tiers.upper, QRectF(0, 0, self.width(), half))
        painter.setPen(QPen(inks.line, 1))
        painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))
        for flag in flags:
            self._paint_flag(painter, frame, flag)

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

    def _paint_lower(
        self, painter: QPainter, frame: Frame, step: Step, room: QRectF, flags: list[_Flag]
    ) -> None:
        """Labels of the ticks, without those that a flag would lie over."""
        metrics, formats = QFontMetricsF(painter.font()), self._formats()
        painter.setPen(frame.inks.muted)
        ticks = self._ticks(frame, step)
        lefts = [frame.scale.x(float(tick)) for tick in ticks]
        rooms = [right - left - 2 for left, right in pairwise(lefts)]
        texts = _alike([lower_labels(formats, step, tick) for tick in ticks[:-1]], rooms, metrics)
        for text, left, width in zip(texts, lefts, rooms, strict=False):
            end = left + _PAD + metrics.horizontalAdvance(text)
            under = any(flag.place.left() < end and left + _PAD < flag.place.right() for flag in flags)
            if left >= -2 and not under:
                place = QRectF(left + _PAD, room.top(), max(width, 30.0), room.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _flags(self, frame: Frame) -> list[_Flag]:
        """Today and the status date; where they meet, today's stands beside the other."""
        metrics = QFontMetricsF(frame.inks.small_strong_font)
        found: list[_Flag] = []
        for at, colour, is_status in dated_lines(frame):
            moment, x = instant(at), frame.scale.x(float(at))
            if moment is not None and -60 <= x <= self.width() + 60:
                text = self._formats().date(moment) if is_status else self.tr("Today")
                width = metrics.horizontalAdvance(text) + 12
                place = QRectF(round(x - width / 2), self.height() - _FLAG - 1, width, _FLAG)
                found.append(_Flag(place, text, colour if is_status else None))
        if len(found) == 2 and found[0].place.intersects(found[1].place):
            today, status = found
            after = today.place.center().x() >= status.place.center().x()
            before = status.place.left() - today.place.width() - 2
            today.place.moveLeft(status.place.right() + 2 if after else before)
        return found

    def _paint_flag(self, painter: QPainter, frame: Frame, flag: _Flag) -> None:
        inks, place = frame.inks, flag.place
        painter.setFont(inks.small_strong_font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen if flag.colour else QPen(inks.border, 1))
        painter.setBrush(flag.colour or inks.raised)
        inside = place if flag.colour else place.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, 3, 3)
        painter.setPen(inks.on_accent if flag.colour else inks.muted)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, flag.text)

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


def _alike(texts: list[list[str]], rooms: list[float], metrics: QFontMetricsF) -> list[str]:
    """Labels of one kind for all ticks: the longest that fits everywhere, else what fits of the shortest."""
    for kind in zip(*texts, strict=True):
        widths = map(metrics.horizontalAdvance, kind)
        if all(width <= room for width, room in zip(widths, rooms, strict=True)):
            return list(kind)
    return [_fitting(several[-1:], metrics, room) for several, room in zip(texts, rooms, strict=True)]
