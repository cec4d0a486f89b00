"""What a row is called, wherever it is named: by its code and title, and by what tells it from its like.

Which columns these are is declared with its table (`TableEntry.called_by`), so the comparison, the audit, the
history, a merge and every pack call one row the same. What is in the rows referred to is asked of the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tpm_desktop.model.catalogue import TableEntry, entry, table_names
from tpm_desktop.model.check import ValueProblem, clean
from tpm_desktop.model.fields import Column, Kind

from .cells import CellFormats, NameOf

PartsOf = Callable[[str, str], list[str]]
"""Gives by table and id what a row is called, in parts; none of a row that is gone."""

_LONGEST_NOTE = 90
_TEXTS = (Kind.TITLE, Kind.TEXT, Kind.NOTE)
_MEASURED = (Kind.NUMBER, Kind.DURATION, Kind.SHARE, Kind.MONEY)


def row_name(about: TableEntry, row: Mapping[str, Any], formats: CellFormats, parts_of: PartsOf) -> str:
    """What a row is called: “C-7 Landing zone · Oct 2026 · Capital”; of a link “Order → Install”; never "".

    Args: row: its values by field, stored or as of a record; what is missing is left out.
    """
    return joined(about, name_parts(about, row, formats, parts_of))


def joined(about: TableEntry, parts: Iterable[str]) -> str:
    """The parts of a name as one; the label of the table where there are none."""
    return about.joined.join(parts) or about.label


def name_parts(
    about: TableEntry, row: Mapping[str, Any], formats: CellFormats, parts_of: PartsOf
) -> list[str]:
    """The same in parts: first its own code and title, then each of the columns by which it is called.

    What two rows referred to have in common, such as the package of a bid and of a criterion, is told once.
    """
    parts = [_own(about, row)]
    for name in about.called_by:
        if row.get(name) in (None, ""):
            continue
        first, *others = _told(about, name, row, formats, parts_of) or [""]
        parts += [first, *(part for part in others if part not in parts)]
    return [part for part in parts if part]


def shown_value(
    about: TableEntry, field: str, row: Mapping[str, Any], formats: CellFormats, name_of: NameOf
) -> str:
    """A stored value as people read it; as it is where an old record holds what no longer fits."""
    column = about.fields[field]
    if column.holds_table and row.get(field) in table_names():
        return entry(str(row[field])).plural
    try:
        return str(formats.show_field(about, field, row, name_of=name_of))
    except (ValueProblem, ValueError, TypeError, AttributeError, ArithmeticError):
        return str(row.get(field) or "")


def _own(about: TableEntry, row: Mapping[str, Any]) -> str:
    """Code and title; a title that begins with the code says it once."""
    code = clean(str(row.get(about.code_field) or "")) if about.code_field else ""
    title = clean(str(row.get(about.title_field) or "")) if about.titled else ""
    says_code = bool(code) and title.split(" ", 1)[0].rstrip(":,.-–").casefold() == code.casefold()
    return title if says_code else f"{code} {title}".strip()


def _told(
    about: TableEntry, name: str, row: Mapping[str, Any], formats: CellFormats, parts_of: PartsOf
) -> list[str]:
    """What one column adds to a name, in parts."""
    column = about.fields[name]
    if column.kind is Kind.REFERENCE or column.table_in:
        table = column.target or str(row.get(column.table_in))
        return parts_of(table, str(row[name])) if table in table_names() else []
    text = shown_value(about, name, row, formats, lambda *_: "")
    return [_said(column, text, row[name])]


def _said(column: Column, text: str, value: Any) -> str:
    if column.kind is Kind.FLAG:
        return column.label if value else ""
    if column.kind in _MEASURED:
        return f"{column.label} {text}"
    line = clean(text) if column.kind in _TEXTS else text
    return line if len(line) <= _LONGEST_NOTE else f"{line[: _LONGEST_NOTE - 1].rstrip()}…"
