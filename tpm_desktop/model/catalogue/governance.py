"""Bodies that govern the program, their meetings, decisions and actions."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, Travels, part
from tpm_desktop.model.governance import (
    ACTION_STEPS,
    DECISION_STEPS,
    MEETING_STEPS,
    Action,
    Body,
    Decision,
    Meeting,
    Membership,
)
from tpm_desktop.model.meetings import AgendaItem, Attendance, MinuteLine

GOVERNANCE: tuple[TableEntry, ...] = (
    TableEntry(
        Body,
        "Governance body",
        "Governance bodies",
        Area.GOVERNANCE,
        "body",
        ("name", "type", "chair_id", "reports_to_id", "cadence", "quorum", "cost_limit"),
        belongs_here="Who decides what: the steering committee, boards and working groups",
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        Meeting,
        "Meeting",
        "Meetings",
        Area.GOVERNANCE,
        "meeting",
        ("code", "title", "body_id", "held", "place", "state"),
        belongs_here="The sittings of the governance bodies, with agenda and minutes",
        settled=("state", ("approved",)),
        steps=("state", MEETING_STEPS),
    ),
    TableEntry(
        Decision,
        "Decision",
        "Decisions",
        Area.GOVERNANCE,
        "decision",
        ("code", "title", "project_id", "body_id", "needed_by", "cost", "days", "state", "decided_on"),
        belongs_here="What is asked of a governance body, and what it decided",
        settled=("state", ("decided",)),
        steps=("state", DECISION_STEPS),
    ),
    TableEntry(
        Action,
        "Action",
        "Actions",
        Area.GOVERNANCE,
        "action",
        ("code", "title", "owner_id", "due", "project_id", "meeting_id", "state"),
        belongs_here="What somebody has promised to do by a date",
        steps=("state", ACTION_STEPS),
    ),
    TableEntry(
        Membership,
        "Membership",
        "Memberships",
        Area.GOVERNANCE,
        "resource",
        ("member_id", "body_id", "role", "deputy_id", "start", "finish"),
        belongs_here="Who sits in which governance body, as what, and who stands in",
        asked=("member_id", "body_id", "role", "deputy_id"),
        travels=Travels.WHEN_NEEDED,
    ),
    part(AgendaItem, "Agenda item", "Agenda items", Area.GOVERNANCE, "table", "title", "meeting_id", "kind"),
    part(
        Attendance,
        "Attendance",
        "Attendances",
        Area.GOVERNANCE,
        "resource",
        "member_id",
        "presence",
        only_one=("meeting_id", "member_id"),
    ),
    part(MinuteLine, "Line of minutes", "Lines of minutes", Area.GOVERNANCE, "note", "text", "meeting_id"),
)
