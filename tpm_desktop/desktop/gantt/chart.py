"""The time-scale chart as people use it: press, drag, hover, keys and menus on the painted surface."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QToolTip, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.theme import Theme

from .bar_look import Bar
from .cells import Cells
from .drag import Drag
from .frame import Frame
from .hits import Part
from .hover import card
from .part_drag import paint_cut
from .pointer import Pointer
from .rows import ShownRows
from .surface import Surface


class Chart(Surface):
    """Bars that can be moved, stretched and linked.

    row_pressed: outline row, -1 below all, and the keyboard modifiers; row_opened: outline row that was
    double-clicked; link_pressed: id of a link; menu_wanted: where, in global pixels.
    """

    accessible_role = QAccessible.Role.Chart
    row_pressed = Signal(int, object)
    row_opened = Signal(int)
    link_pressed = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.setObjectName("gantt-chart")
        self.setAccessibleName(self.tr("Time chart"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.viewport().setMouseTracking(True)
        self.pointer = Pointer(session, self)
        self._session = session
        self._still: tuple[object, QPixmap] | None = None

    @property
    def drag(self) -> Drag | None:
        """What is dragged now."""
        return self.pointer.drag

    def hovered_row(self) -> int:
        return self.pointer.hovered

    def show_rows(self, cells: Cells, shown: ShownRows) -> None:
        self.pointer.leave()
        super().show_rows(cells, shown)

    def take_cells(self, cells: Cells) -> None:
        self.pointer.leave()
        super().take_cells(cells)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self.drag is not None:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """While something is dragged only that is painted anew, over a picture of the plan."""
        if self.drag is None:
            self._still = None
            super().paintEvent(event)
            return
        frame = self.frame(QRectF(self.viewport().rect()))
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._picture(frame))
        self.drag.paint(painter, frame)

    def _picture(self, frame: Frame) -> QPixmap:
        """The plan as it is painted without what is dragged, kept until another part of it is seen."""
        seen = frame.cells, frame.scale, frame.scroll, self.viewport().size()
        if self._still is None or self._still[0] != seen:
            share = self.devicePixelRatioF()
            picture = QPixmap(self.viewport().size() * share)
            picture.setDevicePixelRatio(share)
            painter = QPainter(picture)
            self.paint_plan(painter, frame)
            painter.end()
            self._still = seen, picture
        return self._still[1]

    def paint_over(self, painter: QPainter, frame: Frame, drawn: list[Bar]) -> None:
        pointer = self.pointer
        if not pointer.splitting:
            super().paint_over(painter, frame, drawn)
        elif pointer.cut is not None and pointer.hovered >= 0:
            paint_cut(painter, frame, self._session, pointer.hovered, pointer.cut)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() is Qt.MouseButton.MiddleButton:
            self.pointer.grab(at)
            return
        found = self.pointer.hit(at)
        if found.part is Part.LINK:
            self.link_pressed.emit(self.cells.state.inputs.tables["link"].ids[found.link])
        else:
            self.row_pressed.emit(found.row, event.modifiers())
        if event.button() is Qt.MouseButton.LeftButton:
            self.pointer.press(found, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.pointer.hit(event.position())
        if found.row >= 0:
            self.row_opened.emit(found.row)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.pointer.cancel():
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.pointer.hit(QPointF(event.pos()))
            said = card(self.cells, found) if self.drag is None else ""
            QToolTip.showText(event.globalPos(), said, self.viewport())
            return True
        return super().viewportEvent(event)
