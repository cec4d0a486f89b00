"""What a file must prove before anything reads its rows: a mailed file is a stranger's."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

from .errors import ProgramFileError, named
from .schema import APPLICATION_ID, VERSION, Part, parts

_MAGIC = b"SQLite format 3\x00"
_PAGE_SIZES = {512 << n for n in range(7)} | {1}  # 1 stands for 65,536
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")  # ends a rollback journal that names another file
LARGEST = 1024**3
_GIGABYTE = 1024**3
_LONGEST_STATEMENT = 20_000


def check_header(path: Path) -> None:
    """Raise unless the file begins as our SQLite databases do, is not too large and has an honest journal."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            raise ProgramFileError(f"{named(path)} is a device or pipe; name a .tpm file")
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
    if about.st_size > LARGEST:
        raise ProgramFileError(
            f"{path.name} has {about.st_size / _GIGABYTE:,.1f} GB; a program file has at most"
            f" {LARGEST // _GIGABYTE} GB; do not trust it"
        )
    _check_form(path, start)
    _check_journal(path)


def _check_form(path: Path, start: bytes) -> None:
    """The first page's fixed numbers: page size, rollback journal, UTF-8."""
    page_size, versions = int.from_bytes(start[16:18]), start[18:20]
    if len(start) < 100 or page_size not in _PAGE_SIZES:
        raise ProgramFileError(
            f"{path.name} can't be opened: it is damaged; use a backup, or save what can still be read with"
            " “recover”"
        )
    if versions != b"\x01\x01" or int.from_bytes(start[56:60]) not in (0, 1):
        raise ProgramFileError(
            f"{path.name} was rewritten by another database program; save its rows in a new"
            " file with “recover”"
        )


def _check_journal(path: Path) -> None:
    """SQLite removes the file that a journal names, so one that came along must name none."""
    try:
        with path.with_name(path.name + "-journal").open("rb") as journal:
            journal.seek(-8, 2)
            end = journal.read(8)
    except OSError:  # none, or an empty one
        return
    if end == _SUPER_JOURNAL:
        raise ProgramFileError(
            f"the -journal file beside {path.name} was not made by TPM Desktop; move it away, and do not"
            " trust either of them"
        )


def check_schema(db: sqlite3.Connection, name: str) -> None:
    """Raise unless the file is a program file of our version, with just the parts that we give a new one."""
    version = check_version(db, name)
    if version > VERSION:
        raise ProgramFileError(
            f"{name} was written by a newer TPM Desktop (file version {version}, this one reads {VERSION});"
            " update this program"
        )
    if version < VERSION:
        raise ProgramFileError(f"{name} is of file version {version}, which never was; do not trust it")
    check_parts(db, name, parts())


def check_parts(db: sqlite3.Connection, name: str, expected: frozenset[Part]) -> None:
    """Raise unless the schema consists of just these parts."""
    found = db.execute(
        "SELECT type, name, tbl_name, substr(coalesce(sql, ''), 1, ?) FROM sqlite_schema LIMIT ?",
        (_LONGEST_STATEMENT, len(expected) + 1),
    ).fetchall()
    # a damaged statement may be of any type
    same = {(kind, part, table, " ".join(str(sql).split())) for kind, part, table, sql in found}
    if same != expected or len(found) != len(expected):
        raise ProgramFileError(
            f"{name} is not as TPM Desktop makes its files ({len(same - expected)} foreign and"
            f" {len(expected - same)} missing parts); do not trust it, ask its sender for another copy"
        )


def check_version(db: sqlite3.Connection, name: str) -> int:
    """The version of a file of ours. Raises: `ProgramFileError` where it is another program's."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ProgramFileError(f"{name} is a database of another program, not a program file")
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version
