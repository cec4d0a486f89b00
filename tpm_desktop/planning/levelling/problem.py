"""The problem of levelling in whole slots of time: tasks, what they need, what there is, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import gcd

from tpm_desktop.planning.errors import PlanError

__all__ = ["ENDLESS", "Problem", "Starts", "Wait"]

ENDLESS = 2**40
"""Later than any slot."""

Starts = list[int]
"""The slot in which each task starts."""
Wait = tuple[int, int, int]
"""A task, one that follows it, and how many slots lie at least between their starts."""


@dataclass(frozen=True)
class Problem:
    """A project with limited resources (RCPSP).

    durations: slots of each of n tasks. demands: n rows of what each needs of the m resources. capacities: m,
    or of each resource a list by slot, the last of which goes on for ever. waits: see `Wait`; a task after
    the finish of another waits for its duration. release: the first slot each may start in. priority: of two
    that could go first the one with the greater. latest: the last slot each may start in, `ENDLESS` if any;
    where there is no room so early, a task stands without, and is unfit.
    Errors: PlanError where a task needs more than there ever is.
    """

    durations: Sequence[int]
    demands: Sequence[Sequence[int]]
    capacities: Sequence[int | Sequence[int]]
    waits: Sequence[Wait] = ()
    release: Sequence[int] = ()
    priority: Sequence[int] = field(default=())
    latest: Sequence[int] = ()

    def __post_init__(self) -> None:
        ends = [most if isinstance(most, int) else most[-1] for most in self.capacities]
        for task, needs in enumerate(self.demands):
            if self.durations[task] and any(need > end for need, end in zip(needs, ends, strict=True)):
                raise PlanError(f"task {task + 1} needs more than there is of a resource")

    def __len__(self) -> int:
        return len(self.durations)

    @cached_property
    def before(self) -> list[list[tuple[int, int]]]:
        """By task what it waits for: the other task and the slots between both starts."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.durations]
        for one, other, slots in self.waits:
            found[other].append((one, slots))
        return found

    @cached_property
    def after(self) -> list[list[tuple[int, int]]]:
        """By task what waits for it."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.durations]
        for one, other, slots in self.waits:
            found[one].append((other, slots))
        return found

    @cached_property
    def order(self) -> list[int]:
        """The tasks so that what others wait for comes first.

        Errors: PlanError where tasks wait for each other.
        """
        waiting = [len(pairs) for pairs in self.before]
        found = [task for task, count in enumerate(waiting) if not count]
        for task in found:  # grows while it is read
            for other, _ in self.after[task]:
                waiting[other] -= 1
                if not waiting[other]:
                    found.append(other)
        if len(found) < len(self):
            raise PlanError("some tasks wait for each other")
        return found

    @cached_property
    def earliest(self) -> Starts:
        """The starts without any limit of resources."""
        found = list(self.release) or [0] * len(self)
        for task in self.order:
            for other, slots in self.after[task]:
                found[other] = max(found[other], found[task] + slots)
        return found

    @cached_property
    def tails(self) -> list[int]:
        """By task the slots from its start to the project's end that nothing can shorten."""
        found = list(self.durations)
        for task in reversed(self.order):
            for other, slots in self.after[task]:
                found[task] = max(found[task], slots + found[other])
        return found

    @cached_property
    def pressure(self) -> list[int]:
        """By task how early it should be: its tail, or more where its latest start is nearer than the end."""
        if not self.latest:
            return self.tails
        return [max(tail, self.bound - last) for tail, last in zip(self.tails, self.latest, strict=True)]

    @cached_property
    def weights(self) -> list[int]:
        """By task what a slot counts by which it is moved: its priority, as one where all are alike."""
        urgent = [max(priority, 1) for priority in self.priority] or [1] * len(self)
        common = gcd(*urgent) if urgent else 1
        return [priority // common for priority in urgent]

    def moved(self, starts: Starts, now: Starts) -> int:
        """How far the first tasks are from where they start now, in slots by their weights."""
        return sum(
            weight * abs(start - at) for weight, start, at in zip(self.weights, starts, now, strict=False)
        )

    @cached_property
    def bound(self) -> int:
        """No plan is shorter: the critical path, and the work of each resource spread over what there is."""
        path = max((start + tail for start, tail in zip(self.earliest, self.tails, strict=True)), default=0)
        return max(path, *(self._work_bound(kind) for kind in range(len(self.capacities))), 0)

    def _work_bound(self, kind: int) -> int:
        left = sum(slots * needs[kind] for slots, needs in zip(self.durations, self.demands, strict=True))
        most = self.capacities[kind]
        by_slot = [most] if isinstance(most, int) else most
        slot = 0
        while left > 0 and slot < len(by_slot) - 1:
            left -= by_slot[slot]
            slot += 1
        return slot + (-(-left // by_slot[-1]) if left > 0 else 0)

    @cached_property
    def horizon(self) -> int:
        """No serial plan is longer."""
        waits = sum(max(slots - self.durations[one], 0) for one, _, slots in self.waits)
        given = [len(most) for most in self.capacities if not isinstance(most, int)]
        return sum(self.durations) + waits + max(self.release, default=0) + max(given, default=0) + 1

    def length(self, starts: Starts) -> int:
        """The slot by which all is over."""
        return max((start + slots for start, slots in zip(starts, self.durations, strict=True)), default=0)
