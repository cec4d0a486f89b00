"""Cost accounts, what is planned and paid on them, and why they are off their plan."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, part
from tpm_desktop.model.finance import Account, BudgetLine, VarianceExplanation

MONEY: tuple[TableEntry, ...] = (
    TableEntry(
        Account,
        "Cost account",
        "Cost accounts",
        Area.MONEY,
        "account",
        ("code", "name", "project_id", "treatment", "owner_id"),
        belongs_here="The accounts on which the cost of each project is planned and collected",
    ),
    part(
        BudgetLine,
        "Budget line",
        "Budget lines",
        Area.MONEY,
        "budget",
        "account_id",
        "month",
        "treatment",
        "planned",
        "actual",
        "forecast",
        only_one=("account_id", "month", "treatment"),
        amounts=True,
    ),
    TableEntry(
        VarianceExplanation,
        "Variance explanation",
        "Variance explanations",
        Area.MONEY,
        "note",
        ("cause", "account_id", "month", "action", "owner_id", "due", "in_forecast"),
        belongs_here="Why control accounts are off their plan, and what is done about it",
    ),
)
