"""Sheets of other systems: which of their headings means which column, remembered in the program.

Only for registers that such sheets are taken into: a bookkeeping's export has headings of its own and no
codes of ours, and must not be taken twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tpm_desktop.exchange.errors import ImportProblem
from tpm_desktop.exchange.source import read_source
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.spending import CostEntry, SheetHeading
from tpm_desktop.plan.fiscal import month_named

from .cells import Cell
from .columns import ID, field_of
from .read import read_lines

FOREIGN = frozenset({"cost_entry"})
"""The registers that sheets of other systems are taken into."""

_FOLLOWS = {"text": "number", "month": "day"}  # what a column follows from where the sheet has none


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a sheet and what each means: a field, `ID`, or None for nothing.

    sample: the first line below, to tell the columns by; lacks: labels of columns that no heading means.
    """

    heads: tuple[str, ...]
    fields: tuple[str | None, ...]
    sample: tuple[Cell, ...] = ()
    lacks: tuple[str, ...] = ()


def read_headings(program: ProgramFile, table: str, source: Path) -> Headings:
    """What a sheet's headings mean, as was agreed before or by their names. Raises: `ExchangeProblem`."""
    lines = read_lines(source)
    heads = tuple(str(head or "").strip() for head in (lines[0] if lines else []))
    return meant(program, table, heads, lines[1] if len(lines) > 1 else ())


def meant(
    program: ProgramFile,
    table: str,
    heads: Sequence[str],
    sample: Sequence[Cell] = (),
    mapping: Mapping[str, str | None] | None = None,
) -> Headings:
    """The same of known headings. mapping: by heading, what is said now goes before what was remembered."""
    about, formats = entry(table), Formats.of(program.program)
    known = remembered(program, table) if table in FOREIGN else {}
    known |= {_plain(head): field for head, field in (mapping or {}).items()}

    def field(head: str) -> str | None:
        if _plain(head) in known:
            return known[_plain(head)]
        return field_of(formats, about, head) if head else None

    fields = tuple(field(head) for head in heads)
    return Headings(tuple(heads), fields, tuple(sample), _lacking(about, fields))


def _plain(head: str) -> str:
    return " ".join(head.split()).casefold()


def _lacking(about: TableEntry, fields: Sequence[str | None]) -> tuple[str, ...]:
    if about.name not in FOREIGN or ID in fields or about.code_field in fields:
        return ()
    defaults = about.model.model_fields
    needed = [n for n, c in about.fields.items() if c.required and c.shown and defaults[n].default is None]
    missing = (n for n in needed if not {n, _FOLLOWS.get(n, n)} & set(fields))
    return tuple(about.fields[name].label for name in missing)


def remembered(program: ProgramFile, table: str) -> dict[str, str | None]:
    """What headings of a register's sheets mean, as it was agreed when one was taken."""
    rows = program.rows(SheetHeading, table_name=table)
    fields = {*entry(table).fields, ID}
    return {_plain(row.heading): row.field for row in rows if row.field is None or row.field in fields}


def news(program: ProgramFile, table: str, headings: Headings) -> dict[str, str | None]:
    """What is worth remembering: headings that mean something else than their names say, and isn't known."""
    about, formats = entry(table), Formats.of(program.program)
    known = remembered(program, table)
    pairs = zip(headings.heads, headings.fields, strict=True)
    return {
        head: field
        for head, field in pairs
        if head and known.get(_plain(head), field_of(formats, about, head)) != field
    }


def fingerprint(source: Path) -> str:
    """The SHA-256 of a sheet's file, by which a second import of it is known. Raises: `ImportProblem`."""
    return hashlib.sha256(read_source(source)).hexdigest()


def refuse_second_import(program: ProgramFile, source: Path, mark: str) -> None:
    """Raises: `ImportProblem` where entries came from this very file."""
    count = sum(1 for row in program.rows(CostEntry) if row.source == mark)
    if count:
        lines = "1 entry" if count == 1 else f"{count:,} entries"
        raise ImportProblem(
            f"{source.name} was imported already, {lines} came from it; nothing is taken twice"
        )


def completed(values: Mapping[str, Any], fiscal: FiscalCalendar) -> dict[str, Any]:
    """A posting with what follows: its fiscal month from the date, its text from the number."""
    made = dict(values)
    if made.get("month") is None and isinstance(made.get("day"), date):
        made["month"] = month_named(fiscal, made["day"])
    if not made.get("text") and made.get("number"):
        made["text"] = made["number"]
    return made
