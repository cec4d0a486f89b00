"""Reads what can still be read of a damaged file: around its broken pages, and from its history."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tpm_desktop.model.catalogue import STORED, table_names

from . import schema
from .changes import Changes, Values
from .connection import distrust
from .contents import Read, hash_of
from .errors import ProgramFileError
from .packing import unpack
from .steps import translated

Rows = dict[str, Values]
"""Rows by their ids."""
_TABLES = "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%' LIMIT 500"
_SMALLEST_ROW = 8  # bytes; rows are far larger, but a table's row numbers have gaps where rows were removed
_TABLE_PAGES = (b"\x05", b"\x0d")  # what a page of a table begins with: one of pages, one of rows
_MOST_FAILURES = 50_000  # readings in a row that gave nothing: the rest of the table is lost


@dataclass(slots=True)
class Salvage:
    """What one table gave: its rows, ids known to have been there, whether all of it could be read."""

    rows: list[Values] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    whole: bool = True


@dataclass(slots=True)
class Past:
    """What the history gave: the last state of rows, and whether there was time to read all of it."""

    rows: dict[str, Rows]
    in_time: bool = True


def salvage(copy: Path, seconds: float) -> tuple[dict[str, Salvage], Past]:
    """The rows of every table that can be read, and the last state of rows by the readable history.

    Args: copy: a copy of the damaged file, which may be written to. seconds: how long the history may take;
    a few bytes of a stranger's file can stand for megabytes of changes. The newer rest is left unread.
    """
    if not _has_our_tables(copy):
        _graft_schema(copy)
    with contextlib.closing(_connect(copy)) as db:
        found = {entry.name: _table(db, entry.name, copy) for entry in STORED}
        return found, _replayed(_journal(db, copy), time.monotonic() + seconds)


@contextlib.contextmanager
def salvaged_contents(copy: Path) -> Iterator[tuple[Read, dict[str, int]]]:
    """The contents that can still be read whole: how to read one by its hash, and the size of each."""
    with contextlib.closing(_connect(copy)) as db:
        places, sizes = {}, {}
        for number, content in _readable(db, "content", ["rowid", "bytes"], copy, Salvage()):
            if isinstance(content, bytes):
                sha256 = hash_of(content)
                places[sha256], sizes[sha256] = number, len(content)

        def read(sha256: str) -> bytes | None:
            if sha256 not in places:
                return None
            query = "SELECT bytes FROM content NOT INDEXED WHERE rowid = ?"
            return bytes(db.execute(query, (places[sha256],)).fetchone()[0])

        yield read, sizes


def _connect(copy: Path) -> sqlite3.Connection:
    """A connection that bears with what is wrong."""
    db = sqlite3.connect(copy, isolation_level=None)
    distrust(db)
    db.execute("PRAGMA cell_size_check = OFF")
    db.execute("PRAGMA writable_schema = ON")  # SQLite then reads on behind what it can't understand
    db.text_factory = lambda text: text.decode(errors="replace")
    db.set_authorizer(_allowed)
    return db


def _allowed(action: int, _one: object, _two: object, _database: object, inside: str | None) -> int:
    """Deny what a stranger's view does: one in a table's place, which is named as inside, may never end."""
    return sqlite3.SQLITE_DENY if inside or action == sqlite3.SQLITE_RECURSIVE else sqlite3.SQLITE_OK


def _has_our_tables(copy: Path) -> bool:
    try:
        with contextlib.closing(_connect(copy)) as db:
            made = db.execute(_TABLES).fetchall()
            return {name for (name,) in made} >= {"journal", "content", *table_names()}
    except sqlite3.Error:
        return False


def _graft_schema(copy: Path) -> None:
    """Give a file whose first pages are lost those of a new file: tables always begin on the same pages."""
    fresh = copy.with_name("fresh")
    with contextlib.closing(sqlite3.connect(fresh)) as db:
        schema.build(db)
        (size,) = db.execute("PRAGMA page_size").fetchone()
        roots = {root for (root,) in db.execute("SELECT rootpage FROM sqlite_schema")}
    new = fresh.read_bytes()
    content = bytearray(copy.read_bytes().ljust(len(new), b"\0"))  # each page to its own place
    for number in range(1, len(new) // size + 1):
        if number not in roots:
            content[(number - 1) * size : number * size] = new[(number - 1) * size : number * size]
    content[28:32] = (len(content) // size).to_bytes(4)
    copy.write_bytes(content)


def _table(db: sqlite3.Connection, table: str, copy: Path) -> Salvage:
    found = Salvage()
    try:
        # all but generated columns: what these would hold, and how much of it, a stranger's expression says
        columns = [name for _, name, *_, hidden in db.execute(f'PRAGMA table_xinfo("{table}")') if not hidden]
    except sqlite3.Error:
        columns = []
    if not columns:
        found.whole = False
        return found
    try:
        found.known.update(row[0] for row in db.execute(f'SELECT id FROM "{table}" ORDER BY id'))
    except sqlite3.Error:
        found.whole = False
    for row in _readable(db, table, columns, copy, found):
        found.rows.append(dict(zip(columns, row, strict=True)))
    return found


def _readable(
    db: sqlite3.Connection, table: str, columns: list[str], copy: Path, found: Salvage
) -> Iterator[tuple[Any, ...]]:
    """Rows by ranges of their numbers; one that breaks off is halved until what is broken stands alone."""
    chosen = ", ".join(f'"{name}"' for name in columns)
    query = f'SELECT rowid, {chosen} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid'
    ranges, failures = [(1, max(copy.stat().st_size // _SMALLEST_ROW, _last(db, table)))], 0
    if _is_rootless(db, table, copy):
        found.whole, ranges = False, []
    while ranges and failures < _MOST_FAILURES:
        low, high = ranges.pop()
        reached = low - 1
        try:
            for number, *row in db.execute(query, (low, high)):
                yield tuple(row)
                reached, failures = number, 0
        except (sqlite3.Error, OverflowError):
            found.whole = False
            failures += 1
            if low < high and reached < high:
                middle = (reached + 1 + high) // 2
                ranges += [(middle + 1, high), (reached + 1, middle)] if middle < high else [(high, high)]


def _is_rootless(db: sqlite3.Connection, table: str, copy: Path) -> bool:
    """Whether the page is lost that leads to every row: no reading would give any, as many as are tried."""
    try:
        (size,) = db.execute("PRAGMA page_size").fetchone()
        asked = "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?"
        (root,) = db.execute(asked, (table,)).fetchone() or (0,)
    except sqlite3.Error:
        return False
    if not isinstance(root, int) or root < 2:
        return False
    with copy.open("rb") as file:
        file.seek((root - 1) * size)
        return file.read(1) not in _TABLE_PAGES


def _last(db: sqlite3.Connection, table: str) -> int:
    try:
        return int(db.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()[0] or 0)
    except (sqlite3.Error, ValueError):
        return 0


def _journal(db: sqlite3.Connection, copy: Path) -> Iterator[Changes]:
    """The changes of every record that can be read, in their order."""
    for packed, version in _readable(db, "journal", ["changes", "schema"], copy, Salvage()):
        changes = Changes()  # of one that can't be read, which may have taken its time too
        with contextlib.suppress(ProgramFileError):
            if isinstance(packed, bytes) and isinstance(version, int):
                changes = translated(Changes.from_json(unpack(packed)), version)
        yield changes


def _replayed(records: Iterator[Changes], end: float) -> Past:
    state: dict[str, Rows] = {name: {} for name in table_names()}
    for changes in records:
        if time.monotonic() > end:
            return Past(state, in_time=False)
        for table, row_id, change in changes:
            rows = state.get(table)
            if rows is None:
                continue
            if change.new is None:
                rows.pop(row_id, None)
            elif change.old is None or row_id in rows:
                rows[row_id] = {**rows.get(row_id, {}), **change.new}
    return Past(state)
