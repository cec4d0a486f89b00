"""Who decides: governance bodies, their meetings, decisions and actions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from .fields import MOST_DAYS, Choice, Kind, code, column, reference
from .record import Record

FURTHEST_ON_CHART = 100_000
"""Units from where the chart begins; at the usual size a unit is a pixel."""


def chart_place(label: str) -> Any:
    """Where somebody put the body on the governance chart; empty: where its level puts it."""
    return column(label, Kind.NUMBER, shown=False, minimum=-FURTHEST_ON_CHART, maximum=FURTHEST_ON_CHART)


class BodyType(Choice):
    """What a governance body is for."""

    SPONSOR = "sponsor", "Sponsor"
    STEERING = "steering", "Steering committee"
    BOARD = "board", "Program board"
    FINANCE = "finance", "Finance"
    DESIGN = "design", "Design authority"
    CHANGE = "change", "Change board"
    PMO = "pmo", "PMO"
    WORKING_GROUP = "working_group", "Working group"


class Rhythm(Choice):
    """How often a body meets; the dates of a series follow from it."""

    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"


class Body(Record, table=True):
    """A group with a mandate to decide or advise."""

    name: str = column("Body", Kind.TITLE)
    type: BodyType = column("Type", Kind.CHOICE, choices=BodyType, default=BodyType.STEERING, required=True)
    mandate: str | None = column("Mandate", Kind.NOTE)
    reports_to_id: str | None = reference("body", "Reports to")
    escalates_to_id: str | None = reference(
        "body", "Escalates to", help="Who decides what it may not; empty: to whom it reports"
    )
    chair_id: str | None = reference("resource", "Chair")
    members: str | None = column("Members", Kind.NOTE)
    quorum: int | None = column("Quorum", Kind.NUMBER, minimum=1, maximum=1000)
    cadence: str | None = column("Meets")
    rhythm: Rhythm | None = column("Series", Kind.CHOICE, choices=Rhythm, help="Makes the next dates")
    cost_limit: int | None = column(
        "Decides up to",
        Kind.MONEY,
        adds_up=False,
        help="What costs more goes to the body above; one with none above it decides it nevertheless",
    )
    days_limit: int | None = column(
        "Decides delays up to",
        Kind.NUMBER,
        unit="days",
        minimum=0,
        maximum=MOST_DAYS,
        help="What delays more goes to the body above; one with none above it decides it nevertheless",
    )
    escalates_within: int | None = column(
        "Escalates within", Kind.NUMBER, unit="days", minimum=0, maximum=MOST_DAYS
    )
    chart_left: int | None = chart_place("Place on the chart from the left")
    chart_top: int | None = chart_place("Place on the chart from the top")


class SeatRole(Choice):
    """As what somebody sits in a body."""

    CHAIR = "chair", "Chair"
    VOTING = "voting", "Voting"
    ADVISORY = "advisory", "Advisory"
    SECRETARY = "secretary", "Secretary"


class Membership(Record, table=True):
    """A seat in a governance body."""

    member_id: str = reference("resource", "Member", required=True)
    body_id: str = reference("body", "Body", required=True)
    role: SeatRole = column("Role", Kind.CHOICE, choices=SeatRole, default=SeatRole.VOTING, required=True)
    deputy_id: str | None = reference("resource", "Deputy", help="Votes when the member can't come")
    start: date | None = column("From", Kind.DATE)
    finish: date | None = column("To", Kind.DATE)


class MeetingState(Choice):
    """How far a meeting has come."""

    PLANNED = "planned", "Planned"
    CALLED = "called", "Called"
    HELD = "held", "Held"
    MINUTED = "minuted", "Minuted"
    APPROVED = "approved", "Minutes approved"
    CANCELLED = "cancelled", "Cancelled"


MEETING_STEPS: dict[str, tuple[str, ...]] = {
    MeetingState.PLANNED: (MeetingState.CALLED, MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.CALLED: (MeetingState.HELD, MeetingState.PLANNED, MeetingState.CANCELLED),
    MeetingState.HELD: (MeetingState.MINUTED, MeetingState.CALLED),
    MeetingState.MINUTED: (MeetingState.APPROVED, MeetingState.HELD),
    MeetingState.APPROVED: (),
    MeetingState.CANCELLED: (MeetingState.PLANNED,),
}
"""What each state of a meeting can become."""


class Meeting(Record, table=True):
    """A sitting of a governance body."""

    code: str | None = code("M")
    title: str = column("Meeting", Kind.TITLE)
    body_id: str = reference("body", "Body", required=True)
    held: datetime = column("Date and time", Kind.INSTANT, required=True)
    place: str | None = column("Place")
    state: MeetingState = column(
        "State", Kind.STATUS, choices=MeetingState, default=MeetingState.PLANNED, required=True
    )
    agenda: str | None = column("Agenda", Kind.NOTE)
    attendance: str | None = column("Attendance", Kind.NOTE)
    minutes: str | None = column("Minutes", Kind.NOTE)


class DecisionState(Choice):
    """How far a decision has come."""

    DRAFT = "draft", "Draft"
    ASKED = "asked", "Asked for"
    DECIDED = "decided", "Decided"
    DEFERRED = "deferred", "Deferred"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPERSEDED = "superseded", "Superseded"


DECISION_STEPS: dict[str, tuple[str, ...]] = {
    DecisionState.DRAFT: (DecisionState.ASKED, DecisionState.DECIDED, DecisionState.WITHDRAWN),
    DecisionState.ASKED: (
        DecisionState.DECIDED,
        DecisionState.DEFERRED,
        DecisionState.DRAFT,
        DecisionState.WITHDRAWN,
    ),
    DecisionState.DEFERRED: (DecisionState.ASKED, DecisionState.DECIDED, DecisionState.WITHDRAWN),
    DecisionState.DECIDED: (DecisionState.SUPERSEDED,),
    DecisionState.WITHDRAWN: (DecisionState.DRAFT,),
    DecisionState.SUPERSEDED: (),
}
"""What each state of a decision can become."""


class Decision(Record, table=True):
    """A question that a body has to answer, and its answer."""

    code: str | None = code("D")
    title: str = column("Decision", Kind.TITLE)
    question: str | None = column("Question", Kind.NOTE)
    options: str | None = column("Options", Kind.NOTE)
    recommendation: str | None = column("Recommendation", Kind.NOTE)
    project_id: str | None = reference("project", "Component project", group="Asked of")
    task_id: str | None = reference("task", "Task", help="The task that waits for it", group="Asked of")
    body_id: str | None = reference("body", "Asked of", group="Asked of")
    meeting_id: str | None = reference("meeting", "Meeting", group="Asked of")
    needed_by: date | None = column("Needed by", Kind.DATE, group="Asked of")
    cost: int | None = column("Cost", Kind.MONEY, group="Effect")
    days: int | None = column(
        "Effect on the finish",
        Kind.NUMBER,
        unit="days",
        minimum=-MOST_DAYS,
        maximum=MOST_DAYS,
        group="Effect",
    )
    state: DecisionState = column(
        "State",
        Kind.STATUS,
        choices=DecisionState,
        default=DecisionState.DRAFT,
        required=True,
        group="Answer",
    )
    outcome: str | None = column("Outcome", Kind.NOTE, group="Answer")
    decided_on: date | None = column("Decided on", Kind.DATE, group="Answer")
    decided_by_id: str | None = reference("resource", "Decided by", group="Answer")
    record: str | None = column(
        "Record", recorded=True, help="The edit of the history up to which the plan was known", group="Answer"
    )
    supersedes_id: str | None = reference("decision", "Takes the place of", group="Answer")


class DecisionOption(Record, table=True):
    """One of the answers that a decision may come to, with what follows from it."""

    __tablename__ = "decision_option"

    title: str = column("Option", Kind.TITLE)
    decision_id: str = reference("decision", "Decision", required=True)
    consequence: str | None = column("What follows", Kind.NOTE)
    cost: int | None = column("Cost", Kind.MONEY)
    days: int | None = column(
        "Effect on the finish", Kind.NUMBER, unit="days", minimum=-MOST_DAYS, maximum=MOST_DAYS
    )
    recommended: bool = column("Recommended", Kind.FLAG, default=False, required=True)
    chosen: bool = column("Chosen", Kind.FLAG, default=False, required=True)


class ActionState(Choice):
    """How far an action has come."""

    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    VERIFIED = "verified", "Verified"
    CANCELLED = "cancelled", "Cancelled"


ACTION_STEPS: dict[str, tuple[str, ...]] = {
    ActionState.OPEN: (ActionState.IN_PROGRESS, ActionState.DONE, ActionState.CANCELLED),
    ActionState.IN_PROGRESS: (ActionState.DONE, ActionState.OPEN, ActionState.CANCELLED),
    ActionState.DONE: (ActionState.VERIFIED, ActionState.IN_PROGRESS),
    ActionState.VERIFIED: (),
    ActionState.CANCELLED: (ActionState.OPEN,),
}
"""What each state of an action can become."""


class Action(Record, table=True):
    """Something that somebody has promised to do by a date."""

    code: str | None = code("A")
    title: str = column("Action", Kind.TITLE)
    owner_id: str | None = reference("resource", "Owner")
    due: date | None = column("Due", Kind.DATE)
    project_id: str | None = reference("project", "Component project")
    task_id: str | None = reference("task", "Task", help="The task that it serves")
    meeting_id: str | None = reference("meeting", "From meeting")
    decision_id: str | None = reference("decision", "From decision")
    risk_id: str | None = reference("risk", "From risk")
    state: ActionState = column(
        "State", Kind.STATUS, choices=ActionState, default=ActionState.OPEN, required=True
    )
    done_on: date | None = column("Done on", Kind.DATE)
    notes: str | None = column("Notes", Kind.NOTE)
