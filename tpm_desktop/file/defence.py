"""What a file must prove before anything reads its rows: a mailed file is a stranger's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .errors import ProgramFileError, named
from .schema import APPLICATION_ID, VERSION, statements

_MAGIC = b"SQLite format 3\x00"


def check_header(path: Path) -> None:
    """Raise unless the file begins as an SQLite database does."""
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        raise ProgramFileError(
            f"{named(path)} does not exist; check the name, or make it with “new”"
        ) from None
    except IsADirectoryError:
        raise ProgramFileError(f"{named(path)} is a folder; name the .tpm file in it") from None
    except OSError as error:
        raise ProgramFileError(f"{named(path)} can't be read: {error.strerror}") from None
    if not start:
        raise ProgramFileError(f"{named(path)} is empty; use the copy that it came from, or a backup")
    if not start.startswith(_MAGIC):
        raise ProgramFileError(
            f"{named(path)} is not a program file; to read another program's file use “import”"
        )


def check_schema(db: sqlite3.Connection, name: str) -> None:
    """Raise unless the file is a program file of a version we know, with just the tables that version has."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ProgramFileError(f"{name} is a database of another program, not a program file")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise ProgramFileError(
            f"{name} was written by a newer TPM Desktop (file version {version}, this one reads {VERSION});"
            " update this program"
        )
    found = {_folded(sql) for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    expected = {_folded(sql) for sql in statements()}
    if found != expected:
        strange = len(found - expected)
        missing = len(expected - found)
        raise ProgramFileError(
            f"{name} is not as TPM Desktop makes its files ({strange} foreign and {missing} missing parts);"
            " do not trust it, ask its sender for another copy"
        )


def _folded(sql: str) -> str:
    return " ".join(sql.split())
