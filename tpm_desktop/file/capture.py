"""Notes every inserted, updated and deleted row, whoever writes it, by TEMP triggers made at each open.

The triggers live in the connection, not in the file, so a mailed file contains no code.
"""

from __future__ import annotations

import json
import sqlite3

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry

from .changes import Changes, RowChange

_LOG = "CREATE TEMP TABLE captured (n INTEGER PRIMARY KEY, tbl TEXT, row TEXT, old TEXT, new TEXT)"


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
        net.follow(
            table, row_id, RowChange(json.loads(old) if old else None, json.loads(new) if new else None)
        )
    return Changes({table: changed for table, changed in net.tables.items() if changed})


def _triggers(entry: TableEntry) -> list[str]:
    name = entry.name
    columns = [c.name for c in entry.table.columns]
    log = "INSERT INTO captured (tbl, row, old, new)"
    changed = " OR ".join(_differs(c) for c in columns)
    return [
        f"CREATE TEMP TRIGGER capture_{name}_insert AFTER INSERT ON main.{name} BEGIN "
        f"{log} VALUES ('{name}', NEW.id, NULL, {_object('NEW', columns)}); END",
        f"CREATE TEMP TRIGGER capture_{name}_delete AFTER DELETE ON main.{name} BEGIN "
        f"{log} VALUES ('{name}', OLD.id, {_object('OLD', columns)}, NULL); END",
        f"CREATE TEMP TRIGGER capture_{name}_update AFTER UPDATE ON main.{name} WHEN {changed} BEGIN "
        f"{log} VALUES ('{name}', OLD.id, {_differing('OLD', columns)}, {_differing('NEW', columns)}); END",
    ]


def _object(side: str, columns: list[str]) -> str:
    pairs = [f"'{c}', {side}.\"{c}\"" for c in columns]
    return f"json_object({', '.join(pairs)})"


def _differing(side: str, columns: list[str]) -> str:
    rows = [f"SELECT '{c}' AS k, {side}.\"{c}\" AS v WHERE {_differs(c)}" for c in columns]
    return f"(SELECT json_group_object(k, v) FROM ({' UNION ALL '.join(rows)}))"


def _differs(column: str) -> str:
    return f'OLD."{column}" IS NOT NEW."{column}"'
