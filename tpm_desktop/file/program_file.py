"""An open program file: made, opened, copied and closed; its edits are in `transactions`."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self

from . import backups, defence, row_defence
from .author import Author
from .capture import Capture
from .chain import first_break
from .connection import FileConnection, for_statements, reason, within
from .copies import Fill, discard, write_copy
from .errors import BackupError, ProgramFileError, named
from .first_rows import add_first_rows
from .journal import Journal
from .lock import WriterLock
from .opening import (
    make_database,
    open_database,
    place_of,
    refuse_moved,
    seconds_to_check,
    settle,
    take_lock,
    upgrade_older,
)
from .sent_note import SentNote, in_all, promised_tasks, read_notes, refuse_left_out
from .transactions import Transactions


class ProgramFile(Transactions):
    """One open `.tpm` file.

    `guards` see a transaction's changes before they are kept and may raise to refuse them; `riders` add to an
    edit that they let pass what the program itself notes of it; `listeners` are
    told afterwards. `held_by` says who has the file for writing when we only read it for that reason;
    `unsound` is the first record of the journal that does not hold, and then we only read it as well. `sent`
    are the notes of a copy that was sent, `promised` the ids of its neighbours' tasks: they stay as they are.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        lock: WriterLock | None,
        author: Author,
        db: FileConnection | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.held_by = None
        self.unsound = None
        self.author = author
        self.guards = []
        self.riders = []
        self.listeners = []
        self.sent: tuple[SentNote, ...] = ()
        self.promised: frozenset[str] = frozenset()
        self._backups = backups.Clock()
        self._turn = threading.RLock()  # one edit at a time, also between this connection and one beside it
        self._lock = lock
        self._db = db or open_database(path, read_only=read_only)
        self._place = place_of(path)
        if not read_only:
            self._capture = Capture(self._db)
        self._connection = for_statements(self._db)
        self.journal = Journal(self._db)

    @classmethod
    def create(
        cls, path: Path | str, *, author: Author | None = None, label: str = "Create program", **program: Any
    ) -> Self:
        """Make a new file with its program row and a standard calendar, and open it for writing.

        Args: program: fields of the program row; the name is the file's unless given.
        Raises: `ProgramFileError` when the file exists or can't be written; then nothing is left of it.
        """
        path = Path(path)
        if path.exists():
            raise ProgramFileError(
                f"{named(path)} exists already; choose another name, or move it away first"
            )
        try:
            make_database(path)
            opened = cls._opened(path, read_only=False, author=author or Author.here())
            opened._backups.wait()
        except (sqlite3.Error, OSError) as error:
            discard(path)
            raise ProgramFileError(f"{path.name} can't be written: {reason(error)}") from None
        try:
            with opened.transaction(label) as edit:
                add_first_rows(edit, {"name": path.stem, **program})
        except BaseException:
            opened.close()
            discard(path)
            raise
        return opened

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, author: Author | None = None) -> Self:
        """Open a file; for reading only when asked so, when the folder or file can't be written, or when it
        has a writer.

        Raises: `ProgramFileError` when it is no program file, damaged, or of a newer version.
        """
        path = Path(path)
        defence.check_header(path)
        opened = cls._opened(path, read_only=read_only, author=author or Author.here())
        try:
            with within(opened._db, seconds_to_check(path)) as refuse_late, opened.at_once():
                row_defence.check_rows(opened._db, path.name)
                opened.unsound = first_break(opened.journal, refuse_late)
            opened._heed_notes()
        except (sqlite3.Error, ProgramFileError) as error:
            opened.close()
            if isinstance(error, ProgramFileError):
                raise
            raise ProgramFileError(f"{path.name} can't be opened: {reason(error)}") from None
        if opened.unsound:
            opened._stop_writing()
        return opened

    def _heed_notes(self) -> None:
        """Let a copy that was sent not be edited in what it was sent without."""
        self.sent = read_notes(self._db)
        if self.sent and not (note := in_all(self.sent)).complete:
            self.promised = promised_tasks(self._db, note)
            self.guards.append(partial(refuse_left_out, note, self.promised))

    @classmethod
    def _opened(cls, path: Path, *, read_only: bool, author: Author) -> Self:
        lock, holder = None, None
        settle(path)
        if not read_only and os.access(path, os.W_OK):
            lock, holder = take_lock(path, author)
        try:
            upgrade_older(path, lock, author)
            opened = cls(path, read_only=lock is None, lock=lock, author=author)
        except (sqlite3.Error, OSError, UnicodeDecodeError, ProgramFileError) as error:
            if lock:
                lock.release()
            if isinstance(error, ProgramFileError):
                raise
            raise ProgramFileError(f"{path.name} can't be opened: {reason(error)}") from None
        opened.held_by = holder
        return opened

    @contextlib.contextmanager
    def beside(self) -> Iterator[ProgramFile]:
        """The file by another connection, to be edited in the thread that asks while this one is read.

        Edits here and closing wait for it. What it keeps is made known here by `tell`.
        Raises: `ReadOnlyError`; `ProgramFileError` where it can't be opened.
        """
        with self._turn:
            self.refuse_without_the_lock()
            try:
                refuse_moved(self.path, self._place)
                other = ProgramFile(self.path, read_only=False, lock=None, author=self.author)
            except (sqlite3.Error, OSError) as error:
                raise ProgramFileError(f"{self.path.name} can't be written: {reason(error)}") from None
            with other:
                other._backups = self._backups
                other._heed_notes()
                yield other

    def close(self) -> None:
        """Close the file and give up the right to write it; closing twice does no harm."""
        with self._turn:
            self._connection.close()
            self._db.close()
            self._stop_writing()

    def hand_over(self) -> WriterLock | None:
        """Give the right to write away, so that closing does not end it; who takes it has to release it."""
        lock, self._lock, self.read_only = self._lock, None, True
        return lock

    def _stop_writing(self) -> None:
        self.read_only = True
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save_copy(self, target: Path, add: Fill | None = None) -> None:
        """Write a whole copy of the file. Raises `ProgramFileError`; then the target is untouched.

        Args: add: what the copy gets besides.
        """
        try:
            write_copy(self._db, target, add)
        except (sqlite3.Error, OSError) as error:
            raise ProgramFileError(f"{target.name} can't be written: {reason(error)}") from None

    @property
    def backup_problem(self) -> str | None:
        """Why the last backup by the clock could not be made."""
        return self._backups.problem

    def pour_into(self, db: sqlite3.Connection) -> None:
        """Put all that the file holds into another, empty database. Raises: `sqlite3.Error`."""
        self._db.backup(db)

    def back_up(self, why: backups.Reason, spare: Path | None = None) -> None:
        """Keep a copy of the file as it is now in the person's own folder, before what `why` names.

        Args: spare: an older backup that must not be thrown away for it.
        Raises: `BackupError` when it can't be written.
        """
        try:
            backups.back_up(self._db, self.program.id, self.path.name, why, spare=spare)
        except (sqlite3.Error, OSError) as error:
            raise BackupError(f"no backup of {self.path.name} can be written: {reason(error)}") from None
