"""Who waits for whom: links and outline as one network, its rings, and the links that close them.

A summary takes part twice: it opens before its children and closes after them. A link to a summary holds its
opening and so all children; a link from a summary waits for its closing and so for the last child.
"""

from collections.abc import Callable, Sequence

import numpy as np

from tpm_desktop.planning.columns import Flags, Links, Rows, Tasks
from tpm_desktop.planning.errors import PlanError

__all__ = [
    "check_rows",
    "cycle_closing_links",
    "find_cycle",
    "ring_rows",
    "steps_of",
    "summaries",
    "would_close",
]

Steps = list[list[int]]
"""For each node those that follow it: `row` is a task or a summary's opening, `n + row` its closing."""


def summaries(tasks: Tasks) -> Flags:
    """Which rows are summaries: those with children, and component projects. Shape (n,)."""
    found = tasks.container.copy()
    found[tasks.parent[tasks.parent >= 0]] = True
    return found


def find_cycle(tasks: Tasks, links: Links) -> list[int] | None:
    """The rows of one ring of tasks that wait for each other, in order; None where there is none."""
    to_itself = links.predecessor == links.successor
    if to_itself.any():
        return [int(links.predecessor[to_itself][0])]
    steps = steps_of(tasks, links, summaries(tasks))
    done = set(_order(steps))
    before: dict[int, int] = {}
    for node, following in enumerate(steps):
        if node not in done:
            for other in following:
                before.setdefault(other, node)
    stuck = next((node for node in before if node not in done), None)
    if stuck is None:
        return None
    place: dict[int, int] = {}
    while stuck not in place:
        place[stuck] = len(place)
        stuck = before[stuck]
    return ring_rows(list(place)[place[stuck] :][::-1], tasks.parent.tolist())


def cycle_closing_links(tasks: Tasks, links: Links) -> list[int]:
    """Rows of the links to set aside so that no ring is left: taken in order, each that would close one."""
    n = len(tasks)
    summary = summaries(tasks)
    steps = steps_of(tasks, Links.empty(), summary)
    place = _outline_places(tasks.parent.tolist())
    before: Steps = [[] for _ in steps]
    for node, following in enumerate(steps):
        for other in following:
            before[other].append(node)
    closing = []
    for link, (predecessor, successor) in enumerate(
        zip(links.predecessor.tolist(), links.successor.tolist(), strict=True)
    ):
        end = n + predecessor if summary[predecessor] else predecessor
        if _insert(end, successor, steps, before, place):
            steps[end].append(successor)
            before[successor].append(end)
        else:
            closing.append(link)
    return closing


def would_close(tasks: Tasks, links: Links, predecessor: int, successor: int) -> list[int] | None:
    """The ring that a new link would close, as rows in order; None where it may be drawn.

    A task cannot wait for a summary above it or for one of its own parts either; the ring is then the two.
    """
    if predecessor == successor:
        return [predecessor]
    if _is_above(tasks, predecessor, successor) or _is_above(tasks, successor, predecessor):
        return [predecessor, successor]
    n = len(tasks)
    summary = summaries(tasks)
    end = n + predecessor if summary[predecessor] else predecessor
    path = _path(steps_of(tasks, links, summary), successor, end)
    return path and ring_rows([path[-1], *path[:-1]], tasks.parent.tolist())


def steps_of(tasks: Tasks, links: Links, summary: Flags) -> Steps:
    """What follows each node; every row a node, closings behind them (those of tasks proper lead nowhere)."""
    n = len(tasks)
    check_rows(tasks, links)
    steps: Steps = [[] for _ in range(2 * n)]
    is_summary = summary.tolist()
    for row, parent in enumerate(tasks.parent.tolist()):
        if parent >= 0:
            steps[parent].append(row)
            steps[n + row if is_summary[row] else row].append(n + parent)
        if is_summary[row]:
            steps[row].append(n + row)
    for predecessor, successor in zip(links.predecessor.tolist(), links.successor.tolist(), strict=True):
        steps[n + predecessor if is_summary[predecessor] else predecessor].append(successor)
    return steps


def check_rows(tasks: Tasks, links: Links) -> None:
    """Raises: PlanError where a row does not stand below its summary, or a link leads nowhere."""
    n = len(tasks)
    misplaced = _misplaced(tasks.parent)
    if misplaced is not None:
        raise PlanError(
            f"row {misplaced} does not stand below the summary it belongs to; put the rows in outline order"
        )
    for ends in (links.predecessor, links.successor):
        lost = np.flatnonzero((ends < 0) | (ends >= n))
        if lost.size:
            raise PlanError(f"link {lost[0]} leads to a task that is not there; remove the link")


def _misplaced(parent: Rows) -> int | None:
    """The first row that is not in outline order: its summary is none of those open at the row before it."""
    opened: list[int] = []
    for row, above in enumerate(parent.tolist()):
        while opened and opened[-1] != above:
            opened.pop()
        if above != -1 and not opened:
            return row
        opened.append(row)
    return None


def _order(steps: Steps) -> list[int]:
    """The nodes in use, none before one that it follows; those in and behind a ring are missing."""
    n = len(steps) // 2
    waits = [0] * len(steps)
    for following in steps:
        for other in following:
            waits[other] += 1
    order = [node for node in range(n) if not waits[node]]
    for node in order:  # grows while it is read
        for other in steps[node]:
            waits[other] -= 1
            if not waits[other]:
                order.append(other)
    return order


def _outline_places(parent: Sequence[int]) -> list[int]:
    """A place for each node by the outline alone, a summary's closing right behind its last child."""
    n = len(parent)
    place = [0] * (2 * n)
    opened: list[int] = []
    taken = 0

    def close() -> None:
        nonlocal taken
        place[n + opened.pop()] = taken
        taken += 1

    for row in range(n):
        while opened and opened[-1] != parent[row]:
            close()
        place[row] = taken
        taken += 1
        opened.append(row)
    while opened:
        close()
    return place


def _insert(end: int, begin: int, steps: Steps, before: Steps, place: list[int]) -> bool:
    """Make room for `begin` to follow `end`; False where that closes a ring.

    Only what lies between the two places is looked at and moved (Pearce and Kelly, A dynamic topological sort
    algorithm for directed acyclic graphs, 2007).
    """
    if begin == end:
        return False
    if place[end] < place[begin]:
        return True
    ahead = _reach(begin, steps, place, lambda at: at <= place[end])
    if end in ahead:
        return False
    behind = _reach(end, before, place, lambda at: at >= place[begin])
    moved = sorted(behind, key=place.__getitem__) + sorted(ahead, key=place.__getitem__)
    for node, at in zip(moved, sorted(place[node] for node in moved), strict=True):
        place[node] = at
    return True


def _reach(start: int, steps: Steps, place: list[int], within: Callable[[int], bool]) -> set[int]:
    """All nodes that can be reached from one without leaving the places within."""
    found, ahead = {start}, [start]
    while ahead:
        for other in steps[ahead.pop()]:
            if other not in found and within(place[other]):
                found.add(other)
                ahead.append(other)
    return found


def _is_above(tasks: Tasks, row: int, other: int) -> bool:
    """Whether the one row is a summary somewhere above the other."""
    at = int(tasks.parent[other])
    while at >= 0 and at != row:
        at = int(tasks.parent[at])
    return at == row


def _path(steps: Steps, start: int, goal: int) -> list[int] | None:
    """A shortest way through the network from one node to another."""
    came_from = {start: start}
    ahead = [start]
    for node in ahead:  # grows while it is read
        if node == goal:
            path = [goal]
            while path[-1] != start:
                path.append(came_from[path[-1]])
            return path[::-1]
        for other in steps[node]:
            if other not in came_from:
                came_from[other] = node
                ahead.append(other)
    return None


def ring_rows(nodes: Sequence[int], parent: Sequence[int]) -> list[int]:
    """The rows of a ring of nodes, once each, without the summaries that are merely passed through."""
    n = len(parent)
    rows: list[int] = []
    for one, other in zip(nodes, [*nodes[1:], nodes[0]], strict=True):
        by_outline = other >= n or (one < n and parent[other] == one)
        if not by_outline:
            rows += [one % n, other]
    return list(dict.fromkeys(rows))
