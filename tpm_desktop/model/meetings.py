"""What a meeting consists of: its agenda, who came, and its minutes line by line."""

from __future__ import annotations

from .fields import Choice, Kind, column, order, reference
from .record import Record


class ItemKind(Choice):
    """What is asked of those who meet."""

    DECIDE = "decide", "Decide"
    DISCUSS = "discuss", "Discuss"
    INFORM = "inform", "Inform"


class AgendaItem(Record, table=True):
    """What a meeting is to speak about, and the row of the program that it is about."""

    __tablename__ = "agenda_item"

    title: str = column("Agenda item", Kind.TITLE)
    meeting_id: str = reference("meeting", "Meeting", required=True)
    order: str | None = order()
    kind: ItemKind = column("Kind", Kind.CHOICE, choices=ItemKind, default=ItemKind.DISCUSS, required=True)
    minutes: int | None = column("Time", Kind.NUMBER, unit="min", minimum=0, maximum=1440)
    decision_id: str | None = reference("decision", "Decision")
    change_id: str | None = reference("change_request", "Change request")
    issue_id: str | None = reference("issue", "Issue")
    task_id: str | None = reference("task", "Gate")


class Presence(Choice):
    """Whether a seat was taken."""

    PRESENT = "present", "Present"
    DEPUTY = "deputy", "By deputy"
    EXCUSED = "excused", "Excused"
    ABSENT = "absent", "Absent"


class Attendance(Record, table=True):
    """Whether somebody came to a meeting."""

    member_id: str = reference("resource", "Member", required=True)
    meeting_id: str = reference("meeting", "Meeting", required=True)
    presence: Presence = column(
        "Presence", Kind.CHOICE, choices=Presence, default=Presence.PRESENT, required=True
    )


class MinuteLine(Record, table=True):
    """A line of the minutes; one that became a decision, action or risk names that row."""

    __tablename__ = "minute_line"

    text: str = column("Line of the minutes", Kind.TITLE)
    meeting_id: str = reference("meeting", "Meeting", required=True)
    order: str | None = order()
    item_id: str | None = reference("agenda_item", "Agenda item")
    decision_id: str | None = reference("decision", "Decision")
    action_id: str | None = reference("action", "Action")
    risk_id: str | None = reference("risk", "Risk")
