"""Exchange rates as they are edited, and all rows that are worth something else by them afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.exchange_rates import ExchangeRate, RateKind
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.rates import RateRow, Rates
from tpm_desktop.plan.revaluing import revalued
from tpm_desktop.plan.valuing import rate_rows, read_typed_rate, refuse_unknown

from .assignment_rules import Edits

Values = Mapping[str, Any]


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
    made.update(revalued(program.file, rates, changed))
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
