"""Paints what was once planned, thin below the bars: the baseline, or the dates of an earlier moment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from tpm_desktop.planning.columns import NONE

from .bar_look import diamond
from .frame import Frame

_OUTSIDE = 9  # pixels beside the area in which a diamond can still be seen
_LEAST = 2.0


@dataclass(frozen=True, slots=True)
class Earlier:
    """Dates by line, shape (k,) each, minutes since 1970; `NONE` where there is nothing to paint."""

    start: NDArray[np.int64]
    finish: NDArray[np.int64]


def paint_earlier(painter: QPainter, frame: Frame) -> None:
    """A thin bar where each row was, a small diamond for a milestone."""
    dates = _dates(frame)
    if dates is None:
        return
    starts, finishes = dates.start, dates.finish
    known = ((starts != NONE) & (finishes != NONE)).tolist()
    pairs = zip(frame.xs(starts).tolist(), frame.xs(finishes).tolist(), strict=True)
    for n, (left, right) in enumerate(pairs):
        if not known[n] or right < frame.area.left() - _OUTSIDE or left > frame.area.right() + _OUTSIDE:
            continue
        top = frame.y(frame.first + n) + frame.rows.baseline_top
        paint_baseline(painter, frame, left, right, top)


def paint_baseline(painter: QPainter, frame: Frame, left: float, right: float, top: float) -> None:
    """A thin bar; where it has no length, a small diamond."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(frame.inks.baseline)
    if left == right:
        painter.drawPath(diamond(QPointF(left, top + 1), 3.5))
    else:
        painter.drawRect(QRectF(left, top, max(right - left, _LEAST), frame.rows.baseline))


def _dates(frame: Frame) -> Earlier | None:
    """Of the lines to paint; of the baseline without those of summaries, None without any."""
    if frame.earlier is not None:
        seen = slice(frame.first, frame.last + 1)
        return Earlier(frame.earlier.start[seen], frame.earlier.finish[seen])
    state, no_row = frame.cells.state, frame.lines < 0
    baseline = frame.cells.baseline(frame.shows.number)
    if baseline.id is None:
        return None
    rows = np.where(no_row, 0, frame.lines)
    finish = np.where(state.summary[rows] | no_row, NONE, baseline.finish[rows])
    return Earlier(baseline.start[rows], finish)
