"""The governance chart on screen: looked at, walked through by keys, moved and joined by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from tpm_desktop.plan.governance_chart import BodyBox, GovernanceChart, Tie

from ..appearance import Appearance
from ..wording import tip
from .name_edit import NameEdit
from .painting import Shown, ports_of, rect_of
from .surface import ChartSurface

_NUDGE = 20.0
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class ChartCanvas(ChartSurface):
    """Shows a chart and says what is asked of it by ids.

    chosen: another body is chosen, empty for none. placed: a body was put somewhere. joined: a line is wanted
    from a body to another one, with what it means. renamed: what a body is to be called. wanted: a body is to
    be opened. asked: a context menu, where on screen.
    """

    accessible_role = QAccessible.Role.Canvas
    chosen = Signal(str)
    placed = Signal(str, float, float)
    joined = Signal(str, str, object)
    renamed = Signal(str, str)
    asked = Signal(QPoint)

    def __init__(self, appearance: Appearance, *, writable: bool) -> None:
        super().__init__(appearance)
        self._writable = writable
        self.setObjectName("governance-canvas")
        self.setAccessibleName(self.tr("Governance chart"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.current, self.aimed = "", ""
        self._pressed: QPointF | None = None
        self._moved = QPointF()
        self._dragged = False
        self._joining: Tie | None = None
        self._by_keys = False
        self._pointer = QPointF()
        self._panned: QPoint | None = None
        self.name = NameEdit(self.viewport())
        self.name.setObjectName("governance-name")
        self.name.setAccessibleName(self.tr("Name of the body"))
        self.name.taken.connect(self.renamed)
        self.name.left.connect(self.setFocus)

    # What is shown

    def show_chart(self, chart: GovernanceChart) -> None:
        """Show another chart; what is chosen stays so where it is still there."""
        self.chart = chart
        if self.current and chart.box(self.current) is None:
            self.choose("")
        if self._fits:
            self.fit()
        else:
            self._lay_out()
        self._tell()
        self.viewport().update()

    def laid_out(self) -> None:
        self._put_name()

    def drawn(self) -> GovernanceChart:
        """The chart with the box that is dragged where it is now, without its lines meanwhile."""
        if not self._dragged or self._joining:
            return self.chart
        by = self._moved
        boxes = tuple(
            BodyBox(b.id, b.name, b.kind, b.lines, b.left + by.x(), b.top + by.y(), True)
            if b.id == self.current
            else b
            for b in self.chart.boxes
        )
        ties = tuple(t for t in self.chart.ties if self.current not in (t.source, t.target))
        return GovernanceChart(
            boxes, ties, *(getattr(self.chart, n) for n in ("left", "top", "right", "bottom"))
        )

    def shown(self) -> Shown:
        drawing, box = None, self.chart.box(self.current)
        if self._joining is not None and box is not None:
            begin = ports_of(box)[self._joining].center()
            aimed = self.chart.box(self.aimed)
            drawing = (begin, QPointF(*aimed.middle) if aimed and self._by_keys else self._pointer)
            drawing = None if self._by_keys and aimed is None else drawing
        return Shown(self.current, self.aimed, drawing, self._writable)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keys begins at the first body."""
        if not self.current and self.chart.boxes and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(self.chart.boxes[0].id)
        super().focusInEvent(event)

    def _tell(self) -> None:
        """Say to screen readers which body is chosen and what stands in it."""
        box = self.chart.box(self.current)
        said = [box.name, box.kind, *(f"{one.text} {one.aside}".strip() for one in box.lines)] if box else []
        ties = [f"{t.tie.value} {there.name}" for t in self.chart.ties
                if t.source == self.current and (there := self.chart.box(t.target))]  # fmt: skip
        self.setAccessibleDescription(", ".join([*said, *ties]))

    # What is chosen

    def choose(self, body_id: str) -> None:
        """Make a body the chosen one, in sight."""
        if body_id == self.current:
            return
        self.stop_joining()
        self.current = body_id
        box = self.chart.box(body_id)
        if box is not None:
            self.bring(self.to_view(rect_of(box)))
        self._tell()
        self.viewport().update()
        self.chosen.emit(body_id)

    def _port_at(self, point: QPointF) -> Tie | None:
        box = self.chart.box(self.current)
        if box is None or not self._writable:
            return None
        return next((t for t, at in ports_of(box).items() if at.adjusted(-3, -3, 3, 3).contains(point)), None)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self.to_chart(event.position())
        if event.button() is Qt.MouseButton.MiddleButton:
            self._panned = event.position().toPoint()
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        port = self._port_at(point)
        if port is not None:
            self.join(port, by_keys=False)
            self._pointer = point
            return
        box = self.at(point)
        if self._joining is not None and self._by_keys and box is not None:
            self.aimed = box.id
            self._end_joining()
            return
        self.choose(box.id if box else "")
        self._pressed = event.position() if box is not None and self._writable else None
        self._panned = None if box else event.position().toPoint()
        self._moved, self._dragged = QPointF(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self.to_chart(event.position())
        if self._panned is not None:
            by = event.position().toPoint() - self._panned
            self._panned = event.position().toPoint()
            for bar, moved in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
                bar.setValue(bar.value() - moved)
        elif self._joining is not None and not self._by_keys:
            self._pointer, box = point, self.at(point)
            self.aimed = box.id if box is not None and box.id != self.current else ""
            self.viewport().update()
        elif self._pressed is not None:
            by_pixels = event.position() - self._pressed
            if self._dragged or by_pixels.manhattanLength() >= QApplication.startDragDistance():
                self._dragged, self._moved = True, by_pixels / self.zoom
                self.viewport().update()
        else:
            over = self._port_at(point) is not None
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        box = self.chart.box(self.current)
        if self._joining is not None and not self._by_keys:
            self._end_joining()
        elif self._dragged and box is not None:
            self._dragged, self._pressed = False, None
            self.placed.emit(box.id, box.left + self._moved.x(), box.top + self._moved.y())
        self._pressed, self._panned, self._dragged = None, None, False
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.at(self.to_chart(event.position())) is not None:
            self.rename()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        box = self.at(self.to_chart(QPointF(event.pos())))
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.choose(box.id if box else "")
        elif (chosen := self.chart.box(self.current)) is not None:
            at = self.viewport().mapToGlobal(self.to_view(rect_of(chosen)).center().toPoint())
        self.asked.emit(at)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            box = self.at(self.to_chart(QPointF(event.pos())))
            said = "\n".join(f"{one.text} {one.aside}".strip() for one in box.lines) if box else ""
            QToolTip.showText(event.globalPos(), tip(f"{box.name}\n{said}" if box else ""), self.viewport())
            return True
        return super().viewportEvent(event)

    # Lines to others

    def join(self, tie: Tie, *, by_keys: bool = True) -> None:
        """Begin a line from the chosen body; arrows and Enter say where it leads, Escape leaves it."""
        if self.chart.box(self.current) is None or not self._writable:
            return
        self._joining, self._by_keys, self.aimed = tie, by_keys, ""
        if by_keys:
            self.aimed = next((box.id for box in self.chart.boxes if box.id != self.current), "")
        self.viewport().update()

    def stop_joining(self) -> None:
        """Leave the line that was begun."""
        self._joining, self._by_keys, self.aimed = None, False, ""
        self.viewport().update()

    def _end_joining(self) -> None:
        tie, aimed = self._joining, self.aimed
        self.stop_joining()
        if tie is not None and aimed and aimed != self.current:
            self.joined.emit(self.current, aimed, tie)

    # Its name

    def rename(self) -> None:
        """Type another name for the chosen body, in its box."""
        box = self.chart.box(self.current)
        if box is None or not self._writable:
            return
        self._put_name()
        self.name.begin(box.id, box.name)

    def _put_name(self) -> None:
        box = self.chart.box(self.current)
        if box is not None:
            at = self.to_view(rect_of(box))
            room = QRectF(at.left(), at.top(), max(at.width(), 160), 28)
            self.name.setGeometry(room.toRect())

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Ctrl they move the box; Enter renames, or ends a line; Escape leaves."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _STEPS:
            self._step(_STEPS[Qt.Key(key)], move=control)
        elif key == Qt.Key.Key_Escape and self._joining is not None:
            self.stop_joining()
        elif key in _ENTER and not control:
            if self._joining is not None:
                self._end_joining()
            else:
                self.rename()
        else:
            super().keyPressEvent(event)

    def _step(self, step: tuple[int, int], *, move: bool) -> None:
        box = self.chart.box(self.current)
        if box is not None and move and self._joining is None:
            if self._writable:
                self.placed.emit(box.id, box.left + step[0] * _NUDGE, box.top + step[1] * _NUDGE)
        elif self._joining is not None:
            if (aimed := self.chart.box(self.aimed)) is not None:
                found = self._next(aimed, step, leaving=self.current)
                self.aimed = found.id if found else self.aimed
                self.viewport().update()
        elif box is None:
            self.choose(self.chart.boxes[0].id if self.chart.boxes else "")
        elif (found := self._next(box, step)) is not None:
            self.choose(found.id)

    def _next(self, here: BodyBox, step: tuple[int, int], leaving: str = "") -> BodyBox | None:
        """The nearest body in a direction: what lies aside counts twice."""
        found: list[tuple[float, BodyBox]] = []
        for box in self.chart.boxes:
            x, y = box.middle[0] - here.middle[0], box.middle[1] - here.middle[1]
            ahead, aside = (x * step[0], abs(y)) if step[0] else (y * step[1], abs(x))
            if box.id not in (here.id, leaving) and ahead > 1:
                found.append((ahead + 2 * aside, box))
        return min(found, key=lambda one: one[0])[1] if found else None
