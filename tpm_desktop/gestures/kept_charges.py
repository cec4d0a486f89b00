"""Payments and assets of closed months: what was paid, and what assets were charged with, stays as it was.

Judged for gesture, command line, paste and sheet; a merge takes what the copies had, undo what was there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.purchasing import Asset, AssetChange, Payment
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.book import first_month, terms_of
from tpm_desktop.plan.fiscal import fiscal_calendar_of, month_named

from .document_rules import closed_through, invoices_below
from .money_rules import refuse_closed_months
from .words import quoted

Values = Mapping[str, Any]
_PAID = ("paid", "amount", "invoice_id")
_CHARGED = ("cost", "residual", "life", "method", "convention", "in_service")
_BEGINS = ("in_service", "method", "convention")
_CHANGE = "record a change of the asset from an open month on"


def refuse_closed_payments(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    gone: Sequence[str],
) -> None:
    """What was paid in a closed month stays, also where an invoice or order goes with its payments.

    Raises: `EditError`.
    """
    file, closed = program.file, closed_through(program.file)
    if closed is None:
        return
    days: list[date] = []
    if table == "payment":
        days += _days_told(file.rows_of(Payment, [*edits, *gone]), edits, gone)
        days += [day for values in added if (day := given_day(values.get("paid")))]
    elif gone:
        below = [invoice.id for invoice in invoices_below(file, table, gone)]
        days += [payment.paid for invoice in below for payment in file.rows(Payment, invoice_id=invoice)]
    fiscal, formats = fiscal_calendar_of(file.program), Formats.of(file.program)
    for day in sorted(days):
        month = month_named(fiscal, day)
        if month <= closed:
            raise EditError(
                f"{formats.month(month)} is closed, so what was paid on {formats.date(day, year=True)} stays;"
                " enter payments in open months, and set off there what was paid too much"
            )


def _days_told(rows: Iterable[Payment], edits: Mapping[str, Values], gone: Sequence[str]) -> Iterator[date]:
    """The days, before and after, of payments that an edit moves, changes or takes away."""
    for row in rows:
        changed = {n: v for n, v in edits.get(row.id, {}).items() if n in _PAID and getattr(row, n) != v}
        if changed or row.id in gone:
            yield row.paid
        if day := given_day(changed.get("paid")):
            yield day


def refuse_restated_assets(
    program: OpenProgram, table: str, edits: Mapping[str, Values], gone: Sequence[str]
) -> None:
    """What an asset was charged with in closed months stays; one that is entered late restates nothing.

    Raises: `EditError`.
    """
    file, closed = program.file, closed_through(program.file)
    if closed is None:
        return
    if table == "capital_request":  # goes with its assets
        edits, gone = {}, [row.id for request in gone for row in file.rows(Asset, request_id=request)]
    formats, fiscal = Formats.of(file.program), fiscal_calendar_of(file.program)
    for row in file.rows_of(Asset, [*edits, *gone]):
        begun = _begun(row, fiscal)
        if begun > closed:
            if row.id in edits:
                _refuse_moved_back(row, edits[row.id], fiscal, closed, formats)
            continue
        named = row.code or quoted(row.title)
        said = f"{named} is charged from {formats.month(begun)} on, which is closed"
        if row.id in gone:
            raise EditError(f"{said}, so it stays; enter when it was retired, or {_CHANGE}")
        changed = {n: v for n, v in edits[row.id].items() if getattr(row, n, v) != v}
        if told := [name for name in _CHARGED if name in changed]:
            label = entry("asset").fields[told[0]].label.lower()
            raise EditError(f"{said}, so its {label} stays; {_CHANGE}")
        for day in (row.retired, given_day(changed["retired"])) if "retired" in changed else ():
            if day is not None and (month := month_named(fiscal, day)) <= closed:
                shown = formats.month(month)
                raise EditError(
                    f"{shown} is closed, so {named} stays retired in it"
                    if day == row.retired
                    else f"{shown} is closed, so {named} was in use in it; enter a day in an open month"
                )


def _begun(row: Asset, fiscal: FiscalCalendar) -> date:
    """The month in which its charges begin."""
    return date(*year_and_month(first_month(terms_of(row, fiscal))), 1)


def _refuse_moved_back(
    row: Asset, values: Values, fiscal: FiscalCalendar, closed: date, formats: Formats
) -> None:
    """An asset of open months isn't moved into closed ones, where one slip of the pen would be for good."""
    fields = entry("asset").fields
    try:
        said = {name: check(fields[name], values[name]) for name in _BEGINS if name in values}
        begun = _begun(Asset(**{**row.model_dump(), **said}), fiscal)
    except ValueProblem:
        return  # said when the row is checked
    if begun <= closed:
        named = row.code or quoted(row.title)
        raise EditError(
            f"{formats.month(begun)} is closed, so {named} can’t be charged from then on;"
            " enter a day from which on it is charged in open months, with the useful life that is left"
        )


def refuse_restated_changes(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values], gone: Sequence[str]
) -> None:
    """What closed months were charged with by changes of assets stays. Raises: `EditError`."""
    days = [row.changed for row in program.file.rows_of(AssetChange, [*edits, *gone])]
    days += [day for values in (*edits.values(), *added) if (day := given_day(values.get("changed")))]
    fiscal = fiscal_calendar_of(program.file.program)
    refuse_closed_months(program, [month_named(fiscal, day) for day in days])


def given_day(value: Any) -> date | None:
    """A date as it is given: of the Python type or as ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
