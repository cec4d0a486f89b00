"""The journal: one labelled record a transaction, each naming its parents by the hash of their content."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from .author import Author
from .changes import Changes


class RecordKind(StrEnum):
    """What made a record."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class JournalRecord:
    """A record without its changes, which are read when they are needed."""

    seq: int
    id: str
    parents: tuple[str, ...]
    author: str
    device: str
    at: datetime
    kind: RecordKind
    target: str | None  # the record that an undo or redo is about
    label: str


class Journal:
    """Reads and appends the journal of one open file. The caller's transaction holds what is appended."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def records(self, limit: int = -1) -> list[JournalRecord]:
        """The records, newest first."""
        rows = self._db.execute(
            "SELECT seq, id, parents, author, device, at, kind, target, label FROM journal"
            " ORDER BY seq DESC LIMIT ?",
            (limit,),
        )
        return [
            JournalRecord(
                seq, id_, tuple(json.loads(parents)), author, device, datetime.fromisoformat(at),
                RecordKind(kind), target, label,
            )
            for seq, id_, parents, author, device, at, kind, target, label in rows
        ]  # fmt: skip

    def head(self) -> str | None:
        """The newest record's id."""
        row = self._db.execute("SELECT id FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        return row[0] if row else None

    def changes(self, record_id: str) -> Changes:
        """What a record changed."""
        (packed,) = self._db.execute("SELECT changes FROM journal WHERE id = ?", (record_id,)).fetchone()
        return Changes.from_json(zlib.decompress(packed).decode())

    def append(
        self, changes: Changes, author: Author, kind: RecordKind, label: str, target: str | None
    ) -> str:
        """Add a record on top of the newest one; returns its id: the SHA-256 of all that it says."""
        head = self.head()
        parents = json.dumps([head] if head else [])
        at = datetime.now(UTC).isoformat(timespec="seconds")
        text = changes.to_json()
        said = [parents, author.name, author.device, at, kind, target, label, text]
        record_id = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
        self._db.execute(
            "INSERT INTO journal (id, parents, author, device, at, kind, target, label, changes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record_id, parents, author.name, author.device, at, str(kind), target, label,
                zlib.compress(text.encode(), 6),
            ),
        )  # fmt: skip
        return record_id

    def open_ends(self) -> tuple[list[str], list[str]]:
        """The records that undo would take back and redo bring again, the next one last in each."""
        undoable: list[str] = []
        redoable: list[str] = []
        for record_id, kind, target in self._db.execute("SELECT id, kind, target FROM journal ORDER BY seq"):
            if kind == RecordKind.EDIT:
                undoable.append(record_id)
                redoable.clear()
            elif kind == RecordKind.UNDO:
                undoable.remove(target)
                redoable.append(target)
            else:
                redoable.remove(target)
                undoable.append(target)
        return undoable, redoable
