"""Where the labels of edges stand: beside each other, and beside the nodes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from .edges import EdgeItem
from .nodes import NodeItem

_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)  # shares of an edge's length
_APART = 6.0
_MOST = 300  # edges; of more than that labels can't be read at once anyway


def spread_labels(nodes: Sequence[NodeItem], edges: Sequence[EdgeItem]) -> None:
    """Move labels along their edges until none covers a node or another label, the middle being preferred."""
    if len(edges) > _MOST:
        return
    taken = [node.head() if node.node.opened else node.rect() for node in nodes]
    for edge in edges:
        if edge.label:
            edge.label_at = _free_place(edge, taken)
            taken.append(edge.label_place())


def _free_place(edge: EdgeItem, taken: Sequence[QRectF]) -> float:
    for share in _PLACES:
        edge.label_at = share
        place = edge.label_place().adjusted(-_APART, -_APART, _APART, _APART)
        if not any(place.intersects(other) for other in taken):
            return share
    return _PLACES[0]
