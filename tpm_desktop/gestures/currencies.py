"""Cost entries in other currencies: what they come to, and what a change of a rate does to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import is_currency

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.exchange import converted, rate_on, read_rate
from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import AmountFormats
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.exchange_rates import ExchangeRate
from tpm_desktop.model.fields import MOST_MONEY
from tpm_desktop.model.spending import CostEntry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.fiscal import fiscal_calendar_of

from .assignment_rules import Edits
from .document_rules import closed_through

Values = Mapping[str, Any]
Rates = Mapping[str, Sequence[tuple[date, Decimal]]]
_SUM = re.compile(r"-?\d{1,15}(\.\d{1,4})?", re.ASCII)
_VALUED = {"currency", "own_amount", "rate", "amount", "day", "month"}


class Valuer:
    """Values entries by a program's rates."""

    def __init__(self, file: ProgramFile, rates: Rates | None = None) -> None:
        """Args: rates: in place of those of the file."""
        self._formats, self._program = Formats.of(file.program), file.program.currency
        self._rates = rates if rates is not None else _by_currency(_rows(file))
        self._fiscal = fiscal_calendar_of(file.program)

    def valued(self, values: Values, before: CostEntry | None = None) -> dict[str, Any]:
        """The fields to set, with the amount that follows from the sum in its own currency by the rate.

        An amount given with a currency, without a sum of its own, is of that currency.
        Args: values: of a row that is edited the fields that change, and the row.
        Raises: `EditError` for what is no currency, sum or rate, and where no rate is known for the day.
        """
        made = dict(values)
        if not _VALUED & set(values):
            return made
        row = {**(before.model_dump() if before else {}), **values}
        code = str(row.get("currency") or "").strip().upper()
        if code in ("", self._program):
            if row.get("own_amount") and "own_amount" in values:
                raise EditError("a sum in its own currency needs that currency too, such as EUR")
            return {**made, **{name: None for name in ("currency", "own_amount", "rate") if row.get(name)}}
        refuse_unknown(code)
        if row.get("own_amount") is None and row.get("amount") is None:
            return made  # what is missing is said when the row is checked
        own = self._own(code, row, values, before)
        return {**made, "currency": code, "own_amount": f"{own:f}", **self._worth(code, own, row)}

    def _worth(self, code: str, own: Decimal, row: Values) -> dict[str, Any]:
        agreed = self._agreed(row)
        rate = agreed if agreed is not None else self._rate(code, row)
        amount = converted(own, rate, self._formats.minor_digits)
        if abs(amount) > MOST_MONEY:
            raise EditError(f"{code} {own:f} is more than an amount can hold")
        return {"amount": amount, "rate": None if agreed is None else f"{agreed:f}"}

    def _own(self, code: str, row: Values, values: Values, before: CostEntry | None) -> Decimal:
        digits = AmountFormats(self._formats.locale, code).minor_digits
        kept = before.own_amount if before else None
        typed = values.get("own_amount")
        if typed and typed != kept:
            return Decimal(self._read(code, str(typed).strip(), digits)).scaleb(-digits)
        if kept:
            if values.get("amount", before.amount if before else None) != (before.amount if before else None):
                raise EditError(f"the amount follows from {code} {kept}; change that, or empty the currency")
            return _rounded(_sum_of(kept), digits, code)
        return _rounded(Decimal(int(row["amount"])).scaleb(-self._formats.minor_digits), digits, code)

    def _read(self, code: str, typed: str, digits: int) -> int:
        if digits and re.fullmatch(rf"-?\d{{1,15}}\.\d{{{digits}}}", typed, re.ASCII):
            return int(typed.replace(".", ""))  # as it is stored, whatever the locale's point
        try:
            return AmountFormats(self._formats.locale, code).parse_money(typed)
        except ValueProblem as problem:
            raise EditError(f"In its currency: {problem}") from None

    def _agreed(self, row: Values) -> Decimal | None:
        return _rate_of(self._formats, row["rate"]) if row.get("rate") else None

    def _last_day(self, month: date) -> date:
        return self._fiscal.last_day(month_number(month.year, month.month))

    def _rate(self, code: str, row: Values) -> Decimal:
        """Of the entry's date, else of the last day of its month."""
        month = row.get("month")
        day = row.get("day") or (self._last_day(month) if month else None)
        if day is None:
            raise EditError("a month is needed")
        found = rate_on(self._rates.get(code, ()), day)
        if found is None:
            shown = self._formats.date(day)
            raise EditError(f"no rate of {code} is known for {shown}; add one under Exchange rates")
        return found


def refuse_unknown(code: str) -> None:
    """Raises: `EditError` for what is no currency."""
    if not is_currency(code):
        raise EditError(f"“{code[:20]}” is no currency; enter an ISO 4217 code such as EUR")


def rate_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Rates as they are kept, and the entries in open months that are worth something else by them.

    Raises: `EditError` for what is no rate, or where an entry would be left without.
    """
    formats, own = Formats.of(program.file.program), program.file.program.currency
    made: Edits = {(table, row_id): _kept(formats, own, values) for row_id, values in edits.items()}
    new: list[Values] = [_kept(formats, own, values) for values in added]
    gone = set(removed)
    rows = {row.id: (row.currency, row.valid_from, row.rate) for row in program.file.rows(ExchangeRate)}
    before = _by_currency(rows.values())
    for (_, row_id), values in made.items():
        fields = zip(("currency", "valid_from", "rate"), rows.get(row_id, (None,) * 3), strict=True)
        rows[row_id] = tuple(values.get(name, old) for name, old in fields)  # type: ignore[assignment]
    known = [row for row_id, row in rows.items() if row_id not in gone]
    known += [(one.get("currency"), one.get("valid_from"), one.get("rate")) for one in new]  # type: ignore[misc]
    _refuse_twice(formats, known)
    rates = _by_currency(row for row in known if all(row))
    changed = {code for code in {*before, *rates} if before.get(code) != rates.get(code)}
    made.update(_revalued(program, rates, changed))
    return made, new


def _refuse_twice(formats: Formats, rows: Iterable[tuple[str, date, str]]) -> None:
    met: set[tuple[str, date]] = set()
    for code, day, _ in rows:
        if (code, day) in met:
            raise EditError(f"{code} has a rate from {formats.date(day)} already; change that one")
        met.add((code, day))


def _kept(formats: Formats, own: str, values: Values) -> dict[str, Any]:
    made = dict(values)
    if made.get("currency"):
        made["currency"] = str(made["currency"]).strip().upper()
        refuse_unknown(made["currency"])
        if made["currency"] == own:
            raise EditError(f"{own} is the program's own currency; it needs no rate")
    if made.get("rate"):
        made["rate"] = f"{_rate_of(formats, made['rate']):f}"
    return made


def _revalued(program: OpenProgram, rates: Rates, codes: set[str]) -> Edits:
    """Entries of some currencies, in open months and without an agreed rate, whose amount changes."""
    closed, valuer = closed_through(program.file), Valuer(program.file, rates)
    made: Edits = {}
    for row in program.file.rows(CostEntry) if codes else ():
        if row.currency not in codes or row.rate or (closed is not None and row.month <= closed):
            continue
        amount = valuer.valued({"currency": row.currency}, row)["amount"]
        if amount != row.amount:
            made["cost_entry", row.id] = {"amount": amount}
    return made


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


def _sum_of(kept: str) -> Decimal:
    """Raises: `EditError` for what a file of elsewhere may hold."""
    if not _SUM.fullmatch(kept):
        raise EditError("the sum in its own currency can't be read; enter it again")
    return Decimal(kept)


def _rows(file: ProgramFile) -> list[tuple[str, date, str]]:
    return [(row.currency, row.valid_from, row.rate) for row in file.rows(ExchangeRate)]


def valued_rows(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]
) -> tuple[dict[str, Values], list[Values]]:
    """Entries to set and to add, with their amounts. Raises: `EditError`."""
    valuer = Valuer(program.file)
    made: dict[str, Values] = {
        row_id: valuer.valued(values, program.file.row(CostEntry, row_id)) for row_id, values in edits.items()
    }
    return made, [valuer.valued(values) for values in added]


def _by_currency(rows: Iterable[tuple[str, date, str]]) -> Rates:
    """In order of their days; what is no rate, as in another program's file, is none."""
    found: dict[str, list[tuple[date, Decimal]]] = {}
    for code, day, rate in rows:
        try:
            found.setdefault(code, []).append((day, read_rate(rate)))
        except FinanceError:
            continue
    return {code: sorted(each) for code, each in found.items()}


def _rounded(own: Decimal, digits: int, code: str) -> Decimal:
    kept = own.quantize(Decimal(1).scaleb(-digits))
    if kept != own:
        raise EditError(f"{code} has {digits or 'no'} decimals; {own:f} is no amount of it")
    return kept
