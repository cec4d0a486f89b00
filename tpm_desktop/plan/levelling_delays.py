"""Wanted starts of tasks as the levelling delays that bring them about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import Schedule
from tpm_desktop.planning.scenario import Scenario

__all__ = ["Placed", "as_delays", "hanging_on"]

_TRIES = 8
"""After as many delays a task that is still early does not answer to them."""
Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Placed:
    """Delays in elapsed minutes by row, and the plan with them.

    early: tasks that none of them puts off enough; unfit: those for which there is no room by their limit.
    """

    delays: dict[int, int]
    after: Schedule
    early: tuple[int, ...] = ()
    unfit: tuple[int, ...] = ()


def as_delays(scenario: Scenario, base: Schedule, targets: dict[int, int]) -> Placed:
    """Delays in elapsed minutes with which the engine puts tasks no earlier than their targets.

    A task gets its delay only when all that it waits for stands, so that delays never add up along a chain:
    it takes a pass for each step of the longest chain of tasks that nothing else moves far enough.
    """
    rows = np.array(list(targets), np.int64)
    wanted = np.array(list(targets.values()), np.int64)
    ahead, behind = _waits(scenario, base)
    delay, found = np.zeros_like(base.start), base
    tries = np.zeros(len(rows), np.int64)
    while True:
        missing = wanted - found.start[rows]
        short = (missing > 0) & (tries < _TRIES)
        if not short.any():
            break
        waiting = _reached(rows[short], ahead, behind, len(base.start))[rows]
        ready = short & ~waiting
        ready = ready if ready.any() else short
        delay[rows[ready]] += missing[ready]
        tries += ready
        found = replace(scenario, tasks=replace(scenario.tasks, levelling_delay=delay)).scheduled()
    return Placed(
        {row: int(delay[row]) for row in rows.tolist() if delay[row]},
        found,
        tuple(rows[wanted > found.start[rows]].tolist()),
    )


def hanging_on(rows: Sequence[int], scenario: Scenario, base: Schedule) -> Flags:
    """Whose finish hangs on some tasks: they themselves, what comes after them, and summaries of those."""
    return _reached(np.array(rows, np.int64), *_waits(scenario, base), len(base.start))[len(base.start) :]


def _waits(scenario: Scenario, base: Schedule) -> tuple[Rows, Rows]:
    """What comes before what, as two columns of nodes: row r begins at node r and is over at node n + r.

    A summary hands its wait to what is below it, and is over when that is.
    """
    links, parent, count = scenario.links, scenario.tasks.parent, len(base.start)
    leaves, below = np.flatnonzero(~base.summary), np.flatnonzero(parent >= 0)
    above = parent[below].astype(np.int64)
    givers, takers = links.predecessor.astype(np.int64), links.successor.astype(np.int64)
    ahead = np.concatenate([leaves, givers + count, above, below + count])
    behind = np.concatenate([leaves + count, takers, below, above + count])
    return ahead, behind


def _reached(rows: Rows, ahead: Rows, behind: Rows, count: int) -> Flags:
    """Which nodes come after the end of one of the tasks in rows, however far, those ends included."""
    reached = np.zeros(2 * count, np.bool_)
    new = rows + count
    while len(new):
        reached[new] = True
        fresh = np.zeros(2 * count, np.bool_)
        fresh[new] = True
        next_ones = np.zeros(2 * count, np.bool_)
        next_ones[behind[fresh[ahead]]] = True
        new = np.flatnonzero(next_ones & ~reached)
    return reached
