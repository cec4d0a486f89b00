"""The journal: one labelled record a transaction, each naming its parents by the hash of their content.

Besides, of a record with which this very file caught up with another copy, it keeps the newest one before: no
part of the history, but what undo goes by.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from .author import Author, line
from .changes import Changes
from .in_turn import in_turn
from .lineage import Lineage
from .packing import pack, unpack
from .schema import VERSION
from .steps import translated


class RecordKind(StrEnum):
    """What made a record."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    MERGE = "merge"


FORWARD = (RecordKind.EDIT, RecordKind.MERGE)
"""What undo takes back; the other kinds are about such a record."""


class StoredRecord(NamedTuple):
    """A record as it is stored."""

    seq: int
    id: str
    parents: str
    author: str
    role: str
    device: str
    at: str
    kind: str
    target: str | None
    label: str
    schema: int  # the version whose words it is written in
    changes: bytes

    @property
    def text(self) -> str:
        """The changes as canonical JSON. Raises: `ProgramFileError` where they are damaged."""
        return unpack(self.changes)

    def read(self) -> Changes:
        """The changes, in the words of today's schema. Raises: as `text`."""
        return translated(Changes.from_json(self.text), self.schema)

    @property
    def short(self) -> JournalRecord:
        """All but the changes."""
        return JournalRecord.of([getattr(self, field.name) for field in fields(JournalRecord)])

    @property
    def content_id(self) -> str:
        """What its id must be: the SHA-256 of all that it says. Raises: as `text`."""
        said = [
            self.parents, self.author, self.role, self.device, self.at, self.kind, self.target, self.label,
            self.schema, self.text,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class JournalRecord:
    """A record without its changes, which are read when they are needed."""

    seq: int
    id: str
    parents: tuple[str, ...]
    author: str
    role: str
    device: str
    at: datetime
    kind: RecordKind
    target: str | None  # the record that an undo or redo is about
    label: str

    @property
    def who(self) -> str:
        """The person with their role, where it is known."""
        return f"{self.author}, {self.role}" if self.role else self.author

    @classmethod
    def of(cls, row: Sequence[Any]) -> JournalRecord:
        """A stored record, all but its changes. Raises: `ValueError` where it can't be one."""
        seq, id_, parents, author, role, device, at, kind, target, label = row
        return cls(
            seq, id_, tuple(json.loads(parents)), author, role, device, datetime.fromisoformat(at),
            RecordKind(kind), target, label,
        )  # fmt: skip


class Journal:
    """Reads and appends the journal of one open file. The caller's transaction holds what is appended."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def records(self, limit: int = -1) -> list[JournalRecord]:
        """The records, newest first."""
        rows = self._db.execute(f"SELECT {_SHORT} FROM journal ORDER BY seq DESC LIMIT ?", (limit,))
        return [JournalRecord.of(row) for row in rows]

    def ids(self) -> list[str]:
        """The ids of all records, newest first."""
        return [row[0] for row in self._db.execute("SELECT id FROM journal ORDER BY seq DESC")]

    def record(self, record_id: str) -> JournalRecord:
        """One record by its id. Raises: `KeyError`."""
        row = self._db.execute(f"SELECT {_SHORT} FROM journal WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            raise KeyError(record_id)
        return JournalRecord.of(row)

    def named(self, begin: str) -> list[JournalRecord]:
        """The records whose ids begin so, newest first."""
        begin = begin.strip().lower()
        return [record for record in self.records() if begin and record.id.startswith(begin)]

    def head(self) -> str | None:
        """The newest record's id."""
        row = self._db.execute("SELECT id FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        return row[0] if row else None

    def lineage(self) -> Lineage:
        """How the records follow from each other."""
        rows = self._db.execute("SELECT id, parents FROM journal ORDER BY seq").fetchall()
        # Opening has proven that each is an array; read as one text they take a tenth of the time.
        parents = json.loads(f"[{','.join(row[1] for row in rows)}]")
        return Lineage(dict(zip((row[0] for row in rows), map(tuple, parents), strict=True)))

    def standing(self) -> Lineage:
        """As `lineage`, without what came in by merges that were undone."""
        return self.lineage().without(self.undone())

    def net(self, start: str, end: str) -> Changes:
        """What makes the rows that one record left those that another left."""
        way = self.lineage().way(start, end)
        back = (changes.inverse() for changes in self.changes_of(way.back))
        return Changes.composed([*back, *self.changes_of(way.on)])

    def changes(self, record_id: str) -> Changes:
        """What a record changed, in the words of today's schema."""
        return self.changes_of([record_id])[0]

    def changes_of(self, record_ids: Iterable[str]) -> list[Changes]:
        """What each of some records changed, against its first parent. Raises: `KeyError`."""
        rows = in_turn(self._db, "journal.changes, journal.schema", record_ids)
        return [translated(Changes.from_json(unpack(packed)), version) for packed, version in rows]

    def stored(self, record_ids: Iterable[str]) -> Iterator[StoredRecord]:
        """Some records as they are stored, in the order asked for. Raises: `KeyError`."""
        return map(StoredRecord._make, in_turn(self._db, _ALL, record_ids))

    def all_stored(self, after: int = 0) -> Iterator[StoredRecord]:
        """All records as they are stored, oldest first; those that came after a place in the journal."""
        for row in self._db.execute(f"SELECT {_ALL} FROM journal WHERE seq > ? ORDER BY seq", (after,)):
            yield StoredRecord(*row)

    def adopt(self, rows: Iterable[StoredRecord]) -> None:
        """Add records of another copy of the file that are not here, parents before those that name them."""
        marks = ", ".join("?" * len(StoredRecord._fields[1:]))
        names = ", ".join(StoredRecord._fields[1:])
        new = f"INSERT INTO journal ({names}) VALUES ({marks}) ON CONFLICT (id) DO NOTHING"
        self._db.executemany(new, (row[1:] for row in rows))

    def append(
        self,
        changes: Changes,
        author: Author,
        kind: RecordKind,
        label: str,
        target: str | None,
        parents: Sequence[str] | None = None,
    ) -> str:
        """Add a record on top of the newest one, or of the parents given; returns its id.

        The changes are those against the first parent. Label and author may hold names from anywhere, such
        as a file's: they are kept as lines that fit.
        """
        if parents is None:
            parents = [head] if (head := self.head()) else []
        made = _made(changes, author, kind, label, target, parents)
        self.adopt([made])
        return made.id

    def take_up(self, rows: Sequence[StoredRecord], *, ahead: bool) -> tuple[str, str] | None:
        """Add another copy's records, its newest one last.

        Args: ahead: they follow the newest one here. Returns: else, the parents of a record that joins both.
        """
        here, last = str(self.head()), rows[-1]
        self.adopt(rows)
        if not ahead:
            return here, last.id
        if json.loads(last.parents)[:1] != [here]:
            self._db.execute("UPDATE journal SET caught_up = ? WHERE id = ?", (here, last.id))
        return None

    def as_one(self, record_id: str, author: Author) -> StoredRecord | None:
        """What a file caught up with as one record that joins it, so that undo takes all of it back.

        It is not added yet. None where a record brought no more than itself.
        """
        before = self._caught_up().get(record_id)
        if before is None:
            return None
        head = str(self.head())
        return _made(
            self.net(before, head),
            author,
            RecordKind.MERGE,
            "Catch up with another copy",
            None,
            (before, head),
        )

    def step(self, record_id: str) -> Changes:
        """What undo of a record takes back: with it all that came when the file caught up."""
        before = self._caught_up().get(record_id)
        return self.changes(record_id) if before is None else self.net(before, record_id)

    def _caught_up(self) -> dict[str, str]:
        """The newest record before by that with which the file caught up; an earlier one in any case."""
        found = self._db.execute(
            "SELECT one.id, before.id FROM journal one JOIN journal before"
            " ON before.id = one.caught_up AND before.seq < one.seq"
        )
        return dict(found.fetchall())

    def open_ends(self, *, each: bool = False) -> tuple[list[str], list[str]]:
        """The records that undo would take back and redo bring again, the next one last in each.

        Records that came in by a merge are taken back with it; those by which the file caught up with another
        copy, with the last of them. Args: each: tell these each by itself, as the history has them.
        """
        undoable: list[str] = []
        redoable: list[str] = []
        kinds = {r[0]: r[1:] for r in self._db.execute("SELECT id, kind, target FROM journal")}
        caught_up = {} if each else {i: (before,) for i, before in self._caught_up().items()}
        for record_id in Lineage({**self.lineage().parents, **caught_up}).main_line():
            kind, target = kinds[record_id]
            if kind in FORWARD or record_id in caught_up:
                undoable.append(record_id)
                redoable.clear()
                continue
            taken, given = (undoable, redoable) if kind == RecordKind.UNDO else (redoable, undoable)
            if target in taken:  # one that came in by a merge is in neither
                taken.remove(target)
            if target in kinds:  # else somebody made up the record
                given.append(target)
        return undoable, redoable

    def undone(self) -> set[str]:
        """The records that were taken back and not done again."""
        return undone(self._db.execute("SELECT kind, target FROM journal ORDER BY seq"))


def undone(records: Iterable[tuple[str, str | None]]) -> set[str]:
    """The records that were taken back and not done again, of the kind and target of each in order."""
    found: set[str] = set()
    for kind, target in records:
        if kind == RecordKind.UNDO and target:
            found.add(target)
        elif kind == RecordKind.REDO and target:
            found.discard(target)
    return found


def _made(
    changes: Changes, author: Author, kind: RecordKind, label: str, target: str | None, parents: Sequence[str]
) -> StoredRecord:
    """A record of this moment."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    row = StoredRecord(
        0, "", json.dumps(list(parents)), line(author.name), line(author.role), line(author.device), at,
        str(kind), target, line(label), VERSION, pack(changes.to_json()),
    )  # fmt: skip
    return row._replace(id=row.content_id)


_SHORT = ", ".join(field.name for field in fields(JournalRecord))
_ALL = ", ".join(f"journal.{name}" for name in StoredRecord._fields)
