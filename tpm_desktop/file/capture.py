"""Notes every inserted, updated and deleted row, whoever writes it, by TEMP triggers made at each open.

The triggers live in the connection, not in the file, so a mailed file contains no code.
"""

from __future__ import annotations

import json
import sqlite3

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry

from .changes import Changes, Values, difference

_LOG = "CREATE TEMP TABLE captured (n INTEGER PRIMARY KEY, tbl TEXT, row TEXT, old TEXT, new TEXT)"
_COLUMNS = {entry.name: [column.name for column in entry.table.columns] for entry in CATALOGUE}


def start(db: sqlite3.Connection) -> None:
    """Begin to note the changes made through this connection."""
    db.execute(_LOG)
    for entry in CATALOGUE:
        for statement in _triggers(entry):
            db.execute(statement)


def take(db: sqlite3.Connection) -> Changes:
    """The net changes noted since the last call; the notes are cleared."""
    rows = db.execute("SELECT tbl, row, old, new FROM temp.captured ORDER BY n").fetchall()
    db.execute("DELETE FROM temp.captured")
    net = Changes()
    for table, row_id, old, new in rows:
        change = difference(_read(table, old), _read(table, new))
        if change:
            net.follow(table, row_id, change)
    return Changes({table: changed for table, changed in net.tables.items() if changed})


def _read(table: str, row: str | None) -> Values | None:
    return dict(zip(_COLUMNS[table], json.loads(row), strict=True)) if row else None


def _triggers(entry: TableEntry) -> list[str]:
    """They note whole rows, and what differs is found when these are read: a trigger that finds it is so long
    that to open a file would mostly be to parse triggers.
    """
    name = entry.name
    old, new = (", ".join(f'{side}."{column}"' for column in _COLUMNS[name]) for side in ("OLD", "NEW"))
    log = "INSERT INTO captured (tbl, row, old, new)"
    return [
        f"CREATE TEMP TRIGGER capture_{name}_insert AFTER INSERT ON main.{name} BEGIN "
        f"{log} VALUES ('{name}', NEW.id, NULL, json_array({new})); END",
        f"CREATE TEMP TRIGGER capture_{name}_delete AFTER DELETE ON main.{name} BEGIN "
        f"{log} VALUES ('{name}', OLD.id, json_array({old}), NULL); END",
        f"CREATE TEMP TRIGGER capture_{name}_update AFTER UPDATE ON main.{name} "
        f"WHEN ({old}) IS NOT ({new}) BEGIN "
        f"{log} VALUES ('{name}', OLD.id, json_array({old}), json_array({new})); END",
    ]
