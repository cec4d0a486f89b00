"""What the pointer does on the chart: which part of a bar it is over, and the drag that a press begins."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtWidgets import QToolTip

from tpm_desktop.desktop.session import Session

from .drag import Drag, MoveDrag, ProgressDrag, StretchDrag
from .editing import why_fixed
from .hits import Hit, Part, around, hit
from .link_drag import LinkDrag
from .surface import Surface

_THRESHOLD = 4  # pixels before a press becomes a drag
_EDGE = 28  # pixels from the edge within which a drag scrolls
_TICK = 30  # milliseconds
_CURSORS = {
    Part.BAR: Qt.CursorShape.OpenHandCursor,
    Part.FINISH: Qt.CursorShape.SizeHorCursor,
    Part.PROGRESS: Qt.CursorShape.SplitHCursor,
    Part.LINK_FROM_START: Qt.CursorShape.CrossCursor,
    Part.LINK_FROM_FINISH: Qt.CursorShape.CrossCursor,
}


class Pointer(QObject):
    """drag: what is dragged now; hovered: outline row whose bar is under the pointer, -1 for none."""

    def __init__(self, session: Session, surface: Surface) -> None:
        super().__init__(surface)
        self._session, self._surface = session, surface
        self.drag: Drag | None = None
        self.hovered = -1
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
        if not self.cancel() or drag is None:
            return
        drag.drop()

    def cancel(self) -> bool:
        """Let go of what is dragged, as it was; whether there was something."""
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
        on_bar = found.part not in (Part.NOTHING, Part.LINK)
        self._hover(found.row if on_bar and not self.is_fixed else -1)
        shape = Qt.CursorShape.ArrowCursor
        if found.part is Part.LINK:
            shape = Qt.CursorShape.PointingHandCursor
        elif not self.is_fixed:
            shape = _CURSORS.get(found.part, shape)
        self._surface.viewport().setCursor(shape)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            before, self.hovered = self.hovered, row
            self._surface.update_row(before)
            self._surface.update_row(row)

    def _begin(self, found: Hit, start: QPointF, at: QPointF) -> None:
        gone = at - start
        if max(abs(gone.x()), abs(gone.y())) < _THRESHOLD or self.is_fixed:
            return
        self.drag = self._drag_of(found, start.x(), sideways=abs(gone.x()) >= abs(gone.y()))
        if self.drag is None:
            self._pressed = None
            return
        QToolTip.hideText()
        self._edges.start()
        self._drag_to(at)

    def _drag_of(self, found: Hit, x: float, *, sideways: bool) -> Drag | None:
        """The drag that a press on a part begins; a bar itself is moved sideways, and linked up or down."""
        bar, state = found.bar, self._surface.cells.state
        if bar is None or found.part in (Part.NOTHING, Part.LINK):
            return None
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
