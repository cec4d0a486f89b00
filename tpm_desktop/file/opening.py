"""The steps of opening a file: settle an interrupted edit, take the lock, upgrade, check the schema."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from . import defence, schema
from .author import Author
from .connection import MOVED, FileConnection, connect, within
from .errors import ProgramFileError
from .lock import WriterLock
from .upgrade import is_older, upgrade


def seconds_to_check(path: Path) -> float:
    """How long checking a file may take before it counts as made to take long."""
    return 4 + path.stat().st_size / 20_000_000


def settle(path: Path) -> None:
    """Take back what a killed program left half-written; a reader's connection can't."""
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(connect(path, read_only=False)) as db,
            within(db, seconds_to_check(path)),
        ):
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def take_lock(path: Path, author: Author) -> tuple[WriterLock | None, str | None]:
    """The writer's lock, or who has it; neither where no lock can be written."""
    lock = WriterLock(path)
    try:
        return (lock, None) if lock.take(author) else (None, lock.holder())
    except OSError:  # a folder that can't be written: the file can only be read
        return None, None


def place_of(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that took its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_moved(path: Path, place: tuple[int, int] | None) -> None:
    """Raises: `ProgramFileError` where the path no longer names the file that was opened."""
    if place_of(path) != place:
        raise ProgramFileError(f"{path.name} can't be written: {MOVED}")


def upgrade_older(path: Path, lock: WriterLock | None, author: Author) -> None:
    """Upgrade a file of an older version; who only wants to read it becomes its writer for that long.

    Raises: `sqlite3.Error`, `ProgramFileError`.
    """
    if not is_older(path):
        return
    own = None if lock else take_lock(path, author)[0]
    if not lock and not own:
        raise ProgramFileError(
            f"{path.name} is of an older version and can't be upgraded where it is; copy it to a folder that"
            " can be written, and open it there"
        )
    try:
        upgrade(path, seconds_to_check(path))
    finally:
        if own:
            own.release()


def make_database(path: Path) -> None:
    """Write a new file with the tables of a program and no rows. Raises: `sqlite3.Error`."""
    with contextlib.closing(sqlite3.connect(path)) as made:
        schema.build(made)


def open_database(path: Path, *, read_only: bool) -> FileConnection:
    """A connection to a file whose schema is ours.

    Raises: `sqlite3.Error`, `ProgramFileError`.
    """
    db = connect(path, read_only=read_only)
    try:
        with within(db, seconds_to_check(path)):
            defence.check_schema(db, path.name)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("PRAGMA cache_spill = OFF")  # the file changes only while a transaction is committed
    except BaseException:
        db.close()
        raise
    return db
