"""Notes every inserted, updated and deleted row, whoever writes it, by TEMP triggers made at each open.

The triggers live in the connection, not in the file, so a mailed file contains no code.
"""

from __future__ import annotations

import json
import sqlite3

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry

from .changes import Changes, RowChange, Values

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
    tables: dict[str, dict[str, RowChange]] = {}
    for table, row_id, old_text, new_text in rows:
        old: Values | None = json.loads(old_text) if old_text else None
        new: Values | None = json.loads(new_text) if new_text else None
        seen = tables.setdefault(table, {})
        before = seen.get(row_id)
        merged = RowChange(old, new) if before is None else _followed(before, old, new)
        if merged is None:
            del seen[row_id]
        else:
            seen[row_id] = merged
    return Changes({table: seen for table, seen in tables.items() if seen})


def _followed(before: RowChange, old: Values | None, new: Values | None) -> RowChange | None:
    """One change after another of the same row, as one; None when nothing is left of them."""
    if new is None:  # removed now: whole old row is noted, with the values before this transaction put back
        if before.old is None:
            return None
        return RowChange({**(old or {}), **before.old}, None)
    if before.new is None:  # removed and made again
        assert before.old is not None
        return _edited(before.old, new)
    if before.old is None:
        return RowChange(None, {**before.new, **new})
    return _edited({**(old or {}), **before.old}, {**before.new, **new})


def _edited(old: Values, new: Values) -> RowChange | None:
    changed = [name for name in new if old.get(name) != new[name]]
    if not changed:
        return None
    return RowChange({n: old.get(n) for n in changed}, {n: new[n] for n in changed})


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
