"""The progress line: down the status date, with a peak to where each task that is behind or ahead stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from tpm_desktop.planning.columns import NONE

from .bar_look import Bar
from .bars import parts_done
from .frame import Frame

_DOT = 2.5
_LEAST = 1.5  # pixels beside the line from which on a task is off it


def paint_progress_line(painter: QPainter, frame: Frame, drawn: list[Bar]) -> None:
    """A zig-zag: a peak to the left is behind, one to the right is ahead; nothing without a status date."""
    status = int(frame.cells.state.inputs.options.status_date)
    if status == NONE:
        return
    line, height = frame.x(status), frame.rows.height
    peaks = [(bar.y, x) for bar in drawn if (x := stands_at(frame, bar, line)) is not None]
    top, bottom = frame.y(frame.first), frame.y(frame.last + 1)
    points = [QPointF(line, min(top, frame.area.top()))]
    for y, x in peaks:
        middle = y + frame.rows.middle
        points += [QPointF(line, y), QPointF(x, middle), QPointF(line, y + height)]
    points.append(QPointF(line, max(bottom, frame.area.bottom())))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(frame.inks.status_date, 1.5))
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(frame.inks.status_date)
    for y, x in peaks:
        painter.drawEllipse(QPointF(x, y + frame.rows.middle), _DOT, _DOT)


def stands_at(frame: Frame, bar: Bar, line: float) -> float | None:
    """The pixel up to which a task is done, None where it is where it should be by the status date.

    One that is done, or has not begun, stands on the line unless it was due otherwise.
    """
    if bar.summary or not bar.active:
        return None
    if bar.done <= 0:
        found = min(bar.left, line)
    elif bar.done >= 1:
        found = max(bar.right, line)
    else:
        parts = parts_done(frame, bar)
        left, right, share = next((part for part in parts if part[2] < 1), parts[-1])
        found = left + (right - left) * share
    return found if abs(found - line) > _LEAST else None
