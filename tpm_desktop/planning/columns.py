"""The columns the engine reads and answers with; one row a task, a link or an assignment.

Instants are int64 minutes since 1970-01-01 00:00 local wall clock, durations int64 minutes, an absent instant
is `NONE`. Tasks stand in outline order (a summary before its children); a task with children is a summary.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

NONE = int(np.iinfo(np.int64).min)
"""An instant that is not there."""

WHOLE = 10_000
"""All of something, in hundredths of a percent."""

Minutes = NDArray[np.int64]
Rows = NDArray[np.int32]
Places = NDArray[np.int32] | NDArray[np.int64]
"""Rows as numpy finds them; either kind points to the same."""
Pointers = NDArray[np.int64]
"""Rows that are asked for again and again: of the kind that numpy needs not convert first."""
Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]


class Constraint(IntEnum):
    """What a planner demanded of a task's dates; the numbers are those of MSPDI."""

    ASAP = 0
    ALAP = 1
    MSO = 2
    MFO = 3
    SNET = 4
    SNLT = 5
    FNET = 6
    FNLT = 7


class LinkKind(IntEnum):
    """Which end of the predecessor holds which end of the successor; the numbers are those of MSPDI."""

    FF = 0
    FS = 1
    SF = 2
    SS = 3


class LagUnit(IntEnum):
    """How a lag is counted; the percentages are of the predecessor's duration, in hundredths of a percent."""

    WORKING = 0
    ELAPSED = 1
    PERCENT = 2
    ELAPSED_PERCENT = 3


class Reason(IntEnum):
    """What decided where a task stands."""

    PROJECT_START = 0
    LINK = 1
    CONSTRAINT = 2
    ACTUAL = 3
    MANUAL = 4
    STATUS_DATE = 5
    LEVELLING = 6
    CHILDREN = 7
    EXTERNAL = 8
    INACTIVE = 9
    AS_LATE_AS_POSSIBLE = 10
    PROJECT_FINISH = 11
    SUBPROJECT_START = 12


@dataclass(frozen=True, slots=True)
class Tasks:
    """What is asked of each task, every array of shape (n,).

    duration: working minutes, or elapsed minutes where `elapsed`.
    calendar: row of the task's own calendar, -1 for none.
    ignore_resource_calendars: the task calendar alone decides the working time.
    parent: row of the summary above, -1 at the top.
    done: share of the duration done, in hundredths of a percent.
    stop, resume: where the work done ends, and where what remains goes on.
    manual_start, manual_finish: the given dates of manual and external tasks.
    levelling_delay: elapsed minutes added after everything else that holds the start.
    project_start: a component project's own "not before", for the row and all below it.
    container: rows that are component projects: summaries even while nothing is below them. An empty one
        stands where its first task would start, and the program's dates take no notice of it.
    """

    duration: Minutes
    elapsed: Flags
    calendar: Rows
    ignore_resource_calendars: Flags
    parent: Rows
    constraint: Codes
    constraint_date: Minutes
    deadline: Minutes
    actual_start: Minutes
    actual_finish: Minutes
    done: Rows
    stop: Minutes
    resume: Minutes
    manual: Flags
    manual_start: Minutes
    manual_finish: Minutes
    active: Flags
    external: Flags
    levelling_delay: Minutes
    project_start: Minutes
    container: Flags

    @classmethod
    def empty(cls, n: int) -> "Tasks":
        """`n` tasks of no duration at the top level, as soon as possible, not begun; fill what you have."""

        def absent() -> Minutes:
            return np.full(n, NONE, np.int64)

        return cls(
            duration=np.zeros(n, np.int64),
            elapsed=np.zeros(n, np.bool_),
            calendar=np.full(n, -1, np.int32),
            ignore_resource_calendars=np.zeros(n, np.bool_),
            parent=np.full(n, -1, np.int32),
            constraint=np.full(n, Constraint.ASAP, np.int8),
            constraint_date=absent(),
            deadline=absent(),
            actual_start=absent(),
            actual_finish=absent(),
            done=np.zeros(n, np.int32),
            stop=absent(),
            resume=absent(),
            manual=np.zeros(n, np.bool_),
            manual_start=absent(),
            manual_finish=absent(),
            active=np.ones(n, np.bool_),
            external=np.zeros(n, np.bool_),
            levelling_delay=np.zeros(n, np.int64),
            project_start=absent(),
            container=np.zeros(n, np.bool_),
        )

    def __len__(self) -> int:
        return len(self.duration)


@dataclass(frozen=True, slots=True)
class Links:
    """Which task waits for which, every array of shape (m,)."""

    predecessor: Rows
    successor: Rows
    kind: Codes
    lag: Minutes
    lag_unit: Codes

    @classmethod
    def empty(cls, m: int = 0) -> "Links":
        """`m` finish-to-start links without lag from task 0 to task 0; fill in both ends."""
        return cls(
            predecessor=np.zeros(m, np.int32),
            successor=np.zeros(m, np.int32),
            kind=np.full(m, LinkKind.FS, np.int8),
            lag=np.zeros(m, np.int64),
            lag_unit=np.full(m, LagUnit.WORKING, np.int8),
        )

    def __len__(self) -> int:
        return len(self.predecessor)


@dataclass(frozen=True, slots=True)
class Assignments:
    """Who works on what, every array of shape (k,).

    calendar: row of the resource's calendar, -1 where it has none (a material).
    units: hundredths of a percent of the resource.
    work: minutes of work, NONE where the task's duration decides; actual_work: minutes of it that are done.
    overtime, actual_overtime: minutes of these that are worked outside working time and take none of it.
    delay: working minutes from the task's start to the assignment's.
    contour: how the work is spread (`Contour`).
    """

    task: Rows
    calendar: Rows
    units: Minutes
    work: Minutes
    actual_work: Minutes
    overtime: Minutes
    actual_overtime: Minutes
    delay: Minutes
    contour: Codes

    @classmethod
    def empty(cls, k: int = 0) -> "Assignments":
        """`k` full-time assignments to task 0 whose work fills the task's duration; fill what you have."""
        return cls(
            task=np.zeros(k, np.int32),
            calendar=np.full(k, -1, np.int32),
            units=np.full(k, WHOLE, np.int64),
            work=np.full(k, NONE, np.int64),
            actual_work=np.zeros(k, np.int64),
            overtime=np.zeros(k, np.int64),
            actual_overtime=np.zeros(k, np.int64),
            delay=np.zeros(k, np.int64),
            contour=np.zeros(k, np.int8),
        )

    def __len__(self) -> int:
        return len(self.task)


@dataclass(frozen=True, slots=True)
class Splits:
    """Breaks in the work on tasks, every array of shape (s,), in any order.

    after: minutes of the task that are worked before the break; at or after its end it says nothing.
    length: minutes of the task's working time that the break lasts.
    """

    task: Rows
    after: Minutes
    length: Minutes

    @classmethod
    def empty(cls) -> "Splits":
        """No task has a break."""
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self.task)


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for the whole plan.

    start: where the plan begins; finish: where it must end when `from_finish`, else NONE.
    honour_constraints: SNLT, FNLT, MSO and MFO hold even against the links ("always honour their dates").
    critical_threshold: a task with this total slack in minutes, or less, is critical.
    multiple_critical_paths: every task without a successor ends a path of its own.
    reschedule_uncompleted: what remains of a task begun before the status date goes on after it.
    progress_override: what remains of a task begun before its links allowed it goes on; else it waits.
    calendar: row of the plan's calendar.
    """

    start: int
    finish: int = NONE
    from_finish: bool = False
    honour_constraints: bool = True
    critical_threshold: int = 0
    multiple_critical_paths: bool = False
    status_date: int = NONE
    reschedule_uncompleted: bool = False
    progress_override: bool = False
    calendar: int = 0
    minutes_per_day: int = 480


@dataclass(frozen=True, slots=True)
class Schedule:
    """The engine's answer, every array of shape (n,), in the order of the tasks.

    total_slack, start_slack, finish_slack: working minutes of the task's own calendar, else the plan's;
        elapsed minutes where the task is elapsed; negative where a date cannot be met.
    free_slack: the same, in the working time of the task's resources.
    duration: as given for tasks, for summaries the plan calendar's working time between start and finish.
    remains: where the work that is left goes on; of a task not begun its start.
    reason: what decided the start (`Reason`).
    driver: row of the deciding link, -1 if none; of a task as late as possible the link to what follows it.
    holder: the task whose link, constraint or dates decided: the task itself, a summary above it, or, for a
    summary, the child it starts with.
    program_start, program_finish: the earliest start and the latest finish of all.
    parts: start and finish of each part of the tasks that are split, by row.
    """

    start: Minutes
    finish: Minutes
    early_start: Minutes
    early_finish: Minutes
    late_start: Minutes
    late_finish: Minutes
    total_slack: Minutes
    free_slack: Minutes
    start_slack: Minutes
    finish_slack: Minutes
    critical: Flags
    summary: Flags
    duration: Minutes
    remains: Minutes
    reason: Codes
    driver: Rows
    holder: Rows
    program_start: int
    program_finish: int
    parts: dict[int, tuple[tuple[int, int], ...]]
