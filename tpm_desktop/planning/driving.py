"""Which links decide dates, and the paths they make: the longest one, and one for each end of a plan."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import (
    NONE,
    WHOLE,
    Flags,
    LagUnit,
    LinkKind,
    Links,
    Minutes,
    Reason,
    Rows,
    Schedule,
    Tasks,
)
from tpm_desktop.planning.network import summaries
from tpm_desktop.planning.scenario import Scenario

__all__ = ["Driving", "demanded"]

_ELAPSED = (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT)
_PERCENT = (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)
_FROM_FINISH = (LinkKind.FS, LinkKind.FF)
_TO_START = (LinkKind.FS, LinkKind.SS)


def demanded(scenario: Scenario, found: Schedule) -> Minutes:
    """Before when each link's successor may not start (FS, SS) or finish (FF, SF): instants, shape (m,)."""
    links = scenario.links
    from_finish = np.isin(links.kind, _FROM_FINISH)
    at = np.where(from_finish, found.finish[links.predecessor], found.start[links.predecessor])
    share = np.rint(found.duration[links.predecessor] * (links.lag / WHOLE)).astype(np.int64)
    lag = np.where(np.isin(links.lag_unit, _PERCENT), share, links.lag)
    own = scenario.tasks.calendar[links.successor]
    clock = np.where(np.isin(links.lag_unit, _ELAPSED), -2, np.where(own < 0, scenario.options.calendar, own))
    for row in np.unique(clock[lag != 0]).tolist():
        counted = np.flatnonzero((clock == row) & (lag != 0))
        if row == -2:
            at[counted] += lag[counted]
            continue
        calendar = scenario.calendars[row]
        work = calendar.to_work(at[counted]) + lag[counted]
        to_start = links.kind[counted] == LinkKind.SS
        at[counted] = np.where(to_start, calendar.from_work_start(work), calendar.from_work_finish(work))
    return at


@dataclass(frozen=True, slots=True)
class Driving:
    """The tasks whose dates follow at once from another's: between the two there is no working time.

    before, after: rows of tasks, shape (e,) each; a link of a summary stands for its tasks that it holds, or
    that it waits for. ends: rows of the tasks that nothing waits for; last: those that end the plan.
    n: how many rows the plan has.
    """

    before: Rows
    after: Rows
    ends: Rows
    last: Rows
    n: int

    @classmethod
    def of(cls, scenario: Scenario, found: Schedule) -> "Driving":
        """Of a plan and its schedule."""
        tasks, summary = scenario.tasks, summaries(scenario.tasks)
        pairs = _pairs(scenario, found, summary)
        counted = ~summary & tasks.active & ~tasks.external
        late = found.finish[counted].max() if counted.any() else NONE
        open_ends = counted & ~_is_done(tasks) & ~_followed(tasks, scenario.links)
        return cls(
            before=pairs[:, 0],
            after=pairs[:, 1],
            ends=np.flatnonzero(open_ends).astype(np.int32),
            last=np.flatnonzero(counted & (found.finish == late)).astype(np.int32),
            n=len(tasks),
        )

    def longest_path(self) -> Flags:
        """The tasks of the chain that decides the plan's last finish, shape (n,)."""
        return self.path_to(self.last)

    def path_to(self, ends: Iterable[int]) -> Flags:
        """The tasks from which driving links lead to any of the given, themselves included; shape (n,)."""
        return _reached(ends, self.after, self.before, self.n)

    def ends_of(self, row: int) -> list[int]:
        """The ends of the plan whose finish a task decides, by row."""
        reached = _reached([row], self.before, self.after, self.n)
        return [end for end in self.ends.tolist() if reached[end]]

    def drivers(self) -> list[list[int]]:
        """For each row the rows that drive it."""
        found: list[list[int]] = [[] for _ in range(self.n)]
        for before, after in zip(self.before.tolist(), self.after.tolist(), strict=True):
            found[after].append(before)
        return found


def _reached(starts: Iterable[int], here: Rows, there: Rows, n: int) -> Flags:
    """What can be reached by steps from `here` to `there`."""
    order = np.argsort(here, kind="stable")
    nexts = there[order].tolist()
    offsets = np.searchsorted(here[order], np.arange(n + 1)).tolist()
    found, ahead = np.zeros(n, np.bool_), [int(row) for row in starts]
    seen = set(ahead)
    while ahead:
        row = ahead.pop()
        for other in nexts[offsets[row] : offsets[row + 1]]:
            if other not in seen:
                seen.add(other)
                ahead.append(other)
    found[list(seen)] = True
    return found


def _pairs(scenario: Scenario, found: Schedule, summary: Flags) -> NDArray[np.int32]:
    """Predecessor and successor of everything that drives, shape (e, 2), each pair once."""
    tasks, links = scenario.tasks, scenario.links
    heeded = tasks.active[links.predecessor] & tasks.active[links.successor]
    below = _Below(tasks, summary)
    link, after = below.spread(np.flatnonzero(heeded), links.successor)
    movable = ~(_is_done(tasks) | tasks.manual | tasks.external)[after]
    link, after = link[movable], after[movable]
    to_start = np.isin(links.kind[link], _TO_START)
    stands = np.where(to_start, found.remains[after], found.finish[after])
    gap = _work_between(scenario, after, demanded(scenario, found)[link], stands)
    deciding = (found.reason[after] == Reason.LINK) & (found.driver[after] == link)
    driving = (gap == 0) | deciding
    link, after = link[driving], after[driving]
    at, before = below.spread(np.arange(len(link)), links.predecessor[link])
    from_finish = np.isin(links.kind[link[at]], _FROM_FINISH)
    its = links.predecessor[link[at]]
    same = np.where(
        from_finish, found.finish[before] == found.finish[its], found.start[before] == found.start[its]
    )
    n, driven = len(tasks), same & tasks.active[before]
    pairs = np.sort(before[driven] * n + after[at][driven])  # one number a pair sorts faster than two
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]  # np.unique takes four times as long
    return np.column_stack([pairs // n, pairs % n]).astype(np.int32)


def _work_between(scenario: Scenario, rows: Minutes, first: Minutes, last: Minutes) -> Minutes:
    """Minutes of each task's working time from one instant to the other; rows: of the tasks."""
    clock = scenario.clocks().task
    number, found = clock.number[rows], np.zeros(len(rows), np.int64)
    for at in np.flatnonzero(np.bincount(number)).tolist():
        mine, calendar = np.flatnonzero(number == at), clock.calendars[at]
        found[mine] = calendar.to_work(last[mine]) - calendar.to_work(first[mine])
    return found


class _Below:
    """The tasks below summaries."""

    def __init__(self, tasks: Tasks, summary: Flags) -> None:
        self._summary = summary
        self._leaves = np.flatnonzero(~summary)
        self._last = np.arange(len(tasks))
        for rows, summaries_above in _ancestors(tasks):
            np.maximum.at(self._last, summaries_above, rows)

    def spread(self, items: NDArray[np.integer], rows: NDArray[np.integer]) -> tuple[Minutes, Minutes]:
        """Each item with every task at or below its row: items repeated, and tasks. rows: by item."""
        mine = rows[items]
        first = np.searchsorted(self._leaves, mine)
        count = np.searchsorted(self._leaves, self._last[mine], "right") - first
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        return np.repeat(items, count), self._leaves[np.repeat(first, count) + within]


def _is_done(tasks: Tasks) -> Flags:
    return np.asarray((tasks.actual_finish != NONE) | (tasks.done >= WHOLE))


def _followed(tasks: Tasks, links: Links) -> Flags:
    """The rows that something waits for, or for a summary above them."""
    linked = np.zeros(len(tasks), np.bool_)
    linked[links.predecessor] = True
    found = linked.copy()
    for rows, above in _ancestors(tasks):
        found[rows] |= linked[above]
    return found


def _ancestors(tasks: Tasks) -> Iterator[tuple[Minutes, Minutes]]:
    """Rows with the summary above each, then those with the next one above, as long as there are any."""
    above = tasks.parent.astype(np.int64)
    while (rows := np.flatnonzero(above >= 0)).size:
        yield rows, above[rows]
        above[rows] = tasks.parent[above[rows]]
