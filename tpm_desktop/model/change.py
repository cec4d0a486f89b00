"""Changes to what was agreed: requests, the options that would meet them, and how far each has come."""

from __future__ import annotations

from datetime import date

from .fields import MOST_DAYS, Choice, Kind, code, column, order, reference
from .record import Record


class ChangeKind(Choice):
    """What a request is about (the kinds of issue that PRINCE2 knows)."""

    REQUEST = "request", "Request for change"
    OFF_SPECIFICATION = "off_specification", "Off-specification"
    EXCEPTION = "exception", "Exception"


class ChangeState(Choice):
    """How far a change request has come."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    ASSESSED = "assessed", "Assessed"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    APPLIED = "applied", "Applied"


CHANGE_STEPS: dict[str, tuple[str, ...]] = {
    ChangeState.DRAFT: (ChangeState.SUBMITTED, ChangeState.WITHDRAWN),
    ChangeState.SUBMITTED: (
        ChangeState.ASSESSED, ChangeState.DRAFT, ChangeState.REJECTED, ChangeState.WITHDRAWN,
    ),
    ChangeState.ASSESSED: (
        ChangeState.APPROVED, ChangeState.SUBMITTED, ChangeState.REJECTED, ChangeState.WITHDRAWN,
    ),
    ChangeState.APPROVED: (ChangeState.APPLIED, ChangeState.WITHDRAWN),
    ChangeState.REJECTED: (),
    ChangeState.WITHDRAWN: (),
    ChangeState.APPLIED: (),
}  # fmt: skip
"""What each state can become."""

OPEN_TO_OPTIONS = (ChangeState.DRAFT, ChangeState.SUBMITTED)
"""Until it was assessed, what a request proposes can be edited."""


class ChangeRequest(Record, table=True):
    """A wish to deviate from what was agreed, and what became of it."""

    __tablename__ = "change_request"

    code: str | None = code("CR")
    title: str = column("Change request", Kind.TITLE)
    kind: ChangeKind = column(
        "Kind", Kind.CHOICE, choices=ChangeKind, default=ChangeKind.REQUEST, required=True
    )
    reason: str | None = column("Reason", Kind.NOTE)
    project_id: str | None = reference("project", "Component project")
    raised_by_id: str | None = reference("resource", "Raised by")
    raised: date | None = column("Raised", Kind.DATE)
    state: ChangeState = column(
        "State", Kind.STATUS, choices=ChangeState, default=ChangeState.DRAFT, required=True, group="Decision"
    )
    body_id: str | None = reference("body", "Decided by", group="Decision")
    needed_by: date | None = column("Needed by", Kind.DATE, group="Decision")
    decision_id: str | None = reference("decision", "Decision", group="Decision")
    decided_on: date | None = column("Decided on", Kind.DATE, group="Decision")
    outcome: str | None = column("Outcome", Kind.NOTE, group="Decision")
    rebaseline: bool = column(
        "Agree anew when applied",
        Kind.FLAG,
        default=True,
        required=True,
        group="Decision",
        help="The baseline takes what the edited tasks have then; others keep theirs",
    )


class ChangeOption(Record, table=True):
    """One way to meet a change request: edits of the plan that were tried out in a what-if copy."""

    __tablename__ = "change_option"

    change_id: str = reference("change_request", "Change request", required=True)
    title: str = column("Option", Kind.TITLE)
    chosen: bool = column("Chosen", Kind.FLAG, default=False, required=True)
    days: int | None = column(
        "Effect on the finish", Kind.NUMBER, unit="days", minimum=-MOST_DAYS, maximum=MOST_DAYS
    )
    cost: int | None = column("Effect on cost", Kind.MONEY, adds_up=False)
    notes: str | None = column("Notes", Kind.NOTE)
    order: str | None = order()
    edits: str | None = column("Proposed edits", Kind.NOTE, shown=False, tells_amounts=True)
