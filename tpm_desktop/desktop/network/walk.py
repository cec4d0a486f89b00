"""Where the arrow keys lead in the graph: along links to the right and left, to neighbours up and down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from .edges import EdgeItem
from .nodes import NodeItem

RIGHT, LEFT, UP, DOWN = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down
STEPS = {RIGHT: (1, 0), LEFT: (-1, 0), UP: (0, -1), DOWN: (0, 1)}
"""The keys with the direction in which each leads, right and down."""


def next_node(
    current: NodeItem | EdgeItem | None, nodes: Sequence[NodeItem], edges: Sequence[EdgeItem], key: int
) -> NodeItem | None:
    """The node that an arrow key leads to: the first where none is chosen, None where it leads nowhere."""
    if not isinstance(current, NodeItem):
        return nodes[0] if nodes else None
    if key in (RIGHT, LEFT):
        return _along(current, nodes, edges, forward=key == RIGHT)
    return _beside(current, nodes, down=key == DOWN)


def _along(
    current: NodeItem, nodes: Sequence[NodeItem], edges: Sequence[EdgeItem], *, forward: bool
) -> NodeItem | None:
    """What waits for the node, or what it waits for: what is critical first, then the nearest in height."""
    ends = [
        (line, line.target if forward else line.source)
        for line in edges
        if (line.source if forward else line.target) is current
    ]
    if ends:
        return min(ends, key=lambda end: (not end[0].edge.critical, _apart(current, end[1])))[1]
    if current.node.opened and forward:
        inside = [n for n in nodes if n.node.project == current.node.project and n is not current]
        return min(inside, key=lambda n: (n.rect().left(), n.rect().top()), default=None)
    return None


def _beside(current: NodeItem, nodes: Sequence[NodeItem], *, down: bool) -> NodeItem | None:
    """The nearest above or below, in the same column where there is one."""
    here = current.rect()
    found = []
    for node in nodes:
        there = node.rect()
        ahead = there.top() - here.top() if down else here.top() - there.top()
        if node is not current and ahead > 1 and not node.node.opened:
            found.append((ahead + 3 * abs(there.left() - here.left()), node))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _apart(one: NodeItem, other: NodeItem) -> float:
    return abs(one.rect().center().y() - other.rect().center().y())


def next_edge(
    current: NodeItem | EdgeItem | None, edges: Sequence[EdgeItem], key: int
) -> EdgeItem | NodeItem | None:
    """Through the links of a node up and down; from a link to its ends left and right."""
    if isinstance(current, EdgeItem):
        if key == RIGHT:
            return current.target
        if key == LEFT:
            return current.source
        around = _of(current.source, edges)
        step = 1 if key == DOWN else -1
        return around[(around.index(current) + step) % len(around)]
    around = _of(current, edges) if current is not None else list(edges)
    return around[0] if around else None


def _of(node: NodeItem, edges: Sequence[EdgeItem]) -> list[EdgeItem]:
    return [line for line in edges if node in (line.source, line.target)]
