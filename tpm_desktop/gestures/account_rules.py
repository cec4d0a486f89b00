"""What follows from a cost account: its lines are capital or operating as it is, until one is set apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.plan import OpenProgram


def account_edits(
    program: OpenProgram, account_id: str, values: Mapping[str, Any]
) -> dict[tuple[str, str], dict[str, Any]]:
    """What setting fields of an account changes: a new treatment also goes to lines that had the old one."""
    edits = {("account", account_id): dict(values)}
    tables = program.plan.state.inputs.tables
    account, line = tables["account"], tables["budget_line"]
    if "treatment" not in values or account_id not in account.row:
        return edits
    before = account.texts["treatment"][account.row[account_id]]
    owners = zip(line.ids, line.texts["account_id"], line.texts["treatment"], strict=True)
    for line_id, owner, treatment in owners:
        if owner == account_id and treatment == before:
            edits["budget_line", line_id] = {"treatment": values["treatment"]}
    return edits
