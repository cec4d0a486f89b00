"""Plans that hold rings, as a damaged or foreign file may: the rings are told, all the rest is scheduled."""

from dataclasses import dataclass, fields, replace

import numpy as np

from tpm_desktop.planning.columns import Flags, Links, Minutes, Rows, Schedule, Tasks
from tpm_desktop.planning.network import ring_rows, steps_of, summaries
from tpm_desktop.planning.scenario import Scenario

__all__ = ["Ring", "Untied", "components", "find_rings", "untied"]


@dataclass(frozen=True, slots=True)
class Ring:
    """Tasks that wait for each other.

    around: rows of one ring from the first one on, each waiting for the one before it. tasks: rows of all
    that wait for each other, which may be more than go around in one ring. links: rows of the links between
    them.
    """

    around: tuple[int, ...]
    tasks: tuple[int, ...]
    links: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Untied:
    """A plan without the links of its rings.

    scenario: what can be scheduled. kept: rows, in the whole plan, of the links that it has left.
    behind: rows of the tasks in or behind a ring, whose dates are provisional; shape (n,) flags.
    """

    scenario: Scenario
    rings: tuple[Ring, ...]
    kept: Rows
    behind: Flags

    def scheduled(self) -> Schedule:
        """The schedule, drivers by the links of the whole plan.

        Errors: CalendarError and PlanError, as `schedule` raises them.
        """
        return self.numbered(self.scenario.scheduled())

    def numbered(self, found: Schedule) -> Schedule:
        """A schedule of what is left, with drivers by the links of the whole plan."""
        return replace(found, driver=np.append(self.kept, -1)[found.driver].astype(np.int32))

    def of(self, scenario: Scenario) -> "Untied":
        """The same of a plan with the same outline and the same ends of its links."""
        return replace(self, scenario=replace(scenario, links=_chosen(scenario.links, self.kept)))


def untied(scenario: Scenario) -> Untied:
    """The plan without the links between tasks that wait for each other.

    All of those links are set aside, whichever of them is wrong: so what comes out does not depend on the
    order of the links. Tasks in a ring stand as if they did not wait for each other, those behind it follow;
    their dates are provisional until a link is removed. What is neither in nor behind a ring has the dates
    that it would have anyhow.
    """
    rings = find_rings(scenario.tasks, scenario.links)
    n, m = len(scenario.tasks), len(scenario.links)
    keeps = np.ones(m, np.bool_)
    for ring in rings:
        keeps[list(ring.links)] = False
    kept = np.flatnonzero(keeps).astype(np.int32)
    links = _chosen(scenario.links, kept)
    behind = np.zeros(n, np.bool_)
    if rings:
        steps = steps_of(scenario.tasks, scenario.links, summaries(scenario.tasks))
        reached = _reached(steps, [row for ring in rings for row in ring.tasks])
        behind[[node % n for node in reached]] = True
    return Untied(replace(scenario, links=links), tuple(rings), kept, behind)


def find_rings(tasks: Tasks, links: Links) -> list[Ring]:
    """All groups of tasks that wait for each other, by their first row, in time linear in tasks and links.

    Errors: PlanError where a row is out of place or a link leads nowhere.
    """
    n = len(tasks)
    summary = summaries(tasks)
    steps = steps_of(tasks, links, summary)
    ends = np.where(summary[links.predecessor], n + links.predecessor, links.predecessor)
    parent = tasks.parent.tolist()
    group = components(steps)
    inside: dict[int, list[int]] = {}
    for link in np.flatnonzero(group[ends] == group[links.successor]).tolist():
        inside.setdefault(int(group[ends[link]]), []).append(link)
    found = []
    for number, between in inside.items():
        first = between[0]
        path = _way(steps, int(links.successor[first]), int(ends[first]), group, number)
        around = ring_rows([path[-1], *path[:-1]], parent)
        begin = around.index(min(around))
        members = np.unique([links.predecessor[between], links.successor[between]])
        found.append(Ring((*around[begin:], *around[:begin]), tuple(members.tolist()), tuple(between)))
    return sorted(found, key=lambda ring: ring.tasks)


def components(steps: list[list[int]]) -> Minutes:
    """The number of each node's strongly connected component, shape (nodes,).

    R. Tarjan, Depth-first search and linear graph algorithms (1972), without recursion.
    """
    index, low, group = [-1] * len(steps), [0] * len(steps), [-1] * len(steps)
    open_nodes: list[int] = []
    count = groups = 0
    for root in range(len(steps)):
        if index[root] >= 0:
            continue
        walk = [(root, 0)]
        while walk:
            node, at = walk.pop()
            if not at:
                index[node] = low[node] = count
                count += 1
                open_nodes.append(node)
            elif group[came := steps[node][at - 1]] < 0:
                low[node] = min(low[node], low[came])
            while at < len(steps[node]):
                other = steps[node][at]
                at += 1
                if index[other] < 0:
                    walk += [(node, at), (other, 0)]
                    break
                if group[other] < 0:
                    low[node] = min(low[node], index[other])
            else:
                if low[node] == index[node]:
                    while group[node] < 0:
                        group[open_nodes.pop()] = groups
                    groups += 1
    return np.array(group, np.int64)


def _way(steps: list[list[int]], start: int, goal: int, group: Minutes, number: int) -> list[int]:
    """A shortest way from one node to another within their component."""
    came_from, ahead = {start: start}, [start]
    for node in ahead:  # grows while it is read
        if node == goal:
            break
        for other in steps[node]:
            if other not in came_from and group[other] == number:
                came_from[other] = node
                ahead.append(other)
    path = [goal]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def _reached(steps: list[list[int]], rows: list[int]) -> set[int]:
    """All nodes that follow rows, those of the rows included."""
    found, ahead = set(rows), list(rows)
    while ahead:
        for other in steps[ahead.pop()]:
            if other not in found:
                found.add(other)
                ahead.append(other)
    return found


def _chosen(links: Links, rows: Rows) -> Links:
    return Links(*(getattr(links, part.name)[rows] for part in fields(Links)))
