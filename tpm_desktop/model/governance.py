"""Who decides: governance bodies, their meetings, decisions and actions."""

from __future__ import annotations

from datetime import date, datetime

from .fields import MOST_DAYS, Choice, Kind, code, column, reference
from .record import Record


class BodyType(Choice):
    """What a governance body is for."""

    SPONSOR = "sponsor", "Sponsor"
    STEERING = "steering", "Steering committee"
    BOARD = "board", "Program board"
    DESIGN = "design", "Design authority"
    CHANGE = "change", "Change board"
    PMO = "pmo", "PMO"
    WORKING_GROUP = "working_group", "Working group"


class Body(Record, table=True):
    """A group with a mandate to decide or advise."""

    name: str = column("Body", Kind.TITLE)
    type: BodyType = column("Type", Kind.CHOICE, choices=BodyType, default=BodyType.STEERING, required=True)
    mandate: str | None = column("Mandate", Kind.NOTE)
    reports_to_id: str | None = reference("body", "Reports to")
    chair_id: str | None = reference("resource", "Chair")
    members: str | None = column("Members", Kind.NOTE)
    quorum: int | None = column("Quorum", Kind.NUMBER, minimum=1, maximum=1000)
    cadence: str | None = column("Meets")
    cost_limit: int | None = column("Decides up to", Kind.MONEY, adds_up=False)


class MeetingState(Choice):
    """How far a meeting has come."""

    PLANNED = "planned", "Planned"
    CALLED = "called", "Called"
    HELD = "held", "Held"
    MINUTED = "minuted", "Minuted"
    APPROVED = "approved", "Minutes approved"
    CANCELLED = "cancelled", "Cancelled"


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


class ActionState(Choice):
    """How far an action has come."""

    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    VERIFIED = "verified", "Verified"
    CANCELLED = "cancelled", "Cancelled"


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
