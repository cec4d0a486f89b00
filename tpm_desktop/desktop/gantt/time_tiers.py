"""Paints the tiers of a time scale, with the flags of today and the status date."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from tpm_desktop.formats import Formats
from tpm_desktop.plan import instant

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


def paint_tiers(painter: QPainter, frame: Frame, formats: Formats, size: QSizeF) -> None:
    """The time that a frame shows, in a header of this size whose corner is the painter's origin."""
    inks, high = frame.inks, size.height() / len(frame.tiers)
    painter.fillRect(QRectF(QPointF(0, 0), size), inks.panel)
    *uppers, lower = frame.tiers
    flags = _flags(frame, formats, size)
    painter.setFont(inks.small_font)
    _paint_lower(painter, frame, formats, lower, QRectF(0, size.height() - high, size.width(), high), flags)
    painter.setFont(inks.small_strong_font)
    for number, upper in enumerate(uppers):
        room = QRectF(0, number * high, size.width(), high)
        _paint_upper(painter, frame, formats, upper, room, size.height())
    painter.setPen(QPen(inks.line, 1))
    painter.drawLine(QPointF(0, size.height() - 0.5), QPointF(size.width(), size.height() - 0.5))
    for flag in flags:
        _paint_flag(painter, frame, flag)


def _ticks(frame: Frame, formats: Formats, step: Step, width: float) -> list[int]:
    return step.ticks(frame.scale.at(0), frame.scale.at(width), formats.first_weekday)


def _paint_upper(
    painter: QPainter, frame: Frame, formats: Formats, step: Step, room: QRectF, bottom: float
) -> None:
    """A label stays at the left edge until its span has gone; the line before it goes down to the bottom."""
    metrics = QFontMetricsF(painter.font())
    for tick, following in pairwise(_ticks(frame, formats, step, room.width())):
        left, right = frame.scale.x(float(tick)), min(frame.scale.x(float(following)), room.width())
        painter.setPen(QPen(frame.inks.line, 1))
        x = int(left) + 0.5
        painter.drawLine(QPointF(x, room.top()), QPointF(x, bottom))
        start = max(left, 0.0) + _PAD
        text = _fitting(upper_labels(formats, step, tick), metrics, right - start - 3)
        painter.setPen(frame.inks.text)
        place = QRectF(start, room.top(), right - start, room.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _paint_lower(
    painter: QPainter, frame: Frame, formats: Formats, step: Step, room: QRectF, flags: list[_Flag]
) -> None:
    """Labels of the ticks, without those that a flag would lie over."""
    metrics = QFontMetricsF(painter.font())
    painter.setPen(frame.inks.muted)
    ticks = _ticks(frame, formats, step, room.width())
    lefts = [frame.scale.x(float(tick)) for tick in ticks]
    rooms = [right - left - 2 for left, right in pairwise(lefts)]
    texts = _alike([lower_labels(formats, step, tick) for tick in ticks[:-1]], rooms, metrics)
    for text, left, width in zip(texts, lefts, rooms, strict=False):
        end = left + _PAD + metrics.horizontalAdvance(text)
        under = any(flag.place.left() < end and left + _PAD < flag.place.right() for flag in flags)
        if left >= -2 and end <= room.width() and not under:
            place = QRectF(left + _PAD, room.top(), max(width, 30.0), room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _flags(frame: Frame, formats: Formats, size: QSizeF) -> list[_Flag]:
    """Today and the status date; where they meet, today's stands beside the other."""
    metrics = QFontMetricsF(frame.inks.small_strong_font)
    found: list[_Flag] = []
    for at, colour, is_status in dated_lines(frame):
        moment, x = instant(at), frame.scale.x(float(at))
        if moment is not None and 0 <= x <= size.width():
            text = formats.date(moment) if is_status else QCoreApplication.translate("TimeHeader", "Today")
            width = metrics.horizontalAdvance(text) + 12
            left = min(max(round(x - width / 2), 0), max(size.width() - width, 0))
            place = QRectF(left, size.height() - _FLAG - 1, width, _FLAG)
            found.append(_Flag(place, text, colour if is_status else None))
    if len(found) == 2 and found[0].place.intersects(found[1].place):
        today, status = found
        after = today.place.center().x() >= status.place.center().x()
        before = status.place.left() - today.place.width() - 2
        today.place.moveLeft(status.place.right() + 2 if after else before)
    return found


def _paint_flag(painter: QPainter, frame: Frame, flag: _Flag) -> None:
    inks, place = frame.inks, flag.place
    painter.setFont(inks.small_strong_font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen if flag.colour else QPen(inks.border, 1))
    painter.setBrush(flag.colour or inks.raised)
    inside = place if flag.colour else place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inside, 3, 3)
    painter.setPen(inks.on_accent if flag.colour else inks.muted)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, flag.text)


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
