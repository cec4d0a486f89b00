"""Splitting a bar by pulling its end away, and moving the parts of one that is split."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import splits
from tpm_desktop.gestures.splits import Pieces
from tpm_desktop.plan import instant, minutes

from .bar_look import Bar
from .frame import Frame
from .ghost import paint_ghost, paint_tag
from .timescale import TimeScale, snap_step

_BEYOND = 4.0  # pixels that the mark of a cut stands out above and below the bar


def cut_under(session: Session, row_id: str, scale: TimeScale, x: float) -> datetime | None:
    """Where a task would be split by a press at a pixel; None where it can't be."""
    step = snap_step(scale)
    at = instant(round(scale.at(x) / step) * step)
    can = at is not None and not splits.why_whole(session.program, row_id)
    return at if can and at and splits.cut_at(session.program, row_id, at) else None


def paint_cut(painter: QPainter, frame: Frame, session: Session, row: int, at: datetime) -> None:
    """The place at which a press would split a bar."""
    x, line = frame.scale.x(float(minutes(at))), int(frame.shown.line[row])
    top, bottom = frame.rows.bar_top - _BEYOND, frame.rows.bar_top + frame.rows.bar + _BEYOND
    painter.setPen(QPen(frame.inks.accent, 2))
    painter.drawLine(QPointF(x, frame.y(line) + top), QPointF(x, frame.y(line) + bottom))
    before = QCoreApplication.translate("PartDrag", "Split before {}")
    drag = QCoreApplication.translate("PartDrag", "Drag the rest to where it goes on")
    said = [before.format(session.formats.moment(at, weekday=True)), drag]
    paint_tag(painter, frame, QPointF(x, frame.y(line) + frame.rows.height), said, frame.inks.text)


class _PartsDrag:
    """What both have in common: a task in its parts, as it would be."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, session: Session, bar: Bar, x: float, scale: TimeScale) -> None:
        self._session, self._program = session, session.program
        self._row, self._id = bar.row, self._program.plan.state.outline.ids[bar.row]
        self._from = scale.at(x)
        self.pieces: Pieces = ()
        self.moved = 0  # the part that is dragged, once it has a place of its own

    def _snapped(self, frame: Frame, x: float) -> int:
        step = snap_step(frame.scale)
        return round((frame.scale.at(x) - self._from) / step) * step

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if not self.pieces:
            return
        y = frame.y(int(frame.shown.line[self._row]))
        places = [self._place(frame, y, *piece) for piece in self.pieces]
        for place in places:
            paint_ghost(painter, frame, place)
        at = places[min(self.moved, len(places) - 1)].left()
        paint_tag(painter, frame, QPointF(at, y + frame.rows.height), self._said(), frame.inks.text)

    def _place(self, frame: Frame, y: float, start: datetime, finish: datetime) -> QRectF:
        left, right = (frame.scale.x(float(minutes(at))) for at in (start, finish))
        return QRectF(left, y + frame.rows.bar_top, max(right - left, 3.0), frame.rows.bar)

    def _said(self) -> list[str]:
        formats = self._session.formats
        finish = formats.moment(self.pieces[-1][1], finish=True, weekday=True)
        ends = QCoreApplication.translate("PartDrag", "Finish {}").format(finish)
        if not 0 < self.moved < len(self.pieces):
            return [QCoreApplication.translate("PartDrag", "In one part"), ends]
        stop = formats.moment(self.pieces[self.moved - 1][1], finish=True, weekday=True)
        resume = formats.moment(self.pieces[self.moved][0], weekday=True)
        stops = QCoreApplication.translate("PartDrag", "Stops {}").format(stop)
        return [stops, QCoreApplication.translate("PartDrag", "Goes on {}").format(resume), ends]


class SplitDrag(_PartsDrag):
    """Splits a task where the press was; what is behind it goes on where it is dropped."""

    def __init__(self, session: Session, bar: Bar, at: datetime, x: float, scale: TimeScale) -> None:
        super().__init__(session, bar, x, scale)
        self._at, self._resume = at, at
        self._before = len(splits.Worked.of(self._program, self._id).spans)

    def move(self, frame: Frame, x: float, y: float) -> None:
        gone = self._snapped(frame, x)
        self._resume = instant(minutes(self._at) + max(gone, 0)) or self._at
        self.pieces = splits.split_to(self._program, self._id, self._at, self._resume) if gone > 0 else ()
        self.moved = next((n for n, (start, _) in enumerate(self.pieces) if start >= self._at), 0)

    def drop(self) -> None:
        if len(self.pieces) > self._before:
            self._session.do(lambda: splits.split(self._program, self._id, self._at, self._resume))


class PartDrag(_PartsDrag):
    """Moves a part of a split task; dropped onto the part before it, the two are joined."""

    def __init__(self, session: Session, bar: Bar, part: int, x: float, scale: TimeScale) -> None:
        super().__init__(session, bar, x, scale)
        self._part = self.moved = part
        self._start = splits.Worked.of(self._program, self._id).spans[part][0]
        self._to: datetime | None = None

    def move(self, frame: Frame, x: float, y: float) -> None:
        gone = self._snapped(frame, x)
        self._to = instant(self._start + gone) if gone else None
        self.pieces = ()
        if self._to is not None:
            self.pieces = splits.part_moved_to(self._program, self._id, self._part, self._to)
            joined = len(self.pieces) < len(splits.Worked.of(self._program, self._id).spans)
            self.moved = 0 if joined else self._part

    def drop(self) -> None:
        to = self._to
        if to is not None:
            self._session.do(lambda: splits.move_part(self._program, self._id, self._part, to))
