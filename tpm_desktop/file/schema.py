"""The schema of a program file: which version this program writes, and how a file is given its tables."""

from __future__ import annotations

import contextlib
import sqlite3
from functools import cache

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from tpm_desktop.model.catalogue import STORED
from tpm_desktop.model.entry import TableEntry

from . import contents

APPLICATION_ID = 0x54504D44  # "TPMD"
VERSION = 1
PAGE_SIZE = 2048
"""Bytes: each of the many tables and indexes takes a page even when it is empty, in every mailed file."""

Part = tuple[str, str, str, str]
"""Kind, name, table and statement, its spaces folded."""

_JOURNAL = """CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    parents TEXT NOT NULL,
    author TEXT NOT NULL,
    role TEXT NOT NULL,
    device TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT,
    label TEXT NOT NULL,
    caught_up TEXT,
    schema INTEGER NOT NULL,
    changes BLOB NOT NULL
) STRICT"""


@cache
def statements() -> tuple[str, ...]:
    """The statements that make the tables of an empty file."""
    dialect = sqlite.dialect()
    made = [_JOURNAL, contents.TABLE]
    for entry in STORED:
        made.append(str(CreateTable(entry.table).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index).compile(dialect=dialect)) for index in sorted(entry.table.indexes, key=str)
        ]
    return tuple(made)


@cache
def parts() -> frozenset[Part]:
    """What the schema of a new file consists of."""
    return parts_of(statements())


def parts_of(made: tuple[str, ...]) -> frozenset[Part]:
    """What the schema consists of that some statements make."""
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        for statement in made:
            db.execute(statement)
        rows = db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return frozenset((kind, name, table, " ".join(sql.split())) for kind, name, table, sql in rows)


_ASKED = "SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{entry.name}")' for entry in STORED)


def filled(db: sqlite3.Connection) -> list[TableEntry]:
    """The tables that hold rows, by one question: to read nothing takes as long as to read a few rows."""
    found = db.execute(_ASKED).fetchone()
    return [entry for entry, there in zip(STORED, found, strict=True) if there]


def build(db: sqlite3.Connection) -> None:
    """Make an empty database one with our tables and marks, as one transaction. Raises: `sqlite3.Error`."""
    _empty().backup(db)


@cache
def _empty() -> sqlite3.Connection:
    """A program's tables without rows, in memory: to copy them takes a tenth of making them."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    for statement in statements():
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    return db
