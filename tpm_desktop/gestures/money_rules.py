"""What holds for budget lines, transfers, entries of cost and closed months, however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.finance import Account, BudgetLine
from tpm_desktop.model.record import Record
from tpm_desktop.model.spending import CostEntry, Transfer
from tpm_desktop.plan import OpenProgram

from .account_rules import refuse_lost_sources, refuse_relabelled
from .carry_rules import months_of, refuse_carry_overs
from .closing_rules import refuse_reopening
from .document_rules import closed_through, invoices_of_account
from .entry_rules import EntryRules
from .transfer_rules import refuse_transfers

Values = Mapping[str, Any]
RULED = ("account", "funding_source", "budget_line", "transfer", "carry_over", "cost_entry", "closed_month")
_NO_FIGURES = {"notes", "reason", "approved_by_id", "approved_on", "change_id", "asked_by_id"}


def ruled(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str] = (),
) -> list[Values]:
    """The rows to add with what they leave open filled in. Raises: `EditError` for the first wrong one."""
    rows: list[tuple[Record | None, Values]] = [
        *((program.file.row(entry(table).model, row_id), values) for row_id, values in edits.items()),
        *((None, values) for values in added),
    ]
    gone = program.file.rows_of(entry(table).model, list(removed))
    if table == "cost_entry":
        return _entries(program, edits, added, gone)
    if table == "closed_month":
        refuse_reopening(program, rows, gone)
    if table == "account":
        _refuse_accounts(program, rows, gone)
        refuse_relabelled(program, rows)
    if table == "funding_source":
        refuse_lost_sources(program, gone)
    if table in ("transfer", "budget_line", "carry_over"):
        _refuse_closed(program, table, rows, gone)
    if table == "transfer":
        refuse_transfers(program, rows)
    if table == "carry_over":
        refuse_carry_overs(program, rows)
    return list(added)


def refuse_closed_months(program: OpenProgram, months: Iterable[date]) -> None:
    """Raises: `EditError` where one of the months is closed."""
    closed = closed_through(program.file)
    if closed is not None and (late := [month for month in months if month <= closed]):
        shown = Formats.of(program.file.program).month(min(late))
        raise EditError(
            f"{shown} is closed, so its figures stay; book a cost entry in an open month that corrects it"
        )


def _entries(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values], gone: Sequence[Record]
) -> list[Values]:
    refuse_closed_months(program, [row.month for row in gone if isinstance(row, CostEntry)])
    rules = EntryRules(program.file)
    for row in gone:
        if told := rules.unnamed_problems(row.model_dump()):
            raise EditError(told[0])
    for row_id, values in edits.items():
        if told := rules.problems(values, row_id):
            raise EditError(told[0])
    for values in added:
        if told := rules.problems(values):
            raise EditError(told[0])
    return [rules.completed(values) for values in added]


def _refuse_closed(
    program: OpenProgram,
    table: str,
    rows: Sequence[tuple[Record | None, Values]],
    gone: Sequence[Record],
) -> None:
    fields = {"budget_line": ("month",), "carry_over": ("year",)}.get(table, ("from_month", "to_month"))
    touched: list[Values] = [row.model_dump() for row in gone]
    for before, values in rows:
        if before is None or set(values) - _NO_FIGURES:
            touched += [values, *([before.model_dump()] if before else [])]
    months = [row[name] for row in touched for name in fields if row.get(name)]
    if table == "carry_over":
        months = [month for day in months for month in months_of(program, day)]
    refuse_closed_months(program, months)


def _refuse_accounts(
    program: OpenProgram, rows: Sequence[tuple[Record | None, Values]], gone: Sequence[Record]
) -> None:
    """An account whose figures stand in a closed month, or in a transfer, stays as it is."""
    moved = [row for row in gone if isinstance(row, Account)]
    turned = [
        before for before, values in rows
        if isinstance(before, Account) and values.get("treatment", before.treatment) != before.treatment
    ]  # fmt: skip
    if not (moved or turned):
        return
    closed = closed_through(program.file)
    transfers = program.file.rows(Transfer)
    for account in [*moved, *turned]:
        given = [row for row in transfers if account.id in (row.from_account_id, row.to_account_id)]
        if given and account in moved:
            raise EditError(
                f"“{account.name}” gave or got budget by transfer {given[0].code}; remove that first,"
                " or keep the account"
            )
        if closed is None:
            continue
        lines = program.file.rows(BudgetLine, account_id=account.id)
        entries = program.file.rows(CostEntry, account_id=account.id)
        months = [*(row.month for row in lines), *(row.month for row in entries)]
        months += [row.from_month for row in given] + invoices_of_account(program.file, account.id)
        if any(month <= closed for month in months):
            raise EditError(
                f"“{account.name}” has figures in closed months, which stay as they are; use another account"
                " from now on"
            )
