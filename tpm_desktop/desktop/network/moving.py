"""A component project on its way to another place on the map, with its tasks and its arrows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF

from .edges import EdgeItem
from .nodes import NodeItem

GRID = 8.0  # to which what is moved snaps, so that what looks level is level


class Move:
    """Begins where the mouse took hold of a project's node, in the scene."""

    def __init__(
        self, node: NodeItem, held: QPointF, nodes: Iterable[NodeItem], edges: Iterable[EdgeItem]
    ) -> None:
        self.node = node
        self.by = QPointF()
        self._held = held
        self._parts = [(one, one.pos()) for one in nodes if one.node.project == node.node.project]
        mine = {one for one, _ in self._parts}
        self._edges = [edge for edge in edges if edge.source in mine or edge.target in mine]

    def lead(self, to: QPointF) -> None:
        """Move along with the mouse, snapped to the grid; arrows run straight meanwhile."""
        wanted = to - self._held
        self.shift(QPointF(round(wanted.x() / GRID) * GRID, round(wanted.y() / GRID) * GRID))

    def shift(self, by: QPointF) -> None:
        """Stand that far from the beginning."""
        self.by = by
        for part, at in self._parts:
            part.setPos(at + by)
        for edge in self._edges:
            edge.route(())
