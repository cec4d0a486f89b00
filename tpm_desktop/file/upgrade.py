"""Brings an older file up to today's schema: in a copy, which takes its place when it is whole and sound."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tpm_desktop.model.catalogue import STORED

from . import backups, defence, row_defence, schema
from .connection import connect, reason, within
from .copies import put, write_copy
from .errors import ProgramFileError
from .steps import STEPS


def is_older(path: Path) -> bool:
    """Whether a file is of a version that can be upgraded; what is no sound file of ours is not.

    Raises: `sqlite3.Error`, `ProgramFileError`.
    """
    with contextlib.closing(connect(path, read_only=True)) as db:
        return defence.check_version(db, path.name) in STEPS


def upgrade(path: Path, seconds: float) -> Path:
    """Upgrade a file of which we are the writer; returns the copy of the older one that lies beside it now.

    Args: seconds: how long checking it may take.
    Raises: `ProgramFileError`; then the file is as it was.
    """
    kept = None
    try:
        with contextlib.closing(connect(path, read_only=True)) as older:
            version = defence.check_version(older, path.name)
            with within(older, seconds):
                defence.check_parts(older, path.name, schema.parts_of(STEPS[version].statements))
                _refuse_unsound(older, path.name)
            kept = _free_name(path, version)
            write_copy(older, kept)
            (program_id,) = older.execute("SELECT id FROM program").fetchone()
            backups.back_up(older, program_id, path.name, backups.Reason.UPGRADE)
            with _workshop(path) as folder:
                write_copy(older, folder / "older")
                _alter(folder / "older", version)
                _pour(folder / "older", folder / "newer", path.name, seconds)
                put(folder / "newer", path)
    except BaseException as error:
        if kept is not None:
            kept.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error | OSError):
            raise ProgramFileError(f"{path.name} can't be upgraded: {reason(error)}") from None
        raise
    return kept


def _refuse_unsound(db: sqlite3.Connection, name: str) -> None:
    if db.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise ProgramFileError(f"{name} is damaged; use a backup, or save what can be read with “recover”")


def _free_name(path: Path, version: int) -> Path:
    """A name beside the file that nothing has."""
    kept, number = path.with_name(f"{path.stem} (version {version}){path.suffix}"), 2
    while kept.exists():
        kept = path.with_name(f"{path.stem} (version {version}, {number}){path.suffix}")
        number += 1
    return kept


@contextlib.contextmanager
def _workshop(path: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".upgrade-", dir=path.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _alter(path: Path, version: int) -> None:
    """Run the steps on the tables. Alembic is imported here, as hardly any start needs it."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from sqlalchemy import create_engine

    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path))
    try:
        with engine.begin() as connection:
            operations = Operations(MigrationContext.configure(connection))
            while version in STEPS:
                STEPS[version].alter(operations)
                version += 1
    finally:
        engine.dispose()


def _pour(older: Path, newer: Path, name: str, seconds: float) -> None:
    """Fill a new file with the rows, so that its schema is exactly ours and not what altering made of it."""
    with (
        contextlib.closing(sqlite3.connect(older)) as source,
        contextlib.closing(sqlite3.connect(newer, isolation_level=None)) as db,
    ):
        schema.build(db)
        db.execute("BEGIN EXCLUSIVE")
        for table in ("journal", "content", *(entry.name for entry in STORED)):
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
            names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
            rows = source.execute(f'SELECT {names} FROM "{table}"')
            db.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
        db.execute("COMMIT")
        with within(db, seconds):
            row_defence.check_rows(db, name)
