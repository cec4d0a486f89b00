"""What each task can slip: against the plan's end, and against those that follow it."""

import numpy as np

from tpm_desktop.planning.backward import Late
from tpm_desktop.planning.columns import Minutes
from tpm_desktop.planning.demands import FROM_FINISH, by_when
from tpm_desktop.planning.forward import Early
from tpm_desktop.planning.inputs import Inputs

__all__ = ["free_slack", "slack_at_ends", "total_slack"]


def slack_at_ends(inputs: Inputs, early: Early, late: Late) -> tuple[Minutes, Minutes]:
    """Start slack and finish slack of each task, shape (n,), in minutes of its own working time."""
    clock = inputs.clocks.own
    rows = range(inputs.n)
    starts = [clock[row].between(early.start[row], late.start[row]) for row in rows]
    finishes = [clock[row].between(early.finish[row], late.finish[row]) for row in rows]
    return np.array(starts, np.int64), np.array(finishes, np.int64)


def total_slack(inputs: Inputs, start_slack: Minutes, finish_slack: Minutes) -> Minutes:
    """The smaller of start and finish slack, as Microsoft Project has it; of a begun task that of its finish."""
    begun = np.array([inputs.is_begun(row) for row in range(inputs.n)], np.bool_)
    return np.where(begun, finish_slack, np.minimum(start_slack, finish_slack))


def free_slack(inputs: Inputs, early: Early, finish: int) -> Minutes:
    """What each task can slip without moving a task that follows it or, where none does, the plan's end. Shape (n,).

    Negative where a task that follows already stands too early.
    """
    return np.array([room(inputs, early, row, finish) for row in range(inputs.n)], np.int64)


def room(inputs: Inputs, early: Early, row: int, finish: int) -> int:
    """The free slack of one row."""
    clock = inputs.clocks.own[row]
    found = clock.between(early.finish[row], finish)
    at, first = row, True
    while at >= 0:
        first = first and early.start[row] == early.start[at]
        for link in inputs.outgoing[at]:
            from_finish = inputs.kind[link] in FROM_FINISH
            if from_finish or first:  # a summary starts with its first child alone
                limit = by_when(inputs, link, early.remains, early.finish, early.duration)
                own = early.finish[row] if from_finish else early.start[row]
                found = min(found, clock.between(own, limit))
        at = inputs.parent[at]
    return found
