"""Where everything stands: the tasks in their component projects, the projects among themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tpm_desktop.plan.layering import Gaps, Layers, Point, Size, layers
from tpm_desktop.plan.map_layout import PROJECT, Standing, lay_out_map

from .graph import Graph, NodeKind

TASK: Size = (184.0, 46.0)
LINE = 17.0  # of a task's node, for each field that it shows
HEAD = 40.0  # of an opened project, above its tasks
INSIDE = 20.0  # between an opened project's border and its tasks
_TASKS = Gaps(column=56.0, row=16.0, part=28.0)


def task_size(fields: int) -> Size:
    """Of a task's node that shows so many fields below its name."""
    return TASK[0], TASK[1] + (fields - 1) * LINE


@dataclass(slots=True)
class Placing:
    """at: left, top, width and height by node; through: points that an edge runs through between its ends.

    closed: where component projects would stand if all were closed.
    """

    at: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    through: dict[tuple[str, str], list[Point]] = field(default_factory=dict)
    closed: dict[str, Point] = field(default_factory=dict)


def place(graph: Graph, standing: Standing | None = None, task: Size = TASK) -> Placing:
    """Lay the graph out from left to right; component projects that stand somewhere already stay there.

    They are laid out as if all were closed; an opened one then moves what is right of and below it, so that
    opening and closing leaves the map as people know it. task: the size of a task's node.
    """
    owner = {}
    projects: dict[str, list[str]] = {}
    by_row = {node.row: node.id for node in graph.nodes if node.kind is NodeKind.PROJECT}
    for node in graph.nodes:
        if node.kind is NodeKind.OUTSIDE:
            owner[node.id], projects[node.id] = node.id, []
            continue
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
    inner = {p: layers(dict.fromkeys(projects[p], task), inside.get(p, []), _TASKS) for p in opened}
    sizes = {p: _size(inner[p]) if p in opened else PROJECT for p in projects}
    closed = lay_out_map(projects, outside, standing)
    return _together(_stretched(closed, sizes), inner, sizes, task, closed.at)


def _size(inner: Layers) -> Size:
    """Of an opened project."""
    width, height = inner.size
    return max(width + 2 * INSIDE, PROJECT[0]), max(height + HEAD + 2 * INSIDE, PROJECT[1])


def _stretched(layout: Layers, sizes: Mapping[str, Size]) -> Layers:
    """The layout with the room that opened projects need."""
    x = _wider([(at[0], PROJECT[0], sizes[p][0]) for p, at in layout.at.items()])
    y = _wider([(at[1], PROJECT[1], sizes[p][1]) for p, at in layout.at.items()])
    at = {project: (x(left), y(top)) for project, (left, top) in layout.at.items()}
    through = {pair: [(x(px), y(py)) for px, py in bends] for pair, bends in layout.through.items()}
    return Layers(at, through, layout.size)


def _wider(spans: list[tuple[float, float, float]]) -> Callable[[float], float]:
    """Moves a place on one axis by the growth of all that lies before it one after the other.

    What is further stays further, so nothing that stood apart comes to overlap.

    Args: spans: where each begins, its former and its new extent.
    """
    steps: list[tuple[float, float]] = []

    def moved(at: float) -> float:
        return at + max((added for end, added in steps if end <= at), default=0.0)

    for begin, was, now in sorted(span for span in spans if span[2] > span[1]):
        steps.append((begin + was, moved(begin) - begin + now - was))
    return moved


def _together(
    outer: Layers, inner: dict[str, Layers], sizes: dict[str, Size], task: Size, closed: dict[str, Point]
) -> Placing:
    found = Placing(through=dict(outer.through), closed=closed)
    for project, (left, top) in outer.at.items():
        found.at[project] = (left, top, *sizes[project])
        if project not in inner:
            continue
        dx, dy = left + INSIDE, top + HEAD + INSIDE
        for one, (x, y) in inner[project].at.items():
            found.at[one] = (x + dx, y + dy, *task)
        for pair, line in inner[project].through.items():
            found.through[pair] = [(x + dx, y + dy) for x, y in line]
    return found
