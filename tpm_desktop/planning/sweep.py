"""What both passes need to go a level at a time: plain tasks, what is said of them, and crossings.

A task is plain where one rule says all: after the latest of its holds, for its duration, on one calendar. Its
dates are marks, and a level of plain tasks is a handful of operations on columns. All else goes task by
task by the rules of `forward` and `backward`, which see instants; a link between the two worlds, or between
calendars, is a crossing: what it says is looked up when its level comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, Flags, Minutes, Pointers, Rows
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.levels import Entries, Lists
from tpm_desktop.planning.marks import Marks
from tpm_desktop.planning.worktime import DAY, FIRST_DAY, LAST_DAY

__all__ = [
    "FEW",
    "Crossings",
    "OutOfTables",
    "Said",
    "Sayings",
    "cover",
    "instants_given",
    "settled",
    "undated",
]

_BEFORE_ALL = -(2**31)
_FAR = 2**40

FEW = 8
"""Fewer are looked up one by one: columns would be slower."""


class OutOfTables(Exception):
    """A date lies outside the tables of `marks`; they have grown, and the pass is to be run again."""


def instants_given(inputs: Inputs) -> Minutes:
    """All instants that a planner gave, and where the plan begins."""
    tasks, options = inputs.tasks, inputs.options
    columns = (
        tasks.constraint_date, tasks.actual_start, tasks.actual_finish, tasks.manual_start,
        tasks.manual_finish, tasks.stop, tasks.resume, tasks.project_start, tasks.deadline,
        np.array([options.start, options.finish]),
    )  # fmt: skip
    found = np.concatenate(columns)
    return np.asarray(found[found != NONE])


def cover(inputs: Inputs, instants: Minutes, marks: Marks | None = None) -> None:
    """Have the tables of all calendars that are asked reach over the instants.

    Raises: `OutOfTables` where those in `marks` do not.
    """
    low = max(int(instants.min(initial=inputs.options.start)), FIRST_DAY * DAY)
    high = min(int(instants.max(initial=low)), LAST_DAY * DAY - 1)
    for calendar in inputs.clocks.calendars:
        calendar.cover(low, high)
    if marks is not None and ((marks.first > low) | (marks.last <= high)).any():
        raise OutOfTables


def undated(inputs: Inputs, harmless: Sequence[Constraint]) -> Flags:
    """Tasks of one calendar that only links and harmless dates bind, neither given, levelled nor split. (n,)

    Args: harmless: the kinds of constraint that the pass can take as columns.
    """
    tasks = inputs.tasks
    found = ~inputs.network.summary & ~inputs.is_given & ~inputs.is_begun & (tasks.levelling_delay == 0)
    free = tasks.constraint == Constraint.ASAP
    for kind in harmless:
        free |= tasks.constraint == kind
    found &= free & (tasks.project_start == NONE)
    found[list(inputs.clocks.crew)] = False
    found[list(inputs.clocks.breaks)] = False
    return np.asarray(found)


def settled(inputs: Inputs, plain: Flags, ends: Rows, displacing: Flags, beyond: Lists) -> Flags:
    """The plain tasks whose dates no crossing may put into a break of their calendar. Shape (n,).

    Args: ends: shape (m,), the task at the end in question of each link; displacing: links that may do so;
    beyond: the links at whose other end a row stands, to follow what is plain no more.
    """
    found = plain.copy()
    crossing = displacing & ~inputs.link_columns.within(inputs.links, plain) & plain[ends]
    ahead = ends[crossing].tolist()
    for row in ahead:  # grows while it is read
        if found[row]:
            found[row] = False
            ahead += [int(ends[link]) for link in beyond[row] if displacing[link]]
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What each link says in marks: `(marks[source] & mask) + add`. Shape (m,).

    mask_after_lag, add_after_lag: the same without its lag.
    """

    source: Rows
    mask: Minutes
    add: Minutes
    mask_after_lag: Minutes
    add_after_lag: Minutes


@dataclass(frozen=True, slots=True)
class Sayings:
    """What each entry says, as `Said`; what is no link within the plain tasks reads the mark 0.

    source: a place, plus L for its other end, 2 L for the mark 0. within: links that say it all in marks.
    """

    source: Pointers
    mask: Minutes
    add: Minutes
    within: Flags

    @classmethod
    def of(cls, entries: Entries, said: Said, within: Flags, nowhere: int, nothing: int) -> "Sayings":
        """What the entries say.

        Args: within: shape (m,); nowhere: where the mark 0 stands; nothing: what a silent entry adds.
        """
        link = entries.link
        source = np.where(within, said.source, nowhere)
        return cls(
            source=np.append(source, [nowhere, nowhere]).take(link),
            mask=np.append(said.mask, [0, 0]).take(link),
            add=np.append(np.where(within, said.add, nothing), [nothing, nothing]).take(link),
            within=np.append(within, [False, False]).take(link),
        )


@dataclass(frozen=True, slots=True)
class Crossings:
    """Entries of plain tasks that have to be looked up, in order of their entries.

    entry: the entry. source: row of the instant in the common column. lagged: which have a lag, on
    `lag_clock` for `minutes`, and begin where work begins if `to_begin`. clock: of the task; mask, add: as
    in `Said`.
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
        if high - low < FEW:
            return np.array([self.one(marks, instants, at) for at in range(low, high)], np.int64)
        part = slice(low, high)
        found = np.maximum(instants[self.source[part]], _BEFORE_ALL)
        lagged = self.lagged[part]
        if lagged.any():
            at = np.flatnonzero(lagged)
            clock = self.lag_clock[part][at]
            late = (marks.of(clock, found[at]) & -2) + 2 * self.minutes[part][at] + self.to_begin[part][at]
            found[at] = marks.instants(clock, late)
        return np.asarray((marks.of(self.clock[part], found) & self.mask[part]) + self.add[part])

    def one(self, marks: Marks, instants: Minutes, at: int) -> int:
        """What one of them says."""
        found, calendar = int(instants[self.source[at]]), marks.calendars[int(self.clock[at])]
        if not FIRST_DAY * DAY <= found < LAST_DAY * DAY:  # nothing is said
            return _FAR if found > 0 else -_FAR
        if self.lagged[at]:
            lag = marks.calendars[int(self.lag_clock[at])]
            found = lag.at_mark((lag.mark(found) & -2) + 2 * int(self.minutes[at]) + int(self.to_begin[at]))
        mask, add = int(self.mask[at]), int(self.add[at])
        return (calendar.mark(found) & mask) + add
