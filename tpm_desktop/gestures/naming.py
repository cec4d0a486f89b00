"""How labels name rows: by code and title, else by what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.formats import Formats
from tpm_desktop.formats.naming import joined, name_parts
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.record import Record
from tpm_desktop.plan import OpenProgram

from .words import quoted


def name_of(program: OpenProgram, table: str, row_id: str) -> str:
    """How a label names a row: its code and title; of a row without title, what it is about."""
    about = entry(table)
    row = program.file.row(about.model, row_id)
    return "that is gone" if row is None else named(program, about, row)


def named(program: OpenProgram, about: TableEntry, row: Record) -> str:
    """The same of a row that is at hand."""
    name = called(program, about, _values(about, row))
    code = getattr(row, about.code_field) if about.code_field and about.titled else None
    return f"{code} {name}" if code else name


def called(program: OpenProgram, about: TableEntry, values: Mapping[str, Any]) -> str:
    """A row's own title in quotes; of a row without one, all that it is called by; empty for nothing."""
    if about.titled:
        title = values.get(about.title_field)
        return quoted(title) if isinstance(title, str) else ""

    def parts_of(table: str, row_id: str) -> list[str]:
        other = entry(table)
        row = program.file.row(other.model, row_id)
        return [] if row is None else name_parts(other, _values(other, row), formats, parts_of)

    formats = Formats.of(program.file.program)
    parts = name_parts(about, values, formats, parts_of)
    return quoted(joined(about, parts)) if parts else ""


def _values(about: TableEntry, row: Record) -> dict[str, Any]:
    return {name: getattr(row, name) for name in about.fields}
