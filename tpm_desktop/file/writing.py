"""Writing what the journal says: changes as rows of the open database."""

from __future__ import annotations

import sqlite3

from tpm_desktop.model.catalogue import CATALOGUE, entry

from . import contents, hanging
from .changes import Changes, RowChange
from .connection import reason
from .ends import may_refer
from .errors import EditError, ProgramFileError
from .hanging import HANGING
from .row_defence import check_changes


def write_changes(db: sqlite3.Connection, changes: Changes) -> None:
    """Make the rows so; the caller's transaction holds it all.

    Rows go last, so that none takes a part along which stays.
    Raises: `sqlite3.Error`; `ProgramFileError` where a value is none that its column can hold.
    """
    check_changes(changes)
    for table, row_id, change in sorted(changes, key=lambda one: one[2].removed):
        known = entry(table).table
        _write_row(db, known.name, [c.name for c in known.columns], row_id, change)


def _write_row(
    db: sqlite3.Connection, table: str, columns: list[str], row_id: str, change: RowChange
) -> None:
    if change.new is None:
        db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
        return
    names = [c for c in columns if c in change.new]
    values = [change.new[c] for c in names]
    if change.old is None:
        listed, marks = ", ".join(f'"{n}"' for n in names), ", ".join("?" * len(names))
        db.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', values)
    else:
        assigned = ", ".join(f'"{n}" = ?' for n in names)
        db.execute(f'UPDATE "{table}" SET {assigned} WHERE id = ?', [*values, row_id])


def refuse_dangling(db: sqlite3.Connection, changes: Changes) -> None:
    """Raise `EditError` where changes leave a row that refers to one that is not there.

    Only tables are looked at in which that can have come about: most edits touch no reference at all.
    """
    for table in _in_question(changes):
        found = db.execute(f'PRAGMA foreign_key_check("{table}")').fetchone()
        if found:
            raise EditError(f"this {entry(found[0]).one} refers to a {found[2]} that is not in the file")
    if changes.of("attachment"):
        contents.refuse_dangling(db)
    for table in HANGING:
        if changes.of(table):
            hanging.refuse_dangling(db, table)


def _in_question(changes: Changes) -> list[str]:
    """Tables with other references than before, and those that refer to tables with removed rows."""
    gone = {table for table, _, change in changes if change.removed}
    return [
        about.name
        for about in CATALOGUE
        if (gone and may_refer(about.name, gone))
        or (
            about.name in changes.tables
            and any(about.fields[name].target for name in changes.fields(about.name) - {"id"})
        )
    ]


def refused(error: Exception, name: str) -> Exception:
    """What the person is told when SQLite refuses an edit of the file of that name."""
    said = reason(error)
    if "FOREIGN KEY" in said:
        return EditError("this refers to a row that is not in the file; check the ids")
    return ProgramFileError(f"{name} can't be written: {said}; nothing of the edit was kept")
