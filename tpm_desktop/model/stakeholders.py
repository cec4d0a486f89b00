"""Whom the program concerns, what was agreed with them, and what is told to whom."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, reference
from .record import Record

POWER = {1: "None", 2: "Little", 3: "Some", 4: "Much", 5: "Decisive"}
INTEREST = {1: "None", 2: "Little", 3: "Some", 4: "Much", 5: "Vital"}


class Stance(Choice):
    """How somebody stands to the program, from not knowing of it to leading it."""

    UNAWARE = "unaware", "Unaware"
    RESISTANT = "resistant", "Resistant"
    NEUTRAL = "neutral", "Neutral"
    SUPPORTIVE = "supportive", "Supportive"
    LEADING = "leading", "Leading"


class Stakeholder(Record, table=True):
    """A person or group that the program concerns or that can further or hinder it."""

    code: str | None = code("ST")
    name: str = column("Stakeholder", Kind.TITLE)
    group: str | None = column("Group", help="Such as management, users, authorities")
    project_id: str | None = reference("project", "Component project")
    resource_id: str | None = reference("resource", "Person", help="Where it is somebody in the program")
    power: int | None = column("Power", Kind.SCORE, choices=POWER, group="Position")
    interest: int | None = column("Interest", Kind.SCORE, choices=INTEREST, group="Position")
    stance: Stance | None = column("Stance now", Kind.CHOICE, choices=Stance, group="Position")
    stance_wanted: Stance | None = column("Stance wanted", Kind.CHOICE, choices=Stance, group="Position")
    approach: str | None = column(
        "Approach", Kind.NOTE, help="What is done to bring the stance there", group="Position"
    )
    owner_id: str | None = reference("resource", "Looked after by")
    notes: str | None = column("Notes", Kind.NOTE)


class ReviewResult(Choice):
    """Whether an expectation was met, as the stakeholder sees it."""

    OPEN = "open", "Not reviewed"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    MET = "met", "Met"
    DROPPED = "dropped", "Dropped"


class Expectation(Record, table=True):
    """What a stakeholder expects, and the objective that was agreed of it."""

    code: str | None = code("EX")
    title: str = column("Expectation", Kind.TITLE)
    stakeholder_id: str = reference("stakeholder", "Stakeholder", required=True)
    objective: str | None = column("Agreed objective", Kind.NOTE)
    agreed_on: date | None = column("Agreed on", Kind.DATE)
    owner_id: str | None = reference("resource", "Owner")
    review_due: date | None = column("Review due", Kind.DATE, group="Review")
    result: ReviewResult = column(
        "Result", Kind.STATUS, choices=ReviewResult, default=ReviewResult.OPEN, required=True, group="Review"
    )
    reviewed_on: date | None = column("Reviewed on", Kind.DATE, group="Review")
    notes: str | None = column("Notes", Kind.NOTE, group="Review")


class Medium(Choice):
    """By which way something is told."""

    REPORT = "report", "Report"
    MAIL = "mail", "Mail"
    MEETING = "meeting", "Meeting"
    CALL = "call", "Call"
    PRESENTATION = "presentation", "Presentation"
    WORKSHOP = "workshop", "Workshop"
    NEWSLETTER = "newsletter", "Newsletter"
    INTRANET = "intranet", "Intranet"


class Cadence(Choice):
    """How often something is told."""

    ONCE = "once", "Once"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    NEEDED = "needed", "When needed"


class CommunicationState(Choice):
    """Whether something is still told."""

    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"


class Communication(Record, table=True):
    """What is told to whom, how often, by whom and by which way."""

    code: str | None = code("CM")
    title: str = column("Communication", Kind.TITLE, help="What is told")
    stakeholder_id: str | None = reference("stakeholder", "To stakeholder")
    body_id: str | None = reference("body", "To body")
    audience: str | None = column("To", help="Others that it goes to, such as a group of stakeholders")
    owner_id: str | None = reference("resource", "By")
    medium: Medium = column("Medium", Kind.CHOICE, choices=Medium, default=Medium.MAIL, required=True)
    cadence: Cadence = column(
        "How often", Kind.CHOICE, choices=Cadence, default=Cadence.MONTHLY, required=True
    )
    next_due: date | None = column(
        "Next due", Kind.DATE, help="Moves on by itself once it is recorded as sent"
    )
    purpose: str | None = column("Purpose", Kind.NOTE, help="What those who read it shall know or do")
    state: CommunicationState = column(
        "State",
        Kind.STATUS,
        choices=CommunicationState,
        default=CommunicationState.ACTIVE,
        required=True,
    )
    notes: str | None = column("Notes", Kind.NOTE)


class SentCommunication(Record, table=True):
    """That something was told: when, what and by whom; the document itself is attached."""

    __tablename__ = "communication_sent"

    title: str = column("What was sent", Kind.TITLE)
    communication_id: str = reference("communication", "Communication", required=True)
    sent_on: date = column("Sent on", Kind.DATE, required=True)
    was_due: date | None = column("Was due", Kind.DATE, recorded=True)
    sent_by_id: str | None = reference("resource", "Sent by")
    audience: str | None = column("To")
    notes: str | None = column("Notes", Kind.NOTE, help="What came back")
