"""Rows in currencies of their own whose rate nobody knows: each is named, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.planning.columns import NONE

from .columns import Columns
from .fiscal import fiscal_calendar
from .in_own import own_of, read_rates
from .rates import IN_OWN, Rates, kind_word, own_sums
from .state import State

_EPOCH = date(1970, 1, 1).toordinal()
_BOOKED = ("budget_line", "cost_entry", "invoice")
Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ExchangeFinding:
    """table, id: of the row to go to; about: what people call it; what: what is missing; mend: what to do."""

    table: str
    id: str
    about: str
    what: str
    mend: str


def exchange_findings(state: State, formats: Formats) -> list[ExchangeFinding]:
    """Rows that lack a rate or whose own sum can't be read, then currencies without a budget rate.

    An edit is refused that would leave a row so; a file of elsewhere, or a merge, may hold some.
    """
    tables = state.inputs.tables
    rates, fiscal = read_rates(tables), fiscal_calendar(tables)
    start = int(tables["program"].numbers["start"][0]) // (24 * 60)
    found: list[ExchangeFinding] = []
    for name in IN_OWN:
        if tables[name].filled("currency").any():
            found += _of_table(state, tables[name], rates, fiscal, start, formats)
    return [*found, *_without_budget_rate(state, rates)]


def _of_table(
    state: State, table: Columns, rates: Rates, fiscal: FiscalCalendar, start: int, formats: Formats
) -> Iterator[ExchangeFinding]:
    foreign, told = np.flatnonzero(table.filled("currency")), set[int]()
    agreed = table.texts.get("rate") if table.table == "cost_entry" else None
    for name, own in own_sums(table.table).items():
        days, texts = _days(table, own, foreign, fiscal, start), table.texts[name]
        for row, day in zip(foreign.tolist(), days.tolist(), strict=True):
            if texts[row] is None or row in told:
                continue
            code = table.texts["currency"][row] or ""
            first = rates.first(code, at_budget=own.at_budget)
            if own_of(texts[row]) is None:
                what, mend = "the sum in its own currency can’t be read", "Enter it again"
            elif (agreed and agreed[row]) or (first is not None and first.toordinal() - _EPOCH <= day):
                continue
            else:
                shown = formats.date(date.fromordinal(_EPOCH + day), year=True)
                what = f"no {kind_word(own)} of {code} is known for {shown}"
                mend = "Add one under Exchange rates"
            told.add(row)
            yield ExchangeFinding(
                table.table, table.ids[row], _called(state, table, row, formats), what, mend
            )


def _days(table: Columns, own: Column, rows: Days, fiscal: FiscalCalendar, start: int) -> Days:
    """The day of the rate of each row, since 1970."""
    found = np.full(len(rows), NONE, np.int64)
    for name in own.rated_on:
        said = table.numbers[name][rows]
        if entry(table.table).fields[name].kind is Kind.MONTH:
            last = {m: fiscal.last_day(m).toordinal() - _EPOCH for m in set(said.tolist()) - {NONE}}
            said = np.array([last.get(month, NONE) for month in said.tolist()], np.int64)
        found = np.where(found == NONE, said, found)
    return np.where(found == NONE, start, found)


def _called(state: State, table: Columns, row: int, formats: Formats) -> str:
    about = entry(table.table)
    if table.table == "budget_line":
        accounts = state.inputs.tables["account"]
        name = accounts.texts["name"][accounts.row[table.texts["account_id"][row] or ""]] or ""
        month = formats.month(date(*year_and_month(int(table.numbers["month"][row])), 1), year=True)
        return f"Budget of {name}, {month}"
    code = table.texts[about.code_field][row] if about.code_field else ""
    title = about.title_field if about.title_field in table.texts else ""
    named = table.texts[title][row] if title and not about.fields[title].target else ""
    return " ".join(filter(None, (about.label, code, named)))


def _without_budget_rate(state: State, rates: Rates) -> Iterator[ExchangeFinding]:
    """Currencies in which costs are booked, so that nobody can tell what the exchange brought."""
    tables, codes = state.inputs.tables, set[str]()
    for name in _BOOKED:
        table = tables[name]
        foreign = np.flatnonzero(table.filled("currency")).tolist()
        codes |= {table.texts["currency"][row] or "" for row in foreign}
    for code in sorted(codes):
        if rates.first(code, at_budget=True) is None:
            what = f"no budget rate of {code} is known, so its exchange variance is not told"
            yield ExchangeFinding("exchange_rate", "", code, what, "Add its budget rate under Exchange rates")
