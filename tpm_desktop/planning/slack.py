"""What each task can slip: against the plan's end, and against those that follow it."""

from collections.abc import Sequence

import numpy as np

from tpm_desktop.planning.backward import NEVER
from tpm_desktop.planning.columns import Minutes
from tpm_desktop.planning.demands import FROM_FINISH, by_when
from tpm_desktop.planning.forward import Early
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.worktime import Calendar

__all__ = ["free_slack", "slack_between", "total_slack"]


def slack_between(clocks: Sequence[Calendar], early: Sequence[int], late: Sequence[int]) -> Minutes:
    """Working minutes on each task's clock from one instant to the other, shape (n,)."""
    first, last = np.array(early, np.int64), np.array(late, np.int64)
    found = np.zeros(len(first), np.int64)
    rows_of: dict[Calendar, list[int]] = {}
    for row, clock in enumerate(clocks):
        rows_of.setdefault(clock, []).append(row)
    for clock, rows in rows_of.items():
        found[rows] = clock.to_work(last[rows]) - clock.to_work(first[rows])
    return found


def total_slack(inputs: Inputs, start_slack: Minutes, finish_slack: Minutes) -> Minutes:
    """The smaller of start and finish slack; of what has begun that of its finish, as nothing else can slip.

    A summary has begun with the first task below it: stored plans give it its finish slack then.
    """
    begun = list(inputs.begun)
    for row in range(inputs.n - 1, -1, -1):
        if begun[row] and inputs.parent[row] >= 0:
            begun[inputs.parent[row]] = True
    return np.where(np.array(begun, np.bool_), finish_slack, np.minimum(start_slack, finish_slack))


def free_slack(inputs: Inputs, early: Early, total: Minutes, finish: int) -> Minutes:
    """What each task can slip without moving a task that follows it or, where none does, the plan's end.

    Shape (n,). No more than the total slack, where that is not negative; negative where a task that follows
    stands too early.
    """
    starts, finishes = _limits(inputs, early, finish)
    found = slack_between(inputs.clocks.task, early.finish, finishes)
    held = [row for row in range(inputs.n) if starts[row] < NEVER]
    clocks = [inputs.clocks.task[row] for row in held]
    at_start = slack_between(clocks, [early.start[row] for row in held], [starts[row] for row in held])
    found[held] = np.minimum(found[held], at_start)
    return np.where(total >= 0, np.minimum(found, total), found)


def _limits(inputs: Inputs, early: Early, finish: int) -> tuple[list[int], list[int]]:
    """How late each task may start and finish for all others to stay; NEVER where nothing says."""
    unlevelled = [
        start if begun else start - delay
        for start, begun, delay in zip(early.start, inputs.begun, inputs.levelling_delay, strict=True)
    ]
    # A link to a summary holds every child, so that the first to finish says how much room there is.
    first_finish = list(early.finish)
    for row in reversed(range(inputs.n)):
        if inputs.network.children[row]:
            first_finish[row] = min(first_finish[child] for child in inputs.network.children[row])
    starts, finishes = [NEVER] * inputs.n, [finish] * inputs.n
    for row, parent in enumerate(inputs.parent):
        if parent >= 0:
            finishes[row] = finishes[parent]
            if early.start[row] == early.start[parent]:
                starts[row] = starts[parent]
        for link in inputs.outgoing[row]:
            instant = by_when(inputs, link, unlevelled, first_finish, early.duration)
            if inputs.kind[link] in FROM_FINISH:
                finishes[row] = min(finishes[row], instant)
            else:
                starts[row] = min(starts[row], instant)
    return starts, finishes
