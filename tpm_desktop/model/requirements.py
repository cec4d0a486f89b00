"""What is asked for and handed over: requirements, deliverables, their coverage, reviews and acceptance."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, OnDelete, code, column, reference
from .record import Record


class Priority(Choice):
    """How much a requirement matters (MoSCoW)."""

    MUST = "must", "Must"
    SHOULD = "should", "Should"
    COULD = "could", "Could"
    WONT = "wont", "Won’t, this time"


class RequirementKind(Choice):
    """What a requirement is about."""

    FUNCTIONAL = "functional", "Functional"
    QUALITY = "quality", "Quality of service"
    SECURITY = "security", "Security and compliance"
    TRANSITION = "transition", "Transition"
    CONSTRAINT = "constraint", "Constraint"


class RequirementStatus(Choice):
    """How far a requirement has come."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    DELIVERED = "delivered", "Delivered"
    VERIFIED = "verified", "Verified"
    REJECTED = "rejected", "Rejected"


REQUIREMENT_STEPS: dict[str, tuple[str, ...]] = {
    RequirementStatus.PROPOSED: (RequirementStatus.AGREED, RequirementStatus.REJECTED),
    RequirementStatus.AGREED: (
        RequirementStatus.DELIVERED, RequirementStatus.PROPOSED, RequirementStatus.REJECTED,
    ),
    RequirementStatus.DELIVERED: (RequirementStatus.VERIFIED, RequirementStatus.AGREED),
    RequirementStatus.VERIFIED: (RequirementStatus.DELIVERED,),  # what proved it no longer does
    RequirementStatus.REJECTED: (RequirementStatus.PROPOSED,),
}  # fmt: skip
"""What each status can become."""


class Requirement(Record, table=True):
    """What somebody needs of a component project, and by what it is seen that it is there."""

    code: str | None = code("RQ")
    title: str = column("Requirement", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    kind: RequirementKind = column(
        "Kind", Kind.CHOICE, choices=RequirementKind, default=RequirementKind.FUNCTIONAL, required=True
    )
    priority: Priority = column(
        "Priority", Kind.CHOICE, choices=Priority, default=Priority.SHOULD, required=True
    )
    source: str | None = column("Source", help="Who asks for it, or the paper in which it stands")
    criterion: str | None = column(
        "Acceptance criterion", Kind.NOTE, help="By what it is seen that it is met", group="Acceptance"
    )
    owner_id: str | None = reference("resource", "Owner", help="Who answers for it", group="Acceptance")
    status: RequirementStatus = column(
        "Status",
        Kind.STATUS,
        choices=RequirementStatus,
        default=RequirementStatus.PROPOSED,
        required=True,
        group="Acceptance",
    )
    notes: str | None = column("Notes", Kind.NOTE, group="Acceptance")


class DeliverableStatus(Choice):
    """How far a deliverable has come."""

    PLANNED = "planned", "Planned"
    DRAFTED = "drafted", "Drafted"
    REVIEWED = "reviewed", "Reviewed"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"


DELIVERABLE_STEPS: dict[str, tuple[str, ...]] = {
    DeliverableStatus.PLANNED: (DeliverableStatus.DRAFTED,),
    DeliverableStatus.DRAFTED: (
        DeliverableStatus.REVIEWED, DeliverableStatus.ACCEPTED, DeliverableStatus.REJECTED,
        DeliverableStatus.PLANNED,
    ),
    DeliverableStatus.REVIEWED: (
        DeliverableStatus.ACCEPTED, DeliverableStatus.REJECTED, DeliverableStatus.DRAFTED,
    ),
    DeliverableStatus.ACCEPTED: (DeliverableStatus.DRAFTED, DeliverableStatus.REJECTED),  # a new version
    DeliverableStatus.REJECTED: (
        DeliverableStatus.DRAFTED, DeliverableStatus.REVIEWED, DeliverableStatus.ACCEPTED,
    ),
}  # fmt: skip
"""What each status can become; it is accepted or rejected by an acceptance."""


class Deliverable(Record, table=True):
    """A result that a component project hands over."""

    code: str | None = code("DL")
    name: str = column("Deliverable", Kind.TITLE)
    project_id: str = reference("project", "Component project", required=True)
    task_id: str | None = reference(
        "task", "Made by task", help="Its finish is when it is due", promises=True
    )
    owner_id: str | None = reference("resource", "Owner")
    criteria: str | None = column("Quality criteria", Kind.NOTE, help="What it is reviewed against")
    status: DeliverableStatus = column(
        "Status",
        Kind.STATUS,
        choices=DeliverableStatus,
        default=DeliverableStatus.PLANNED,
        required=True,
    )
    notes: str | None = column("Notes", Kind.NOTE)


class Coverage(Record, table=True):
    """That a requirement is met or proven by one other thing: a deliverable, test, task or change."""

    __tablename__ = "requirement_coverage"

    requirement_id: str = reference("requirement", "Requirement", required=True)
    deliverable_id: str | None = reference(
        "deliverable", "Deliverable", help="Which delivers it", on_delete=OnDelete.REMOVE
    )
    test_id: str | None = reference(
        "integration_test", "Test", help="Which proves it", on_delete=OnDelete.REMOVE
    )
    task_id: str | None = reference("task", "Task", help="In which it is built", on_delete=OnDelete.REMOVE)
    change_id: str | None = reference(
        "change_request", "Change request", help="From which it comes, or which alters it",
        on_delete=OnDelete.REMOVE,
    )  # fmt: skip


COVERED_BY = {
    "deliverable_id": "deliverable", "test_id": "integration_test", "task_id": "task",
    "change_id": "change_request",
}  # fmt: skip
"""By what a requirement is covered: field of a coverage, and the table that it points to."""


class ReviewKind(Choice):
    """How a deliverable is looked at."""

    INSPECTION = "inspection", "Inspection"
    WALK_THROUGH = "walk_through", "Walk-through"
    TEST = "test", "Test"
    AUDIT = "audit", "Audit"


class ReviewState(Choice):
    """Whether a review still asks for something."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "Findings open"
    CLOSED = "closed", "Closed"


REVIEW_STEPS: dict[str, tuple[str, ...]] = {
    ReviewState.PLANNED: (ReviewState.OPEN, ReviewState.CLOSED),
    ReviewState.OPEN: (ReviewState.CLOSED,),
    ReviewState.CLOSED: (ReviewState.OPEN,),
}
"""What each state can become."""


class Review(Record, table=True):
    """A look at a deliverable against its quality criteria, and what was found."""

    code: str | None = code("RV")
    title: str = column("Review", Kind.TITLE)
    deliverable_id: str = reference("deliverable", "Deliverable", required=True)
    kind: ReviewKind = column(
        "Kind", Kind.CHOICE, choices=ReviewKind, default=ReviewKind.INSPECTION, required=True
    )
    held: date | None = column("Date", Kind.DATE)
    reviewer_id: str | None = reference("resource", "Reviewer")
    findings: str | None = column("Findings", Kind.NOTE)
    state: ReviewState = column(
        "State", Kind.STATUS, choices=ReviewState, default=ReviewState.PLANNED, required=True
    )


class AcceptanceVerdict(Choice):
    """What somebody who may accept a deliverable says of it."""

    ACCEPTED = "accepted", "Accepted"
    CONDITIONS = "conditions", "Accepted with conditions"
    REJECTED = "rejected", "Rejected"


class Acceptance(Record, table=True):
    """The signature under a deliverable: by whom, in which role, on which date, and what was said."""

    code: str | None = code("AC")
    deliverable_id: str = reference("deliverable", "Deliverable", required=True)
    verdict: AcceptanceVerdict = column(
        "Verdict", Kind.STATUS, choices=AcceptanceVerdict, default=AcceptanceVerdict.ACCEPTED, required=True
    )
    by_id: str | None = reference("resource", "Accepted by", group="Signature")
    role: str | None = column("Role", help="In which the person signs", group="Signature")
    signed: date | None = column("Signed on", Kind.DATE, group="Signature")
    conditions: str | None = column("Conditions", Kind.NOTE, group="Conditions")
    conditions_due: date | None = column("Conditions due", Kind.DATE, group="Conditions")
    conditions_met: date | None = column("Conditions met on", Kind.DATE, group="Conditions")
