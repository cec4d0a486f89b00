"""The one way to a program file's database: nothing of its own runs, size and time are limited."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

PATIENCE = 5.0
"""Seconds that we wait for another program that is writing the file."""
LONGEST_VALUE = 80 * 1024 * 1024
"""Bytes in one stored value, row or statement; a larger one can only be hostile."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
}
_REMEMBERED = 512  # statements: several for each table, and to prepare one takes longer than to run it
_STEPS = 20_000  # of SQLite's machine between two looks at the clock: some milliseconds


class FileConnection(sqlite3.Connection):
    """Leaves beginning and ending transactions to the file.

    SQLAlchemy ends what it takes for its own transaction whenever a session closes, which would undo an edit
    in whose middle rows are read.

    `mend_refusal` is asked where its authorizer refused a statement, and gives whether to try that again.
    """

    mend_refusal: Callable[[], bool] = staticmethod(bool)

    def commit(self) -> None:
        """Nothing: `ProgramFile` commits by statement."""

    def rollback(self) -> None:
        """Nothing: `ProgramFile` rolls back by statement."""

    def close(self) -> None:
        """Close it, and let go of whoever was asked."""
        self.mend_refusal = bool
        super().close()

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Let all that is read meanwhile be of one moment; the file is locked and looked at once only."""
        is_part = self.in_transaction
        if is_part:
            yield
            return
        self.execute("BEGIN")
        try:
            yield
        finally:
            if self.in_transaction:  # some failures end it themselves
                self.execute("COMMIT")

    def cursor(self, factory: Any = None) -> Any:
        """What runs statements."""
        return super().cursor(factory or _Cursor)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """By a cursor of ours, of which Python's own method knows nothing."""
        return _Cursor(self).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """As `execute`."""
        return _Cursor(self).executemany(sql, parameters)


class _Cursor(sqlite3.Cursor):
    """Runs a statement that was refused once more when what it was refused for is mended."""

    connection: FileConnection

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        return self._run(super().execute, sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Self:
        return self._run(super().executemany, sql, list(parameters))

    def _run(self, run: Callable[[str, Any], Self], sql: str, parameters: Any) -> Self:
        while True:
            try:
                return run(sql, parameters)
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_AUTH or not self.connection.mend_refusal():
                    raise


def connect(path: Path, *, read_only: bool) -> FileConnection:
    """A connection that trusts nothing of the file; the file itself is not read yet.

    Raises: `sqlite3.Error`.
    """
    mode = "ro" if read_only else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    db = sqlite3.connect(
        uri,
        uri=True,
        isolation_level=None,
        timeout=PATIENCE,
        factory=FileConnection,
        cached_statements=_REMEMBERED,
    )
    distrust(db)
    return db


def in_memory() -> FileConnection:
    """A connection to an empty database that lies in memory only."""
    db = sqlite3.connect(
        ":memory:", isolation_level=None, factory=FileConnection, cached_statements=_REMEMBERED
    )
    distrust(db)
    return db


def distrust(db: sqlite3.Connection) -> None:
    """Limit what a hostile file could make SQLite do. TEMP triggers, which are ours, still run."""
    for limit, most in _LIMITS.items():
        db.setlimit(limit, most)
    with contextlib.suppress(AttributeError):  # builds of Python whose SQLite can load no extension at all
        db.enable_load_extension(False)
    if sys.version_info >= (3, 12):
        db.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        db.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        db.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")


_handed: ContextVar[sqlite3.Connection] = ContextVar("_handed")


@cache
def _engine() -> Engine:
    return create_engine("sqlite://", creator=_handed.get, poolclass=NullPool, isolation_level="AUTOCOMMIT")


def for_statements(db: sqlite3.Connection) -> Connection:
    """The connection as SQLAlchemy's statements and sessions need it; closing that closes it.

    All files share an engine, which remembers each statement's SQL: to write it takes longer than to run it.
    """
    token = _handed.set(db)
    try:
        return _engine().connect()
    finally:
        _handed.reset(token)


class TooLongError(sqlite3.OperationalError):
    """What SQLite raises when it is interrupted, raised where our own code takes the time."""

    sqlite_errorname = "SQLITE_INTERRUPT"


@contextlib.contextmanager
def within(db: sqlite3.Connection, seconds: float) -> Iterator[Callable[[], None]]:
    """Interrupt what works longer than so many seconds; SQLite then raises `sqlite3.OperationalError`.

    Only this thread's own work counts: on a busy machine a sound file may wait as long as it has to.
    Gives what raises the same, to be called between steps that SQLite knows nothing of.
    """
    end = time.thread_time() + seconds
    db.set_progress_handler(lambda: time.thread_time() > end, _STEPS)

    def refuse_late() -> None:
        if time.thread_time() > end:
            raise TooLongError

    try:
        yield refuse_late
    finally:
        db.set_progress_handler(None, 0)


_DAMAGED = "it is damaged; use a backup, or save what can still be read with “recover”"
_UNSETTLED = (
    "its last edit was interrupted and the folder can't be written; copy it together with its -journal file"
    " to another folder and open it there"
)
MOVED = "it was moved or removed while it was open; save a copy to keep your work"
_BY_NAME = {
    "SQLITE_READONLY_DBMOVED": MOVED,
    "SQLITE_READONLY_ROLLBACK": _UNSETTLED,
    "SQLITE_READONLY_RECOVERY": _UNSETTLED,
    "SQLITE_INTERRUPT": "checking it takes too long for its size; do not trust it, ask for another copy",
    "SQLITE_TOOBIG": "it holds a value of absurd size; do not trust it, ask for another copy",
}
_BY_TEXT = {
    "database or disk is full": "the disk is full; make room and try again",
    "file is not a database": "it is damaged or not a program file",
    "database is locked": "another program is writing it; try again",
    "attempt to write a readonly database": "it is read-only",
    "unable to open database file": "the folder does not exist or can't be written",
}


def reason(error: BaseException) -> str:
    """What a failure of SQLite or the system means to the person who waits, and what to do."""
    if isinstance(error, DBAPIError):
        error = error.orig or error
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    if isinstance(error, UnicodeDecodeError):  # SQLite quotes the damaged bytes in its message
        return _DAMAGED
    name, text = getattr(error, "sqlite_errorname", None) or "", " ".join(str(error).split())
    if "malformed" in text or "decode to UTF-8" in text:
        return _DAMAGED
    return _BY_NAME.get(name) or _BY_TEXT.get(text) or text
