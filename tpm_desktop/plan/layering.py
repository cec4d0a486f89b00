"""Nodes in layers from left to right, by the Sugiyama method as fast-sugiyama computes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Point = tuple[float, float]
Size = tuple[float, float]
_UNIT = 10.0  # the library's distance between neighbours
_DENSE, _FEW = 4, 200  # edges a node, edges: beyond that exchanging neighbours takes most of a second


@dataclass(slots=True)
class Layers:
    """Where nodes stand and how edges run, from (0, 0) down and to the right.

    at: upper left corners by node; through: points between the ends of an edge; size: of all of it.
    """

    at: dict[str, Point] = field(default_factory=dict)
    through: dict[tuple[str, str], list[Point]] = field(default_factory=dict)
    size: Size = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Room between columns, between rows, and between parts that no edge joins."""

    column: float
    row: float
    part: float


def layers(sizes: Mapping[str, Size], edges: Iterable[tuple[str, str]], gaps: Gaps) -> Layers:
    """Lay nodes out: what is joined in layers, part below part, what nothing joins in a block below.

    Args: sizes: width and height by node; edges: pairs of nodes, left one first; they may form rings.
    """
    pairs = sorted({pair for pair in edges if pair[0] != pair[1]})
    found = Layers()
    top = 0.0
    for part in _parts(pairs):
        one = _part(sizes, part, gaps)
        _put(found, one, (0.0, top))
        top += one.size[1] + gaps.part
    joined = {node for pair in pairs for node in pair}
    alone = [node for node in sizes if node not in joined]
    if alone:
        widest = max(sizes[node][0] for node in alone) + gaps.column
        _put(found, _block(sizes, alone, max(found.size[0], 4 * widest), gaps), (0.0, top))
    return found


def _put(whole: Layers, part: Layers, corner: Point) -> None:
    left, top = corner
    whole.at.update({node: (x + left, y + top) for node, (x, y) in part.at.items()})
    whole.through.update(
        {pair: [(x + left, y + top) for x, y in line] for pair, line in part.through.items()}
    )
    whole.size = max(whole.size[0], left + part.size[0]), max(whole.size[1], top + part.size[1])


def _parts(pairs: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The edges by connected part, the largest part first."""
    owner: dict[str, str] = {}

    def root(node: str) -> str:
        while owner.setdefault(node, node) != node:
            owner[node] = owner[owner[node]]
            node = owner[node]
        return node

    for one, other in pairs:
        owner[root(one)] = root(other)
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        found.setdefault(root(pair[0]), []).append(pair)
    return sorted(found.values(), key=len, reverse=True)


def _part(sizes: Mapping[str, Size], pairs: Sequence[tuple[str, str]], gaps: Gaps) -> Layers:
    """One connected part."""
    nodes = sorted({node for pair in pairs for node in pair})
    number = {node: n for n, node in enumerate(nodes)}
    places, steps = _sugiyama([(number[a], number[b]) for a, b in pairs])
    columns = _columns(places)
    height = [sizes[node][1] for node in nodes]
    middles = _middles(places, columns, height, gaps)
    lefts, widths = _lefts(columns, [sizes[node][0] for node in nodes], gaps)
    column_of = {n: c for c, column in enumerate(columns) for n in column}
    made = Layers()
    for node, n in number.items():
        made.at[node] = lefts[column_of[n]], middles[n] - height[n] / 2
    made.through = {
        (nodes[start], nodes[end]): [
            (x, middles[n])
            for n in line
            for x in (lefts[column_of[n]], lefts[column_of[n]] + widths[column_of[n]])
        ]
        for start, end, line in _lines(steps, len(nodes))
    }
    lowest = max(made.at[node][1] + sizes[node][1] for node in nodes)
    made.size = lefts[-1] + widths[-1], max([lowest, *middles.values()])
    return made


def _sugiyama(pairs: list[tuple[int, int]]) -> tuple[dict[int, Point], list[tuple[int, int]]]:
    """Where the library puts nodes and bends, which are numbered after the nodes; the steps between them."""
    import fast_sugiyama

    nodes = len({node for pair in pairs for node in pair})
    exchange = len(pairs) <= max(_FEW, _DENSE * nodes)
    (found,) = fast_sugiyama.from_edges(pairs, vertex_spacing=_UNIT, dummy_vertices=True, transpose=exchange)
    places, _, _, steps = found
    return {int(n): (float(x), float(y)) for n, (x, y) in places}, [(int(a), int(b)) for a, b in steps or ()]


def _columns(places: Mapping[int, Point]) -> list[list[int]]:
    """Nodes and bends by layer, the first at the left; in each from top to bottom."""
    layers_: dict[float, list[int]] = {}
    for n, (_, y) in places.items():
        layers_.setdefault(round(y / _UNIT), []).append(n)
    return [sorted(layers_[y], key=lambda n: places[n][0]) for y in sorted(layers_, reverse=True)]


def _middles(
    places: Mapping[int, Point], columns: Sequence[Sequence[int]], height: Sequence[float], gaps: Gaps
) -> dict[int, float]:
    """The height at which each node and bend stands: the library's, spread where tall nodes would touch."""
    usual = min(height)
    scale = (usual + gaps.row) / _UNIT
    middles: dict[int, float] = {}
    for column in columns:
        free = float("-inf")
        for n in column:
            half = height[n] / 2 if n < len(height) else 0.0
            middles[n] = max(places[n][0] * scale, free + half)
            free = middles[n] + half + (gaps.row if n < len(height) else gaps.row / 2)
    top = min(middles[n] - (height[n] / 2 if n < len(height) else 0.0) for n in middles)
    return {n: middle - top for n, middle in middles.items()}


def _lefts(
    columns: Sequence[Sequence[int]], width: Sequence[float], gaps: Gaps
) -> tuple[list[float], list[float]]:
    """Left edge and width of each column."""
    widths = [max((width[n] for n in column if n < len(width)), default=0.0) for column in columns]
    lefts, left = [], 0.0
    for own in widths:
        lefts.append(left)
        left += own + gaps.column
    return lefts, widths


def _lines(steps: Iterable[tuple[int, int]], nodes: int) -> Iterable[tuple[int, int, list[int]]]:
    """Each edge from node to node with the bends that it runs through."""
    after: dict[int, list[int]] = {}
    for start, end in steps:
        after.setdefault(start, []).append(end)
    for start in range(nodes):
        for first in after.get(start, []):
            line, at = [], first
            while at >= nodes:
                line.append(at)
                at = after[at][0]
            yield start, at, line


def _block(sizes: Mapping[str, Size], nodes: Sequence[str], width: float, gaps: Gaps) -> Layers:
    """Nodes side by side in rows no wider than that."""
    made = Layers()
    left, top, tallest = 0.0, 0.0, 0.0
    for node in nodes:
        own_width, own_height = sizes[node]
        if left and left + own_width > width:
            left, top, tallest = 0.0, top + tallest + gaps.row, 0.0
        made.at[node] = left, top
        tallest = max(tallest, own_height)
        made.size = max(made.size[0], left + own_width), top + tallest
        left += own_width + gaps.row
    return made
