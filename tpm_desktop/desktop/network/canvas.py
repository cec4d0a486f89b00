"""The graph on screen: choosing, moving along links by keys, and linking by dragging from node to node."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from ..appearance import Appearance
from ..wording import tip
from .band import Band
from .captions import Captions
from .edges import EdgeItem
from .graph import Graph, Node, NodeKind
from .labels import spread_labels
from .moving import GRID, Move
from .nodes import NodeItem
from .placing import Placing
from .walk import STEPS, next_edge, next_node
from .zooming import Zooming

_EDGE = 40.0  # room around the graph
_READABLE_CLOSED = 0.8  # scale at which closed component projects, with their few words, can be read
_Item = NodeItem | EdgeItem


class Canvas(Zooming):
    """Shows a graph and says what is asked of it by ids.

    chosen: table and ids of what was clicked or walked to. toggled: the component project to open or close.
    joined: predecessor and successor of a link that was drawn. opened: the `Edge` that is looked at closely.
    placed: the component project that was moved, and how far. asked: what a context menu was asked for, an
    item or None, and where on screen.
    """

    accessible_role = QAccessible.Role.Graphic
    chosen = Signal(str, tuple)
    toggled = Signal(str)
    joined = Signal(str, str)
    opened = Signal(object)
    placed = Signal(str, QPointF)
    asked = Signal(object, QPoint)

    def __init__(
        self, appearance: Appearance, captions: Captions, why_not: Callable[[str, str], str | None]
    ) -> None:
        super().__init__()
        self.appearance, self._captions, self._why_not = appearance, captions, why_not
        self.setObjectName("network-canvas")
        self.setAccessibleName(
            self.tr("Dependencies as a graph; the list of links holds the same as a table")
        )
        self.setMouseTracking(True)
        self.movable = True
        self.nodes: dict[str, NodeItem] = {}
        self.edges: dict[tuple[str, str], EdgeItem] = {}
        self.current: _Item | None = None
        self._pressed: QPoint | None = None
        self._from: NodeItem | None = None
        self._band: Band | None = None
        self._move: Move | None = None
        self._panned = False
        self.restyle()

    # What is shown

    def show_graph(self, graph: Graph, placing: Placing) -> None:
        """Show a graph laid out anew; what was chosen stays so where it is still there."""
        kept, anchor = self._chosen_key(), self._anchored()
        self.scene().clear()
        self.nodes, self.edges, self.current = {}, {}, None
        self._band = self._from = self._move = None
        for node in graph.nodes:
            item = NodeItem(node, placing.at[node.id], self._captions, self.appearance.theme)
            self.nodes[node.id] = item
            self.scene().addItem(item)
        for edge in graph.edges:
            ends = (edge.source, edge.target)
            line = EdgeItem(
                edge, self.nodes[ends[0]], self.nodes[ends[1]], placing.through.get(ends, []), self._captions
            )
            self.edges[ends] = line
            self.scene().addItem(line)
        spread_labels(list(self.nodes.values()), list(self.edges.values()))
        around = self.scene().itemsBoundingRect()
        self.scene().setSceneRect(around.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE))
        if kept is not None:
            self._make_current(self.edges.get((kept[0], kept[-1])) or self.nodes.get(kept[0]))
        if anchor is not None:
            self._hold(*anchor)
        self.begin_once()

    def _anchored(self) -> tuple[str, QPoint] | None:
        """The component project that stays where it is on screen: that of what is chosen."""
        item = self.current.source if isinstance(self.current, EdgeItem) else self.current
        if item is None:
            return None
        project = next(node for node in self.nodes.values() if node.node.row == item.node.project)
        return project.node.id, self.mapFromScene(project.pos())

    def _hold(self, project_id: str, was: QPoint) -> None:
        if project_id in self.nodes:
            moved = self.mapFromScene(self.nodes[project_id].pos()) - was
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())

    def readable(self) -> float:
        closed = not any(item.node.opened for item in self.nodes.values())
        return _READABLE_CLOSED if closed else super().readable()

    def first_height(self) -> float:
        shown = [item.rect() for item in self.nodes.values() if not item.node.opened]
        return min(shown, key=lambda rect: (rect.left(), rect.top())).center().y() if shown else 0.0

    def renew(
        self,
        graph: Graph,
        critical: Callable[[Node], bool],
        near: Callable[[Node], bool],
        hue: Callable[[Node], str],
    ) -> None:
        """Show the plan as it is now in a graph of the same shape."""
        theme = self.appearance.theme
        for node in graph.nodes:
            item = self.nodes[node.id]
            item.renew(node, critical=critical(node), near=near(node), hue=hue(node), theme=theme)
        for edge in graph.edges:
            self.edges[edge.source, edge.target].renew(edge, theme)
        self.viewport().update()  # once, which is much less than once an item

    def light(self, ids: frozenset[str], *, on: bool) -> None:
        """Mark nodes that an edit moved, or mark them no more."""
        for row_id in ids & self.nodes.keys():
            self.nodes[row_id].lit = on
            self.nodes[row_id].update()

    def restyle(self) -> None:
        """Take the theme's ground."""
        self.setBackgroundBrush(QColor(self.appearance.theme.canvas))

    # What is chosen

    def _chosen_key(self) -> tuple[str, ...] | None:
        if isinstance(self.current, NodeItem):
            return (self.current.node.id,)
        if isinstance(self.current, EdgeItem):
            return self.current.edge.source, self.current.edge.target
        return None

    def _make_current(self, item: _Item | None) -> None:
        for one, chosen in ((self.current, False), (item, True)):
            if one is not None:
                one.chosen = chosen
                one.update()
        self.current = item

    def choose(self, item: _Item | None) -> None:
        """Make an item the chosen one and say so."""
        self._make_current(item)
        if isinstance(item, NodeItem):
            table = "project" if item.node.kind is NodeKind.PROJECT else "task"
            self.chosen.emit(table, (item.node.id,))
        elif isinstance(item, EdgeItem):
            table = "link" if item.edge.links else "commitment"
            self.chosen.emit(table, item.edge.links or item.edge.owed)
        if item is not None:
            self._bring(item)

    def show_chosen(self, table: str, ids: tuple[str, ...]) -> bool:
        """Show what was chosen elsewhere; false where the graph doesn't hold it."""
        item: _Item | None = None
        if table in ("task", "project") and ids:
            item = self.nodes.get(ids[0])
        elif table == "link" and ids:
            item = next((line for line in self.edges.values() if ids[0] in line.edge.links), None)
        if item is not self.current:
            self._make_current(item)
            if item is not None:
                self._bring(item)
        return item is not None

    def _bring(self, item: _Item) -> None:
        """Into sight."""
        if isinstance(item, EdgeItem):
            around = QPointF(30, 20)
            self.ensureVisible(QRectF(item.middle() - around, item.middle() + around))
        else:
            self.ensureVisible(item.head() if item.node.opened else item.rect(), 24, 24)

    # The mouse

    def _at(self, point: QPoint) -> _Item | None:
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
        if not isinstance(item, NodeItem):
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

    def _open(self, item: _Item | None) -> None:
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

    def _open_project(self, item: _Item | None, *, wanted: bool) -> None:
        if isinstance(item, NodeItem):
            project = next(n for n in self.nodes.values() if n.node.row == item.node.project)
            if project.node.opened != wanted:
                self.toggled.emit(project.node.id)

    def _walk(self, key: int, *, among_links: bool) -> None:
        nodes, edges = list(self.nodes.values()), list(self.edges.values())
        if among_links or isinstance(self.current, EdgeItem):
            found: _Item | None = next_edge(self.current, edges, key)
        else:
            found = next_node(self.current, nodes, edges, key)
        if found is not None:
            self.choose(found)
