"""Full-text search over the texts of all rows: an index in memory, beside the program's file.

A program file may hold no virtual table of its own (see `file/defence.py`), and a mailed one could bring an
index that runs what it likes; so SQLite's FTS5 works on a database in memory that is made anew for each file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.fields import Kind

_TEXTS = (Kind.TEXT, Kind.NOTE)
_NAMING = (Kind.TITLE, *_TEXTS)
_MOST_WORDS, _LONGEST = 12, 64
_EXCERPT = 10  # words around what was found
_WEIGHTS = "8.0, 6.0, 1.0"  # of title, code and other texts


Stored = list[tuple[Any, ...]]
"""Rows as tuples of stored values."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is searched of a row. table, row_id: where it leads, which of a document is the row it is on."""

    key: tuple[str, str]
    table: str
    row_id: str
    title: str
    code: str
    body: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found; excerpt: the words around what was found in its texts."""

    table: str
    row_id: str
    excerpt: str


def read_rows(file: ProgramFile, table: str) -> Stored:
    """What `texts_of` needs of a table, by one query."""
    return file.stored(table, ["id", *_fields(entry(table))])


def texts_of(table: str, rows: Stored) -> Iterator[Texts]:
    """The texts of rows that were read; asks no file, so that it can be done in another thread."""
    about = entry(table)
    names = ["id", *_fields(about)]
    return (_texts(about, dict(zip(names, row, strict=True))) for row in rows)


class TextIndex:
    """Made in any thread, and then asked in one: `find` takes a millisecond for 10,000 rows."""

    def __init__(self, rows: Iterable[Texts]) -> None:
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute(
            "CREATE VIRTUAL TABLE found USING fts5(title, code, body, tbl UNINDEXED, row UNINDEXED,"
            " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
        )
        self._place: dict[tuple[str, str], int] = {}
        self._next = 1
        self._add(rows)

    def _add(self, rows: Iterable[Texts]) -> None:
        with self._db:
            self._db.executemany(
                "INSERT INTO found (rowid, title, code, body, tbl, row) VALUES (?, ?, ?, ?, ?, ?)",
                self._numbered(rows),
            )

    def _numbered(self, rows: Iterable[Texts]) -> Iterator[tuple[int, str, str, str, str, str]]:
        for one in rows:
            self._place[one.key] = self._next
            yield self._next, one.title, one.code, one.body, one.table, one.row_id
            self._next += 1

    def patch(self, file: ProgramFile, changes: Changes, tables: Sequence[str]) -> None:
        """Take over what edits changed of the rows of some tables."""
        gone, ids = [], {table: list(changes.of(table)) for table in tables}
        for table, touched in ids.items():
            gone += [(self._place.pop((table, row)),) for row in touched if (table, row) in self._place]
        with self._db:
            self._db.executemany("DELETE FROM found WHERE rowid = ?", gone)
        for table, touched in ids.items():
            about = entry(table)
            self._add(_texts(about, _values(about, row)) for row in file.rows_of(about.model, touched))

    def find(self, typed: str, limit: int) -> list[Hit]:
        """The rows in whose texts all the words occur or begin words, the best first; none for no word."""
        words = [word[:_LONGEST] for word in typed.split() if any(c.isalnum() for c in word)][:_MOST_WORDS]
        if not words:
            return []
        asked = " AND ".join('"' + word.replace('"', '""') + '"*' for word in words)
        found = self._db.execute(
            f"SELECT tbl, row, snippet(found, 2, '', '', '…', {_EXCERPT}) FROM found"
            f" WHERE found MATCH ? ORDER BY bm25(found, {_WEIGHTS}) LIMIT ?",
            (asked, limit),
        )
        return [Hit(*row) for row in found]

    def close(self) -> None:
        """Free its memory."""
        self._db.close()


def _fields(about: TableEntry) -> list[str]:
    shown = [n for n, c in about.fields.items() if c.kind in _TEXTS and c.shown and not c.target]
    owner = [n for name, c in about.fields.items() if c.table_in for n in (c.table_in, name)]
    own = [about.title_field, *([about.code_field] if about.code_field else [])]
    return list(dict.fromkeys([*own, *shown, *owner]))


def _naming(about: TableEntry) -> str:
    """The field that names a row of any table."""
    return next(name for name, column in about.fields.items() if column.table_in)


def _values(about: TableEntry, row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("id", *_fields(about))}


def _texts(about: TableEntry, row: dict[str, object]) -> Texts:
    named = next((c.table_in for c in about.fields.values() if c.table_in), "")
    table = str(row[named]) if named else about.name
    row_id = str(row[_naming(about)]) if named else str(row["id"])
    title = str(row[about.title_field] or "") if about.fields[about.title_field].kind in _NAMING else ""
    code = str(row[about.code_field] or "") if about.code_field else ""
    hung = {n for name, c in about.fields.items() if c.table_in for n in (name, c.table_in)}
    apart = {"id", about.title_field, about.code_field, *hung}
    body = "\n".join(str(value) for name, value in row.items() if value and name not in apart)
    return Texts(
        (about.name, str(row["id"])), table, row_id, title, code, f"{title}\n{body}" if named else body
    )
