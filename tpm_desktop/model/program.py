"""The program itself and its component projects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .fields import LONGEST, MOST_DAYS, Choice, Kind, code, column, order, reference, source_uid
from .limits import MOST_SHARE, TOLERANCES, limit_of, limit_of_share
from .record import Record
from .simulation import Distribution


class Phase(Choice):
    """Where the program stands in its life cycle."""

    IDENTIFY = "identify", "Identify"
    DEFINE = "define", "Define"
    DELIVER = "deliver", "Deliver"
    TRANSITION = "transition", "Transition"
    CLOSE = "close", "Close"


class ScheduleFrom(Choice):
    """Which end of the program is given and which one follows."""

    START = "start", "From the start"
    FINISH = "finish", "From the finish"


class OutOfSequence(Choice):
    """What becomes of the rest of a task that began before its predecessors allowed it."""

    RETAINED_LOGIC = "retained_logic", "Retained logic"
    PROGRESS_OVERRIDE = "progress_override", "Progress override"


class FiscalYearName(Choice):
    """What a fiscal year that isn't the calendar's is called by."""

    BOTH = "both", "Both years: FY26/27"
    END = "end", "The year it ends in: FY27"
    START = "start", "The year it starts in: FY26"


class FiscalMonths(Choice):
    """What the months of a fiscal year are: those of the calendar, or so many weeks in each of a quarter."""

    MONTHS = "months", "Calendar months"
    W445 = "4-4-5", "Weeks: 4-4-5"
    W454 = "4-5-4", "Weeks: 4-5-4"
    W544 = "5-4-4", "Weeks: 5-4-4"


class FiscalYearEnd(Choice):
    """Where a fiscal year of weeks ends."""

    LAST = "last", "The last in the month"
    NEAREST = "nearest", "Nearest to the month’s end"


class FiscalExtraWeek(Choice):
    """Which month of a fiscal year of 53 weeks has one more."""

    YEAR = "year", "Last month of the year"
    QUARTER = "quarter", "Last month of the first quarter"


class FiscalWeekday(Choice):
    """The weekday on which a fiscal year of weeks ends, in the order of the week."""

    MONDAY = "monday", "Monday"
    TUESDAY = "tuesday", "Tuesday"
    WEDNESDAY = "wednesday", "Wednesday"
    THURSDAY = "thursday", "Thursday"
    FRIDAY = "friday", "Friday"
    SATURDAY = "saturday", "Saturday"
    SUNDAY = "sunday", "Sunday"


class AmountsIn(Choice):
    """What amounts are counted in where they stand in tables."""

    FULL = "full", "In full"
    THOUSANDS = "thousands", "In thousands"
    MILLIONS = "millions", "In millions"


class Program(Record, table=True):
    """The program that the file holds: exactly one row."""

    name: str = column("Program", Kind.TITLE)
    purpose: str | None = column("Purpose", Kind.NOTE)
    outcomes: str | None = column("Outcomes", Kind.NOTE)
    sponsor_id: str | None = reference("resource", "Sponsor")
    manager_id: str | None = reference("resource", "Program manager")
    phase: Phase = column("Phase", Kind.CHOICE, choices=Phase, default=Phase.DEFINE, required=True)
    classification: str | None = column("Classification", default="Internal", help="Printed on every page")
    start: datetime = column("Start", Kind.INSTANT, required=True, group="Schedule")
    finish: datetime | None = column(
        "Required finish",
        Kind.INSTANT,
        day_end=True,
        help="Given only when scheduled from the finish",
        group="Schedule",
    )
    schedule_from: ScheduleFrom = column(
        "Schedule",
        Kind.CHOICE,
        choices=ScheduleFrom,
        default=ScheduleFrom.START,
        required=True,
        group="Schedule",
    )
    status_date: datetime | None = column("Status date", Kind.INSTANT, day_end=True, group="Schedule")
    last_pack: datetime | None = column(
        "Last pack issued",
        Kind.INSTANT,
        help="When a pack was handed out last; set as one is saved or printed",
        group="Schedule",
    )
    calendar_id: str | None = reference("calendar", "Calendar", group="Schedule")
    compared_baseline: int | None = column(
        "Compare with baseline",
        Kind.NUMBER,
        minimum=0,
        maximum=10,
        help="Number of the baseline for Gantt, checks and packs; empty: the lowest there is",
        group="Schedule",
    )
    reschedule_uncompleted: bool = column(
        "Reschedule uncompleted work",
        Kind.FLAG,
        default=False,
        required=True,
        help="What is left of a task that has begun goes on after the status date",
        group="Progress",
    )
    out_of_sequence: OutOfSequence = column(
        "Begun out of sequence",
        Kind.CHOICE,
        choices=OutOfSequence,
        default=OutOfSequence.RETAINED_LOGIC,
        required=True,
        help="Of a task begun before its predecessors allowed it the rest waits for them (retained logic) "
        "or goes on (progress override)",
        group="Progress",
    )
    amounts_in: AmountsIn | None = column(
        "Amounts shown",
        Kind.CHOICE,
        choices=AmountsIn,
        help="In packs, earned value and capital; empty: by the size of the program",
        group="Money",
    )
    currency: str = column(
        "Currency", default="USD", required=True, help="ISO 4217 code, such as USD or EUR", group="Money"
    )
    fiscal_year_start: int = column(
        "Fiscal year starts in month",
        Kind.NUMBER,
        default=1,
        required=True,
        minimum=1,
        maximum=12,
        group="Money",
    )
    fiscal_year_name: FiscalYearName = column(
        "Fiscal year is named by",
        Kind.CHOICE,
        choices=FiscalYearName,
        default=FiscalYearName.BOTH,
        required=True,
        group="Money",
    )
    fiscal_months: FiscalMonths = column(
        "Months of the fiscal year",
        Kind.CHOICE,
        choices=FiscalMonths,
        default=FiscalMonths.MONTHS,
        required=True,
        help="Weeks make years of 52 or 53 weeks",
        group="Money",
    )
    fiscal_weekday: FiscalWeekday = column(
        "Years of weeks end on a",
        Kind.CHOICE,
        choices=FiscalWeekday,
        default=FiscalWeekday.SATURDAY,
        required=True,
        group="Money",
    )
    fiscal_year_end: FiscalYearEnd = column(
        "Which of these days",
        Kind.CHOICE,
        choices=FiscalYearEnd,
        default=FiscalYearEnd.LAST,
        required=True,
        help="The month before the one in which the fiscal year starts",
        group="Money",
    )
    fiscal_extra_week: FiscalExtraWeek = column(
        "The 53rd week is in the",
        Kind.CHOICE,
        choices=FiscalExtraWeek,
        default=FiscalExtraWeek.YEAR,
        required=True,
        group="Money",
    )
    explain_share: int = column(
        "Explain variances from",
        Kind.SHARE,
        default=1_000,
        required=True,
        minimum=0,
        maximum=10_000,
        help="A variance that reaches this share and the sum below asks for an explanation",
        group="Earned value",
    )
    explain_sum: int = column(
        "and from a sum of",
        Kind.MONEY,
        default=1_000_000,
        required=True,
        minimum=0,
        group="Earned value",
    )
    minutes_per_day: int = column(
        "Minutes per day",
        Kind.NUMBER,
        default=480,
        required=True,
        minimum=1,
        maximum=1440,
        help="What “1 d” means",
        group="Units of time",
    )
    minutes_per_week: int = column(
        "Minutes per week",
        Kind.NUMBER,
        default=2400,
        required=True,
        minimum=1,
        maximum=10080,
        group="Units of time",
    )
    days_per_month: int = column(
        "Days per month", Kind.NUMBER, default=20, required=True, minimum=1, maximum=31, group="Units of time"
    )
    optimistic_share: int = column(
        "Optimistic duration",
        Kind.SHARE,
        default=9_000,
        required=True,
        minimum=0,
        maximum=10_000,
        help="Of the planned one, for tasks without a range of their own",
        group="Simulation",
    )
    pessimistic_share: int = column(
        "Pessimistic duration",
        Kind.SHARE,
        default=12_500,
        required=True,
        minimum=0,
        maximum=MOST_SHARE,
        help="Of the planned one, for tasks without a range of their own",
        group="Simulation",
    )
    distribution: Distribution = column(
        "Distribution",
        Kind.CHOICE,
        choices=Distribution,
        default=Distribution.TRIANGULAR,
        required=True,
        group="Simulation",
    )
    correlation: int = column(
        "Correlation",
        Kind.SHARE,
        default=5_000,
        required=True,
        minimum=0,
        maximum=10_000,
        help="Of the durations of tasks that move together",
        group="Simulation",
    )
    day_cost: int = column(
        "Cost of a day",
        Kind.MONEY,
        default=0,
        required=True,
        minimum=0,
        adds_up=False,
        help="What each working day costs that the program lasts: what a day bought earlier saves",
        group="Shortening",
    )
    optimistic_cost: int = column(
        "Optimistic cost",
        Kind.SHARE,
        default=10_000,
        required=True,
        minimum=0,
        maximum=10_000,
        help="Of what a task is still to cost, for tasks without a range of costs of their own",
        group="Simulation",
    )
    pessimistic_cost: int = column(
        "Pessimistic cost",
        Kind.SHARE,
        default=10_000,
        required=True,
        minimum=0,
        maximum=MOST_SHARE,
        help="Of what a task is still to cost, for tasks without a range of costs of their own",
        group="Simulation",
    )
    cost_distribution: Distribution = column(
        "Distribution of costs",
        Kind.CHOICE,
        choices=Distribution,
        default=Distribution.TRIANGULAR,
        required=True,
        group="Simulation",
    )
    wbs_prefix: str | None = column("WBS prefix", help="Stands before every WBS code", group="WBS codes")
    wbs_mask: str | None = column(
        "WBS mask",
        help="An example of a code: 1.01.a writes digits, two digits, letters; empty is 1.1.1",
        group="WBS codes",
    )
    honour_constraints: bool = column(
        "Tasks always honour their constraint dates",
        Kind.FLAG,
        default=True,
        required=True,
        group="Critical path",
    )
    critical_slack: int = column(
        "Critical when slack is at most",
        Kind.DURATION,
        default=0,
        required=True,
        minimum=-LONGEST,
        maximum=LONGEST,
        help="Total slack of a critical task",
        group="Critical path",
    )
    multiple_critical_paths: bool = column(
        "A critical path for every end", Kind.FLAG, default=False, required=True, group="Critical path"
    )
    green_days: int = limit_of("Time is green up to", 5, MOST_DAYS, "days late")
    amber_days: int = limit_of("Time is amber up to", 15, MOST_DAYS, "days late")
    green_time: int = limit_of_share("or up to a share of the duration: green", 500)
    amber_time: int = limit_of_share("or up to a share of the duration: amber", 1_000)
    green_cost: int = limit_of_share("Cost is green up to, over budget", 200)
    amber_cost: int = limit_of_share("Cost is amber up to, over budget", 1_000)
    amber_score: int = limit_of("Risk is amber from score", 12, 25)
    red_score: int = limit_of("Risk is red from score", 20, 25)
    tolerance_days: int | None = column(
        "Tolerance of time",
        Kind.NUMBER,
        unit="days late",
        minimum=0,
        maximum=MOST_DAYS,
        help="What is later than this raises an exception by itself; empty: none is agreed",
        group=TOLERANCES,
    )
    tolerance_cost: int | None = column(
        "Tolerance of cost",
        Kind.SHARE,
        minimum=0,
        maximum=MOST_SHARE,
        help="What is further over its budget raises an exception by itself; empty: none is agreed",
        group=TOLERANCES,
    )
    tolerance_score: int | None = column(
        "Tolerance of risk",
        Kind.NUMBER,
        minimum=0,
        maximum=25,
        help="A higher residual score raises an exception by itself; empty: none is agreed",
        group=TOLERANCES,
    )


FURTHEST_ON_MAP = 100_000
"""Units from where the map begins; at the usual size a unit is a pixel."""


def map_place(label: str) -> Any:
    """Where somebody put the project on the program map; empty: where its layout puts it."""
    return column(label, Kind.NUMBER, shown=False, minimum=-FURTHEST_ON_MAP, maximum=FURTHEST_ON_MAP)


class ProjectKind(Choice):
    """What a component project builds."""

    SOFTWARE = "software", "Software development"
    INFRASTRUCTURE = "infrastructure", "Infrastructure installation"
    PROCESS = "process", "Business process engineering"
    CAPABILITY = "capability", "Organisational capability"


class ProjectStatus(Choice):
    """How far a component project has come."""

    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    ACTIVE = "active", "Active"
    ON_HOLD = "on_hold", "On hold"
    COMPLETE = "complete", "Complete"
    CANCELLED = "cancelled", "Cancelled"


class Project(Record, table=True):
    """One of the parallel projects that together make the program."""

    code: str | None = code("P")
    name: str = column("Component project", Kind.TITLE)
    kind: ProjectKind = column(
        "Kind", Kind.CHOICE, choices=ProjectKind, default=ProjectKind.SOFTWARE, required=True
    )
    outcome: str | None = column("Planned outcome", Kind.NOTE)
    success_measures: str | None = column("Success measures", Kind.NOTE)
    manager_id: str | None = reference("resource", "Project manager")
    status: ProjectStatus = column(
        "Status", Kind.STATUS, choices=ProjectStatus, default=ProjectStatus.ACTIVE, required=True
    )
    start: datetime | None = column("Start no earlier than", Kind.INSTANT)
    funding: str | None = column("Funding source")
    notes: str | None = column("Notes", Kind.NOTE)
    map_left: int | None = map_place("Place on the map from the left")
    map_top: int | None = map_place("Place on the map from the top")
    order: str | None = order()
    uid: int | None = source_uid()
