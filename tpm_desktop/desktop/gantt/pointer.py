"""What the pointer does on the chart: which part of a bar it is over, and the drag that a press begins."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QToolTip

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.splits import why_whole

from .drag import Drag, MoveDrag, ProgressDrag, PullDrag, StretchDrag
from .draw_drag import DrawDrag
from .editing import why_fixed
from .flag_drag import FlagDrag
from .hits import Hit, Part, around, hit
from .link_drag import LinkDrag
from .part_drag import PartDrag, SplitDrag, cut_under
from .surface import Surface

_THRESHOLD = 4  # pixels before a press becomes a drag
_EDGE = 28  # pixels from the edge within which a drag scrolls
_TICK = 30  # milliseconds
_CURSORS = {
    Part.BAR: Qt.CursorShape.OpenHandCursor,
    Part.START: Qt.CursorShape.SizeHorCursor,
    Part.DEADLINE: Qt.CursorShape.SizeHorCursor,
    Part.CONSTRAINT: Qt.CursorShape.SizeHorCursor,
    Part.FINISH: Qt.CursorShape.SizeHorCursor,
    Part.PROGRESS: Qt.CursorShape.SplitHCursor,
    Part.LINK_FROM_START: Qt.CursorShape.CrossCursor,
    Part.LINK_FROM_FINISH: Qt.CursorShape.CrossCursor,
}
_FIELDS = {Part.DEADLINE: "deadline", Part.CONSTRAINT: "constraint_date"}


class Pointer(QObject):
    """drag: what is dragged now; hovered: outline row whose bar is under the pointer, -1 for none.

    splitting: the next bar that is dragged is split there; cut: where it would be.
    drawn: id of a task that was drawn; splitting_changed: whether bars are split now.
    """

    drawn = Signal(str)
    splitting_changed = Signal(bool)

    def __init__(self, session: Session, surface: Surface) -> None:
        super().__init__(surface)
        self._session, self._surface = session, surface
        self.drag: Drag | None = None
        self.hovered = -1
        self.splitting = False
        self.cut: datetime | None = None
        self._pressed: tuple[Hit, QPointF] | None = None
        self._panned: QPointF | None = None
        self._edges = QTimer(self, interval=_TICK)
        self._edges.timeout.connect(self._scroll_at_edge)

    @property
    def is_fixed(self) -> bool:
        """Whether nothing can be dragged, as in a file that is only read."""
        return self._session.program.file.read_only

    def hit(self, at: QPointF) -> Hit:
        """What lies at a point of the viewport."""
        return hit(self._surface.frame(around(at.x(), at.y())), at.x(), at.y())

    def press(self, found: Hit, at: QPointF) -> None:
        """The left button went down on a part."""
        self._pressed = (found, at)

    def grab(self, at: QPointF) -> None:
        """The middle button went down: time and rows follow the pointer."""
        self._panned = at
        self._surface.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, at: QPointF) -> None:
        """The pointer is there now."""
        if self._panned is not None:
            self._surface.pan(self._panned.x() - at.x())
            self._surface.scroll_rows(self._panned.y() - at.y())
            self._panned = at
        elif self.drag is not None:
            self._drag_to(at)
        elif self._pressed is not None:
            self._begin(*self._pressed, at)
        else:
            self._look(at)

    def release(self) -> None:
        """The button went up: what is dragged is dropped."""
        drag = self.drag
        self._let_go()
        if drag is None:
            return
        if isinstance(drag, SplitDrag):
            self.split_next(on=False)
        drag.drop()

    def split_next(self, *, on: bool) -> None:
        """Whether the next bar that is dragged is split."""
        if on != self.splitting:
            self.splitting, self.cut = on, None
            self._surface.viewport().update()
            self.splitting_changed.emit(on)
            if on:
                self._session.said.emit(self.tr("Press a bar where it is to be split; Esc ends"))

    def cancel(self) -> bool:
        """Let go of what is dragged, as it was, or split nothing after all; whether there was something."""
        if self._let_go():
            return True
        was_splitting = self.splitting
        self.split_next(on=False)
        return was_splitting

    def _let_go(self) -> bool:
        dragged = self.drag is not None
        self.drag = self._pressed = self._panned = None
        self._edges.stop()
        self._surface.viewport().unsetCursor()
        self._surface.viewport().update()
        return dragged

    def leave(self) -> None:
        """The pointer is elsewhere."""
        self._hover(-1)

    def _look(self, at: QPointF) -> None:
        found = self.hit(at)
        if self.splitting:
            self._look_for_cut(found, at)
            return
        on_bar = found.part not in (Part.NOTHING, Part.LINK)
        self._hover(found.row if on_bar and not self.is_fixed else -1)
        shape = Qt.CursorShape.ArrowCursor
        if found.part is Part.LINK:
            shape = Qt.CursorShape.PointingHandCursor
        elif not self.is_fixed:
            shape = _CURSORS.get(found.part, shape)
        self._surface.viewport().setCursor(shape)

    def _look_for_cut(self, found: Hit, at: QPointF) -> None:
        """Where a bar would be split is shown under the pointer."""
        before, self.cut = (self.hovered, self.cut), self._cut_at(found, at.x())
        self._hover(found.row if self.cut is not None else -1)
        shape = Qt.CursorShape.SplitHCursor if self.cut is not None else Qt.CursorShape.ForbiddenCursor
        self._surface.viewport().setCursor(shape)
        if before != (self.hovered, self.cut):
            self._surface.viewport().update()

    def _cut_at(self, found: Hit, x: float) -> datetime | None:
        bar = found.bar
        if bar is None or not bar.left <= x <= bar.right or self.is_fixed:
            return None
        row_id = self._surface.cells.state.outline.ids[bar.row]
        return cut_under(self._session, row_id, self._surface.scale, x)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            before, self.hovered = self.hovered, row
            self._surface.update_row(before)
            self._surface.update_row(row)

    def _begin(self, found: Hit, start: QPointF, at: QPointF) -> None:
        gone = at - start
        if max(abs(gone.x()), abs(gone.y())) < _THRESHOLD or self.is_fixed:
            return
        if self.splitting:
            self.drag = self._split_of(found, start.x())
        elif found.part is Part.NOTHING:
            self.drag = self._new_of(found, start)
        else:
            self.drag = self._drag_of(found, start.x(), sideways=abs(gone.x()) >= abs(gone.y()))
        if self.drag is None:
            self._pressed = None
            return
        QToolTip.hideText()
        self._edges.start()
        self._drag_to(at)

    def _split_of(self, found: Hit, x: float) -> Drag | None:
        at, bar = self._cut_at(found, x), found.bar
        if at is not None and bar is not None:
            return SplitDrag(self._session, bar, at, x, self._surface.scale)
        if bar is not None and bar.left <= x <= bar.right:
            row_id = self._surface.cells.state.outline.ids[bar.row]
            done = self.tr("Only the work that is left of a task can be split")
            self._session.refused.emit(why_whole(self._session.program, row_id) or done)
        return None

    def _new_of(self, found: Hit, start: QPointF) -> Drag | None:
        """On the empty part of a row, or below all rows, a new task is drawn."""
        if found.row < -1 or not len(self._surface.cells.state.outline):
            return None
        frame = self._surface.frame(QRectF(self._surface.viewport().rect()))
        return DrawDrag(self._session, found.row, start, frame, self.drawn.emit)

    def _drag_of(self, found: Hit, x: float, *, sideways: bool) -> Drag | None:
        """The drag that a press on a part begins; a bar itself is moved sideways, and linked up or down."""
        bar, state = found.bar, self._surface.cells.state
        if bar is None or found.part is Part.LINK:
            return None
        if found.part in _FIELDS:
            return FlagDrag(self._session, bar.row, _FIELDS[found.part], x, self._surface.scale)
        if found.part is Part.START:
            return PullDrag(self._session, bar, x, self._surface.scale)
        if found.part is Part.FINISH:
            return StretchDrag(self._session, bar, x, self._surface.scale)
        if found.part is Part.PROGRESS:
            return ProgressDrag(self._session, bar)
        if found.part is not Part.BAR or not sideways:
            if state.outline.is_project[bar.row]:
                return None
            return LinkDrag(self._session, bar, from_start=found.part is Part.LINK_FROM_START)
        fixed = why_fixed(state, bar.row, "start")
        if fixed:
            self._session.refused.emit(self.tr(fixed))
            return None
        if found.piece:
            return PartDrag(self._session, bar, found.piece, x, self._surface.scale)
        return MoveDrag(self._session, bar, x, self._surface.scale)

    def _drag_to(self, at: QPointF) -> None:
        assert self.drag is not None
        view = self._surface.viewport()
        self.drag.move(self._surface.frame(QRectF(view.rect())), at.x(), at.y())
        view.setCursor(self.drag.cursor)
        view.update()

    def _scroll_at_edge(self) -> None:
        """A drag near the edge goes on beyond it."""
        view = self._surface.viewport()
        if self.drag is None or not view.underMouse():
            return
        at = QPointF(view.mapFromGlobal(view.cursor().pos()))
        dx = -12 if at.x() < _EDGE else 12 if at.x() > view.width() - _EDGE else 0
        dy = -8 if at.y() < _EDGE / 2 else 8 if at.y() > view.height() - _EDGE / 2 else 0
        if dx or dy:
            self._surface.pan(dx)
            self._surface.scroll_rows(dy)
            self._drag_to(at)
