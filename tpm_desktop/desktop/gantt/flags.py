"""The flags of a row: the deadline, and the date of a constraint, of which each can be dragged."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from tpm_desktop.planning.columns import NONE, Constraint

from .frame import Frame

FLAG_HEIGHT = 5.0
FLAG_WIDTH = 6.0
_FROM = (Constraint.SNET, Constraint.FNET)
_UP_TO = (Constraint.SNLT, Constraint.FNLT)
AT_START = (Constraint.MSO, Constraint.SNET, Constraint.SNLT)


def deadline_x(frame: Frame, row: int) -> float | None:
    """The pixel of a row's deadline; None without one."""
    at = int(frame.cells.state.inputs.tasks.deadline[row])
    return None if at == NONE else frame.x(at)


def constraint_x(frame: Frame, row: int) -> float | None:
    """The pixel of a row's constraint where its flag is shown, else None."""
    if not (frame.shows.constraints or row in frame.selected or row == frame.hovered):
        return None
    tasks = frame.cells.state.inputs.tasks
    at = int(tasks.constraint_date[row])
    dated = int(tasks.constraint[row]) > Constraint.ALAP and at != NONE and not tasks.manual[row]
    return frame.x(at) if dated else None


def paint_constraints(painter: QPainter, frame: Frame) -> None:
    """A pennant at each constraint's date: it points to where the bar may be, at a “must” to both sides."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    kinds = frame.cells.state.inputs.tasks.constraint
    for n in np.flatnonzero(frame.lines >= 0).tolist():
        row = int(frame.lines[n])
        x = constraint_x(frame, row)
        if x is not None and frame.area.left() - 9 <= x <= frame.area.right() + 9:
            paint_constraint(
                painter, frame, QPointF(x, frame.y(frame.first + n)), Constraint(int(kinds[row]))
            )


def paint_constraint(painter: QPainter, frame: Frame, at: QPointF, kind: Constraint) -> None:
    """The pennant of a constraint; at: its date, and the row's upper edge."""
    x, top, foot = at.x(), at.y() + 0.5, at.y() + frame.rows.bar_top + frame.rows.bar
    painter.setPen(QPen(frame.inks.text, 1))
    painter.drawLine(QPointF(x, top), QPointF(x, foot))
    painter.setBrush(frame.inks.text)
    for side, points in ((1, kind not in _UP_TO), (-1, kind not in _FROM)):
        if points:
            tip = QPointF(x + side * FLAG_WIDTH, top + FLAG_HEIGHT / 2)
            painter.drawPolygon(QPolygonF([QPointF(x, top), tip, QPointF(x, top + FLAG_HEIGHT)]))
