"""What the graph shows: component projects, the tasks of those that are open, the links between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.plan import State
from tpm_desktop.plan.commitments import commitments
from tpm_desktop.plan.crossings import from_outside

Kept = NDArray[np.bool_]
ALL_STEPS = 1_000_000
"""More steps than there are tasks."""


class NodeKind(StrEnum):
    """What a node stands for."""

    PROJECT = "project"
    TASK = "task"
    SUMMARY = "summary"
    MILESTONE = "milestone"
    OUTSIDE = "outside"  # somebody who is no project of ours, but owes something to one


@dataclass(frozen=True, slots=True)
class Node:
    """One node. row, project: outline rows of it and its component project, -1 of who is outside.

    opened: its tasks are shown.
    """

    id: str
    kind: NodeKind
    row: int
    project: int
    opened: bool = False


def outside_id(giver: str) -> str:
    """What stands for the id of an external giver; no row has such a one."""
    return f"outside {giver}"


def outside_name(node_id: str) -> str:
    """What an external giver is called."""
    return node_id.removeprefix("outside ")


@dataclass(frozen=True, slots=True)
class Edge:
    """What an arrow stands for: one link between tasks, or all links between nodes of which one is closed.

    crossing: between component projects; critical: it decides the dates of a critical task by a critical one.
    owed: between closed component projects the commitments, without which there may be no link either.
    """

    source: str
    target: str
    links: tuple[str, ...]
    crossing: bool
    critical: bool
    owed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of the outline, edges in the order of the links."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def shape(self) -> tuple[object, ...]:
        """What a layout depends on; graphs of the same shape are laid out alike."""
        ends = [(edge.source, edge.target, len(edge.links) > 1, bool(edge.owed)) for edge in self.edges]
        return tuple((n.id, n.kind, n.opened) for n in self.nodes), tuple(ends)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are to be seen.

    critical, near: those, or both. driving: only links that decide dates, and without a task around which
    to look only what decides the program's finish. around: a task, and what is within so many steps back and
    forward from it.
    """

    text: str = ""
    critical: bool = False
    near: bool = False
    crossing: bool = False
    driving: bool = False
    around: str = ""
    back: int = 1
    forward: int = 1

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return replace(self, back=1, forward=1) == Wanted()


def crossing_links(state: State) -> Kept:
    """Shape (m,): links between tasks of two component projects."""
    links, project = state.inputs.links, state.outline.project
    return np.asarray(project[links.predecessor] != project[links.successor])


def critical_links(state: State) -> Kept:
    """Shape (m,): links that decide when a critical task starts, from another critical task."""
    links, schedule = state.inputs.links, state.schedule
    driving = schedule.driver[links.successor] == np.arange(len(links))
    return np.asarray(driving & schedule.critical[links.predecessor] & schedule.critical[links.successor])


def read_graph(state: State, opened: set[str], wanted: Wanted) -> Graph:
    """The graph with the tasks of the opened component projects; those around a task are opened for it."""
    kept = _kept(state, wanted)
    outline = state.outline
    shown_as: dict[int, str] = {}
    nodes: list[Node] = []
    milestone, summary = state.milestone, state.summary
    for project in np.flatnonzero(outline.is_project).tolist():
        rows = [row for row in outline.below(project) if kept[row]]
        if not rows and not wanted.everything:
            continue
        open_here = outline.ids[project] in opened or bool(wanted.around)
        nodes.append(Node(outline.ids[project], NodeKind.PROJECT, project, project, open_here))
        if not open_here:
            shown_as.update(dict.fromkeys(rows, outline.ids[project]))
            continue
        for row in rows:
            kind = (
                NodeKind.SUMMARY if summary[row] else NodeKind.MILESTONE if milestone[row] else NodeKind.TASK
            )
            nodes.append(Node(outline.ids[row], kind, row, project))
            shown_as[row] = outline.ids[row]
    edges = [*_edges(state, shown_as, driving=wanted.driving)]
    if wanted.everything:
        givers: dict[str, Node] = {}
        for one in from_outside(state):
            giver = outside_id(one.giver)
            givers[giver] = Node(giver, NodeKind.OUTSIDE, -1, -1)
            owed = tuple(promise.id for promise in one.promises)
            edges.append(Edge(giver, outline.ids[one.receiver], (), True, False, owed))
        nodes += givers.values()
    return Graph(tuple(nodes), tuple(edges))


def _edges(state: State, shown_as: dict[int, str], *, driving: bool) -> Iterable[Edge]:
    """One edge for each pair of nodes that are joined, in the order of their first link."""
    links, ids = state.inputs.links, state.inputs.tables["link"].ids
    crossing, critical = crossing_links(state).tolist(), critical_links(state).tolist()
    joined: dict[tuple[str, str], list[int]] = {}
    ends = zip(links.predecessor.tolist(), links.successor.tolist(), strict=True)
    drives = _pairs(state, driving=True) if driving else set()
    for link, (predecessor, successor) in enumerate(ends):
        if driving and (predecessor, successor) not in drives:
            continue
        source, target = shown_as.get(predecessor), shown_as.get(successor)
        if source is not None and target is not None and source != target:
            joined.setdefault((source, target), []).append(link)
    owed = _owed(state, shown_as)
    for pair in owed:
        joined.setdefault(pair, [])
    for (source, target), rows in joined.items():
        own = tuple(ids[row] for row in rows)
        crosses = not rows or any(crossing[r] for r in rows)
        yield Edge(
            source, target, own, crosses, any(critical[r] for r in rows), owed.get((source, target), ())
        )


def _owed(state: State, shown_as: dict[int, str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The commitments between closed component projects that are shown."""
    ids, shown = state.outline.ids, set(shown_as.values())
    found: dict[tuple[str, str], list[str]] = {}
    for one in commitments(state):
        if min(one.giver, one.receiver) >= 0 and one.giver != one.receiver:
            ends = ids[one.giver], ids[one.receiver]
            if shown.issuperset(ends):
                found.setdefault(ends, []).append(one.id)
    return {ends: tuple(own) for ends, own in found.items()}


def _kept(state: State, wanted: Wanted) -> Kept:
    """Shape (n,): tasks to be seen; summaries only where they have links of their own."""
    links, outline = state.inputs.links, state.outline
    linked = np.zeros(len(outline), bool)
    linked[links.predecessor] = linked[links.successor] = True
    kept = ~outline.is_project & (~state.summary | linked)
    if wanted.critical or wanted.near:
        critical = state.schedule.critical if wanted.critical else np.zeros(len(outline), bool)
        kept &= (critical | state.near_critical) if wanted.near else critical
    if wanted.driving and not wanted.around:
        kept &= state.longest_path
    if wanted.crossing:
        crossing = crossing_links(state)
        ends = np.zeros(len(outline), bool)
        ends[links.predecessor[crossing]] = ends[links.successor[crossing]] = True
        kept &= ends
    if wanted.text:
        kept &= _named(state, wanted.text)
    if wanted.around in outline.row:
        kept &= _around(state, outline.row[wanted.around], wanted)
    return np.asarray(kept)


def _named(state: State, text: str) -> Kept:
    """Shape (n,): rows whose name, code or component project contains the text."""
    sought = text.casefold()
    found = np.array(
        [
            sought in name.casefold() or sought in code.casefold()
            for name, code in zip(state.names, state.wbs, strict=True)
        ]
    )
    return np.asarray(found | found[state.outline.project]) if len(found) else found


def _pairs(state: State, *, driving: bool) -> set[tuple[int, int]]:
    """Rows of tasks that wait for each other, predecessor first; driving: only where that decides dates."""
    links, drives = state.inputs.links, state.driving
    ends = (drives.before, drives.after) if driving else (links.predecessor, links.successor)
    return set(zip(*(side.tolist() for side in ends), strict=True))


def _around(state: State, start: int, wanted: Wanted) -> Kept:
    """Shape (n,): what leads to a task and what follows from it, within so many steps each way."""
    found = np.zeros(len(state.outline), bool)
    found[start] = True
    pairs = _pairs(state, driving=wanted.driving)
    for steps, onwards in ((wanted.forward, True), (wanted.back, False)):
        following: dict[int, list[int]] = {}
        for one, other in pairs:
            end, beyond = (one, other) if onwards else (other, one)
            following.setdefault(end, []).append(beyond)
        waiting, seen = deque([(start, 0)]), {start}
        while waiting:
            row, away = waiting.popleft()
            if away >= steps:
                continue
            for other in following.get(row, []):
                if other not in seen:
                    seen.add(other)
                    waiting.append((other, away + 1))
        found[list(seen)] = True
    return found
