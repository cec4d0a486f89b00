"""Risks, issues, change requests, and what is agreed of the checks of the schedule."""

from __future__ import annotations

from tpm_desktop.model.change import CHANGE_STEPS, ChangeOption, ChangeRequest
from tpm_desktop.model.entry import Area, TableEntry, Travels, part
from tpm_desktop.model.quality import CheckLimit, Waiver
from tpm_desktop.model.registers import Issue, Risk

CONTROL: tuple[TableEntry, ...] = (
    TableEntry(
        Risk,
        "Risk",
        "Risks",
        Area.CONTROL,
        "risk",
        (
            "code",
            "title",
            "project_id",
            "probability",
            "impact",
            "cost",
            "response",
            "owner_id",
            "status",
            "review_due",
        ),
        belongs_here="What could still go wrong, or unexpectedly well, and what is done about it",
    ),
    TableEntry(
        Issue,
        "Issue",
        "Issues",
        Area.CONTROL,
        "issue",
        ("code", "title", "project_id", "severity", "owner_id", "raised", "due", "status"),
        belongs_here="What has gone wrong and waits to be resolved",
    ),
    TableEntry(
        ChangeRequest,
        "Change request",
        "Change requests",
        Area.CONTROL,
        "change",
        (
            "code",
            "title",
            "kind",
            "project_id",
            "raised_by_id",
            "body_id",
            "needed_by",
            "state",
            "decided_on",
        ),
        belongs_here="What somebody asks to be done otherwise than agreed, and what became of it",
        settled=("state", "applied"),
        steps=("state", CHANGE_STEPS),
    ),
    part(
        ChangeOption,
        "Change option",
        "Change options",
        Area.CONTROL,
        "change",
        "title",
        "change_id",
        "chosen",
        "days",
        "cost",
        only_one=("change_id", "title"),
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        CheckLimit,
        "Check threshold",
        "Check thresholds",
        Area.CONTROL,
        "constraint",
        ("check_key", "least_share", "most_share", "most_count", "reason"),
        belongs_here="Up to where checks of the schedule hold in this program, other than usual",
        only_one=("check_key",),
        travels=Travels.ALWAYS,
    ),
    TableEntry(
        Waiver,
        "Waiver",
        "Waivers",
        Area.CONTROL,
        "check",
        ("check_key", "reason", "task_id", "until", "waived_by_id"),
        belongs_here="Findings of the schedule checks that somebody has agreed to bear until a date",
    ),
)
