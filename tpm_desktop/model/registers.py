"""Risks, assumptions and issues."""

from __future__ import annotations

from datetime import date

from .fields import MOST_DAYS, Choice, Kind, code, column, reference
from .record import Record

PROBABILITY = {
    1: "Rare, below 10 %",
    2: "Unlikely, 10 to 30 %",
    3: "Possible, 30 to 50 %",
    4: "Likely, 50 to 70 %",
    5: "Almost certain, above 70 %",
}
IMPACT = {1: "Negligible", 2: "Minor", 3: "Moderate", 4: "Major", 5: "Severe"}
SEVERITY = {1: "Low", 2: "Medium", 3: "High", 4: "Critical"}


class RiskKind(Choice):
    """Whether the effect would be unwelcome or welcome."""

    THREAT = "threat", "Threat"
    OPPORTUNITY = "opportunity", "Opportunity"


class RiskResponse(Choice):
    """What is done about a risk."""

    AVOID = "avoid", "Avoid"
    REDUCE = "reduce", "Reduce"
    TRANSFER = "transfer", "Transfer"
    ACCEPT = "accept", "Accept"
    SHARE = "share", "Share"
    EXPLOIT = "exploit", "Exploit"
    ENHANCE = "enhance", "Enhance"


class RiskStatus(Choice):
    """How far a risk has come."""

    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    TREATING = "treating", "Treating"
    OCCURRED = "occurred", "Occurred"
    CLOSED = "closed", "Closed"


class Risk(Record, table=True):
    """An uncertain event that would change an objective (ISO 31000)."""

    code: str | None = code("R")
    title: str = column("Risk", Kind.TITLE, help="Cause, event and effect")
    kind: RiskKind = column("Kind", Kind.CHOICE, choices=RiskKind, default=RiskKind.THREAT, required=True)
    project_id: str | None = reference("project", "Component project")
    task_id: str | None = reference("task", "Task", help="The task that it would hit")
    category: str | None = column("Category")
    probability: int | None = column(
        "Probability", Kind.SCORE, choices=PROBABILITY, scale="probability", group="Assessment"
    )
    impact: int | None = column("Impact", Kind.SCORE, choices=IMPACT, scale="impact", group="Assessment")
    quality: int | None = column(
        "Impact on quality",
        Kind.SCORE,
        choices=IMPACT,
        scale="impact",
        help="On quality or scope; money and days are told by their amounts",
        group="Assessment",
    )
    chance: int | None = column(
        "Chance",
        Kind.SHARE,
        minimum=0,
        maximum=10_000,
        help="For the simulation; left empty, the middle of the probability's band",
        group="Assessment",
    )
    cost: int | None = column("Cost if it happens", Kind.MONEY, group="Assessment")
    cost_least: int | None = column("Least cost", Kind.MONEY, group="Assessment")
    cost_most: int | None = column("Greatest cost", Kind.MONEY, group="Assessment")
    days: int | None = column(
        "Delay if it happens",
        Kind.NUMBER,
        unit="days",
        minimum=-MOST_DAYS,
        maximum=MOST_DAYS,
        group="Assessment",
    )
    days_least: int | None = column(
        "Least delay", Kind.NUMBER, unit="days", minimum=-MOST_DAYS, maximum=MOST_DAYS, group="Assessment"
    )
    days_most: int | None = column(
        "Greatest delay", Kind.NUMBER, unit="days", minimum=-MOST_DAYS, maximum=MOST_DAYS, group="Assessment"
    )
    stretch: int | None = column(
        "Longer if it happens",
        Kind.SHARE,
        minimum=0,
        maximum=100_000,
        help="By how much of their duration its tasks take longer, or shorter by an opportunity; for the"
        " simulation, besides the delay",
        group="Assessment",
    )
    trigger: str | None = column(
        "Trigger", help="By what it is seen that it is about to happen", group="Assessment"
    )
    proximity: date | None = column("Could happen from", Kind.DATE, group="Assessment")
    expires: date | None = column(
        "Could happen until", Kind.DATE, help="After that it can't happen any more", group="Assessment"
    )
    response: RiskResponse | None = column("Response", Kind.CHOICE, choices=RiskResponse, group="Response")
    response_plan: str | None = column("Response plan", Kind.NOTE, group="Response")
    residual_probability: int | None = column(
        "Residual probability", Kind.SCORE, choices=PROBABILITY, scale="probability", group="Response"
    )
    residual_impact: int | None = column(
        "Residual impact", Kind.SCORE, choices=IMPACT, scale="impact", group="Response"
    )
    residual_cost: int | None = column("Residual cost", Kind.MONEY, group="Response")
    residual_days: int | None = column(
        "Residual delay", Kind.NUMBER, unit="days", minimum=-MOST_DAYS, maximum=MOST_DAYS, group="Response"
    )
    response_cost: int | None = column(
        "Cost of the response",
        Kind.MONEY,
        help="Of what is not in the plan; tasks of the response have their own costs",
        group="Response",
    )
    respond_by: date | None = column(
        "Response in place by",
        Kind.DATE,
        help="Where the response has tasks in the plan, their finish says it",
        group="Response",
    )
    owner_id: str | None = reference("resource", "Owner", group="Response")
    status: RiskStatus = column(
        "Status", Kind.STATUS, choices=RiskStatus, default=RiskStatus.OPEN, required=True, group="Response"
    )
    review_due: date | None = column("Review due", Kind.DATE, group="Response")
    notes: str | None = column("Notes", Kind.NOTE)


class AssumptionStatus(Choice):
    """Whether what was assumed has turned out to be so."""

    OPEN = "open", "Open"
    CONFIRMED = "confirmed", "Confirmed"
    FALSE = "false", "False"


class Assumption(Record, table=True):
    """What the plan takes for granted without knowing it."""

    code: str | None = code("AS")
    title: str = column("Assumption", Kind.TITLE)
    basis: str | None = column("Basis", Kind.NOTE, help="Why it is taken to be so")
    consequence: str | None = column("If it is false", Kind.NOTE)
    project_id: str | None = reference("project", "Component project")
    task_id: str | None = reference("task", "Task", help="The task that rests on it")
    owner_id: str | None = reference("resource", "Owner")
    valid_until: date | None = column("To be confirmed by", Kind.DATE)
    status: AssumptionStatus = column(
        "Status", Kind.STATUS, choices=AssumptionStatus, default=AssumptionStatus.OPEN, required=True
    )
    notes: str | None = column("Notes", Kind.NOTE)


class IssuePriority(Choice):
    """In which order issues are taken up."""

    LOW = "low", "Low"
    NORMAL = "normal", "Normal"
    HIGH = "high", "High"
    URGENT = "urgent", "Urgent"


class IssueStatus(Choice):
    """How far an issue has come."""

    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    RESOLVED = "resolved", "Resolved"
    CLOSED = "closed", "Closed"


class Issue(Record, table=True):
    """Something that has happened and hinders the program until it is resolved."""

    code: str | None = code("I")
    title: str = column("Issue", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    task_id: str | None = reference("task", "Task", help="The task that it holds up")
    test_id: str | None = reference(
        "integration_test", "Found by test", help="The integration test that it makes fail"
    )
    risk_id: str | None = reference("risk", "From risk", help="The risk that has occurred")
    assumption_id: str | None = reference(
        "assumption", "From assumption", help="The assumption that was false"
    )
    severity: int | None = column("Severity", Kind.SCORE, choices=SEVERITY)
    priority: IssuePriority | None = column("Priority", Kind.CHOICE, choices=IssuePriority)
    owner_id: str | None = reference("resource", "Owner")
    raised: date | None = column("Raised", Kind.DATE)
    due: date | None = column("Due", Kind.DATE)
    resolution: str | None = column("Resolution", Kind.NOTE)
    escalated_to_id: str | None = reference("body", "Escalated to")
    status: IssueStatus = column(
        "Status", Kind.STATUS, choices=IssueStatus, default=IssueStatus.OPEN, required=True
    )
    notes: str | None = column("Notes", Kind.NOTE)
