"""Rounds of estimates and their lines."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry
from tpm_desktop.model.estimates import ROUND_STEPS, EstimateLine, EstimateRound

ESTIMATES: tuple[TableEntry, ...] = (
    TableEntry(
        EstimateRound,
        "Estimate round",
        "Estimate rounds",
        Area.MONEY,
        "snapshot",
        (
            "code", "title", "project_id", "taken", "state", "prepared_by_id", "reviewed_by_id",
            "approved_by_id",
        ),
        register=False,
        belongs_here="Estimates as they were drafted, reviewed and approved",
        settled=("state", ("reviewed", "approved")),
        steps=("state", ROUND_STEPS),
        asked=("title", "project_id", "taken", "gate_id", "prepared_by_id"),
    ),
    TableEntry(
        EstimateLine,
        "Estimate",
        "Estimates",
        Area.MONEY,
        "money",
        (
            "title", "optimistic", "likely", "pessimistic", "account_id", "method", "confidence", "basis",
        ),
        register=False,
        belongs_here="What the program is expected to cost, line by line, and on which basis",
        asked=("title", "account_id", "method", "likely", "basis", "confidence"),
        sheet=True,
        called_by=("round_id",),
    ),
)  # fmt: skip
