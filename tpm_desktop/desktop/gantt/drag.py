"""What a bar becomes while it is dragged: a ghost with its new dates, and one gesture when it is dropped."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import dates, records
from tpm_desktop.gestures.dates import Span
from tpm_desktop.plan import instant, minutes
from tpm_desktop.planning.columns import WHOLE

from .bar_look import Bar
from .frame import Frame
from .ghost import paint_ghost, paint_tag
from .timescale import DAY, TimeScale, snap_step

_FIVE_PER_CENT = WHOLE // 20


class Drag(Protocol):
    """A drag under way; `cursor` is what the pointer looks like."""

    @property
    def cursor(self) -> Qt.CursorShape: ...

    def move(self, frame: Frame, x: float, y: float) -> None:
        """The pointer is there now."""

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw what would become of it."""

    def drop(self) -> None:
        """Make the gesture."""


class _DateDrag:
    """What moving and stretching have in common: a span of dates, shown as a ghost of the bar."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, session: Session, bar: Bar, x: float, scale: TimeScale) -> None:
        self._session, self._program = session, session.program
        self._row, self._id = bar.row, self._program.plan.state.outline.ids[bar.row]
        self._from = scale.at(x)
        self._summary = bar.summary
        self.span: Span | None = None

    def _snapped(self, frame: Frame, x: float) -> int:
        """Minutes that the pointer has gone, in whole steps."""
        step = snap_step(frame.scale)
        return round((frame.scale.at(x) - self._from) / step) * step

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if self.span is None:
            return
        left, right = (frame.scale.x(float(minutes(at))) for at in (self.span.start, self.span.finish))
        line = int(frame.shown.line[self._row])
        y = frame.y(line) + frame.rows.bar_top
        paint_ghost(painter, frame, QRectF(left, y, max(right - left, 6.0), frame.rows.bar))
        paint_tag(painter, frame, QPointF(left, y + frame.rows.height), self._said(), frame.inks.text)

    def _said(self) -> list[str]:
        assert self.span is not None
        formats = self._session.formats
        start = formats.moment(self.span.start, weekday=True)
        finish = formats.moment(self.span.finish, finish=True, weekday=True)
        if self.span.duration == 0:
            return [start]
        elapsed = bool(self._program.plan.state.inputs.tasks.elapsed[self._row]) and not self._summary
        length = formats.duration(self.span.duration, elapsed=elapsed, unit="d" if self._summary else None)
        return [f"{start} – {finish}", length]


class MoveDrag(_DateDrag):
    """Moves a bar to a new start."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, frame: Frame, x: float, y: float) -> None:
        gone = self._snapped(frame, x)
        start = self._program.plan.start(self._id)
        moment = instant(minutes(start) + gone)
        self.span = dates.moved_to(self._program, self._id, moment) if moment and gone else None

    def drop(self) -> None:
        if self.span is not None:
            start = self.span.start
            self._session.do(lambda: dates.set_start(self._program, self._id, start))


class StretchDrag(_DateDrag):
    """Stretches a bar to a new finish."""

    def move(self, frame: Frame, x: float, y: float) -> None:
        gone = self._snapped(frame, x)
        finish = minutes(self._program.plan.finish(self._id))
        if snap_step(frame.scale) == DAY:  # whole days: up to the midnight that is nearest to the new end
            finish = -(-finish // DAY) * DAY
        moment = instant(finish + gone)
        self.span = dates.stretched_to(self._program, self._id, moment) if moment and gone else None

    def drop(self) -> None:
        if self.span is not None:
            finish = self.span.finish
            self._session.do(lambda: dates.stretch(self._program, self._id, finish))


class PullDrag(_DateDrag):
    """Pulls the start of a bar while its finish stays."""

    def move(self, frame: Frame, x: float, y: float) -> None:
        gone = self._snapped(frame, x)
        moment = instant(minutes(self._program.plan.start(self._id)) + gone)
        span = dates.pulled_to(self._program, self._id, moment) if moment and gone else None
        self.span = span if span is not None and span.duration > 0 else None

    def drop(self) -> None:
        if self.span is not None:
            start = self.span.start
            self._session.do(lambda: dates.pull(self._program, self._id, start))


class ProgressDrag:
    """Says how much of a task is done."""

    cursor = Qt.CursorShape.SplitHCursor

    def __init__(self, session: Session, bar: Bar) -> None:
        self._session, self._bar = session, bar
        self._before = round(bar.done * WHOLE)
        self.done = self._before

    def move(self, frame: Frame, x: float, y: float) -> None:
        left, right = self._ends(frame)
        share = min(max((x - left) / max(right - left, 1.0), 0.0), 1.0)
        self.done = round(share * WHOLE / _FIVE_PER_CENT) * _FIVE_PER_CENT

    def _ends(self, frame: Frame) -> tuple[float, float]:
        schedule = frame.cells.state.schedule
        row = self._bar.row
        return frame.scale.x(float(schedule.start[row])), frame.scale.x(float(schedule.finish[row]))

    def paint(self, painter: QPainter, frame: Frame) -> None:
        left, right = self._ends(frame)
        y = frame.y(int(frame.shown.line[self._bar.row])) + frame.rows.bar_top
        at = left + (right - left) * self.done / WHOLE
        painter.fillRect(QRectF(left, y + 2, at - left, frame.rows.bar - 4), frame.inks.done)
        painter.fillRect(QRectF(at - 1, y - 2, 2, frame.rows.bar + 4), frame.inks.accent)
        said = self._session.formats.share(self.done)
        paint_tag(painter, frame, QPointF(at, y + frame.rows.height), [said], frame.inks.text)

    def drop(self) -> None:
        if self.done != self._before:
            program = self._session.program
            task_id = program.plan.state.outline.ids[self._bar.row]
            self._session.do(
                lambda: records.set_fields(program, "task", task_id, {"percent_complete": self.done})
            )
