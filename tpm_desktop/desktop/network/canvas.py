"""The graph under mouse and keyboard: walked along links, linked by dragging, arranged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from ..appearance import Appearance
from ..wording import tip
from .band import Band
from .board import Board, Item
from .captions import Captions
from .edges import EdgeItem
from .graph import NodeKind
from .moving import GRID, Move
from .nodes import NodeItem
from .walk import STEPS, next_edge, next_node


class Canvas(Board):
    """Says what is asked of the graph by ids.

    toggled: the component project to open or close.
    joined: predecessor and successor of a link that was drawn. opened: the `Edge` that is looked at closely.
    placed: the component project that was moved, and how far. asked: what a context menu was asked for, an
    item or None, and where on screen.
    """

    accessible_role = QAccessible.Role.Graphic
    toggled = Signal(str)
    joined = Signal(str, str)
    opened = Signal(object)
    placed = Signal(str, QPointF)
    asked = Signal(object, QPoint)

    def __init__(
        self, appearance: Appearance, captions: Captions, why_not: Callable[[str, str], str | None]
    ) -> None:
        super().__init__(appearance, captions)
        self._why_not = why_not
        self.setObjectName("network-canvas")
        self.setAccessibleName(
            self.tr("Dependencies as a graph; the list of links holds the same as a table")
        )
        self.setMouseTracking(True)
        self.movable = True
        self._pressed: QPoint | None = None
        self._from: NodeItem | None = None
        self._band: Band | None = None
        self._move: Move | None = None
        self._panned = False

    def let_go(self) -> None:
        self._band = self._from = self._move = None

    # The mouse

    def _at(self, point: QPoint) -> Item | None:
        found = [item for item in self.items(point) if isinstance(item, NodeItem | EdgeItem)]
        return found[0] if found else None

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            item = self._at(event.pos())
            QToolTip.showText(event.globalPos(), tip(item.words) if item else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        item = self._at(point)
        if event.button() is not Qt.MouseButton.LeftButton:
            if item is not None:
                self.choose(item)
            return
        if isinstance(item, NodeItem) and item.is_on_expander(self.mapToScene(point)):
            self.choose(item)
            self.toggled.emit(item.node.id)
            return
        self._pressed, self._panned = point, False
        self._from = None
        if item is not None:
            self.choose(item)
        if not isinstance(item, NodeItem) or item.node.kind is NodeKind.OUTSIDE:
            return
        at = self.mapToScene(point)
        if item.node.kind is not NodeKind.PROJECT:
            self._from = item
        elif self.movable and (not item.node.opened or item.head().contains(at)):
            self._move = Move(item, at, self.nodes.values(), self.edges.values())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._move is not None:
            if far or self._panned:
                self._panned = True
                self._move.lead(self.mapToScene(point))
        elif self._from is not None and (far or self._band is not None):
            if self._band is None:
                self._band = Band(self._from, self._why_not, self.appearance.theme)
                self.scene().addItem(self._band)
            self._band.lead(self.mapToScene(point), self._at(point), event.globalPosition().toPoint(), self)
        elif self._from is None and (far or self._panned):
            self._panned = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            moved = point - self._pressed
            self._pressed = point
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        band, pressed, move = self._band, self._pressed, self._move
        self._forget_band()
        self._pressed = self._move = None
        if move is not None:
            if not move.by.isNull():
                self.placed.emit(move.node.node.id, move.by)
        elif band is not None and band.over is not None:
            self.joined.emit(band.source.node.id, band.over.node.id)
        elif band is None and pressed is not None and not self._panned and self._at(pressed) is None:
            self._make_current(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open(self._at(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self._at(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.current
        self.asked.emit(item, event.globalPos())

    def _open(self, item: Item | None) -> None:
        if isinstance(item, NodeItem) and item.node.kind is NodeKind.PROJECT:
            self.toggled.emit(item.node.id)
        elif isinstance(item, EdgeItem):
            self.opened.emit(item.edge)

    def _forget_band(self) -> None:
        if self._band is not None:
            self._band.release()
            self.scene().removeItem(self._band)
        self._band = self._from = None

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk along links, with Alt through those of a node; with Ctrl they move a project."""
        key, item = event.key(), self.current
        if key in STEPS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._nudge(STEPS[Qt.Key(key)])
        elif key in STEPS:
            self._walk(key, among_links=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(item)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal):
            self._open_project(item, wanted=key != Qt.Key.Key_Minus)
        elif key == Qt.Key.Key_Escape and (self._band is not None or self._move is not None):
            self._forget_band()
            if self._move is not None:
                self._move.shift(QPointF())
            self._pressed = self._move = None
        else:
            super().keyPressEvent(event)

    def _nudge(self, step: tuple[int, int]) -> None:
        """Put the chosen component project a little further."""
        item = self.current
        if self.movable and isinstance(item, NodeItem) and item.node.kind is NodeKind.PROJECT:
            self.placed.emit(item.node.id, QPointF(*step) * 2 * GRID)

    def _open_project(self, item: Item | None, *, wanted: bool) -> None:
        if isinstance(item, NodeItem) and item.node.kind is not NodeKind.OUTSIDE:
            project = next(n for n in self.nodes.values() if n.node.row == item.node.project)
            if project.node.opened != wanted:
                self.toggled.emit(project.node.id)

    def _walk(self, key: int, *, among_links: bool) -> None:
        nodes, edges = list(self.nodes.values()), list(self.edges.values())
        if among_links or isinstance(self.current, EdgeItem):
            found: Item | None = next_edge(self.current, edges, key)
        else:
            found = next_node(self.current, nodes, edges, key)
        if found is not None:
            self.choose(found)
