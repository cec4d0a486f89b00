"""Stakeholders with their expectations, and the communication plan with what was sent."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, part
from tpm_desktop.model.stakeholders import Communication, Expectation, SentCommunication, Stakeholder

STAKEHOLDERS: tuple[TableEntry, ...] = (
    TableEntry(
        Stakeholder,
        "Stakeholder",
        "Stakeholders",
        Area.GOVERNANCE,
        "stakeholder",
        ("code", "name", "group", "power", "interest", "stance", "stance_wanted", "owner_id"),
        belongs_here="Whom the program concerns, what they can do about it, and how they stand to it",
        asked=("name", "group", "power", "interest", "stance", "stance_wanted", "owner_id"),
    ),
    TableEntry(
        Expectation,
        "Expectation",
        "Expectations",
        Area.GOVERNANCE,
        "target",
        ("code", "title", "stakeholder_id", "objective", "owner_id", "review_due", "result"),
        belongs_here="What stakeholders expect, the objective that was agreed of it, and whether it was met",
        projects=("stakeholder_id",),
        asked=("title", "stakeholder_id", "objective", "owner_id", "review_due"),
    ),
    TableEntry(
        Communication,
        "Communication",
        "Communications",
        Area.GOVERNANCE,
        "send",
        (
            "code", "title", "stakeholder_id", "body_id", "audience", "owner_id", "medium", "cadence",
            "next_due", "state",
        ),
        belongs_here="What is told to whom, when, by whom and by which way",
        projects=("stakeholder_id",),
        asked=(
            "title", "stakeholder_id", "body_id", "audience", "owner_id", "medium", "cadence", "next_due",
        ),
    ),
    part(
        SentCommunication, "Sent communication", "Sent communications", Area.GOVERNANCE, "history",
        "title", "communication_id", "sent_on", "was_due", "sent_by_id", "audience",
        called_by=("sent_on",),
    ),
)  # fmt: skip
