"""Rows that are worth something else once another rate holds; what is closed, agreed or decided stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.model.capital import CapitalRequest, CapitalState
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import clean
from tpm_desktop.model.estimates import EstimateRound, RoundState
from tpm_desktop.model.record import Record
from tpm_desktop.model.spending import ClosedMonth

from .fiscal import fiscal_calendar_of, month_named
from .rates import IN_OWN, Rates, own_sums
from .valuing import AGREED, Readable, Valuer

Values = Mapping[str, Any]
_CLOSES = {
    "budget_line": ("month",),
    "cost_entry": ("month",),
    "invoice": ("month", "dated"),
    "purchase_order": ("ordered",),
    "payment": ("paid",),
}
"""The first filled of these fields says the month that keeps its figures once it is closed."""
_OWNERS = {"capital_cost": "request_id", "quote": "request_id", "estimate_line": "round_id"}
_LONGEST_NAME = 60
_UNDECIDED = (CapitalState.DRAFT, CapitalState.SUBMITTED, CapitalState.REVIEWED, CapitalState.DEFERRED)


def revalued(
    file: Readable, rates: Rates, codes: set[str], *, leniently: bool = False
) -> dict[tuple[str, str], dict[str, Any]]:
    """The fields that change, by table and row, of the rows of some currencies.

    Args: leniently: leave rows as they are that nobody can value, such as those without a rate.
    Raises: `EditError` for such a row otherwise.
    """
    valuer, made = Valuer(file, rates), dict[tuple[str, str], dict[str, Any]]()
    for table, row in _moving(file, codes):
        before = row.model_dump()
        try:
            values = valuer.valued(table, {"currency": before["currency"]}, before)
        except EditError as problem:
            if leniently:
                continue
            raise EditError(f"{_called(table, before)}: {problem}") from None
        if told := {name: value for name, value in values.items() if value != before[name]}:
            made[table, row.id] = told
    return made


def closed_by(file: Readable) -> date | None:
    """The last closed month; all before it are closed as well."""
    return max((row.month for row in file.rows(ClosedMonth)), default=None)


def _moving(file: Readable, codes: set[str]) -> Iterator[tuple[str, Record]]:
    """The rows of some currencies that move with a rate: not those of closed months, by an agreed rate, of
    requests that are decided and of rounds of estimates that were reviewed.
    """
    closed = closed_by(file)
    fiscal = fiscal_calendar_of(file.program)
    stay = {row.id for row in file.rows(CapitalRequest) if row.state not in _UNDECIDED}
    stay |= {row.id for row in file.rows(EstimateRound) if row.state is not RoundState.DRAFT}
    for table in IN_OWN if codes else ():
        owner = _OWNERS.get(table)
        for row in (row for code in sorted(codes) for row in file.rows(entry(table).model, currency=code)):
            values = row.model_dump()
            month = month_of(fiscal, table, values)
            is_closed = month is not None and closed is not None and month <= closed
            is_agreed = table == AGREED and values["rate"] is not None
            if not (is_closed or is_agreed or (owner and values[owner] in stay)):
                yield table, row


def month_of(fiscal: FiscalCalendar, table: str, row: Values) -> date | None:
    """The month whose figures a row is part of; None for rows that no month closes."""
    for name in _CLOSES.get(table, ()):
        if (day := row[name]) is not None:
            return day if name == "month" else month_named(fiscal, day)
    return None


def _called(table: str, row: Values) -> str:
    about = entry(table)
    title = row.get(about.title_field)
    column = about.fields[about.title_field]
    if column.target or not title:
        sums = (f"{row['currency']} {row[name]}" for name in own_sums(table) if row.get(name))
        return f"a {about.one} of {next(sums, row['currency'])}"
    return f"{about.one} “{clean(str(title))[:_LONGEST_NAME]}”"
