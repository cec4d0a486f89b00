"""What a row in a currency of its own comes to in the program's, by the rates that the program knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from babel.numbers import is_currency

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.exchange import converted, read_rate
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import AmountFormats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.exchange_rates import ExchangeRate
from tpm_desktop.model.fields import MOST_MONEY, Column
from tpm_desktop.model.program import Program
from tpm_desktop.model.record import Record

from .fiscal import fiscal_calendar_of
from .rates import RateRow, Rates, kind_word, own_sums, rate_day

R = TypeVar("R", bound=Record)
Values = Mapping[str, Any]
_SUM = re.compile(r"-?\d{1,15}(\.\d{1,4})?", re.ASCII)
_OWNERS = {"invoice": ("order_id", "purchase_order"), "payment": ("invoice_id", "invoice")}
"""Rows that are in the currency of what they belong to."""
AGREED = "cost_entry"
"""The table whose rows may say a rate of their own."""
_TOTALLED = {"purchase_order": ("own_unit_price", ""), "capital_cost": ("own_unit_price", "own_tax")}
"""Tables whose rows come to a quantity of prices, and a tax: converted together, so that they round once."""


class Readable(Protocol):
    """Where rows are read: an open file, or what a merge would leave."""

    @property
    def program(self) -> Program:
        """The one row about the program itself."""

    def rows(self, model: type[R], **equal: Any) -> list[R]:
        """The rows of a table whose fields equal what is given."""

    def row(self, model: type[R], row_id: str) -> R | None:
        """One row by its id."""


class Valuer:
    """Values rows by a program's rates."""

    def __init__(self, file: Readable, rates: Rates | None = None) -> None:
        """Args: rates: in place of those of the file."""
        self._file, self._formats, self._program = file, Formats.of(file.program), file.program.currency
        self._start, self._fiscal = file.program.start.date(), fiscal_calendar_of(file.program)
        self._rates = rates if rates is not None else Rates(rate_rows(file))

    def valued(self, table: str, values: Values, before: Values | None = None) -> dict[str, Any]:
        """The fields to set, with the amounts that follow from its sums in its own currency by the rates.

        An amount given with a currency, without a sum of its own, is of that currency.
        Args: values: of a row that is edited the fields that change; before: that row.
        Raises: `EditError` for what is no currency, sum or rate, and where no rate is known for the day.
        """
        made, sums = dict(values), own_sums(table)
        if not _deciding(table) & set(values):
            return made
        row = {**(before or {}), **values}
        code = self._code(table, row)
        if code in ("", self._program):
            return self._in_the_programs(table, made, row)
        refuse_unknown(code)
        made["currency"] = code
        for name, own in sums.items():
            made |= self._sum(table, code, name, own, row, values, before or {})
        return made | self._total(table, code, {**row, **made})

    def _code(self, table: str, row: Values) -> str:
        """The currency of a row; what belongs to an order is in that of the order. Raises: `EditError`."""
        said = str(row.get("currency") or "").strip().upper()
        if table not in _OWNERS:
            return said
        field, above = _OWNERS[table]
        owner = self._file.row(entry(above).model, str(row.get(field)))
        if owner is None:
            return said
        theirs = str(owner.model_dump()["currency"] or self._program)
        if said and said != theirs:
            raise EditError(
                f"the order is in {theirs}, and what is invoiced and paid on it is too; enter {theirs}"
            )
        return theirs

    def _in_the_programs(self, table: str, made: dict[str, Any], row: Values) -> dict[str, Any]:
        sums = own_sums(table)
        if any(made.get(name) for name in sums):
            raise EditError("a sum in its own currency needs that currency too, such as EUR")
        agreed = ("rate",) if table == AGREED else ()
        cleared = ("currency", *agreed, "total", *sums)
        return {**made, **{name: None for name in cleared if row.get(name)}}

    def _sum(
        self, table: str, code: str, name: str, own: Column, row: Values, values: Values, before: Values
    ) -> dict[str, Any]:
        """A sum in its own currency and the amount that follows; nothing where neither is given."""
        amount = own.own_of
        emptied = {name, amount} & set(values) and not (values.get(name) or values.get(amount) is not None)
        if emptied and not entry(table).fields[amount].required:
            return {name: None, amount: None}
        if row.get(name) is None and row.get(amount) is None:
            return {}  # what is missing is said when the row is checked
        sum_ = self._own(code, name, amount, row, values, before)
        day = rate_day(table, own, row, self._start, self._fiscal)
        if day is None:
            raise EditError("a month is needed" if "month" in own.rated_on else "a date is needed")
        if table == AGREED and row.get("rate"):
            agreed = _rate_of(self._formats, row["rate"])
            return {name: f"{sum_:f}", amount: self._worth(code, sum_, agreed), "rate": f"{agreed:f}"}
        return {name: f"{sum_:f}", amount: self._worth(code, sum_, self._rate(code, day, own))}

    def _worth(self, code: str, own: Decimal, rate: Decimal) -> int:
        amount = converted(own, rate, self._formats.minor_digits)
        if abs(amount) > MOST_MONEY:
            raise EditError(f"{code} {own:f} is more than an amount can hold")
        return amount

    def _total(self, table: str, code: str, row: Values) -> dict[str, Any]:
        """All that a row of a quantity comes to, converted once."""
        price, tax = _TOTALLED.get(table, ("", ""))
        if not row.get(price):
            return {}
        own = own_sums(table)[price]
        day = rate_day(table, own, row, self._start, self._fiscal)
        assert day is not None  # its price was valued by it
        sum_ = _sum_of(row[price]) * int(row.get("quantity") or 1) + _sum_of(row.get(tax) or "0")
        return {"total": self._worth(code, sum_, self._rate(code, day, own))}

    def _own(self, code: str, name: str, amount: str, row: Values, values: Values, before: Values) -> Decimal:
        digits = AmountFormats(self._formats.locale, code).minor_digits
        kept, typed = before.get(name), values.get(name)
        if typed and typed != kept:
            return Decimal(self._read(code, str(typed).strip(), digits)).scaleb(-digits)
        if kept:
            if values.get(amount, before.get(amount)) != before.get(amount):
                raise EditError(f"the amount follows from {code} {kept}; change that, or empty the currency")
            return _rounded(_sum_of(kept), digits, code)
        return _rounded(Decimal(int(row[amount])).scaleb(-self._formats.minor_digits), digits, code)

    def _read(self, code: str, typed: str, digits: int) -> int:
        stored = rf"-?\d{{1,15}}\.\d{{{digits}}}" if digits else r"-?\d{1,15}"
        if re.fullmatch(stored, typed, re.ASCII):
            return int(typed.replace(".", ""))  # as it is stored, whatever the locale's point
        try:
            return AmountFormats(self._formats.locale, code).parse_money(typed)
        except ValueProblem as problem:
            raise EditError(f"In its currency: {problem}") from None

    def _rate(self, code: str, day: date, own: Column) -> Decimal:
        found = self._rates.on(code, day, at_budget=own.at_budget)
        if found is None:
            shown = self._formats.date(day)
            raise EditError(
                f"no {kind_word(own)} of {code} is known for {shown}; add one under Exchange rates"
            )
        return found


def _deciding(table: str) -> set[str]:
    """The fields of a table on which the amounts of a row in its own currency hang."""
    found = {"currency", "quantity"} | ({"rate"} if table == AGREED else set())
    if table in _OWNERS:
        found.add(_OWNERS[table][0])
    for name, own in own_sums(table).items():
        found |= {name, own.own_of, *own.rated_on}
    return found


def refuse_unknown(code: str) -> None:
    """Raises: `EditError` for what is no currency."""
    if not is_currency(code):
        raise EditError(f"“{code[:20]}” is no currency; enter an ISO 4217 code such as EUR")


def rate_rows(file: Readable) -> list[RateRow]:
    """The rates of a file."""
    return [(row.currency, row.valid_from, row.rate, row.kind.value) for row in file.rows(ExchangeRate)]


def _rate_of(formats: Formats, typed: object) -> Decimal:
    """Raises: `EditError`."""
    text = str(typed).strip()
    try:
        return read_rate(text)
    except FinanceError as error:
        value = formats.read_decimal(text)
        if value is None:
            raise EditError(str(error)) from None
        try:
            return read_rate(f"{value:f}")
        except FinanceError:
            raise EditError(str(error)) from None


def read_typed_rate(formats: Formats, typed: object) -> str:
    """A rate as it is kept. Raises: `EditError` for what is none."""
    return f"{_rate_of(formats, typed):f}"


def _sum_of(kept: str) -> Decimal:
    """Raises: `EditError` for what a file of elsewhere may hold."""
    if not _SUM.fullmatch(kept):
        raise EditError("the sum in its own currency can't be read; enter it again")
    return Decimal(kept)


def _rounded(own: Decimal, digits: int, code: str) -> Decimal:
    kept = own.quantize(Decimal(1).scaleb(-digits))
    if kept != own:
        raise EditError(f"{code} has {digits or 'no'} decimals; {own:f} is no amount of it")
    return kept
