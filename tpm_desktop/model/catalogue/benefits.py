"""The business case by version and year, and the benefits with their realisation curves."""

from __future__ import annotations

from tpm_desktop.model.benefits import Benefit, BenefitPoint, BusinessCase, CaseYear
from tpm_desktop.model.entry import Area, TableEntry, part

BENEFITS: tuple[TableEntry, ...] = (
    TableEntry(
        Benefit,
        "Benefit",
        "Benefits",
        Area.MONEY,
        "success",
        (
            "code", "title", "project_id", "owner_id", "unit", "baseline", "target", "target_on", "worth",
            "state",
        ),
        belongs_here="What is better once the program has delivered, by how much, and who answers for it",
        asked=(
            "title", "project_id", "owner_id", "measure", "unit", "baseline", "baseline_on", "target",
            "target_on", "worth",
        ),
    ),
    part(
        BenefitPoint, "Measurement", "Measurements", Area.MONEY, "chart",
        "benefit_id", "read_on", "planned", "measured", "note",
        only_one=("benefit_id", "read_on"),
        called_by=("benefit_id", "read_on"),
    ),
    TableEntry(
        BusinessCase,
        "Business case",
        "Business cases",
        Area.MONEY,
        "policy",
        ("code", "title", "project_id", "taken", "gate_id", "rate", "state"),
        register=False,
        belongs_here="What the program costs and is worth, as it was expected at each gate",
        settled=("state", ("approved",)),
        asked=("title", "project_id", "taken", "gate_id", "rate"),
    ),
    part(
        CaseYear, "Case year", "Case years", Area.MONEY, "calendar",
        "case_id", "year", "cost", "running", "benefit",
        only_one=("case_id", "year"), amounts=True,
        called_by=("case_id", "year"),
    ),
)  # fmt: skip
