"""Rows that hang on a row of any table, as documents and comments do: they go with it, and never without."""

from __future__ import annotations

import sqlite3

from tpm_desktop.model.catalogue import CATALOGUE, entry, table_names

from .errors import EditError

HANGING = tuple(about.name for about in CATALOGUE if any(c.table_in for c in about.fields.values()))
"""The tables of such rows; each names its row by `row_table` and `row_id`."""

ROW_IS_THERE = " ".join(
    f"WHEN '{name}' THEN EXISTS (SELECT 1 FROM \"{name}\" WHERE id = a.row_id)"
    for name in table_names()
    if name not in HANGING
)
"""Cases by `a.row_table`: whether the row that `a` names is in the file."""


def going_with(table: str) -> str:
    """The statements of a trigger by which a removed row of a table takes along what hangs on it."""
    return " ".join(
        f"DELETE FROM {hanging} WHERE row_table = '{table}' AND row_id = OLD.id;" for hanging in HANGING
    )


def dangles(db: sqlite3.Connection, table: str) -> bool:
    """Whether a row of such a table hangs on nothing."""
    asked = f"SELECT 1 FROM {table} a WHERE NOT CASE a.row_table {ROW_IS_THERE} ELSE 0 END LIMIT 1"
    there = db.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone() == (1,)
    return there and db.execute(asked).fetchone() is not None


def refuse_dangling(db: sqlite3.Connection, table: str) -> None:
    """Raises: `EditError` where a row of such a table hangs on nothing."""
    if dangles(db, table):
        label = entry(table).label.lower()
        raise EditError(
            f"a {label} needs a row to hang on, and this one is not in the file; check table and id"
        )


def problem(db: sqlite3.Connection) -> str | None:
    """What of a mailed file hangs on nothing, None where all is well."""
    return next((f"a {table} that refers to a missing row" for table in HANGING if dangles(db, table)), None)
