"""What follows from a cost account: its lines are capital or operating as it is, until one is set apart.

And what it stays once it has figures: the reserve that it is, and of the source that funds it. So judged for
gesture, command line, paste and sheet; a merge takes what the copies had, undo what was there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.finance import Account, BudgetLine, FundingSource, Reserve
from tpm_desktop.model.record import Record
from tpm_desktop.model.spending import CarryOver, CostEntry, Transfer
from tpm_desktop.plan import OpenProgram

from .document_rules import invoices_of_account
from .words import quoted

Values = Mapping[str, Any]


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


def refuse_relabelled(program: OpenProgram, rows: Sequence[tuple[Record | None, Values]]) -> None:
    """What would turn a reserve into budget that anybody spends, or into money of another source.

    A budget may be made a reserve as long as nothing was spent of it or given, and be given a source where it
    had none: neither frees anything. Raises: `EditError`.
    """
    for row, values in rows:
        if not isinstance(row, Account):
            continue
        is_other = values.get("reserve", row.reserve) != row.reserve
        if is_other and row.reserve is not Reserve.NO and _has_figures(program.file, row.id):
            raise EditError(
                f"{quoted(row.name)} holds budget, so it stays the reserve that it is; draw it by a transfer"
                " that names its change request"
            )
        if is_other and row.reserve is Reserve.NO and _is_used(program.file, row.id):
            raise EditError(
                f"{quoted(row.name)} has cost or transfers, so it can’t become a reserve; add an account for"
                " the reserve and transfer budget to it"
            )
        source = values.get("funding_id", row.funding_id) or None
        if row.funding_id and source != row.funding_id and _has_figures(program.file, row.id):
            raise EditError(
                f"{quoted(row.name)} has figures, so its funding source stays; add an account of the other"
                " source and transfer budget to it"
            )


def refuse_lost_sources(program: OpenProgram, gone: Sequence[Record]) -> None:
    """Removing a source would leave its accounts without one. Raises: `EditError`."""
    for source in (row for row in gone if isinstance(row, FundingSource)):
        for account in program.file.rows(Account, funding_id=source.id):
            if _has_figures(program.file, account.id):
                raise EditError(
                    f"{quoted(source.name)} funds {quoted(account.name)}, which has figures; keep it"
                )


def _is_used(file: ProgramFile, account: str) -> bool:
    """Whether something was spent, ordered or invoiced on an account, or given by or to it."""
    spent = any(line.actual for line in file.rows(BudgetLine, account_id=account))
    given = any(account in (row.from_account_id, row.to_account_id) for row in file.rows(Transfer))
    carried = bool(file.rows(CarryOver, account_id=account))
    booked = bool(file.rows(CostEntry, account_id=account) or invoices_of_account(file, account))
    return spent or given or carried or booked


def _has_figures(file: ProgramFile, account: str) -> bool:
    planned = any(line.planned or line.forecast for line in file.rows(BudgetLine, account_id=account))
    return planned or _is_used(file, account)
