"""Which columns a sheet of a register has, and which column a heading means."""

from __future__ import annotations

from tpm_desktop.exchange.errors import ExchangeProblem
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.fields import Column, Kind

ID = "id"
ID_HEADING = "Id"
"""The last column: rows without a code are known by it."""


def sheet_columns(about: TableEntry) -> dict[str, Column]:
    """The columns that people enter, by field; an order among siblings and ids of other files stay inside.

    Raises: `ExchangeProblem` for a table that is no register.
    """
    if not (about.register or about.sheet):
        raise ExchangeProblem(
            f"{about.many} are no register and have no sheet; export the plan as .xml instead"
        )
    return {name: column for name, column in about.fields.items() if column.shown}


def field_of(formats: Formats, about: TableEntry, heading: str) -> str | None:
    """The field that a heading means: by its label, with or without unit, or by the field's own name."""
    said = " ".join(heading.split()).casefold()
    if said == ID:
        return ID
    for name, column in sheet_columns(about).items():
        if said in (column.label.casefold(), formats.heading(column).casefold(), name):
            return name
    return None


def is_plain_text(column: Column) -> bool:
    """Whether the column holds words that nobody reads as a number, a date or another row."""
    return column.kind in (Kind.TITLE, Kind.TEXT, Kind.NOTE, Kind.CODE)
