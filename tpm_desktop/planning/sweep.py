"""What both passes need to go through a plan a level at a time: plain tasks, their links, and marks.

A task is plain where one rule says all: after the latest of its holds, for its duration, on one calendar. Its
dates are marks, and a level of plain tasks is a handful of operations on columns. All else goes task by task by
the rules of `forward` and `backward`, which see instants; a link between the two worlds, or between calendars,
is a crossing: what it says is looked up when its level comes.
"""

from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.columns import NONE, WHOLE, Constraint, Flags, LinkKind, Minutes, Rows
from tpm_desktop.planning.inputs import ELAPSED_LAGS, PERCENTAGES, Inputs
from tpm_desktop.planning.levels import FLOOR, HELD, Entries
from tpm_desktop.planning.marks import Marks
from tpm_desktop.planning.worktime import DAY, FIRST_DAY, LAST_DAY

__all__ = ["Crossings", "LinkColumns", "OutOfTables", "Parts", "cover", "instants_given"]

_ROUNDS = 8
_BEFORE_ALL = -(2**31)
FINISH_KINDS = (LinkKind.FF, LinkKind.SF)
"""Links that hold the successor's finish."""


class OutOfTables(Exception):
    """A plain task's date lies outside the tables of `marks`; they have grown, and the pass is to be run again."""


def instants_given(inputs: Inputs) -> Minutes:
    """All instants that a planner gave, and where the plan begins."""
    tasks, options = inputs.tasks, inputs.options
    columns = (
        tasks.constraint_date, tasks.actual_start, tasks.actual_finish, tasks.manual_start, tasks.manual_finish,
        tasks.stop, tasks.resume, tasks.project_start, tasks.deadline, np.array([options.start, options.finish]),
    )  # fmt: skip
    found = np.concatenate(columns)
    return found[found != NONE]


def cover(inputs: Inputs, instants: Minutes, marks: Marks | None = None) -> None:
    """Have the tables of all calendars that are asked reach over the instants.

    Raises: `OutOfTables` where those in `marks` do not.
    """
    low = max(int(instants.min(initial=inputs.options.start)), FIRST_DAY * DAY)
    high = min(int(instants.max(initial=low)), LAST_DAY * DAY - 1)
    clocks = inputs.clocks
    asked = np.unique(np.concatenate([clocks.task.number, clocks.lag.number]))
    for number in asked.tolist():
        clocks.calendars[number].cover(low, high)
    if marks is not None and ((marks.first[asked] > low) | (marks.last[asked] <= high)).any():
        raise OutOfTables


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """What both passes ask of the links, shape (m,).

    lagged: has a lag; minutes: how long, 0 where a summary's duration decides (`open_lag`). clock: what the lag
    runs on. from_finish, to_start: which ends it joins.
    """

    lagged: Flags
    minutes: Minutes
    open_lag: Flags
    clock: Rows
    from_finish: Flags
    to_start: Flags

    @classmethod
    def of(cls, inputs: Inputs) -> "LinkColumns":
        links, clocks = inputs.links, inputs.clocks
        lagged = links.lag != 0
        share = lagged & np.isin(links.lag_unit, PERCENTAGES)
        minutes = links.lag
        if share.any():
            part = np.rint(inputs.tasks.duration[links.predecessor] * links.lag / WHOLE).astype(np.int64)
            minutes = np.where(share, part, links.lag)
        clock = clocks.lag.number[links.successor]
        elapsed = np.isin(links.lag_unit, ELAPSED_LAGS)
        if elapsed.any():
            clock = np.where(elapsed, len(clocks.calendars) - 1, clock).astype(np.int32)
        return cls(
            lagged=lagged,
            minutes=minutes,
            open_lag=share & inputs.network.summary[links.predecessor],
            clock=clock,
            from_finish=(links.kind == LinkKind.FS) | (links.kind == LinkKind.FF),
            to_start=(links.kind == LinkKind.FS) | (links.kind == LinkKind.SS),
        )

    def within(self, inputs: Inputs, plain: Flags) -> Flags:
        """Which links join two plain tasks of one calendar on which the lag runs too. Shape (m,)."""
        links, clock = inputs.links, inputs.clocks.task.number
        one, other = clock[links.predecessor], clock[links.successor]
        both = plain[links.predecessor] & plain[links.successor] & (one == other)
        return both & (~self.lagged | (self.clock == other))


def undemanding(inputs: Inputs) -> Flags:
    """Tasks of one calendar that no date but "start no earlier than" binds, neither given nor levelled. (n,)"""
    tasks = inputs.tasks
    found = ~inputs.network.summary & ~inputs.is_given & (tasks.levelling_delay == 0)
    dated = tasks.constraint_date != NONE
    found &= (tasks.constraint == Constraint.ASAP) | ((tasks.constraint == Constraint.SNET) & (~dated | (tasks.duration > 0)))
    found &= tasks.project_start == NONE
    found[list(inputs.clocks.crew)] = False
    return found


def settled(inputs: Inputs, columns: LinkColumns, plain: Flags, ends: Rows, displacing: Flags) -> Flags:
    """The plain tasks whose finish no crossing may displace into a break of their calendar. Shape (n,).

    Args: ends: shape (m,), the task at the end in question of each link; displacing: links that may do so.
    """
    found = plain
    for _ in range(_ROUNDS):
        crossing = displacing & ~columns.within(inputs, found) & found[ends]
        if not crossing.any():
            return found
        found = found.copy()
        found[ends[crossing]] = False
    found = found.copy()
    found[ends[displacing]] = False
    return found


@dataclass(frozen=True, slots=True)
class Parts:
    """The plain tasks by place, and what their entries say, so that an entry is `(marks[source] & mask) + add`.

    plain: shape (L,); clock: of each place. source, mask, add, within: by entry; source is a place, plus L for
    the other end, 2 L for an entry that says nothing of marks; within: entries that say it all in marks.
    """

    plain: Flags
    clock: Rows
    source: Rows
    mask: Minutes
    add: Minutes
    within: Flags


@dataclass(frozen=True, slots=True)
class Crossings:
    """Entries of plain tasks that have to be looked up, in order of their entries.

    entry: the entry. source: row of the instant in the common column. lagged: which have a lag, on `lag_clock`
    for `minutes`, and begin where work begins if `to_begin`. clock: of the task; mask, add: as in `Parts`.
    """

    entry: Rows
    source: Rows
    lagged: Flags
    lag_clock: Rows
    minutes: Minutes
    to_begin: Flags
    clock: Rows
    mask: Minutes
    add: Minutes

    def said(self, marks: Marks, instants: Minutes, low: int, high: int) -> Minutes:
        """What those from `low` up to `high` say, as marks of their tasks' calendars."""
        part = slice(low, high)
        found = np.maximum(instants[self.source[part]], _BEFORE_ALL)
        lagged = self.lagged[part]
        if lagged.any():
            at = np.flatnonzero(lagged)
            clock = self.lag_clock[part][at]
            late = (marks.of(clock, found[at]) & -2) + 2 * self.minutes[part][at] + self.to_begin[part][at]
            found[at] = marks.instants(clock, late)
        return np.asarray((marks.of(self.clock[part], found) & self.mask[part]) + self.add[part])


def entry_kinds(entries: Entries) -> tuple[Flags, Flags, Rows]:
    """Which entries are links, which come from the summary above, and the link of each (0 where none)."""
    return entries.link >= 0, entries.link == HELD, np.maximum(entries.link, 0)


def floors(entries: Entries) -> Rows:
    """The first entry of each place."""
    assert FLOOR < 0
    return entries.start[:-1]
