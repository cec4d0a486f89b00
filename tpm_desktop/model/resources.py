"""Who and what does the work, and on which tasks."""

from __future__ import annotations

from datetime import date

from .fields import LONGEST, MOST_WORK, Choice, Kind, code, column, currency, own_sum, reference, source_uid
from .record import Record

_MOST_UNITS = 1_000_000_000  # a hundred thousand people, or units of a material


class ResourceKind(Choice):
    """What a resource is spent as."""

    WORK = "work", "Work"
    MATERIAL = "material", "Material"
    COST = "cost", "Cost"


class ResourceType(Choice):
    """What does the work, where it is work."""

    PERSON = "person", "Person"
    ROLE = "role", "Role, nobody named yet"
    TEAM = "team", "Team"
    EQUIPMENT = "equipment", "Equipment"
    ENVIRONMENT = "environment", "Environment or test slot"


class Accrual(Choice):
    """When a cost becomes an actual one."""

    PRORATED = "prorated", "As work is done"
    START = "start", "At the start"
    END = "end", "At the end"


class Resource(Record, table=True):
    """A person, role, team, material or kind of cost."""

    name: str = column("Resource", Kind.TITLE)
    initials: str | None = column("Initials")
    kind: ResourceKind = column(
        "Kind", Kind.CHOICE, choices=ResourceKind, default=ResourceKind.WORK, required=True
    )
    type: ResourceType | None = column(
        "Type", Kind.CHOICE, choices=ResourceType, help="What does the work; empty: a person"
    )
    group: str | None = column("Group", help="The team that it belongs to")
    role: str | None = column("Role")
    manager_id: str | None = reference(
        "resource", "Line manager", help="Who commits it to projects", group="Organisation"
    )
    cost_centre: str | None = column("Cost centre", group="Organisation")
    max_units: int = column(
        "Available",
        Kind.SHARE,
        default=10_000,
        required=True,
        minimum=0,
        maximum=_MOST_UNITS,
        help="All it can give, but for periods of which something else is said",
        group="Availability",
    )
    rate: int = column(
        "Rate",
        Kind.MONEY,
        default=0,
        required=True,
        unit="per hour",
        adds_up=False,
        help="Per unit for material",
        group="Cost",
    )
    overtime_rate: int = column(
        "Overtime rate",
        Kind.MONEY,
        default=0,
        required=True,
        unit="per hour",
        adds_up=False,
        group="Cost",
    )
    cost_per_use: int = column(
        "Cost per use", Kind.MONEY, default=0, required=True, adds_up=False, group="Cost"
    )
    accrual: Accrual = column(
        "Accrues", Kind.CHOICE, choices=Accrual, default=Accrual.PRORATED, required=True, group="Cost"
    )
    currency: str | None = currency("Of its rates, such as EUR; empty: the program's")
    own_rate: str | None = own_sum("rate", "Rate in its currency", at_budget=True)
    own_overtime_rate: str | None = own_sum("overtime_rate", "Overtime rate in its currency", at_budget=True)
    own_cost_per_use: str | None = own_sum("cost_per_use", "Cost per use in its currency", at_budget=True)
    calendar_id: str | None = reference("calendar", "Calendar", group="Availability")
    notes: str | None = column("Notes", Kind.NOTE)
    uid: int | None = source_uid()


class ResourceRate(Record, table=True):
    """What a resource costs from a day on, in place of what it cost before."""

    __tablename__ = "resource_rate"

    resource_id: str = reference("resource", "Resource", required=True)
    since: date = column("From", Kind.DATE, required=True)
    rate: int = column(
        "Rate",
        Kind.MONEY,
        default=0,
        required=True,
        unit="per hour",
        adds_up=False,
        help="Per unit for material",
    )
    overtime_rate: int = column(
        "Overtime rate", Kind.MONEY, default=0, required=True, unit="per hour", adds_up=False
    )
    cost_per_use: int = column("Cost per use", Kind.MONEY, default=0, required=True, adds_up=False)
    currency: str | None = currency("Of the rates, such as EUR; empty: the program's")
    own_rate: str | None = own_sum("rate", "Rate in its currency", "since", at_budget=True)
    own_overtime_rate: str | None = own_sum(
        "overtime_rate", "Overtime rate in its currency", "since", at_budget=True
    )
    own_cost_per_use: str | None = own_sum(
        "cost_per_use", "Cost per use in its currency", "since", at_budget=True
    )


class ResourceAvailability(Record, table=True):
    """How much there is of a resource between two days, in place of what there usually is."""

    __tablename__ = "resource_availability"

    resource_id: str = reference("resource", "Resource", required=True)
    first: date | None = column("From", Kind.DATE, help="Empty: from the beginning")
    last: date | None = column("Until", Kind.DATE, help="The last day of it; empty: from then on")
    units: int = column(
        "Available", Kind.SHARE, default=10_000, required=True, minimum=0, maximum=_MOST_UNITS
    )


class RequestState(Choice):
    """How far project and line manager have come."""

    REQUESTED = "requested", "Requested"
    COMMITTED = "committed", "Committed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


REQUEST_STEPS: dict[str, tuple[str, ...]] = {
    RequestState.REQUESTED: (RequestState.COMMITTED, RequestState.DECLINED, RequestState.WITHDRAWN),
    RequestState.COMMITTED: (RequestState.DECLINED, RequestState.WITHDRAWN),  # taken back, or given back
    RequestState.DECLINED: (RequestState.REQUESTED, RequestState.WITHDRAWN),
    RequestState.WITHDRAWN: (RequestState.REQUESTED,),
}
"""What each state can become."""


class StaffingRequest(Record, table=True):
    """What a component project asks a line manager for: a role or a person, from one day to another."""

    __tablename__ = "staffing_request"

    code: str | None = code("SR")
    title: str = column("Needed for", Kind.TITLE)
    project_id: str = reference("project", "Component project", required=True)
    resource_id: str | None = reference("resource", "Role or person")
    first: date = column("From", Kind.DATE, required=True)
    last: date = column("Until", Kind.DATE, required=True, help="The last day")
    units: int = column(
        "Requested", Kind.SHARE, default=10_000, required=True, minimum=1, maximum=_MOST_UNITS
    )
    state: RequestState = column(
        "State", Kind.STATUS, choices=RequestState, default=RequestState.REQUESTED, required=True
    )
    requested_by_id: str | None = reference("resource", "Requested by", group="Agreement")
    decided_by_id: str | None = reference(
        "resource", "Decided by", help="Empty: the line manager", group="Agreement"
    )
    decided_on: date | None = column("Decided on", Kind.DATE, group="Agreement")
    committed_units: int | None = column(
        "Committed",
        Kind.SHARE,
        minimum=0,
        maximum=_MOST_UNITS,
        help="Empty: as much as was requested",
        group="Agreement",
    )
    notes: str | None = column("Notes", Kind.NOTE)


class Contour(Choice):
    """How the work of an assignment is spread over its time."""

    FLAT = "flat", "Evenly"
    BACK_LOADED = "back_loaded", "Back loaded"
    FRONT_LOADED = "front_loaded", "Front loaded"
    DOUBLE_PEAK = "double_peak", "Double peak"
    EARLY_PEAK = "early_peak", "Early peak"
    LATE_PEAK = "late_peak", "Late peak"
    BELL = "bell", "Bell"
    TURTLE = "turtle", "Turtle"
    BY_HAND = "by_hand", "By hand"


class Assignment(Record, table=True):
    """A resource at work on a task."""

    task_id: str = reference("task", "Task", required=True)
    resource_id: str | None = reference("resource", "Resource")
    units: int = column(
        "Units",
        Kind.SHARE,
        default=10_000,
        required=True,
        minimum=0,
        maximum=_MOST_UNITS,
        help="At 0 somebody is there as long as the task lasts and does no work",
    )
    work: int = column(
        "Work", Kind.DURATION, default=0, required=True, minimum=0, maximum=MOST_WORK, adds_up=True
    )
    actual_work: int = column(
        "Actual work", Kind.DURATION, default=0, required=True, minimum=0, maximum=MOST_WORK, adds_up=True
    )
    overtime: int = column(
        "Overtime",
        Kind.DURATION,
        default=0,
        required=True,
        minimum=0,
        maximum=MOST_WORK,
        adds_up=True,
        help="Part of the work that is done outside working time",
    )
    actual_overtime: int = column(
        "Actual overtime",
        Kind.DURATION,
        default=0,
        required=True,
        minimum=0,
        maximum=MOST_WORK,
        adds_up=True,
    )
    contour: Contour = column("Spread", Kind.CHOICE, choices=Contour, default=Contour.FLAT, required=True)
    delay: int = column("Delay", Kind.DURATION, default=0, required=True, minimum=0, maximum=LONGEST)
    levelling_delay: int = column(
        "Levelling delay", Kind.DURATION, default=0, required=True, minimum=0, maximum=LONGEST
    )
    cost: int | None = column(
        "Cost", Kind.MONEY, help="For cost resources; otherwise it follows from work and rate"
    )
    actual_cost: int | None = column("Actual cost", Kind.MONEY)
    uid: int | None = source_uid()
