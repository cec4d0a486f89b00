"""The charts of a simulation: how sure each finish or cost is, and both together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from tpm_desktop.plan.simulation import Confidence, Numbers
from tpm_desktop.theme import measures

from ..appearance import Appearance
from ..style import font

_LEFT, _RIGHT, _ABOVE, _BELOW = 52, 24, 28, 30
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_TO_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_TO_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_BARS = 40
_LABEL = 96.0


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn: all runs sorted, as planned, and how a value is said.

    beside: the same after the responses, drawn dashed; sure: a share that is marked besides P50 and P80.
    """

    confidence: Confidence
    said: Callable[[int], str]
    title: str
    beside: Confidence | None = None
    sure: float = 0.8


@dataclass(frozen=True, slots=True)
class Cloud:
    """Runs by finish and cost, and the line of what 70 % of them hold together."""

    finishes: Numbers
    costs: Numbers
    frontier: list[tuple[int, int]]
    planned: tuple[int, int]
    said_finish: Callable[[int], str]
    said_cost: Callable[[int], str]


class ConfidenceChart(QWidget):
    """An S-curve above the frequency of the values, or the cloud of finish and cost."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName("simulation-chart")
        self.setMinimumSize(320, 220)
        self._small = font(measures().window.secondary)
        self._shown: Curve | Cloud | None = None

    def show_curve(self, curve: Curve) -> None:
        """Show how sure one value is."""
        self._shown = curve
        one = curve.confidence
        self.setAccessibleName(f"{curve.title}: P50 {curve.said(one.at(0.5))}, P80 {curve.said(one.at(0.8))}")
        self.update()

    def show_cloud(self, cloud: Cloud, name: str) -> None:
        """Show finish and cost together."""
        self._shown = cloud
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        frame = QRectF(_LEFT, _ABOVE, self.width() - _LEFT - _RIGHT, self.height() - _ABOVE - _BELOW)
        if isinstance(self._shown, Curve):
            self._curve(painter, frame, self._shown)
        elif isinstance(self._shown, Cloud):
            self._cloud(painter, frame, self._shown)

    # The curve

    def _curve(self, painter: QPainter, frame: QRectF, curve: Curve) -> None:
        one, theme = curve.confidence, self.appearance.theme
        values = one.ordered.astype(float)
        every = values if curve.beside is None else np.concatenate([values, curve.beside.ordered])
        low, high = _reach(float(every.min()), float(every.max()), float(one.planned))

        def x(value: float) -> float:
            return frame.left() + (value - low) / (high - low) * frame.width()

        def y(share: float) -> float:
            return frame.bottom() - share * frame.height()

        self._shares(painter, frame)
        self._frequency(painter, frame, values, (low, high))
        if curve.beside is not None:
            painter.setPen(QPen(QColor(theme.text), 1.8, Qt.PenStyle.DashLine))
            painter.drawPolyline(_rising(curve.beside.ordered, x, y))
        painter.setPen(QPen(QColor(theme.forecast), 2.2))
        painter.drawPolyline(_rising(values, x, y))
        shares = sorted({0.5, 0.8, curve.sure})
        marks = [(one.at(share), share, f"P{round(share * 100)}") for share in shares]
        taken: list[QRectF] = []
        for value, share, _ in marks:
            painter.setPen(QPen(QColor(theme.text), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x(value), y(share)), QPointF(x(value), frame.bottom()))
            painter.setBrush(QColor(theme.forecast))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(x(value), y(share)), 4, 4)
        for value, share, name in marks:
            self._label(painter, QPointF(x(value), y(share)), f"{name}  {curve.said(value)}", taken, frame)
        at = x(float(one.planned))
        painter.setPen(QPen(QColor(theme.planned), 1.6, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(at, frame.top()), QPointF(at, frame.bottom()))
        painter.setPen(QColor(theme.text))
        said = self.tr("Planned {}").format(curve.said(one.planned))
        width = QFontMetricsF(self._small, self).horizontalAdvance(said) + 8
        left = min(max(at - width / 2, frame.left()), frame.right() - width)
        painter.drawText(QRectF(left, 4, width, 18), _CENTRE, said)
        self._ends(painter, frame, curve.said(round(low)), curve.said(round(high)))

    def _shares(self, painter: QPainter, frame: QRectF) -> None:
        theme = self.appearance.theme
        for share in (0, 20, 40, 60, 80, 100):
            y = frame.bottom() - share / 100 * frame.height()
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(0, y - 8, frame.left() - 8, 16), _TO_RIGHT, f"{share} %")

    def _frequency(
        self, painter: QPainter, frame: QRectF, values: Numbers, reach: tuple[float, float]
    ) -> None:
        """How often each value came out, as bars in the lower part."""
        counts, edges = np.histogram(values, bins=_BARS, range=reach)
        most = max(int(counts.max()), 1)
        width = frame.width() / _BARS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.appearance.theme.pressed))
        for at, count in enumerate(counts.tolist()):
            tall = count / most * frame.height() * 0.4
            painter.drawRect(QRectF(frame.left() + at * width + 1, frame.bottom() - tall, width - 2, tall))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        assert len(edges) == _BARS + 1

    def _label(self, painter: QPainter, at: QPointF, text: str, taken: list[QRectF], frame: QRectF) -> None:
        """A name beside a point, on the side that has room, off those drawn before."""
        width = QFontMetricsF(self._small, self).horizontalAdvance(text) + 8
        left = at.x() + 10 if at.x() + 10 + width <= frame.right() else at.x() - 10 - width
        box = QRectF(left, at.y() - 9, width, 18)
        while any(box.intersects(other) for other in taken):
            box.translate(0, 18)
        taken.append(box)
        painter.fillRect(box, QColor(self.appearance.theme.canvas))
        painter.setPen(QColor(self.appearance.theme.text))
        painter.drawText(box, _CENTRE, text)

    def _ends(self, painter: QPainter, frame: QRectF, first: str, last: str) -> None:
        painter.setPen(QColor(self.appearance.theme.muted))
        below = frame.bottom() + 6
        painter.drawText(QRectF(frame.left(), below, frame.width() / 2, 18), _TO_LEFT, first)
        painter.drawText(QRectF(frame.center().x(), below, frame.width() / 2, 18), _TO_RIGHT, last)

    # The cloud

    def _cloud(self, painter: QPainter, frame: QRectF, cloud: Cloud) -> None:
        theme = self.appearance.theme
        frame = frame.adjusted(40, 0, 0, 0)
        low, high = _reach(float(cloud.finishes.min()), float(cloud.finishes.max()), cloud.planned[0])
        least, most = _reach(float(cloud.costs.min()), float(cloud.costs.max()), cloud.planned[1])

        def at(finish: float, cost: float) -> QPointF:
            return QPointF(
                frame.left() + (finish - low) / (high - low) * frame.width(),
                frame.bottom() - (cost - least) / (most - least) * frame.height(),
            )

        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRect(frame)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.baseline))
        for finish, cost in zip(cloud.finishes.tolist(), cloud.costs.tolist(), strict=True):
            painter.drawEllipse(at(finish, cost), 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.forecast), 2))
        painter.drawPolyline(QPolygonF([at(finish, cost) for finish, cost in cloud.frontier]))
        painter.setPen(QPen(QColor(theme.planned), 1.4, Qt.PenStyle.DashLine))
        planned = at(*cloud.planned)
        painter.drawLine(QPointF(planned.x(), frame.top()), QPointF(planned.x(), frame.bottom()))
        painter.drawLine(QPointF(frame.left(), planned.y()), QPointF(frame.right(), planned.y()))
        painter.setPen(QColor(theme.text))
        said = self.tr("Line: 70 % of runs hold both; dashed: plan")
        painter.drawText(QRectF(frame.left(), 4, frame.width(), 18), _TO_LEFT, said)
        painter.setPen(QColor(theme.muted))
        for cost in (least, most):
            y = at(low, cost).y()
            painter.drawText(QRectF(0, y - 9, frame.left() - 6, 18), _TO_RIGHT, cloud.said_cost(round(cost)))
        self._ends(painter, frame, cloud.said_finish(round(low)), cloud.said_finish(round(high)))


def _rising(values: Numbers, x: Callable[[float], float], y: Callable[[float], float]) -> QPolygonF:
    """The share of runs by value, of many as many as can be seen."""
    step, ordered = max(1, len(values) // 400), values.astype(float)
    points = [QPointF(x(value), y((at * step + 1) / len(values))) for at, value in enumerate(ordered[::step])]
    return QPolygonF([QPointF(x(ordered[0]), y(0)), *points, QPointF(x(ordered[-1]), y(1))])


def _reach(low: float, high: float, planned: float) -> tuple[float, float]:
    """From where to where an axis goes: all values and the planned one, with a little room."""
    low, high = min(low, planned), max(high, planned)
    room = (high - low) * 0.03 or 1.0
    return low - room, high + room
