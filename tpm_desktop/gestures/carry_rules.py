"""What holds for budget that is carried over at the end of a fiscal year, however it is entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_year import FiscalYear, fiscal_year, month_number, year_and_month
from tpm_desktop.formats import Formats
from tpm_desktop.model.finance import Account
from tpm_desktop.model.record import Record
from tpm_desktop.model.spending import CarryOver
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.carried_over import unspent

Values = Mapping[str, Any]
_Pot = tuple[str, FiscalYear]
"""The account and the fiscal year whose unspent budget is shared out."""


def year_of(program: OpenProgram, day: date) -> FiscalYear:
    """The fiscal year that a day is in."""
    starts_in = program.file.program.fiscal_year_start
    return FiscalYear.beginning(fiscal_year(month_number(day.year, day.month), starts_in), starts_in)


def months_of(program: OpenProgram, day: date) -> tuple[date, date]:
    """The month that gives and the month that gets: the last of the day's year, the first of the next."""
    last = year_of(program, day).last
    return date(*year_and_month(last), 1), date(*year_and_month(last + 1), 1)


def refuse_carry_overs(program: OpenProgram, rows: Sequence[tuple[Record | None, Values]]) -> None:
    """Rows as they are, None for new ones, with what is set of them.

    Raises: `EditError` where one is not approved by another one, or together they are more than is left.
    """
    asked, before = Counter[_Pot](), Counter[_Pot]()
    times = Counter[_Pot]()
    for there, values in rows:
        row = {**(there.model_dump() if there else {}), **values}
        if row.get("year") is None or row.get("amount") is None or row.get("asked_on") is None:
            continue  # what is missing is said when the row is checked
        _refuse_unsound(program, row)
        pot = (str(row["account_id"]), year_of(program, row["year"]))
        asked[pot] += int(row["amount"]) + int(row.get("lapsed") or 0)
        times[pot] += 1
        if isinstance(there, CarryOver):
            before[there.account_id, year_of(program, there.year)] += there.amount + (there.lapsed or 0)
    for pot, amount in asked.items():
        left = unspent(program.plan.state, *pot).left + before[pot]
        if amount > max(left, before[pot]):
            raise EditError(_too_much(program, pot, amount, left, times[pot] > 1))


def _refuse_unsound(program: OpenProgram, row: Values) -> None:
    if program.file.row(Account, str(row.get("account_id"))) is None:
        raise EditError("carry-over needs the account that it is of; choose it")
    if int(row["amount"]) + int(row.get("lapsed") or 0) == 0:
        raise EditError("enter what is carried over, or what lapses")
    if row.get("approved_by_id") is None:
        raise EditError("a carry-over needs who approved it; choose a person or role")
    if row.get("approved_by_id") == row.get("asked_by_id"):
        raise EditError("who asks for a carry-over can’t approve it; choose another person")


def _too_much(program: OpenProgram, pot: _Pot, amount: int, left: int, several: bool) -> str:
    account, year = pot
    formats, names = Formats.of(program.file.program), program.plan.state.inputs.tables["account"]
    asked, there = (formats.money(x, currency=True) for x in (amount, max(left, 0)))
    whole = f"{asked} in all" if several else asked
    shown, name = formats.fiscal_year(date(*year_and_month(year.first), 1)), names.texts["name"]
    return f"“{name[names.row[account]]}” has {there} unspent in {shown}, not {whole}; carry less over"
