"""Editing an open program file: journalled transactions, undo and redo, and what another copy did."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from . import backups, contents
from .author import Author
from .capture import Capture
from .chain import Break
from .changes import Changes
from .edit import Edit
from .errors import EditError, ReadOnlyError
from .journal import JournalRecord, RecordKind, StoredRecord
from .reading import Reading
from .writing import refuse_dangling, refused, write_changes

Guard = Callable[[Changes], None]
Rider = Callable[[Edit], bool]
"""Adds to an edit that the guards let pass what follows from it; says whether it did."""
Listener = Callable[[Changes], None]
TakeUp = Callable[[], tuple[str, str] | None]
"""Adds another copy's records; gives the parents of the record that joins them, if one has to."""


class Transactions(Reading):
    """What keeps an edit of the open file whole or not at all, and tells who listens."""

    path: Path
    read_only: bool
    held_by: str | None
    unsound: Break | None
    author: Author
    guards: list[Guard]
    riders: list[Rider]
    listeners: list[Listener]
    _backups: backups.Clock
    _capture: Capture
    _turn: threading.RLock

    @contextlib.contextmanager
    def transaction(self, label: str) -> Iterator[Edit]:
        """One gesture: all of it is kept and journalled under the label, or nothing.

        Raises: `ReadOnlyError`; `EditError` when a rule refuses it; `ProgramFileError` when it can't be
        written.
        """
        with self._journalled(RecordKind.EDIT, label, None):
            edit = Edit(self._connection)
            yield edit
            contents.fill(self._db, edit.content)

    @contextlib.contextmanager
    def applying(self, changes: Changes, label: str) -> Iterator[Edit]:
        """A transaction that begins with changes which were worked out before; raises as `transaction`."""
        with self.transaction(label) as edit:
            write_changes(self._db, changes)
            yield edit

    def undo(self) -> JournalRecord | None:
        """Take the last edit back; returns the record that was undone, None when there is nothing to undo."""
        return self._step(RecordKind.UNDO)

    def redo(self) -> JournalRecord | None:
        """Bring the last undone edit again; returns its record, None when there is nothing to redo."""
        return self._step(RecordKind.REDO)

    def _step(self, kind: RecordKind) -> JournalRecord | None:
        with self._turn:
            self.refuse_without_the_lock()
            undoable, redoable = self.journal.open_ends()
            ends = undoable[1:] if kind is RecordKind.UNDO else redoable  # the file's creation stays
            whole = self.journal.as_one(ends[-1], self.author) if ends and kind is RecordKind.UNDO else None
            if whole:
                return self._take_back(whole)
            return self.repeat(kind, ends[-1]) if ends else None

    def _take_back(self, whole: StoredRecord) -> JournalRecord:
        """Undo what the file caught up with: what it did is told as one record, which is then undone."""
        with self._journalled(RecordKind.UNDO, f"Undo: {whole.label}", whole.id):
            self.journal.adopt([whole])
            write_changes(self._db, whole.read().inverse())
        return whole.short

    def repeat(self, kind: RecordKind, record_id: str) -> JournalRecord:
        """Undo or redo one record, as it stands; whoever calls has seen that the rows are as it left them."""
        record, changes = self.journal.record(record_id), self.journal.changes(record_id)
        with self._journalled(kind, f"{kind.capitalize()}: {record.label}", record.id):
            write_changes(self._db, changes.inverse() if kind is RecordKind.UNDO else changes)
        return record

    def join(
        self,
        changes: Changes,
        records: Sequence[StoredRecord],
        label: str,
        content: contents.Read,
        *,
        onto: str | None,
        ahead: bool = False,
    ) -> None:
        """Take up what another copy of the file did since the copies parted.

        Args: changes: what makes these rows the joint ones. records: of the other copy, its newest one last;
        those of an undone merge are here already. content: gives the other copy's documents. onto: the
        newest record here that all this was worked out for. ahead: they follow that one, and nothing else;
        otherwise a record with two parents joins both.
        Raises: `EditError` where the file was edited meanwhile or a rule refuses it; `ProgramFileError`.
        """
        take_up = partial(self.journal.take_up, records, ahead=ahead)
        with self._journalled(RecordKind.MERGE, label, None, take_up):
            if self.journal.head() != onto:
                raise EditError(f"{self.path.name} was edited while the merge was decided; begin again")
            write_changes(self._db, changes)
            contents.fill(self._db, content, contents.named_in(record.read() for record in records))

    @contextlib.contextmanager
    def _journalled(
        self, kind: RecordKind, label: str, target: str | None, join: TakeUp | None = None
    ) -> Iterator[None]:
        self.refuse_without_the_lock()
        with self._turn:
            changes = yield from self._kept(kind, label, target, join)
        if changes or join:
            self.tell(changes)

    def _kept(
        self, kind: RecordKind, label: str, target: str | None, join: TakeUp | None
    ) -> Generator[None, None, Changes]:
        self._backups.keep(self._db, self.path.name)
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._capture.begin()
            yield
            changes = self._capture.take()
            if changes:
                refuse_dangling(self._db, changes)
                changes = self._considered(changes, kind)
            parents = join() if join else None
            if parents or (changes and not join):
                self.journal.append(changes, self.author, kind, label, target, parents)
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error | DBAPIError):
                raise refused(error, self.path.name) from error
            raise
        return changes

    def _considered(self, changes: Changes, kind: RecordKind) -> Changes:
        """The changes with what rides along; undo, redo and merges take rows as they were.

        Raises: what the guards raise.
        """
        for guard in self.guards:
            guard(changes)
        if kind is not RecordKind.EDIT:
            return changes
        added = [rider(Edit(self._connection)) for rider in self.riders]
        if not any(added):
            return changes
        changes = changes.composed([changes, self._capture.take()])
        for guard in self.guards:
            guard(changes)
        return changes

    def refuse_without_the_lock(self) -> None:
        """Raises: `ReadOnlyError` where no edit can be kept, and why."""
        if self.read_only:
            if self.unsound:
                raise ReadOnlyError(
                    f"{self.path.name} can't be changed: {self.unsound}; use a backup, or “recover” its rows"
                )
            why = f"{self.held_by} is editing it" if self.held_by else "it was opened for reading only"
            raise ReadOnlyError(f"{self.path.name} can't be changed: {why}; save a copy and edit that")

    def tell(self, changes: Changes) -> None:
        """Tell all who listen what was changed."""
        for listener in self.listeners:
            listener(changes)
