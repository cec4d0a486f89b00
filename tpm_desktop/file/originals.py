"""Whether a file that lies about is the one that a copy was made of."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from . import defence
from .connection import within
from .errors import ProgramFileError
from .opening import open_database, seconds_to_check


def holds_record(path: Path, record_id: str) -> bool:
    """Whether a file is a program file whose history holds a record; of what can't be read it is not."""
    with contextlib.suppress(sqlite3.Error, OSError, ProgramFileError):
        defence.check_header(path)
        with (
            contextlib.closing(open_database(path, read_only=True)) as db,
            within(db, seconds_to_check(path)),
        ):
            found = db.execute("SELECT 1 FROM journal WHERE id = ?", (record_id,)).fetchone()
            return found is not None
    return False
