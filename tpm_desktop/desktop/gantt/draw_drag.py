"""Drawing a new task on the empty part of the chart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import drawing
from tpm_desktop.gestures.dates import Span
from tpm_desktop.plan import instant, minutes

from .frame import Frame
from .ghost import paint_ghost, paint_tag
from .timescale import TimeScale, snap_step


class DrawDrag:
    """A task from where the press was to where it is let go, behind the row that it is drawn on.

    done: told the id of the new task.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, session: Session, row: int, at: QPointF, frame: Frame, done: Callable[[str], object]
    ) -> None:
        self._session, self._done = session, done
        self._after = session.program.plan.state.outline.ids[row] if row >= 0 else None
        self._from = frame.scale.at(at.x())
        self._line = int((at.y() + frame.scroll) // frame.rows.height)
        self.span: Span | None = None

    def move(self, frame: Frame, x: float, y: float) -> None:
        first, last = _whole_steps(frame.scale, self._from, frame.scale.at(x))
        start, finish = instant(first), instant(last)
        self.span = drawing.drawn(self._session.program, start, finish) if start and finish else None

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if self.span is None:
            return
        left, right = (frame.scale.x(float(minutes(at))) for at in (self.span.start, self.span.finish))
        y = frame.y(self._line)
        if self._after is not None:  # the edge between the rows where the new one comes
            painter.setPen(QPen(frame.inks.accent, 1))
            edge = y + frame.rows.height - 0.5
            painter.drawLine(QPointF(frame.area.left(), edge), QPointF(frame.area.right(), edge))
        place = QRectF(left, y + frame.rows.bar_top, max(right - left, 6.0), frame.rows.bar)
        paint_ghost(painter, frame, place)
        paint_tag(painter, frame, QPointF(left, y + frame.rows.height), self._said(), frame.inks.text)

    def _said(self) -> list[str]:
        assert self.span is not None
        formats = self._session.formats
        start = formats.moment(self.span.start, weekday=True)
        finish = formats.moment(self.span.finish, finish=True, weekday=True)
        said = QCoreApplication.translate("DrawDrag", "New task, {}")
        return [f"{start} – {finish}", said.format(formats.duration(self.span.duration))]

    def drop(self) -> None:
        if self.span is None:
            return
        span, program = self.span, self._session.program
        name = QCoreApplication.translate("DrawDrag", "New task")
        made = self._session.do(lambda: drawing.draw_task(program, span, name=name, after=self._after))
        if made is not None:
            self._done(made)


def _whole_steps(scale: TimeScale, one: float, other: float) -> tuple[int, int]:
    """The whole steps that lie between two instants, in whichever order: from the first on to the last."""
    step = snap_step(scale)
    first, last = sorted((one, other))
    return int(first // step) * step, -int(-last // step) * step
