"""Schedule generation: a plan from an order of the tasks, and the same plan pushed together.

Sources: R. Kolisch (1996) for the serial and the parallel scheme; V. Valls, F. Ballestin and S. Quintanilla
(2005) for justification.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from tpm_desktop.planning.levelling.problem import Problem, Starts
from tpm_desktop.planning.levelling.rooms import Rooms

__all__ = ["Generator"]

_PLACING = 20
"""Placing a task takes as long as looking at so many slots."""


class Generator:
    """Makes plans of a problem.

    What is free of all resources in a slot is one whole number, each resource a field of it with a guard bit
    above: taking what a task needs away leaves all guards standing just if there was enough of everything.

    steps: how many tasks were placed and slots looked at so far, by which the effort of a search is counted.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._durations = list(problem.durations)
        self._release = list(problem.release) or [0] * len(problem)
        self._needs, self._free, self._guards = _packed(problem)
        self.steps = 0

    def serial(self, order: Iterable[int]) -> Starts:
        """Each task in turn as early as it can be; the order must have what others wait for first."""
        problem, durations, needs, guards = self.problem, self._durations, self._needs, self._guards
        if problem.latest:
            return self.within(order, problem.latest)
        before, free = problem.before, self._free.copy()
        starts, looked = [0] * len(problem), 0
        for task in order:
            slot = self._release[task]
            for other, slots in before[task]:
                if starts[other] + slots > slot:
                    slot = starts[other] + slots
            length, need = durations[task], needs[task]
            if need and length:
                room, begin = 0, slot
                while room < length:
                    room = room + 1 if (free[slot] - need) & guards == guards else 0
                    slot += 1
                looked += slot - begin
                slot -= length
                for at in range(slot, slot + length):
                    free[at] -= need
            starts[task] = slot
        self.steps += looked + _PLACING * len(problem)
        return starts

    def within(self, order: Iterable[int], latest: Sequence[int]) -> Starts:
        """Each task in turn as early as there is enough of everything, but no later than it may be.

        One for which there is no room stands where what it waits for lets it, and leaves somebody overloaded.
        """
        problem, rooms = self.problem, Rooms(self._free.copy(), self._guards)
        starts = [0] * len(problem)
        for task in _after_all(order, problem.before):
            first = self._release[task]
            for other, slots in problem.before[task]:
                first = max(first, starts[other] + slots)
            length, need = self._durations[task], self._needs[task]
            if need and length:
                slot = rooms.first(first, length, need, latest[task])
                if slot is None:
                    rooms.take_what_is(first, length, need)
                else:
                    first = slot
                    rooms.take(slot, length, need)
            starts[task] = first
        self.steps += rooms.looked + _PLACING * len(problem)
        return starts

    def unfit(self, starts: Starts) -> list[int]:
        """The tasks of a plan that start later than they may, or that leave somebody overloaded.

        Of several that are in each other's way those are named that may not be put off.
        """
        latest = self.problem.latest
        if not latest:
            return []
        found, rooms = [], Rooms(self._free.copy(), self._guards)
        for task in sorted(range(len(starts)), key=lambda task: (-latest[task], starts[task], task)):
            start, need = starts[task], self._needs[task]
            length = self._durations[task] if need else 0
            if start > latest[task] or not rooms.takes(start, length, need):
                found.append(task)
        self.steps += _PLACING * len(starts)
        return sorted(found)

    def merit(self, starts: Starts) -> tuple[int, int]:
        """What the search makes small: the tasks that are unfit, then the slots of the plan."""
        return len(self.unfit(starts)), self.problem.length(starts)

    def parallel(self, rank: Sequence[float]) -> Starts:
        """Slot by slot whatever may start, the least rank first."""
        problem, durations, needs, guards = self.problem, self._durations, self._needs, self._guards
        free, starts = self._free.copy(), [0] * len(problem)
        waiting = [len(pairs) for pairs in problem.before]
        may_start = list(self._release)
        events: list[tuple[int, float, int]] = []
        for task, count in enumerate(waiting):
            if not count:
                heappush(events, (may_start[task], rank[task], task))
        while events:
            slot, _, task = heappop(events)
            length, need = durations[task], needs[task]
            if need and length:
                short = next(
                    (
                        at
                        for at in range(slot + length - 1, slot - 1, -1)
                        if (free[at] - need) & guards != guards
                    ),
                    None,
                )
                if short is not None:
                    heappush(events, (self._next_chance(free, slot, short, need), rank[task], task))
                    continue
                for at in range(slot, slot + length):
                    free[at] -= need
            starts[task] = slot
            for other, slots in problem.after[task]:
                waiting[other] -= 1
                may_start[other] = max(may_start[other], slot + slots)
                if not waiting[other]:
                    heappush(events, (may_start[other], rank[other], other))
        return starts

    def _next_chance(self, free: list[int], slot: int, short: int, need: int) -> int:
        """The first slot after the last one that is short; non-delay: not before something ends."""
        at = short + 1
        while (free[at] - need) & self._guards != self._guards:
            at += 1
        return max(at, slot + 1)

    def justified(self, starts: Starts) -> Starts:
        """The plan pushed to the right and back to the left, again while that makes it shorter."""
        best, merit = starts, self.merit(starts)
        while True:
            pushed = self.left(self.right(best))
            better = self.merit(pushed)
            if better >= merit:
                return pushed if better == merit else best
            best, merit = pushed, better

    def left(self, starts: Starts) -> Starts:
        """Each task as early as it can be, those that start first in turn."""
        tails, horizon = self.problem.tails, self.problem.horizon
        return self.serial(self.by_rank([start - tails[task] / horizon for task, start in enumerate(starts)]))

    def right(self, starts: Starts) -> Starts:
        """Each task as late as the end of the plan allows, those that are over last in turn."""
        problem, rooms = self.problem, Rooms(self._free.copy(), self._guards)
        end, after, durations = problem.length(starts), problem.after, self._durations
        place = {task: at for at, task in enumerate(problem.order)}
        order = sorted(range(len(starts)), key=lambda task: (-starts[task] - durations[task], -place[task]))
        found = [0] * len(starts)
        for task in _after_all(order, after):
            length, need = durations[task], self._needs[task]
            slot = end - length if not problem.latest else min(end - length, problem.latest[task])
            for other, slots in after[task]:
                if found[other] - slots < slot:
                    slot = found[other] - slots
            if need and length:
                there = rooms.before(slot, length, need)
                if there is None:
                    return starts  # no room in front of the plan: it stays as it was
                slot = there
                rooms.take(slot, length, need)
            found[task] = slot
        if problem.latest:  # without, what pushes to the left is counted for both
            self.steps += rooms.looked + _PLACING * len(starts)
        return found

    def by_rank(self, rank: Sequence[float]) -> list[int]:
        """The tasks, the least rank first, but nobody before what they wait for."""
        order = sorted(range(len(rank)), key=lambda task: (rank[task], task))
        return _after_all(order, self.problem.before)


def _after_all(order: Iterable[int], others: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """An order kept but for the tasks whose others come later: those are moved in front of them."""
    done, found = [False] * len(others), []
    for first in order:
        stack = [first]
        while stack:
            task = stack[-1]
            ahead = [] if done[task] else [other for other, _ in others[task] if not done[other]]
            if ahead:
                stack += ahead
                continue
            stack.pop()
            if not done[task]:
                done[task] = True
                found.append(task)
    return found


def _packed(problem: Problem) -> tuple[list[int], list[int], int]:
    """What each task needs, what is free by slot, and the guard bits."""
    horizon = 2 * problem.horizon + 2
    known = max((len(most) for most in problem.capacities if not isinstance(most, int)), default=1)
    needs, free, guards, shift = [0] * len(problem), [0] * min(known, horizon), 0, 0
    for kind, most in enumerate(problem.capacities):
        greatest = most if isinstance(most, int) else max(most)
        for task, demands in enumerate(problem.demands):
            needs[task] |= demands[kind] << shift
            greatest = max(greatest, demands[kind])
        bits = greatest.bit_length()
        guard = 1 << (shift + bits)
        for slot in range(len(free)):
            there = most if isinstance(most, int) else most[min(slot, len(most) - 1)]
            free[slot] |= there << shift | guard
        guards |= guard
        shift += bits + 1
    return needs, free + free[-1:] * (horizon - len(free)), guards
