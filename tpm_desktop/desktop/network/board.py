"""The graph on screen: its nodes and arrows as the plan is now, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QColor

from ..appearance import Appearance
from .captions import Captions
from .edges import EdgeItem
from .graph import Graph, Node, NodeKind
from .labels import spread_labels
from .look import Look
from .nodes import NodeItem
from .placing import Placing
from .zooming import Zooming

_EDGE = 40.0  # room around the graph
_READABLE_CLOSED = 0.8  # scale at which closed component projects, with their few words, can be read
Item = NodeItem | EdgeItem


class Board(Zooming):
    """Shows a graph, and which of it is chosen.

    chosen: table and ids of what was clicked or walked to.
    """

    chosen = Signal(str, tuple)

    def __init__(self, appearance: Appearance, captions: Captions) -> None:
        super().__init__()
        self.appearance, self._captions = appearance, captions
        self.nodes: dict[str, NodeItem] = {}
        self.edges: dict[tuple[str, str], EdgeItem] = {}
        self.current: Item | None = None
        self.restyle()

    def let_go(self) -> None:
        """Nothing is held by the mouse any more: the graph is another one."""

    # What is shown

    def show_graph(self, graph: Graph, placing: Placing) -> None:
        """Show a graph laid out anew; what was chosen stays so where it is still there."""
        kept, anchor, seen = self._chosen_key(), self._anchored(), self._is_seen()
        self.scene().clear()
        self.nodes, self.edges, self.current = {}, {}, None
        self.let_go()
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
        if seen and kept is not None and kept[0] in self.nodes:
            self._bring(self.nodes[kept[0]])
        self.begin_once()

    def _is_seen(self) -> bool:
        """Whether what is chosen is in sight; if not, somebody looks elsewhere and goes on doing so."""
        if not isinstance(self.current, NodeItem):
            return False
        shown = self.mapToScene(self.viewport().rect()).boundingRect()
        return shown.intersects(self.current.rect())

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
        own = [item for item in self.nodes.values() if item.node.kind is not NodeKind.OUTSIDE]
        shown = [item.rect() for item in own if not item.node.opened]
        return min(shown, key=lambda rect: (rect.left(), rect.top())).center().y() if shown else 0.0

    def renew(self, graph: Graph, look: Callable[[Node], Look]) -> None:
        """Show the plan as it is now in a graph of the same shape."""
        theme = self.appearance.theme
        for node in graph.nodes:
            self.nodes[node.id].renew(node, look(node), theme)
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

    def _make_current(self, item: Item | None) -> None:
        for one, chosen in ((self.current, False), (item, True)):
            if one is not None:
                one.chosen = chosen
                one.update()
        self.current = item

    def choose(self, item: Item | None) -> None:
        """Make an item the chosen one and say so."""
        self._make_current(item)
        if isinstance(item, NodeItem):
            if item.node.kind is NodeKind.OUTSIDE:
                mine = (line.edge.owed for line in self.edges.values() if line.source is item)
                self.chosen.emit("commitment", tuple(one for owed in mine for one in owed))
            else:
                table = "project" if item.node.kind is NodeKind.PROJECT else "task"
                self.chosen.emit(table, (item.node.id,))
        elif isinstance(item, EdgeItem):
            table = "link" if item.edge.links else "commitment"
            self.chosen.emit(table, item.edge.links or item.edge.owed)
        if item is not None:
            self._bring(item)

    def show_chosen(self, table: str, ids: tuple[str, ...]) -> bool:
        """Show what was chosen elsewhere; false where the graph doesn't hold it."""
        item: Item | None = None
        if table in ("task", "project") and ids:
            item = self.nodes.get(ids[0])
        elif table == "link" and ids:
            item = next((line for line in self.edges.values() if ids[0] in line.edge.links), None)
        if item is not self.current:
            self._make_current(item)
            if item is not None:
                self._bring(item)
        return item is not None

    def _bring(self, item: Item) -> None:
        """Into sight."""
        if isinstance(item, EdgeItem):
            around = QPointF(30, 20)
            self.ensureVisible(QRectF(item.middle() - around, item.middle() + around))
        else:
            self.ensureVisible(item.head() if item.node.opened else item.rect(), 24, 24)
