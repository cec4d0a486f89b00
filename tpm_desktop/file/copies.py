"""Writing a whole copy of an open database: it takes its name only when it is complete and on the disk."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from . import schema

Fill = Callable[[sqlite3.Connection], object]


def write_copy(db: sqlite3.Connection, target: Path, add: Fill | None = None) -> None:
    """Write what the connection sees to a file, over what was there.

    Args: add: what the copy gets besides, in one transaction.
    Raises: as `write_new`.
    """

    def fill(copy: sqlite3.Connection) -> None:
        db.backup(copy)
        if add:
            _filled(copy, add)

    _write(target, fill)


def write_new(target: Path, fill: Fill) -> None:
    """Write a new program file, over what was there; what fills its tables in one transaction.

    Raises: `sqlite3.Error`, `OSError`, or what `fill` raises; then the target is as it was and nothing lies
    beside it.
    """

    def make(db: sqlite3.Connection) -> None:
        schema.build(db)
        _filled(db, fill)

    _write(target, make)


def _write(target: Path, fill: Fill) -> None:
    part = target.with_name(f".{target.name}.part")
    discard(part)
    try:
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = OFF")  # once for all of it, below
            fill(db)
        put(part, target)
    except BaseException:
        discard(part)
        raise


def _filled(db: sqlite3.Connection, fill: Fill) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("BEGIN EXCLUSIVE")
    fill(db)
    db.execute("COMMIT")


def put(part: Path, target: Path) -> None:
    """Give a finished file its name, in place of what had it, once it is on the disk. Raises: `OSError`.

    The journal of an interrupted edit of what had the name goes with that: SQLite would take it for the new
    file's, and spoil it.
    """
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    journal, aside = (path.with_name(path.name + "-journal") for path in (target, part))
    with contextlib.suppress(FileNotFoundError):
        journal.replace(aside)
    try:
        part.replace(target)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            aside.replace(journal)
        raise
    aside.unlink(missing_ok=True)


def discard(path: Path) -> None:
    """Remove a database that was not finished, with its journal."""
    for left in (path, path.with_name(path.name + "-journal")):
        with contextlib.suppress(OSError):  # where nothing can be written nothing was left
            left.unlink(missing_ok=True)
