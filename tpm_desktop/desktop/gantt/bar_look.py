"""A bar of the chart and how it looks: critical, near-critical, given, vague, inactive or from outside."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from .frame import Frame
from .patterns import Pattern

_PIN = 2.0  # width of the line across an end that is given


@dataclass(frozen=True, slots=True)
class Bar:
    """What is painted for a row: pixels from the viewport's left and the row's upper edge.

    pinned: its start and its finish are given, by hand or from outside; vague: one is only known in words.
    """

    row: int
    y: float
    left: float
    right: float
    done: float
    summary: bool
    milestone: bool
    critical: bool
    near: bool
    active: bool
    external: bool
    pinned: tuple[bool, bool] = (False, False)
    vague: bool = False


def look(frame: Frame, bar: Bar) -> tuple[QPen, QBrush | QColor, Pattern | None]:
    """Edge, ground and pattern of a bar; each kind shows in black and white too.

    Hollow and dotted where it drives nothing, hollow and dashed where it is vague, striped from outside.
    """
    inks, critical = frame.inks, bar.critical and frame.shows.critical
    near = bar.near and frame.shows.critical
    edge = inks.critical_pen if critical else inks.near_pen if near else inks.bar_edge_pen
    if not bar.active:
        return QPen(inks.muted, 1, Qt.PenStyle.DotLine), QBrush(), None
    if bar.vague:
        return QPen(edge.color(), 1.2, Qt.PenStyle.DashLine), inks.canvas, None
    if bar.external:
        return (edge if critical or near else QPen(inks.muted, 1)), inks.baseline, inks.uprights
    if critical:
        return edge, inks.critical_bar, inks.hatch
    return (edge, inks.near_bar, inks.dots) if near else (edge, inks.bar, None)


def paint_pins(painter: QPainter, frame: Frame, bar: Bar) -> None:
    """A line across each end that is given: the bar does not move by itself."""
    rows = frame.rows
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(frame.inks.muted if bar.external else frame.inks.text)
    for given, x in zip(bar.pinned, (bar.left, bar.right - _PIN), strict=True):
        if given:
            painter.drawRect(QRectF(x, bar.y + rows.bar_top - 1, _PIN, rows.bar + 2))


def diamond(centre: QPointF, half: float) -> QPainterPath:
    """The shape of a milestone."""
    path = QPainterPath(QPointF(centre.x(), centre.y() - half))
    path.lineTo(centre.x() + half, centre.y())
    path.lineTo(centre.x(), centre.y() + half)
    path.lineTo(centre.x() - half, centre.y())
    path.closeSubpath()
    return path
