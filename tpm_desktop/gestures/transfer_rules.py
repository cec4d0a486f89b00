"""What holds for budget that one account gives to another, however it is entered.

Judged for gesture, command line, paste and sheet; a merge takes what the copies had, undo what was there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_year import fiscal_year, month_number
from tpm_desktop.formats import Formats
from tpm_desktop.model.finance import Account, Reserve
from tpm_desktop.model.record import Record
from tpm_desktop.plan import OpenProgram

Values = Mapping[str, Any]
_ENDS = (("from_account_id", "from_month"), ("to_account_id", "to_month"))


def refuse_transfers(program: OpenProgram, rows: Sequence[tuple[Record | None, Values]]) -> None:
    """Rows as they are, None for new ones, with what is set of them.

    Raises: `EditError` where one lacks something, or together they give more than there is.
    """
    moved: list[tuple[Values, Values]] = []
    for before, values in rows:
        was = before.model_dump() if before else {}
        row = {**was, **values}
        if any(row.get(name) is None for end in _ENDS for name in end) or not row.get("amount"):
            continue  # what is missing is said when the row is checked
        _refuse_unsound(program, row)
        moved.append((was, row))
    _refuse_more_than_there_is(program, moved)


def _refuse_unsound(program: OpenProgram, row: Values) -> None:
    giver, getter = (program.file.row(Account, str(row[account])) for account, _ in _ENDS)
    if giver is None or getter is None:
        raise EditError("a transfer needs the account that gives and the one that gets; choose both")
    if giver.id == getter.id and row["from_month"] == row["to_month"]:
        raise EditError("a transfer goes to another account, or to another month")
    starts_in = program.file.program.fiscal_year_start
    years = {fiscal_year(month_number(row[m].year, row[m].month), starts_in) for _, m in _ENDS}
    if len(years) > 1 and giver.reserve is Reserve.NO:
        raise EditError("a transfer stays within one fiscal year; into the next one budget is carried over")
    if row.get("approved_by_id") is None:
        raise EditError("a transfer needs who approved it; choose a person or role")
    if giver.reserve is not Reserve.NO and row.get("change_id") is None:
        raise EditError(f"“{giver.name}” is a reserve: say which change request it is drawn for")


def _refuse_more_than_there_is(program: OpenProgram, moved: Sequence[tuple[Values, Values]]) -> None:
    """Who gives more than before keeps what it has ordered and spent, one row on top of the other."""
    was_given, got = Counter[str](), Counter[str]()
    for was, _ in moved:
        if was:
            was_given[was["from_account_id"]] += was["amount"]
            got[was["to_account_id"]] -= was["amount"]
    money, given, times = program.plan.state.money, Counter[str](), Counter[str]()
    for _, row in moved:
        giver, getter, amount = str(row["from_account_id"]), str(row["to_account_id"]), int(row["amount"])
        given[giver] += amount
        times[giver] += 1
        available = int(money.budget.accounts.whole.available[money.account_row[giver]])
        left = available + was_given[giver] + got[giver]
        if given[giver] > max(left, was_given[giver]):
            raise EditError(_too_much(program, giver, given[giver], left, times[giver] > 1))
        got[getter] += amount  # can be given on, but not before: else two rows could give what neither had


def _too_much(program: OpenProgram, giver: str, given: int, left: int, several: bool) -> str:
    formats, names = Formats.of(program.file.program), program.plan.state.inputs.tables["account"]
    said, there = (formats.money(x, currency=True) for x in (given, max(left, 0)))
    whole = f"{said} in all" if several else said
    return (
        f"“{names.texts['name'][names.row[giver]]}” can't give {whole}: {there} are neither ordered nor spent"
    )
