"""The order of a plan: a row waits for rows of earlier levels only, so that a level is done at once.

It follows from the outline and the ends of the links alone, and stays as long as those do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from tpm_desktop.planning.columns import Flags, Links, Pointers, Rows, Tasks
from tpm_desktop.planning.errors import CycleError
from tpm_desktop.planning.network import check_rows, find_cycle, summaries

__all__ = ["Entries", "Lists", "Network", "network"]

NARROW = 12
"""A level of fewer rows is gone through row by row: columns would be slower."""


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of rows for each row: those of `row` are `rows[start[row]:start[row + 1]]`."""

    start: Rows
    rows: Rows

    @classmethod
    def by(cls, owner: Rows, n: int) -> "Lists":
        """The places of each owner, 0 to n - 1, in order; an owner of -1 is nobody."""
        placed = np.argsort(owner, kind="stable").astype(np.int32)
        start = np.searchsorted(owner[placed], np.arange(n + 1)).astype(np.int32)
        return cls(start, placed)

    def __getitem__(self, row: int) -> list[int]:
        found: list[int] = self.rows[self.start[row] : self.start[row + 1]].tolist()
        return found

    def sizes(self) -> Rows:
        """How many each row has."""
        return np.diff(self.start)


@dataclass(frozen=True, slots=True)
class Entries:
    """All that has a say in each task, side by side: `link[start[at]:start[at + 1]]`, by place.

    link: row of the link, of m; the first of each task, m, stands for what holds without any link, and m + 1,
    where the summary above is held by links itself, for what comes from there. owner: the place of each
    entry's task. floor: the first entry of each place.
    """

    start: Rows
    link: Pointers
    owner: Pointers
    links: int

    @classmethod
    def of(cls, owners: Rows, places: int, held: Flags) -> "Entries":
        """What has a say in the tasks at some end of the links.

        Args: owners: shape (m,), the place of the task at that end of each link, -1 for a summary; held: by
        place, whether the summary above is held or limited by links itself.
        """
        links = Lists.by(owners, places)
        first = 1 + held.astype(np.int32)
        start = np.concatenate([[0], np.cumsum(links.sizes() + first)]).astype(np.int32)
        owner = np.repeat(np.arange(places), np.diff(start))
        link = np.full(len(owner), len(owners), np.int64)
        link[start[:-1][held] + 1] = len(owners) + 1
        within = np.arange(len(owner)) - start[owner]
        of_link = within >= first[owner]
        link[of_link] = links.rows[links.start[0] :]
        return cls(start, link, owner, len(owners))

    @property
    def floor(self) -> Rows:
        """The first entry of each place."""
        return self.start[:-1]


@dataclass(frozen=True)
class Network:
    """The outline and the links of a plan, by row.

    summary: shape (n,). children: rows below each row. depth: 0 at the top. incoming, outgoing: links at
    each end. rows: the tasks that are no summaries, level by level; place: where each row is among them, -1
    for a summary. level_start: the first place of each level, and one more. nodes: the summaries of each
    level, `row` where one opens and `~row` where it closes: after all below it.
    """

    summary: Flags
    parent: Rows
    depth: Rows
    children: Lists
    incoming: Lists
    outgoing: Lists
    rows: Pointers
    place: Rows
    level_start: list[int]
    level: Rows
    successor: Rows
    predecessor: Rows

    def __len__(self) -> int:
        return len(self.summary)

    @cached_property
    def held(self) -> Flags:
        """Rows that wait for a link to themselves or to a summary above."""
        return self.passed_down(self.incoming.sizes() > 0)

    @cached_property
    def limited(self) -> Flags:
        """Rows that something waits for: for themselves or for a summary above."""
        return self.passed_down(self.outgoing.sizes() > 0)

    @cached_property
    def watched(self) -> Flags:
        """Summaries whose dates are needed on the way: something waits for them or for one above."""
        return self.limited & self.summary

    @cached_property
    def before(self) -> Entries:
        """What holds each task: links from what precedes it."""
        return Entries.of(self._places(self.successor), len(self.rows), self._above(self.held))

    @cached_property
    def after(self) -> Entries:
        """What limits each task: links to what follows it."""
        return Entries.of(self._places(self.predecessor), len(self.rows), self._above(self.limited))

    @cached_property
    def runs(self) -> list[tuple[bool, int, int]]:
        """Levels in turn as (wide, first, last + 1): a wide one by itself, narrow ones together."""
        found: list[tuple[bool, int, int]] = []
        for level, size in enumerate(np.diff(self.level_start).tolist()):
            wide = size >= NARROW
            if not wide and found and not found[-1][0]:
                found[-1] = (False, found[-1][1], level + 1)
            else:
                found.append((wide, level, level + 1))
        return found

    def passed_down(self, flags: Flags) -> Flags:
        """The rows that are marked or below one that is."""
        found = flags.copy()
        for rows in self.by_depth[1:]:
            found[rows] |= found[self.parent[rows]]
        return found

    @cached_property
    def by_depth(self) -> list[Rows]:
        """The rows of each depth of the outline, the top first."""
        order = np.argsort(self.depth, kind="stable").astype(np.int32)
        ends = np.searchsorted(self.depth[order], np.arange(int(self.depth.max(initial=0)) + 2))
        return [order[low:high] for low, high in pairwise(ends)]

    def nodes(self, opens: Flags, closes: Flags) -> dict[int, list[int]]:
        """By level the chosen summaries, `row` where one opens and `~row` where it closes."""
        n = len(self)
        found: dict[int, list[int]] = {}
        for flags, offset in ((opens, 0), (closes, n)):
            for row in np.flatnonzero(flags & self.summary).tolist():
                found.setdefault(int(self.level[offset + row]), []).append(~row if offset else row)
        return found

    def _places(self, ends: Rows) -> Rows:
        return self.place[ends] if ends.size else ends

    def _above(self, flags: Flags) -> Flags:
        """By place, whether the summary above is marked."""
        above = self.parent[self.rows]
        return np.asarray((above >= 0) & flags[above]) if above.size else np.zeros(0, np.bool_)


def network(tasks: Tasks, links: Links) -> Network:
    """The network of a plan.

    Errors: CycleError with one ring where tasks wait for each other; PlanError where a row is out of place.
    """
    check_rows(tasks, links)
    n, summary, parent = len(tasks), summaries(tasks), tasks.parent
    level = _levels(n, *_steps(tasks, links, summary))
    used = np.concatenate([np.ones(n, np.bool_), summary])
    if (level[used] < 0).any():
        raise CycleError(find_cycle(tasks, links) or [])
    leaves = np.flatnonzero(~summary).astype(np.int32)
    rows = leaves[np.argsort(level[leaves], kind="stable")].astype(np.int64)
    place = np.full(n, -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    highest = int(level.max(initial=-1))
    return Network(
        summary=summary,
        parent=parent,
        depth=_depths(parent),
        children=Lists.by(parent, n),
        incoming=Lists.by(links.successor, n),
        outgoing=Lists.by(links.predecessor, n),
        rows=rows,
        place=place,
        level_start=np.searchsorted(level[rows], np.arange(highest + 2)).tolist(),
        level=level,
        successor=links.successor,
        predecessor=links.predecessor,
    )


def _depths(parent: Rows) -> Rows:
    found = np.zeros(len(parent), np.int32)
    above = parent.copy()
    while (below := np.flatnonzero(above >= 0)).size:
        found[below] += 1
        above[below] = parent[above[below]]
    return found


def _steps(tasks: Tasks, links: Links, summary: Flags) -> tuple[Rows, Rows]:
    """What follows what, as pairs of nodes: `row` is a task or a summary's opening, `n + row` its closing."""
    n, rows = len(tasks), np.arange(len(tasks), dtype=np.int32)
    end = np.where(summary, n + rows, rows).astype(np.int32)
    below = np.flatnonzero(tasks.parent >= 0)
    above = tasks.parent[below]
    tops = np.flatnonzero(summary)
    before = np.concatenate((above, end[below], tops, end[links.predecessor]))
    after = np.concatenate((below, n + above, n + tops, links.successor))
    return before.astype(np.int32), after.astype(np.int32)


def _levels(n: int, before: Rows, after: Rows) -> Rows:
    """The level of each node, -1 of those in or behind a ring. Shape (2n,)."""
    following = Lists.by(before, 2 * n)
    targets = after[following.rows]
    waits = np.bincount(after, minlength=2 * n).astype(np.int32)
    level = np.full(2 * n, -1, np.int32)
    front = np.flatnonzero(waits == 0).astype(np.int32)
    for at, found in enumerate(_fronts(front, following.start, targets, waits)):
        level[found] = at
    level[n:][(np.bincount(before, minlength=2 * n) + np.bincount(after, minlength=2 * n))[n:] == 0] = -1
    return level


def _fronts(front: Rows, start: Rows, targets: Rows, waits: Rows) -> Iterator[Rows | list[int]]:
    """The nodes that wait for nothing, then those that wait for these only, and so on."""
    first, target, wait = start.data, targets.data, waits.data
    nodes: Rows | list[int] = front
    while len(nodes):
        yield nodes
        if len(nodes) < NARROW:
            following: list[int] = []
            for node in nodes:
                for at in range(first[node], first[node + 1]):
                    wait[target[at]] -= 1
                    if not wait[target[at]]:
                        following.append(target[at])
            nodes = following
        else:
            nodes = _following(np.asarray(nodes, np.int32), start, targets, waits)


def _following(nodes: Rows, start: Rows, targets: Rows, waits: Rows) -> Rows:
    """The nodes that wait for nothing any more once these are done."""
    sizes = start[nodes + 1] - start[nodes]
    ends = np.cumsum(sizes)
    reached = targets[np.repeat(start[nodes] - (ends - sizes), sizes) + np.arange(int(ends[-1]))]
    np.subtract.at(waits, reached, 1)
    ready = np.sort(reached[waits[reached] == 0])
    first = np.ones(len(ready), bool)  # of its kind; np.unique would import numpy.ma for 0.1 s
    np.not_equal(ready[1:], ready[:-1], out=first[1:])
    return ready[first]
