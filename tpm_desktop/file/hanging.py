"""Rows that hang on rows of any table, as documents, comments and cross-references do: never without them."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from tpm_desktop.model.catalogue import CATALOGUE, entry, table_names

from .changes import Values
from .errors import EditError


class Anchor(NamedTuple):
    """The two fields by which a row names one that it hangs on: its table and its id."""

    table: str
    id: str


ANCHORS: dict[str, tuple[Anchor, ...]] = {
    about.name: found
    for about in CATALOGUE
    if (found := tuple(Anchor(c.table_in, name) for name, c in about.fields.items() if c.table_in))
}
"""By table of such rows what they hang on: a document on one row, a cross-reference on two."""

HANGING = tuple(ANCHORS)
"""The tables of such rows."""


def anchored(table: str, row: Values) -> list[tuple[str, str]]:
    """Tables and ids of the rows that a row of such a table hangs on."""
    return [(str(row[anchor.table]), str(row[anchor.id])) for anchor in ANCHORS[table]]


def row_is_there(anchor: Anchor) -> str:
    """An expression of SQL: whether the row that a row `a` names is in the file."""
    cases = " ".join(
        f"WHEN '{name}' THEN EXISTS (SELECT 1 FROM \"{name}\" WHERE id = a.{anchor.id})"
        for name in table_names()
        if name not in HANGING
    )
    return f"CASE a.{anchor.table} {cases} ELSE 0 END"


def going_with(table: str) -> str:
    """The statements of a trigger by which a removed row of a table takes along what hangs on it."""
    return " ".join(
        f"DELETE FROM {hanging} WHERE {anchor.table} = '{table}' AND {anchor.id} = OLD.id;"
        for hanging, anchors in ANCHORS.items()
        for anchor in anchors
    )


def dangles(db: sqlite3.Connection, table: str) -> bool:
    """Whether a row of such a table hangs on nothing."""
    there = db.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone() == (1,)
    every = " AND ".join(row_is_there(anchor) for anchor in ANCHORS[table])
    return there and db.execute(f"SELECT 1 FROM {table} a WHERE NOT ({every}) LIMIT 1").fetchone() is not None


def refuse_dangling(db: sqlite3.Connection, table: str) -> None:
    """Raises: `EditError` where a row of such a table hangs on nothing."""
    if dangles(db, table):
        label = entry(table).one
        raise EditError(
            f"a {label} needs a row to hang on, and this one is not in the file; check table and id"
        )


def problem(db: sqlite3.Connection) -> str | None:
    """What of a mailed file hangs on nothing, None where all is well."""
    return next(
        (f"a {entry(table).one} that refers to a missing row" for table in HANGING if dangles(db, table)),
        None,
    )
