"""Entering amounts into the budget grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError
from tpm_desktop.model.finance import Account, BudgetLine
from tpm_desktop.plan import OpenProgram

from .records import quoted


class Measure(StrEnum):
    """The amounts of a budget line that are entered."""

    PLANNED = "planned"
    ACTUAL = "actual"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid and its new amount in minor units; None empties it."""

    account_id: str
    month: date
    measure: Measure
    amount: int | None


def set_amounts(program: OpenProgram, cells: Sequence[Cell]) -> None:
    """Enter amounts, one or a pasted block; where a cell has several lines the first takes up the difference.

    Raises: `EditError` for an account that is gone; `ProgramFileError`.
    """
    accounts = {account.id: account for account in program.file.rows(Account)}
    if any(cell.account_id not in accounts for cell in cells):
        raise EditError("the cost account is gone; choose another one")
    lines: dict[tuple[str, date], list[BudgetLine]] = {}
    for line in program.file.rows(BudgetLine):
        lines.setdefault((line.account_id, line.month), []).append(line)
    with program.file.transaction(_label(cells, accounts)) as edit:
        for cell in cells:
            _enter(edit, cell, lines.setdefault((cell.account_id, cell.month), []), accounts[cell.account_id])


def _enter(edit: Edit, cell: Cell, lines: list[BudgetLine], account: Account) -> None:
    if not lines:
        if cell.amount is not None:
            line = BudgetLine(account_id=cell.account_id, month=cell.month, treatment=account.treatment)
            line.id = edit.add(
                "budget_line",
                account_id=cell.account_id,
                month=cell.month,
                treatment=account.treatment,
                **{cell.measure: cell.amount},
            )
            setattr(line, cell.measure, cell.amount)
            lines.append(line)
        return
    for line in lines[1:] if cell.amount is None else ():
        edit.set("budget_line", line.id, **{cell.measure: None})
        setattr(line, cell.measure, None)
    others = sum(getattr(line, cell.measure) or 0 for line in lines[1:])
    amount = None if cell.amount is None else cell.amount - others
    edit.set("budget_line", lines[0].id, **{cell.measure: amount})
    setattr(lines[0], cell.measure, amount)
    for line in [line for line in lines if all(getattr(line, measure) is None for measure in Measure)]:
        if not line.notes:
            edit.remove("budget_line", line.id)
            lines.remove(line)


def _label(cells: Sequence[Cell], accounts: dict[str, Account]) -> str:
    if len(cells) == 1:
        (cell,) = cells
        return (
            f"Enter {cell.measure} amount of {quoted(accounts[cell.account_id].name)} for {cell.month:%B %Y}"
        )
    return f"Enter {len(cells)} amounts"
