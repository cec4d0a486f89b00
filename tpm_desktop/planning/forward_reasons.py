"""Why each row starts where the pass by columns put it: the entry that decided, and what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.columns import Flags, Minutes, Places, Reason

if TYPE_CHECKING:
    from tpm_desktop.planning.forward_sweep import ForwardSweep

__all__ = ["explain", "explain_summaries"]

LINK_TO_START, FROM_ABOVE, DATE, LINK_TO_FINISH, BEGIN = range(5)
"""Of several that hold a task equally the first decides."""

_RANK = 2**32


def explain(sweep: ForwardSweep) -> None:
    """Note reason, driver and holder of the plain tasks that went by columns."""
    if sweep.places:
        at = np.flatnonzero(~sweep.by_rule)
        _note(sweep, at, _deciding(sweep).take(at))


def _deciding(sweep: ForwardSweep) -> Minutes:
    """By place, the rank of what decided, and the link where it is one: `rank * _RANK + link`.

    It is the latest of all entries, and of several the first by rank and by link.
    """
    entries, sayings, demand = sweep.entries, sweep.sayings, sweep.demand
    found = sweep.mark.take(sayings.source)
    found &= sayings.mask
    found += sayings.add
    crossing = sweep.crossings.entry
    found[crossing] = demand[crossing]
    rank = np.where(sweep.columns.to_start, LINK_TO_START * _RANK, LINK_TO_FINISH * _RANK)
    rank += np.arange(len(rank))
    key = np.append(rank, [0, FROM_ABOVE * _RANK]).take(entries.link)
    key[entries.floor] = _floor_rank(sweep) * _RANK
    hold = sweep.hold.take(entries.owner)
    same = found == hold
    # A predecessor that ends on Friday evening decides as much as a date on Monday morning.
    same |= (found | 1 == hold) & sweep.is_dated.take(entries.owner)
    key[~same] = BEGIN * _RANK
    return np.minimum.reduceat(key, entries.floor)


def _floor_rank(sweep: ForwardSweep) -> Minutes:
    """What the first entry of each place stands for."""
    found = np.full(sweep.places, BEGIN, np.int64)
    at = np.flatnonzero(sweep.is_dated)
    date = sweep.marks.of(sweep.clock[at], sweep.inputs.tasks.constraint_date[sweep.network.rows[at]])
    found[at[(date >= sweep.begin[at]) | sweep.may_be_early]] = DATE
    at = np.flatnonzero(sweep.is_under)
    above = sweep.early.hold[sweep.network.parent[sweep.network.rows[at]]]
    same = sweep.marks.of(sweep.clock[at], np.maximum(above, -(2**31))) == sweep.floor[at]
    found[at[same]] = FROM_ABOVE
    return found


def _note(sweep: ForwardSweep, at: Places, best: Minutes) -> None:
    rows, active = sweep.network.rows.take(at), sweep.inputs.tasks.active
    rank, link = best >> 32, best & (_RANK - 1)
    by_link = (rank == LINK_TO_START) | (rank == LINK_TO_FINISH)
    early = sweep.early
    reason, driver, holder = (np.asarray(column) for column in (early.reason, early.driver, early.holder))
    found = np.where(by_link, Reason.LINK, np.where(rank == DATE, Reason.CONSTRAINT, Reason.PROJECT_START))
    reason[rows] = np.where(active.take(rows), found, Reason.INACTIVE)
    driver[rows] = np.where(by_link, link, -1)
    for row in rows[rank == FROM_ABOVE].tolist():
        hold = sweep.rules.starts[sweep.inputs.parent[row]]
        reason[row] = hold.reason if active[row] else Reason.INACTIVE
        driver[row] = hold.driver
        holder[row] = hold.holder if hold.holder >= 0 else row


def explain_summaries(sweep: ForwardSweep, summaries: Flags, counted: Flags) -> None:
    """A summary starts with its first child; its duration is the plan's working time.

    Args: summaries: shape (n,), those to explain; counted: the rows that the summary above takes notice of.
    """
    network, early, plan = sweep.network, sweep.early, sweep.inputs.plan
    rows = np.flatnonzero(summaries)
    starts, finishes = np.asarray(early.start), np.asarray(early.finish)
    np.asarray(early.remains)[rows] = starts[rows]
    np.asarray(early.duration)[rows] = plan.to_work(finishes[rows]) - plan.to_work(starts[rows])
    children = np.flatnonzero((network.parent >= 0) & counted)[::-1]
    parent = network.parent.take(children)
    first = summaries.take(parent) & (starts.take(children) == starts.take(parent))
    np.asarray(early.holder)[parent[first]] = children[first]
    active = sweep.inputs.tasks.active[rows]
    np.asarray(early.reason)[rows] = np.where(active, Reason.CHILDREN, Reason.INACTIVE)
