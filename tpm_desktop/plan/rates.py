"""Which rate holds for what a row says in its own currency: by its day, as budgeted or as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.exchange import rate_on, read_rate
from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.exchange_rates import RateKind
from tpm_desktop.model.fields import Column, Kind

Values = Mapping[str, Any]
RateRow = tuple[str, date, str, str]
"""Currency, first day, rate and kind, as a register of rates holds them."""


@cache
def own_sums(table: str) -> Mapping[str, Column]:
    """The fields of a table that hold sums in the row's own currency, by name."""
    return {name: column for name, column in entry(table).fields.items() if column.own_of}


IN_OWN = tuple(about.name for about in CATALOGUE if own_sums(about.name))
"""The tables whose rows may be in a currency of their own."""


class Rates:
    """The rates of a program, by currency and kind in order of their days."""

    def __init__(self, rows: Iterable[RateRow]) -> None:
        """What is no rate, as another program's file may hold, is none."""
        found: dict[tuple[str, str], list[tuple[date, Decimal]]] = {}
        for code, day, rate, kind in rows:
            try:
                found.setdefault((code, str(kind)), []).append((day, read_rate(rate)))
            except FinanceError:
                continue
        self._by_kind = {key: sorted(each) for key, each in found.items()}

    def on(self, code: str, day: date, *, at_budget: bool) -> Decimal | None:
        """The rate of a kind that holds on a day; None before the first."""
        kind = RateKind.BUDGET if at_budget else RateKind.DAY
        return rate_on(self._by_kind.get((code, kind.value), ()), day)

    def first(self, code: str, *, at_budget: bool) -> date | None:
        """The first day that a currency has a rate of a kind for; None while it has none."""
        kind = RateKind.BUDGET if at_budget else RateKind.DAY
        rates = self._by_kind.get((code, kind.value))
        return rates[0][0] if rates else None

    def differing(self, other: Rates) -> set[str]:
        """The currencies that have another rate there on any day."""
        mine, theirs = self._by_kind, other._by_kind
        return {key[0] for key in {*mine, *theirs} if mine.get(key) != theirs.get(key)}


def rate_day(table: str, own: Column, row: Values, start: date, fiscal: FiscalCalendar) -> date | None:
    """The day whose rate a sum in its own currency counts at; None while what says it is still missing.

    A month counts by its last day. Args: start: of the program, for sums that no day belongs to; fiscal: says
    which days are a month.
    """
    fields = entry(table).fields
    for name in own.rated_on:
        if (day := row.get(name)) is not None:
            if fields[name].kind is Kind.MONTH:
                return fiscal.last_day(month_number(day.year, day.month))
            return day  # type: ignore[no-any-return]
    return None if any(fields[name].required for name in own.rated_on) else start


def kind_word(own: Column) -> str:
    """How a rate of its kind is called in a sentence."""
    return "budget rate" if own.at_budget else "rate"
