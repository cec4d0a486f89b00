"""Exchange rates as they are edited, and all rows that are worth something else by them afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import CapitalRequest, CapitalState
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.estimates import EstimateRound, RoundState
from tpm_desktop.model.exchange_rates import ExchangeRate, RateKind
from tpm_desktop.model.record import Record
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.fiscal import fiscal_calendar_of, month_named
from tpm_desktop.plan.rates import IN_OWN, RateRow, Rates, own_sums

from .assignment_rules import Edits
from .currencies import AGREED, Valuer, rate_rows, read_typed_rate, refuse_unknown
from .document_rules import closed_through
from .words import quoted

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
_UNDECIDED = (CapitalState.DRAFT, CapitalState.SUBMITTED, CapitalState.REVIEWED, CapitalState.DEFERRED)


def rate_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Rates as they are kept, and the rows that are worth something else by them.

    Raises: `EditError` for what is no rate, or where a row would be left without.
    """
    formats, own = Formats.of(program.file.program), program.file.program.currency
    made: Edits = {(table, row_id): _kept(formats, own, values) for row_id, values in edits.items()}
    new: list[Values] = [_kept(formats, own, values) for values in added]
    known = _after(program, {row_id: values for (_, row_id), values in made.items()}, new, set(removed))
    _refuse_twice(formats, known)
    rates = Rates(row for row in known if all(row))
    changed = rates.differing(Rates(rate_rows(program.file)))
    made.update(_revalued(program, rates, changed))
    return made, new


def _after(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values], gone: set[str]
) -> list[RateRow]:
    """All rates as they would be."""
    names = ("currency", "valid_from", "rate", "kind")
    rows: list[Values] = [
        {**row.model_dump(), **edits.get(row.id, {})}
        for row in program.file.rows(ExchangeRate)
        if row.id not in gone
    ]
    rows += [{"kind": RateKind.DAY, **values} for values in added]
    return [tuple(row.get(name) for name in names) for row in rows]  # type: ignore[misc]


def _refuse_twice(formats: Formats, rows: Iterable[RateRow]) -> None:
    met: set[tuple[str, date, str]] = set()
    for code, day, _, kind in rows:
        if (code, day, kind) in met:
            word = "budget rate" if kind == RateKind.BUDGET else "rate"
            raise EditError(f"{code} has a {word} from {formats.date(day)} already; change that one")
        met.add((code, day, kind))


def _kept(formats: Formats, own: str, values: Values) -> dict[str, Any]:
    made = dict(values)
    if made.get("currency"):
        made["currency"] = str(made["currency"]).strip().upper()
        refuse_unknown(made["currency"])
        if made["currency"] == own:
            raise EditError(f"{own} is the program's own currency; it needs no rate")
    if made.get("rate"):
        made["rate"] = read_typed_rate(formats, made["rate"])
    return made


def _revalued(program: OpenProgram, rates: Rates, codes: set[str]) -> Edits:
    """Rows of some currencies whose amounts change; what is closed, agreed or decided stays."""
    valuer, made = Valuer(program.file, rates), Edits()
    for table, row in _moving(program, codes):
        before = row.model_dump()
        try:
            values = valuer.valued(table, {"currency": before["currency"]}, before)
        except EditError as problem:
            raise EditError(f"{_called(table, before)}: {problem}") from None
        if told := {name: value for name, value in values.items() if value != before[name]}:
            made[table, row.id] = told
    return made


def _moving(program: OpenProgram, codes: set[str]) -> Iterator[tuple[str, Record]]:
    """The rows of some currencies that move with a rate: not those of closed months, by an agreed rate, of
    requests that are decided and of rounds of estimates that were reviewed.
    """
    file, closed = program.file, closed_through(program.file)
    fiscal = fiscal_calendar_of(file.program)
    stay = {row.id for row in file.rows(CapitalRequest) if row.state not in _UNDECIDED}
    stay |= {row.id for row in file.rows(EstimateRound) if row.state is not RoundState.DRAFT}
    for table in IN_OWN if codes else ():
        owner = _OWNERS.get(table)
        for row in (row for code in sorted(codes) for row in file.rows(entry(table).model, currency=code)):
            values = row.model_dump()
            month = _month(fiscal, table, values)
            is_closed = month is not None and closed is not None and month <= closed
            is_agreed = table == AGREED and values["rate"] is not None
            if not (is_closed or is_agreed or (owner and values[owner] in stay)):
                yield table, row


def _month(fiscal: FiscalCalendar, table: str, row: Values) -> date | None:
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
    return f"{about.one} {quoted(str(title))}"
