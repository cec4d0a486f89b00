"""What holds for budget that is carried over at the end of a fiscal year, however it is entered."""

from __future__ import annotations

from collections.abc import Mapping
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


def year_of(program: OpenProgram, day: date) -> FiscalYear:
    """The fiscal year that a day is in."""
    starts_in = program.file.program.fiscal_year_start
    return FiscalYear.beginning(fiscal_year(month_number(day.year, day.month), starts_in), starts_in)


def months_of(program: OpenProgram, day: date) -> tuple[date, date]:
    """The month that gives and the month that gets: the last of the day's year, the first of the next."""
    last = year_of(program, day).last
    return date(*year_and_month(last), 1), date(*year_and_month(last + 1), 1)


def refuse_carry_over(program: OpenProgram, before: Record | None, values: Values) -> None:
    """Raises: `EditError` where it is not approved by another one, or more than is left."""
    row = {**(before.model_dump() if before else {}), **values}
    if row.get("year") is None or row.get("amount") is None or row.get("asked_on") is None:
        return  # what is missing is said when the row is checked
    account = program.file.row(Account, str(row.get("account_id")))
    if account is None:
        raise EditError("carry-over needs the account that it is of; choose it")
    amount, lapsed = int(row["amount"]), int(row.get("lapsed") or 0)
    if amount + lapsed == 0:
        raise EditError("enter what is carried over, or what lapses")
    if row.get("approved_by_id") is None:
        raise EditError("a carry-over needs who approved it; choose a person or role")
    if row.get("approved_by_id") == row.get("asked_by_id"):
        raise EditError("who asks for a carry-over can’t approve it; choose another person")
    year = year_of(program, row["year"])
    found = unspent(program.plan.state, account.id, year)
    left = found.left
    if isinstance(before, CarryOver) and before.account_id == account.id:
        same = year_of(program, before.year) == year
        left += before.amount + (before.lapsed or 0) if same else 0
    if amount + lapsed > left:
        formats = Formats.of(program.file.program)
        asked, there = (formats.money(x, currency=True) for x in (amount + lapsed, max(left, 0)))
        shown = formats.fiscal_year(date(*year_and_month(year.first), 1))
        raise EditError(f"“{account.name}” has {there} unspent in {shown}, not {asked}; carry less over")
