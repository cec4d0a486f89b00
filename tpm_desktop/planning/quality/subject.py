"""The plan that is checked: the engine's columns and answer, and what else its file knows, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from tpm_desktop.planning.availability import Availability
from tpm_desktop.planning.calendars import Calendar
from tpm_desktop.planning.columns import (
    NONE,
    Assignments,
    Flags,
    LinkKind,
    Links,
    Minutes,
    Options,
    Rows,
    Schedule,
    Splits,
    Tasks,
)

__all__ = [
    "Baseline",
    "Bookings",
    "Crossings",
    "Facts",
    "Integration",
    "Listed",
    "Policy",
    "Subject",
    "rows_where",
]

ELAPSED_DAY = 1440
TO_START = (LinkKind.FS, LinkKind.SS)
FROM_FINISH = (LinkKind.FS, LinkKind.FF)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the checks count as long, near or soon; days are working days unless said otherwise."""

    long_days: int = 44  # two months of 22 working days
    long_lag_days: int = 10
    near_days: int = 10
    push_days: int = 600
    hotspot_links: int = 5
    detail_days: int = 22
    ahead_calendar_days: int = 90
    milestone_calendar_days: int = 92
    baseline_calendar_days: int = 30
    riding_days: int = 2
    riding_share: int = 9_000  # hundredths of a per cent
    shared_minutes_a_week: int = 240
    paths: int = 10  # so many are pushed at most,
    pushed_rows: int = 10_000  # and after the first only while so many rows are scheduled for it


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was agreed, shape (n,) each, `NONE` where nothing was. taken: when, `NONE` if not noted."""

    start: Minutes
    finish: Minutes
    duration: Minutes
    taken: int = NONE


@dataclass(frozen=True, slots=True)
class Bookings:
    """Who is booked on which task, shape (k,) each; capacity: how much there is, by resource.

    calendar: row of the resource's calendar. units: hundredths of a per cent.
    """

    task: Rows
    resource: Rows
    calendar: Rows
    units: Minutes
    capacity: Sequence[Availability]

    @classmethod
    def empty(cls) -> "Bookings":
        """Nobody on nothing."""
        rows, numbers = np.zeros(0, np.int32), np.zeros(0, np.int64)
        return cls(rows, rows, rows, numbers, ())


@dataclass(frozen=True, slots=True)
class Facts:
    """What the engine has no use for, shape (n,) each.

    milestone: marked so or without duration; marked: marked so; estimated: the duration is a guess.
    provided: somebody or some cost is on it; owner: row of the resource that answers for it, -1 for none.
    stream: row of the component project. effort: level of effort, which lasts as long as what it supports;
    None where nothing is.
    """

    names: Sequence[str]
    milestone: Flags
    marked: Flags
    estimated: Flags
    provided: Flags
    owner: Rows
    stream: Rows
    usual_duration: int
    minutes_per_week: int
    effort: Flags | None = None


@dataclass(frozen=True, slots=True)
class Crossings:
    """Links between component projects.

    links: rows of those for which nothing is agreed, or whose promise comes after the need. late: by how
    much, minutes of the plan's calendar, 0 where nothing is agreed. count: of all.
    """

    links: Rows
    late: Minutes
    count: int

    @classmethod
    def empty(cls) -> "Crossings":
        """No link crosses."""
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int64), 0)


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of a register that break a rule, out of how many. amounts: beside each, None for none."""

    rows: Rows = field(default_factory=lambda: np.zeros(0, np.int32))
    count: int = 0
    amounts: Minutes | None = None


@dataclass(frozen=True, slots=True)
class Integration:
    """What is the matter with interfaces and their tests.

    lacking, unproven: interfaces without owner or agreement, and live ones of which no test has passed.
    late: tests after their cut-over, with working minutes of the plan's calendar; homeless, undated: tests
    without an environment that is there, and without a task.
    """

    lacking: Listed = field(default_factory=Listed)
    late: Listed = field(default_factory=Listed)
    unproven: Listed = field(default_factory=Listed)
    homeless: Listed = field(default_factory=Listed)
    undated: Listed = field(default_factory=Listed)


@dataclass(frozen=True)
class Subject:
    """A plan to be checked; the populations of the checks are reckoned once.

    Source of the populations: DCMA's 14 points; links of summaries count in no other check than their own.
    """

    calendars: Sequence[Calendar]
    tasks: Tasks
    links: Links
    assignments: Assignments
    options: Options
    schedule: Schedule
    facts: Facts
    baseline: Baseline | None = None
    bookings: Bookings = field(default_factory=Bookings.empty)
    policy: Policy = field(default_factory=Policy)
    splits: Splits = field(default_factory=Splits.empty)
    crossings: Crossings = field(default_factory=Crossings.empty)
    integration: Integration = field(default_factory=Integration)

    @cached_property
    def counted(self) -> Flags:
        """Shape (n,): active tasks that are neither summaries, level of effort nor somebody else's."""
        return np.asarray(self._own_work & ~self.efforts)

    @cached_property
    def efforts(self) -> Flags:
        """Shape (n,): active level of effort, which no other check counts."""
        if self.facts.effort is None:
            return np.zeros(len(self.tasks), np.bool_)
        return np.asarray(self._own_work & self.facts.effort)

    @cached_property
    def _own_work(self) -> Flags:
        return np.asarray(self.tasks.active & ~self.schedule.summary & ~self.tasks.external)

    @cached_property
    def unfinished(self) -> Flags:
        """Shape (n,): those counted without an actual finish."""
        return np.asarray(self.counted & (self.tasks.actual_finish == NONE))

    @cached_property
    def begun(self) -> Flags:
        """Shape (n,): those on which work was done."""
        tasks = self.tasks
        return np.asarray((tasks.actual_start != NONE) | (tasks.actual_finish != NONE) | (tasks.done > 0))

    @cached_property
    def ahead(self) -> Flags:
        """Shape (n,): those unfinished that have not begun."""
        return np.asarray(self.unfinished & ~self.begun)

    @cached_property
    def work_packages(self) -> Flags:
        """Shape (n,): those unfinished that are no milestones."""
        return np.asarray(self.unfinished & ~self.facts.milestone)

    @cached_property
    def logic(self) -> Rows:
        """Links whose ends are both counted and whose successor is unfinished."""
        before, after = self.links.predecessor, self.links.successor
        return rows_where(self.counted[before] & self.counted[after] & self.unfinished[after])

    @cached_property
    def ties(self) -> Rows:
        """Links that tie a task to another, also to one that is finished or somebody else's."""
        tied = self.counted | (self.tasks.external & self.tasks.active & ~self.schedule.summary)
        return rows_where(tied[self.links.predecessor] & tied[self.links.successor])

    @cached_property
    def preceded(self) -> Flags:
        """Shape (n,): tasks with a predecessor."""
        return self._at(self.links.successor[self.ties])

    @cached_property
    def followed(self) -> Flags:
        """Shape (n,): tasks with a successor."""
        return self._at(self.links.predecessor[self.ties])

    @cached_property
    def day(self) -> Minutes:
        """Shape (n,): how long a day is on each task's clock."""
        return np.where(self.tasks.elapsed, ELAPSED_DAY, self.options.minutes_per_day).astype(np.int64)

    @cached_property
    def calendar(self) -> Rows:
        """Shape (n,): the calendar each task's slack and lags are counted on; -1 where time elapses."""
        own = np.where(self.tasks.calendar >= 0, self.tasks.calendar, self.options.calendar)
        return np.where(self.tasks.elapsed, -1, own).astype(np.int32)

    @property
    def plan_calendar(self) -> Calendar:
        """The calendar of the plan itself."""
        return self.calendars[self.options.calendar]

    def work(self, rows: Rows, instants: Minutes) -> Minutes:
        """The working minute of each row's own clock that an instant is; differences are working time."""
        found = instants.astype(np.int64)
        clock = self.calendar[rows]
        for at in np.unique(clock[clock >= 0]).tolist():
            mine = clock == at
            found[mine] = self.calendars[at].to_work(instants[mine])
        return found

    def _at(self, rows: Rows) -> Flags:
        found = np.zeros(len(self.tasks), np.bool_)
        found[rows] = True
        return found


def rows_where(flags: Flags) -> Rows:
    """The rows that are flagged."""
    return np.flatnonzero(flags).astype(np.int32)
