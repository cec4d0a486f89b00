"""Bodies that govern the program, their meetings, decisions and actions."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, Travels
from tpm_desktop.model.governance import Action, Body, Decision, Meeting

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
    ),
    TableEntry(
        Action,
        "Action",
        "Actions",
        Area.GOVERNANCE,
        "action",
        ("code", "title", "owner_id", "due", "project_id", "meeting_id", "state"),
        belongs_here="What somebody has promised to do by a date",
    ),
)
