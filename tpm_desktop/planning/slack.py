"""What each task can slip: against the plan's end, and against those that follow it."""

import numpy as np

from tpm_desktop.planning.backward import NEVER
from tpm_desktop.planning.columns import Minutes, Rows
from tpm_desktop.planning.forward import Early
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.marks import Marks

__all__ = ["free_slack", "slack_between", "total_slack"]


def slack_between(marks: Marks, clock: Rows, early: Minutes, late: Minutes) -> Minutes:
    """Working minutes on each task's clock from one instant to the other, shape (n,)."""
    return np.asarray((marks.of(clock, late) >> 1) - (marks.of(clock, early) >> 1))


def total_slack(inputs: Inputs, start_slack: Minutes, finish_slack: Minutes) -> Minutes:
    """The smaller of start and finish slack; of what has begun that of its finish, as nothing else can slip.

    A summary has begun with the first task below it: stored plans give it its finish slack then.
    """
    begun, network = inputs.is_begun.copy(), inputs.network
    for rows in network.by_depth[:0:-1]:
        np.logical_or.at(begun, network.parent[rows], begun[rows])
    return np.where(begun, finish_slack, np.minimum(start_slack, finish_slack))


def free_slack(inputs: Inputs, marks: Marks, early: Early, total: Minutes, finish: int) -> Minutes:
    """What each task can slip without moving a task that follows it or, where none does, the plan's end.

    Shape (n,). No more than the total slack, where that is not negative; negative where a task that follows
    stands too early.
    """
    starts, finishes = _limits(inputs, marks, early)
    clock, ends = inputs.clocks.task.number, np.asarray(early.finish)
    found = slack_between(marks, clock, ends, np.minimum(finishes, np.maximum(ends, finish)))
    held = np.flatnonzero(starts < NEVER)
    at_start = slack_between(marks, clock[held], np.asarray(early.start)[held], starts[held])
    found[held] = np.minimum(found[held], at_start)
    return np.where(total >= 0, np.minimum(found, total), found)


def _limits(inputs: Inputs, marks: Marks, early: Early) -> tuple[Minutes, Minutes]:
    """How late each task may start and finish for all others to stay; NEVER where nothing says."""
    network = inputs.network
    starts, finishes = np.full(inputs.n, NEVER, np.int64), np.full(inputs.n, NEVER, np.int64)
    columns, links = inputs.link_columns, inputs.links
    demands = _demands(inputs, marks, early)
    for limits, chosen in ((finishes, columns.from_finish), (starts, ~columns.from_finish)):
        counted = chosen & inputs.limits
        np.minimum.at(limits, links.predecessor[counted], demands[counted])
    begins = np.asarray(early.start)
    for rows in network.by_depth[1:]:
        parent = network.parent[rows]
        finishes[rows] = np.minimum(finishes[rows], finishes[parent])
        first = begins[rows] == begins[parent]
        starts[rows[first]] = np.minimum(starts[rows[first]], starts[parent[first]])
    return starts, finishes


def _demands(inputs: Inputs, marks: Marks, early: Early) -> Minutes:
    """By when each link's predecessor must be there for its successor to stay. Shape (m,)."""
    links, columns, network = inputs.links, inputs.link_columns, inputs.network
    delay = np.where(inputs.is_begun, 0, inputs.tasks.levelling_delay)
    starts = np.asarray(early.start) - delay
    # A link to a summary holds every child, so that the first to finish says how much room there is.
    finishes = np.asarray(early.finish).copy()
    finishes[network.summary & (network.children.sizes() > 0)] = NEVER
    for rows in network.by_depth[:0:-1]:
        np.minimum.at(finishes, network.parent[rows], finishes[rows])
    found = np.where(columns.to_start, starts[links.successor], finishes[links.successor])
    minutes = columns.minutes
    if columns.open_lag.any():
        minutes = minutes.copy()
        for link in np.flatnonzero(columns.open_lag).tolist():
            minutes[link] = inputs.lag_minutes(link, early.duration[links.predecessor[link]])
    at = np.flatnonzero(columns.lagged)
    clock = columns.clock[at]
    # The latest that comes to the same: a break of the lag's calendar is working time for others.
    found[at] = marks.instants(clock, (marks.of(clock, found[at]) | 1) - 2 * minutes[at])
    return found
