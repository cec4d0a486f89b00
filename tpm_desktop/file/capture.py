"""Notes every inserted, updated and deleted row, whoever writes it, by TEMP triggers of the connection.

The triggers live in the connection, not in the file, so a mailed file contains no code. To make those of all
tables takes longer than all else of opening a file, so each is made when SQLite asks whether its table may be
written: what nothing would note is refused, and tried again with the trigger made.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import cache

from tpm_desktop.model.catalogue import CATALOGUE

from .changes import Changes, RowChange, difference
from .connection import FileConnection
from .ends import is_part
from .hanging import HANGING, going_with

_LOG = "CREATE TEMP TABLE captured (n INTEGER PRIMARY KEY, tbl TEXT, row TEXT, old TEXT, UNIQUE (tbl, row))"
_HOW = {sqlite3.SQLITE_INSERT: "insert", sqlite3.SQLITE_UPDATE: "update", sqlite3.SQLITE_DELETE: "delete"}
_COLUMNS = {about.name: [column.name for column in about.table.columns] for about in CATALOGUE}
_Write = tuple[str, str]
"""How a table is written, and which."""


class Capture:
    """What is changed through one connection."""

    def __init__(self, db: FileConnection) -> None:
        """Begin to note it. Raises: `sqlite3.Error`."""
        self._db = db
        self._gate = _Gate()
        db.execute(_LOG)
        db.mend_refusal = self._note_refused
        db.set_authorizer(self._gate)

    def begin(self) -> None:
        """To be called first in a transaction: the one before took triggers along if it was rolled back."""
        made = self._db.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'").fetchall()
        self._gate.noted = {_write_of(name) for (name,) in made}

    def take(self) -> Changes:
        """The net changes noted since the last call; the notes are cleared."""
        found = self._db.execute("SELECT tbl FROM temp.captured GROUP BY tbl ORDER BY min(n)").fetchall()
        changes = {table: dict(self._changes_of(table)) for (table,) in found}
        if found:
            self._db.execute("DELETE FROM temp.captured")
        return Changes({table: changed for table, changed in changes.items() if changed})

    def _changes_of(self, table: str) -> Iterator[tuple[str, RowChange]]:
        """What is noted is each row as it was before; as it is now it stands in the table."""
        columns = _COLUMNS[table]
        now = ", ".join(f't."{column}"' for column in columns)
        noted = f'temp.captured c LEFT JOIN main."{table}" t ON t.id = c.row WHERE c.tbl = ? ORDER BY c.n'
        rows = self._db.execute(f"SELECT c.row, c.old, t.id, {now} FROM {noted}", (table,))
        for row_id, old, there, *values in rows:
            was = dict(zip(columns, json.loads(old), strict=True)) if old else None
            change = difference(was, dict(zip(columns, values, strict=True)) if there else None)
            if change:
                yield row_id, change

    def _note_refused(self) -> bool:
        """Make the trigger for want of which a statement was refused; False where that was not why."""
        refused, self._gate.refused = self._gate.refused, None
        if refused is None:
            return False
        for write in _with_what_follows(*refused):
            if write not in self._gate.noted:
                self._db.execute(_trigger(*write))
                self._gate.noted.add(write)
        return True


class _Gate:
    """SQLite asks it about each thing that a statement does, while it prepares that."""

    def __init__(self) -> None:
        self.noted: set[_Write] = set()
        self.refused: _Write | None = None

    def __call__(self, action: int, table: str | None, _: object, schema: str | None, __: object) -> int:
        how = _HOW.get(action)
        if how and table in _COLUMNS and schema == "main" and (how, table) not in self.noted:
            self.refused = how, table
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK


def _with_what_follows(how: str, table: str) -> frozenset[_Write]:
    """A way of writing a table, and those that removing its rows brings about in others."""
    return _removals(table) if how == "delete" else frozenset({(how, table)})


@cache
def _removals(table: str) -> frozenset[_Write]:
    gone, cleared = [table], set()
    for whole in gone:  # which grows
        for about in CATALOGUE:
            for name, column in about.fields.items():
                if column.target != whole and not column.table_in:
                    continue
                if not is_part(about.name, name):
                    cleared.add(about.name)
                elif about.name not in gone:
                    gone.append(about.name)
    return frozenset({("delete", name) for name in gone} | {("update", name) for name in cleared})


def _trigger(how: str, table: str) -> str:
    """The statement that makes a trigger, which notes a row the first time that a transaction changes it.

    Not by “OR IGNORE”: a statement that has a rule for conflicts of its own imposes it on its triggers.
    """
    if how == "insert":
        does = _noting(table, "NEW.id", "NULL")
    else:
        was = ", ".join(f'OLD."{column}"' for column in _COLUMNS[table])
        does = _noting(table, "OLD.id", f"json_array({was})")
    if how == "update":
        does += _noting(table, "NEW.id", "NULL")  # another row by its id; nearly always the same
    if how == "delete" and table not in HANGING:
        does += going_with(table)
    return f"CREATE TEMP TRIGGER {how}_{table} AFTER {how} ON main.{table} BEGIN {does} END"


def _noting(table: str, row_id: str, was: str) -> str:
    return (
        f"INSERT INTO captured (tbl, row, old) SELECT '{table}', {row_id}, {was}"
        f" WHERE NOT EXISTS (SELECT 1 FROM captured WHERE tbl = '{table}' AND row = {row_id});"
    )


def _write_of(trigger: str) -> _Write:
    how, _, table = trigger.partition("_")
    return how, table
