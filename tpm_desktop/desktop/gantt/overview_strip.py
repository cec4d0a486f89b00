"""The whole plan in miniature below the view, with the part of it that is seen, which can be dragged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tpm_desktop.planning.columns import NONE

from .surface import Surface
from .timescale import TimeScale

_HEIGHT = 40
_MARGIN = 8
_HALF = 3  # pixels from the middle of a milestone to its corners
_MOST_COVERED = 0.125  # of the strip by milestones
_LEAST = 6.0  # pixels of the part that is seen, so that it can be caught


class OverviewStrip(QWidget):
    """The bars of all rows that are shown, but for summaries, from top to bottom over all of the time."""

    def __init__(self, surface: Surface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surface = surface
        self._picture: tuple[object, QImage] | None = None
        self._caught: QPointF | None = None
        self.setObjectName("gantt-overview")
        self.setAccessibleName(self.tr("Overview of the whole plan"))
        self.setToolTip(self.tr("Drag the frame to see another part of the plan"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        surface.sight_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    def _scale(self) -> TimeScale:
        first, last = self._surface.span()
        return TimeScale.fitting(first, last, self.width(), _MARGIN)

    def seen(self) -> QRectF:
        """The part that the chart shows, in pixels of the strip, as far as it lies within the plan's time."""
        found = self._sight()
        left = min(max(found.left(), 1.0), self.width() - 1.0 - _LEAST)
        right = max(min(found.right(), self.width() - 1.0), left + _LEAST)
        return QRectF(left, found.top(), right - left, found.height())

    def _sight(self) -> QRectF:
        """The same, also where it reaches beyond the strip."""
        view, scale, chart = self._surface.viewport(), self._scale(), self._surface.scale
        left, right = scale.x(chart.at(0)), scale.x(chart.at(view.width()))
        whole = max(len(self._surface.shown) * self._surface.row_height(), view.height(), 1)
        room = self.height() - 2
        top = self._surface.verticalScrollBar().value() / whole * room
        height = max(view.height() / whole * room, _LEAST)
        return QRectF(left, 1 + min(top, room - height), right - left, height)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, inks = QPainter(self), self._surface.inks
        painter.fillRect(self.rect(), inks.panel)
        painter.drawImage(self.rect(), self._miniature())
        self._paint_dates(painter)
        painter.setPen(QPen(inks.line, 1))
        painter.drawLine(0, 0, self.width(), 0)
        accent = QColor(inks.accent)
        accent.setAlpha(40)
        painter.setPen(QPen(inks.accent, 1.5))
        painter.setBrush(accent)
        painter.drawRect(self.seen())

    def _paint_dates(self, painter: QPainter) -> None:
        status = int(self._surface.cells.state.inputs.options.status_date)
        if status != NONE:
            x = self._scale().x(float(status))
            painter.setPen(QPen(self._surface.inks.status_date, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height()))

    def _miniature(self) -> QImage:
        """The bars, kept until there are others; a line of pixels stands for as many rows as it must."""
        surface, share = self._surface, self.devicePixelRatioF()
        size = self.size() * share
        about = surface.cells, surface.shown.rows.tobytes(), surface.inks, size, surface.shows.critical
        if self._picture is None or self._picture[0] != about:
            self._picture = about, self._drawn(size, share)
        return self._picture[1]

    def _drawn(self, size: QSize, share: float) -> QImage:
        surface, inks = self._surface, self._surface.inks
        state, rows = surface.cells.state, surface.shown.rows
        lines = np.flatnonzero(rows >= 0)
        rows = rows[lines]
        dated = (state.schedule.start[rows] != NONE) & (state.schedule.finish[rows] != NONE)
        known = dated & ~state.summary[rows]
        lines, rows = lines[known], rows[known]
        scale = self._scale()
        shape = size.height(), size.width()
        ends = (scale.x(end[rows]) * share for end in (state.schedule.start, state.schedule.finish))
        left, right = (np.clip(np.round(x), 0, shape[1] - 1).astype(np.int64) for x in ends)
        down = lines * shape[0] // max(len(surface.shown), 1)
        high = np.maximum((lines + 1) * shape[0] // max(len(surface.shown), 1) - down - round(share), 1)
        critical = state.schedule.critical[rows] & surface.shows.critical
        colours = np.full(shape, inks.panel.rgb(), np.uint32)
        for which, ink in ((~critical, inks.bar), (critical, inks.critical)):
            covered = _covered(shape, down[which], high[which], left[which], right[which])
            colours[covered] = ink.rgb()
        which = state.milestone[rows]
        half = _half(int(which.sum()), self.width() * self.height(), share)
        middle = np.clip(down[which] + high[which] // 2, 0, shape[0] - 1)
        for late, ink in ((False, inks.milestone), (True, inks.critical)):
            these = critical[which] == late
            _put_diamonds(colours, middle[these], left[which][these], half, ink.rgb())
        return QImage(colours.tobytes(), shape[1], shape[0], 4 * shape[1], QImage.Format.Format_RGB32).copy()

    # Dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the part that is seen brings its middle there."""
        at, seen = event.position(), self._sight()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._caught = at - seen.center() if self.seen().contains(at) else QPointF(0, 0)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._show(at - self._caught)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._caught is not None:
            self._show(event.position() - self._caught)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._caught = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _show(self, middle: QPointF) -> None:
        """Have the chart show what lies around a point."""
        surface, seen = self._surface, self._sight()
        gone = middle - seen.center()
        if abs(gone.x()) >= 1:
            surface.show_instant(self._scale().at(middle.x()), at=0.5)
        rows = surface.verticalScrollBar()
        whole = len(surface.shown) * surface.row_height()
        if rows.maximum() > rows.minimum():
            rows.setValue(round(rows.value() + gone.y() / max(self.height() - 2, 1) * whole))


def _half(count: int, area: int, share: float) -> int:
    """Pixels from the middle of a milestone to its corners: fewer where many would hide the bars."""
    fitting = (half for half in range(_HALF, 0, -1) if count * 2 * half**2 <= area * _MOST_COVERED)
    return round(next(fitting, 0) * share)


def _put_diamonds(
    colours: NDArray[np.uint32], y: NDArray[np.int64], x: NDArray[np.int64], half: int, colour: int
) -> None:
    """Paint diamonds around points, wholly within the picture; half: pixels from a centre to its corners."""
    high, wide = colours.shape
    y, x = np.clip(y, half, max(high - 1 - half, half)), np.clip(x, half, max(wide - 1 - half, half))
    for down in range(-half, half + 1):
        for right in range(abs(down) - half, half - abs(down) + 1):
            colours[np.minimum(y + down, high - 1), np.minimum(x + right, wide - 1)] = colour


def _covered(
    shape: tuple[int, int],
    down: NDArray[np.int64],
    high: NDArray[np.int64],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """The pixels that lie in any of the rectangles, all at once: edges are summed up from the corner."""
    edges = np.zeros((shape[0] + 1, shape[1] + 1), np.int64)
    bottom = np.minimum(down + high, shape[0])
    for y, x, step in (
        (down, left, 1), (down, right + 1, -1), (bottom, left, -1), (bottom, right + 1, 1),
    ):  # fmt: skip
        np.add.at(edges, (y, x), step)
    return edges.cumsum(0).cumsum(1)[:-1, :-1] > 0
