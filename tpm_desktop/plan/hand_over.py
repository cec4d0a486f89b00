"""Who does what once tasks wait for people: handed to whoever of the same role lets a task start earliest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tpm_desktop.planning.columns import Minutes
from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.problem import ENDLESS
from tpm_desktop.planning.levelling.usage import Uses

from .crowd import Crowd
from .levelling_slots import Slots
from .state import State
from .substitutes import Substitutes

__all__ = ["handed_over"]

_AHEAD = 8
"""Durations that are looked ahead at once; then as many times more."""
Need = tuple[int, int]
"""A resource and how much of it, in per cent."""


def handed_over(state: State, crowd: Crowd, slots: Slots) -> Crowd:
    """The crowd with tasks handed over where that lets them start earlier, at the dates that levelling gives.

    One task after the other as serial generation places them, the most urgent first; of several who let it
    start as early the one who has it keeps it, else the one who costs least takes it.
    """
    problem, could, uses = slots.problem, Substitutes(state, crowd), crowd.uses
    rank = [-p * problem.horizon - t for p, t in zip(problem.priority, problem.pressure, strict=True)]
    of_row: dict[int, list[int]] = {}
    for at, row in enumerate(uses.task.tolist()):
        of_row.setdefault(row, []).append(at)
    taken, resource, starts = _Taken(slots), uses.resource.copy(), [0] * len(problem)
    for task in Generator(problem).by_rank(rank):
        first = max([problem.release[task], *(starts[one] + apart for one, apart in problem.before[task])])
        row = slots.rows[task] if task < len(slots.rows) else -1
        mine, length = of_row.get(row, []), problem.durations[task]
        needs = [(int(uses.resource[at]), slots.need(int(uses.resource[at]), at)) for at in mine]
        start = taken.earliest(needs, first, length)
        for place, at in enumerate(mine if start > first else ()):
            busy = {who for who, _ in needs}
            for other in could.of(int(uses.resource[at]), row):
                need = slots.need(other, at)
                if other in busy or need < needs[place][1]:
                    continue
                changed = [*needs[:place], (other, need), *needs[place + 1 :]]
                sooner = taken.earliest(changed, first, length, start)
                if sooner < start:
                    start, needs, resource[at] = sooner, changed, other
                if start == first:
                    break
        taken.take(needs, start, length)
        starts[task] = start
    return replace(crowd, uses=Uses(uses.task, resource, uses.units))


class _Taken:
    """What is free of each resource by slot, as far as anybody asked."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._free: dict[int, Minutes] = {}
        self._beyond: dict[int, int] = {}

    def earliest(self, needs: Sequence[Need], first: int, length: int, before: int = ENDLESS) -> int:
        """The first slot from which there is enough for as long as a task lasts, if it is before another."""
        if any(need > self._always(who) for who, need in needs):
            return before  # there is never so much for long
        ahead = _AHEAD * max(length, 1)
        while needs and length:
            last = min(first + ahead, before + length - 1)
            short = np.zeros(last - first, np.bool_)
            for who, need in needs:
                short |= self._until(who, last)[first:last] < need
            edges = np.concatenate([[-1], np.flatnonzero(short), [last - first]])
            long_enough = np.flatnonzero(np.diff(edges) > length)
            if len(long_enough):
                return first + int(edges[long_enough[0]]) + 1
            if last - length + 1 >= before:
                return before
            ahead *= _AHEAD
        return first

    def take(self, needs: Sequence[Need], start: int, length: int) -> None:
        """Let a task have what it needs."""
        for who, need in needs:
            self._until(who, start + length)[start : start + length] -= need

    def _always(self, who: int) -> int:
        """What is free when all else is over."""
        self._until(who, 1)
        return self._beyond[who]

    def _until(self, who: int, slot: int) -> Minutes:
        """What is free in all slots up to one, and further ones."""
        if who not in self._free:
            most = self._slots.capacity(who)
            self._free[who] = np.array([most] if isinstance(most, int) else most, np.int64)
            self._beyond[who] = int(self._free[who][-1])
        free = self._free[who]
        if len(free) < slot:
            more = np.full(2 * slot - len(free), self._beyond[who], np.int64)
            self._free[who] = free = np.concatenate([free, more])
        return free
