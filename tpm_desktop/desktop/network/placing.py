"""Where everything stands: the tasks in their component projects, the projects among themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from .graph import Graph, NodeKind
from .layering import Gaps, Layers, Point, Size, layers

TASK: Size = (184.0, 46.0)
PROJECT: Size = (240.0, 96.0)
HEAD = 40.0  # of an opened project, above its tasks
INSIDE = 20.0  # between an opened project's border and its tasks
_TASKS = Gaps(column=56.0, row=16.0, part=28.0)
_PROJECTS = Gaps(column=120.0, row=48.0, part=48.0)


@dataclass(slots=True)
class Placing:
    """at: left, top, width and height by node; through: points that an edge runs through between its ends."""

    at: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    through: dict[tuple[str, str], list[Point]] = field(default_factory=dict)


def place(graph: Graph) -> Placing:
    """Lay the graph out from left to right."""
    owner = {}
    projects: dict[str, list[str]] = {}
    by_row = {node.row: node.id for node in graph.nodes if node.kind is NodeKind.PROJECT}
    for node in graph.nodes:
        owner[node.id] = by_row[node.project]
        projects.setdefault(owner[node.id], [])
        if node.kind is not NodeKind.PROJECT:
            projects[owner[node.id]].append(node.id)
    inside: dict[str, list[tuple[str, str]]] = {}
    outside: list[tuple[str, str]] = []
    for edge in graph.edges:
        one, other = owner[edge.source], owner[edge.target]
        if one == other:
            inside.setdefault(one, []).append((edge.source, edge.target))
        else:
            outside.append((one, other))
    opened = {node.id for node in graph.nodes if node.kind is NodeKind.PROJECT and node.opened}
    inner = {p: layers(dict.fromkeys(projects[p], TASK), inside.get(p, []), _TASKS) for p in opened}
    sizes = {p: _size(inner[p]) if p in opened else PROJECT for p in projects}
    return _together(layers(sizes, outside, _PROJECTS), inner, sizes)


def _size(inner: Layers) -> Size:
    """Of an opened project."""
    width, height = inner.size
    return max(width + 2 * INSIDE, PROJECT[0]), height + HEAD + 2 * INSIDE


def _together(outer: Layers, inner: dict[str, Layers], sizes: dict[str, Size]) -> Placing:
    found = Placing(through=dict(outer.through))
    for project, (left, top) in outer.at.items():
        found.at[project] = (left, top, *sizes[project])
        if project not in inner:
            continue
        dx, dy = left + INSIDE, top + HEAD + INSIDE
        for task, (x, y) in inner[project].at.items():
            found.at[task] = (x + dx, y + dy, *TASK)
        for pair, line in inner[project].through.items():
            found.through[pair] = [(x + dx, y + dy) for x, y in line]
    return found
