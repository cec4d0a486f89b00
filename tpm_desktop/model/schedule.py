"""What the schedule is made of: tasks, links and baselines."""

from __future__ import annotations

from datetime import date, datetime

from .fields import (
    LONGEST,
    MOST_WORK,
    Choice,
    Kind,
    OnDelete,
    column,
    order,
    reference,
    source_uid,
)
from .limits import MOST_SHARE
from .record import Record
from .resources import Accrual
from .simulation import Distribution


class Constraint(Choice):
    """How a task's dates are bound besides by its links."""

    ASAP = "asap", "As soon as possible"
    ALAP = "alap", "As late as possible"
    MSO = "mso", "Must start on"
    MFO = "mfo", "Must finish on"
    SNET = "snet", "Start no earlier than"
    SNLT = "snlt", "Start no later than"
    FNET = "fnet", "Finish no earlier than"
    FNLT = "fnlt", "Finish no later than"


class TaskType(Choice):
    """Which of units, duration and work stays when another of them changes."""

    FIXED_UNITS = "fixed_units", "Fixed units"
    FIXED_DURATION = "fixed_duration", "Fixed duration"
    FIXED_WORK = "fixed_work", "Fixed work"


class Earning(Choice):
    """What a task earns its budget by; one marked as level of effort earns what is planned."""

    PERCENT = "percent", "Per cent complete"
    AT_FINISH = "at_finish", "0/100: all at the finish"
    HALF_AT_START = "half_at_start", "50/50: half at the start"
    QUARTER_AT_START = "quarter_at_start", "25/75: a quarter at the start"
    FIFTH_AT_START = "fifth_at_start", "20/80: a fifth at the start"
    MILESTONES = "milestones", "Weighted milestones"
    APPORTIONED = "apportioned", "Apportioned to another task"


class Task(Record, table=True):
    """A piece of work; one with others below it is a summary and takes its dates from them."""

    project_id: str = reference("project", "Component project", required=True)
    parent_id: str | None = reference("task", "Part of", on_delete=OnDelete.REMOVE)
    order: str | None = order()
    wbs: str | None = column("WBS code", help="Left empty, the place in the outline is the code")
    name: str = column("Task", Kind.TITLE)
    duration: int = column("Duration", Kind.DURATION, default=480, required=True, minimum=0, maximum=LONGEST)
    elapsed: bool = column(
        "Elapsed duration", Kind.FLAG, default=False, required=True, help="Counts nights and weekends too"
    )
    estimated: bool = column("Estimated", Kind.FLAG, default=False, required=True)
    milestone: bool = column("Milestone", Kind.FLAG, default=False, required=True)
    constraint: Constraint = column(
        "Constraint",
        Kind.CHOICE,
        choices=Constraint,
        default=Constraint.ASAP,
        required=True,
        group="Constraint",
    )
    constraint_date: datetime | None = column("Constraint date", Kind.INSTANT, group="Constraint")
    deadline: datetime | None = column("Deadline", Kind.INSTANT, day_end=True, group="Constraint")
    percent_complete: int = column(
        "Done", Kind.SHARE, default=0, required=True, minimum=0, maximum=10_000, group="Progress"
    )
    actual_start: datetime | None = column("Actual start", Kind.INSTANT, group="Progress")
    actual_finish: datetime | None = column("Actual finish", Kind.INSTANT, day_end=True, group="Progress")
    stop: datetime | None = column("Work done until", Kind.INSTANT, day_end=True, group="Progress")
    resume: datetime | None = column("Work goes on", Kind.INSTANT, group="Progress")
    owner_id: str | None = reference("resource", "Owner")
    calendar_id: str | None = reference("calendar", "Task calendar", group="Scheduling")
    ignore_resource_calendars: bool = column(
        "Ignore resource calendars", Kind.FLAG, default=False, required=True, group="Scheduling"
    )
    type: TaskType = column(
        "Type", Kind.CHOICE, choices=TaskType, default=TaskType.FIXED_UNITS, required=True, group="Scheduling"
    )
    effort_driven: bool = column("Effort driven", Kind.FLAG, default=False, required=True, group="Scheduling")
    fixed_cost: int = column("Fixed cost", Kind.MONEY, default=0, required=True, group="Money")
    fixed_accrual: Accrual = column(
        "Fixed cost accrues",
        Kind.CHOICE,
        choices=Accrual,
        default=Accrual.PRORATED,
        required=True,
        group="Money",
    )
    priority: int = column(
        "Priority", Kind.NUMBER, default=500, required=True, minimum=0, maximum=1000, group="Scheduling"
    )
    levelling_delay: int = column(
        "Levelling delay",
        Kind.DURATION,
        default=0,
        required=True,
        minimum=0,
        maximum=LONGEST,
        group="Scheduling",
    )
    manual: bool = column(
        "Manually scheduled",
        Kind.FLAG,
        default=False,
        required=True,
        help="Keeps the dates given by hand",
        group="Scheduling",
    )
    manual_start: datetime | None = column("Manual start", Kind.INSTANT, group="Scheduling")
    manual_finish: datetime | None = column("Manual finish", Kind.INSTANT, day_end=True, group="Scheduling")
    start_text: str | None = column(
        "Start in words",
        help="Such as “after Easter”: stands for the manual start until a date is known",
        group="Scheduling",
    )
    finish_text: str | None = column(
        "Finish in words", help="Stands for the manual finish until a date is known", group="Scheduling"
    )
    duration_text: str | None = column(
        "Duration in words",
        help="Such as “two or three weeks”: shown for a manual task; the duration is what is planned with",
        group="Scheduling",
    )
    active: bool = column(
        "Active",
        Kind.FLAG,
        default=True,
        required=True,
        help="An inactive task drives nothing",
        group="Scheduling",
    )
    external: bool = column(
        "External",
        Kind.FLAG,
        default=False,
        required=True,
        help="A date promised from outside",
        group="Scheduling",
    )
    level_of_effort: bool = column(
        "Level of effort",
        Kind.FLAG,
        default=False,
        required=True,
        help="Support that lasts as long as what it supports, such as management; checks count it apart",
        group="Scheduling",
    )
    account_id: str | None = reference(
        "account", "Control account", help="Left empty, that of the task above", group="Earned value"
    )
    earning: Earning = column(
        "Earns by",
        Kind.CHOICE,
        choices=Earning,
        default=Earning.PERCENT,
        required=True,
        help="Fixed once the work has begun",
        group="Earned value",
    )
    physical_percent: int | None = column(
        "Physically complete",
        Kind.SHARE,
        minimum=0,
        maximum=10_000,
        help="What is measured of the work itself; left empty, what is done of the duration",
        group="Earned value",
    )
    apportioned_to_id: str | None = reference(
        "task", "Apportioned to", help="Earns the share that this task has earned", group="Earned value"
    )
    optimistic: int | None = column(
        "Optimistic duration",
        Kind.DURATION,
        minimum=0,
        maximum=LONGEST,
        help="If all goes well; left empty, the program's share of the duration",
        group="Uncertainty",
    )
    pessimistic: int | None = column(
        "Pessimistic duration",
        Kind.DURATION,
        minimum=0,
        maximum=LONGEST,
        help="If much goes wrong; left empty, the program's share of the duration",
        group="Uncertainty",
    )
    distribution: Distribution | None = column(
        "Distribution",
        Kind.CHOICE,
        choices=Distribution,
        help="Left empty, the program's",
        group="Uncertainty",
    )
    optimistic_cost: int | None = column(
        "Optimistic cost",
        Kind.SHARE,
        minimum=0,
        maximum=10_000,
        help="Of what it is still to cost; left empty, the program's",
        group="Uncertainty",
    )
    pessimistic_cost: int | None = column(
        "Pessimistic cost",
        Kind.SHARE,
        minimum=0,
        maximum=MOST_SHARE,
        help="Of what it is still to cost; left empty, the program's",
        group="Uncertainty",
    )
    moves_with: str | None = column(
        "Moves together with",
        help="Tasks with the same word here take longer or shorter together; several, each with how much if"
        " it is not the program's correlation: vendor 80 %, site",
        group="Uncertainty",
    )
    chance: int | None = column(
        "Chance that it is needed",
        Kind.SHARE,
        minimum=0,
        maximum=10_000,
        help="Left empty, it is done for certain",
        group="Uncertainty",
    )
    crash_duration: int | None = column(
        "Shortest duration",
        Kind.DURATION,
        minimum=0,
        maximum=LONGEST,
        help="If money is spent on it; left empty, only overtime or more people can shorten it",
        group="Shortening",
    )
    crash_cost: int | None = column(
        "Cost of the shortest duration",
        Kind.MONEY,
        minimum=0,
        help="What it costs more, in all, to take the shortest duration; a part of it costs its share",
        group="Shortening",
    )
    notes: str | None = column("Notes", Kind.NOTE)
    uid: int | None = source_uid()


class TaskSplit(Record, table=True):
    """A break in the work on a task; it moves with the task."""

    __tablename__ = "task_split"

    task_id: str = reference("task", "Task", required=True)
    after: int = column("Work before the break", Kind.DURATION, required=True, minimum=1, maximum=LONGEST)
    length: int = column("Break", Kind.DURATION, required=True, minimum=1, maximum=LONGEST)


class EarningMilestone(Record, table=True):
    """A step of a task that earns by weighted milestones."""

    __tablename__ = "earning_milestone"

    name: str = column("Milestone", Kind.TITLE)
    task_id: str = reference("task", "Task", required=True)
    weight: int = column(
        "Weight",
        Kind.SHARE,
        default=0,
        required=True,
        minimum=0,
        maximum=10_000,
        help="The weights of a task sum to 100 %",
    )
    planned: date | None = column("Planned", Kind.DATE, help="Left empty, the task's baseline finish")
    reached: date | None = column("Reached", Kind.DATE)


class LinkType(Choice):
    """Which end of the predecessor holds which end of the successor."""

    FS = "fs", "Finish to start"
    SS = "ss", "Start to start"
    FF = "ff", "Finish to finish"
    SF = "sf", "Start to finish"


class LagUnit(Choice):
    """How a lag counts."""

    WORKING = "working", "Working time"
    ELAPSED = "elapsed", "Elapsed time"
    PERCENT = "percent", "Per cent of the predecessor"
    ELAPSED_PERCENT = "elapsed_percent", "Per cent of the predecessor, elapsed"


class Dependency(Choice):
    """Why one task waits for another (PMI), and so whether they could overlap."""

    MANDATORY = "mandatory", "Mandatory: must not overlap"
    DISCRETIONARY = "discretionary", "Discretionary: could overlap"
    EXTERNAL = "external", "External: others decide"


class Link(Record, table=True):
    """A dependency between two tasks."""

    predecessor_id: str = reference("task", "Predecessor", required=True)
    successor_id: str = reference("task", "Successor", required=True)
    type: LinkType = column("Type", Kind.CHOICE, choices=LinkType, default=LinkType.FS, required=True)
    lag: int = column("Lag", Kind.LAG, default=0, required=True, minimum=-LONGEST, maximum=LONGEST)
    lag_unit: LagUnit = column(
        "Lag counts", Kind.CHOICE, choices=LagUnit, default=LagUnit.WORKING, required=True
    )
    dependency: Dependency | None = column(
        "Dependency", Kind.CHOICE, choices=Dependency, help="Left empty, the tasks could overlap"
    )
    notes: str | None = column("Notes", Kind.NOTE)


class Baseline(Record, table=True):
    """What was once agreed: a copy of the plan's dates and costs, kept to compare with."""

    number: int = column("Number", Kind.NUMBER, default=0, required=True, minimum=0, maximum=10)
    name: str = column("Baseline", Kind.TITLE)
    taken: datetime | None = column("Taken on", Kind.INSTANT)


class BaselineTask(Record, table=True):
    """A task as a baseline holds it."""

    __tablename__ = "baseline_task"

    baseline_id: str = reference("baseline", "Baseline", required=True)
    task_id: str = reference("task", "Task", required=True)
    start: datetime | None = column("Baseline start", Kind.INSTANT)
    finish: datetime | None = column("Baseline finish", Kind.INSTANT, day_end=True)
    duration: int | None = column("Baseline duration", Kind.DURATION, minimum=0, maximum=LONGEST)
    work: int | None = column("Baseline work", Kind.DURATION, minimum=0, maximum=MOST_WORK)
    cost: int | None = column("Baseline cost", Kind.MONEY)
