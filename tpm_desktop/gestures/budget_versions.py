"""Approving a budget: what it says now is kept as a version, to compare with later ones."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.budget_lines import TREATMENTS

from .words import quoted


def approve_budget(
    program: OpenProgram,
    name: str,
    *,
    approved_by_id: str | None,
    approved_on: date | None = None,
    reason: str | None = None,
    round_id: str | None = None,
) -> str:
    """Keep the budget as it is now as an approved version; returns its id.

    Args: approved_on: today unless given; round_id: the round of estimates that it was made from.
    Raises: `EditError`, `ProgramFileError`.
    """
    if not approved_by_id:
        raise EditError("an approved budget needs who approved it; choose a person or role")
    money = program.plan.state.money
    planned = money.budget.account_treatments.months.planned
    treatment = {number: Treatment(key) for key, number in TREATMENTS.items()}
    lines: list[dict[str, Any]] = [
        {
            "account_id": money.accounts[account],
            "month": date(*year_and_month(int(money.budget.months[month])), 1),
            "treatment": treatment[kind],
            "planned": int(planned[account, kind, month]),
        }
        for account, kind, month in np.argwhere(planned != 0).tolist()
    ]
    if not lines:
        raise EditError("nothing is planned yet; enter amounts before the budget is approved")
    with program.file.transaction(f"Approve budget {quoted(name)}") as edit:
        version = edit.add(
            "budget_version",
            name=name,
            approved_by_id=approved_by_id,
            approved_on=approved_on or date.today(),
            reason=reason,
            round_id=round_id,
        )
        edit.add_all("budget_version_line", [{"version_id": version, **line} for line in lines])
    return version
