"""What a row refers to, be it by a reference to one certain table or to a row of any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tpm_desktop.model.catalogue import entry, table_names

from .changes import Values


class End(NamedTuple):
    """The row that a field refers to. part: the referring row goes with it."""

    field: str
    table: str
    row_id: str
    part: bool


def ends(table: str, row: Values) -> Iterator[End]:
    """Where the references of a row lead; fields that it does not hold, or that are empty, lead nowhere."""
    for name, column in entry(table).fields.items():
        value = row.get(name)
        if value is None:
            continue
        if column.target:
            yield End(name, column.target, str(value), is_part(table, name))
        elif column.table_in and row.get(column.table_in) in table_names():
            yield End(name, str(row[column.table_in]), str(value), part=True)


def is_part(table: str, name: str) -> bool:
    """Whether a row goes with the row that a field of it refers to."""
    if entry(table).fields[name].table_in:
        return True
    return any(key.ondelete == "CASCADE" for key in entry(table).table.c[name].foreign_keys)


def may_refer(table: str, targets: set[str]) -> bool:
    """Whether rows of a table may refer to rows of some others."""
    return any(column.table_in or column.target in targets for column in entry(table).fields.values())
