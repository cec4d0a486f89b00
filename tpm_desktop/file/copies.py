"""Writing a whole copy of an open database: it takes its name only when it is complete and on the disk."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path


def write_copy(db: sqlite3.Connection, target: Path) -> None:
    """Write what the connection sees to a file, over what was there.

    Raises: `sqlite3.Error` or `OSError`; then the target is as it was and nothing lies beside it.
    """
    part = target.with_name(f".{target.name}.part")
    discard(part)
    try:
        with contextlib.closing(sqlite3.connect(part)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # once for all of it, below
            db.backup(copy)
        put(part, target)
    except (sqlite3.Error, OSError):
        discard(part)
        raise


def put(part: Path, target: Path) -> None:
    """Give a finished file its name, in place of what had it, once it is on the disk. Raises: `OSError`."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)


def discard(path: Path) -> None:
    """Remove a database that was not finished, with its journal."""
    for left in (path, path.with_name(path.name + "-journal")):
        with contextlib.suppress(OSError):  # where nothing can be written nothing was left
            left.unlink(missing_ok=True)
