"""Dragging a deadline or the date of a constraint to another day."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import records
from tpm_desktop.gestures.task_rules import working_finish, working_start
from tpm_desktop.model.schedule import Constraint, Task
from tpm_desktop.plan import instant, minutes
from tpm_desktop.planning.columns import Constraint as Kind

from .bars import paint_deadline
from .flags import AT_START, paint_constraint
from .frame import Frame
from .ghost import paint_tag
from .timescale import DAY, TimeScale, snap_step


class FlagDrag:
    """field: `deadline` or `constraint_date` of the task; `to` is the date that it would have."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, session: Session, row: int, field: str, x: float, scale: TimeScale) -> None:
        self._session, self._program, self._row, self._field = session, session.program, row, field
        state = self._program.plan.state
        self._id, self._from = state.outline.ids[row], scale.at(x)
        self._kind = Kind(int(state.inputs.tasks.constraint[row]))
        self._at_start = field != "deadline" and self._kind in AT_START
        self._before = int(getattr(state.inputs.tasks, field)[row])
        self.to: datetime | None = None

    def move(self, frame: Frame, x: float, y: float) -> None:
        step = snap_step(frame.scale)
        gone = round((frame.scale.at(x) - self._from) / step) * step
        before = self._before
        if step == DAY:  # whole days: a start by the midnight before it, a finish by the one after it
            before = before // DAY * DAY if self._at_start else -(-before // DAY) * DAY
        moment = instant(before + gone) if gone else None
        working = working_start if self._at_start else working_finish
        self.to = moment and working(self._program, self._id, moment)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if self.to is None:
            return
        x, y = frame.scale.x(float(self._minutes)), frame.y(int(frame.shown.line[self._row]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(frame.inks.accent, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, y))
        if self._field == "deadline":
            missed = int(frame.cells.state.schedule.finish[self._row]) > self._minutes
            paint_deadline(painter, frame, QPointF(x, y + frame.rows.bar_top), missed=missed)
        else:
            paint_constraint(painter, frame, QPointF(x, y), self._kind)
        paint_tag(painter, frame, QPointF(x, y + frame.rows.height), [self._said()], frame.inks.text)

    @property
    def _minutes(self) -> int:
        assert self.to is not None
        return minutes(self.to)

    def _said(self) -> str:
        when = self._session.formats.moment(self.to, finish=not self._at_start, weekday=True)
        task = self._program.file.row(Task, self._id)
        if self._field == "deadline" or task is None:
            return f"{Task.columns()['deadline'].label} {when}"
        return f"{Constraint(task.constraint).label} {when}"

    def drop(self) -> None:
        if self.to is not None and self._minutes != self._before:
            values = {self._field: self.to}
            self._session.do(lambda: records.set_fields(self._program, "task", self._id, values))
