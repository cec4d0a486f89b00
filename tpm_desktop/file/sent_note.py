"""What a sent copy says of itself, and what can't be edited in it because it was left out."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from tpm_desktop.model.catalogue import SENT_COPIES, entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.record import new_id

from .amounts import amounts
from .author import line
from .changes import Changes, RowChange, Values
from .errors import EditError, ProgramFileError
from .row_defence import fits

_NAMES = (
    "sender",
    "sent",
    "note",
    "base",
    "original",
    "projects",
    "neighbours",
    "without_rates",
    "without_history",
    "without_documents",
)


@dataclass(frozen=True, slots=True)
class SentNote:
    """Who sent a copy, when, of what, and what was left out.

    base: the newest record of the original then; original: its file's name. projects: ids of those chosen,
    None for all; neighbours: of those of which it only shows promised dates.
    """

    sender: str
    sent: datetime
    note: str
    base: str
    original: str
    projects: frozenset[str] | None
    neighbours: frozenset[str]
    without_rates: bool
    without_history: bool
    without_documents: bool

    @property
    def complete(self) -> bool:
        """Whether no row or value was left out."""
        return self.projects is None and not self.without_rates and not self.without_documents

    @classmethod
    def made(
        cls,
        sender: str,
        base: str,
        original: str,
        note: str,
        projects: frozenset[str] | None,
        neighbours: frozenset[str],
        *,
        rates: bool,
        history: bool,
        documents: bool,
    ) -> SentNote:
        """The note of a copy that is sent now. Raises: `ProgramFileError` where its text is too long."""
        try:
            text = check(SENT_COPIES.fields["note"], note)
        except ValueProblem as problem:
            raise ProgramFileError(f"the copy can't be written: {problem}") from None
        return cls(
            sender=sender,
            sent=datetime.now(UTC),
            note=text or "",
            base=base,
            original=line(original),
            projects=projects,
            neighbours=neighbours,
            without_rates=not rates,
            without_history=not history,
            without_documents=not documents,
        )


def in_all(notes: Sequence[SentNote]) -> SentNote:
    """The last of some notes, with what any of the sendings left out: a copy of a part stays a part."""
    chosen = [note.projects for note in notes if note.projects is not None]
    return replace(
        notes[-1],
        projects=frozenset.intersection(*chosen) if chosen else None,
        neighbours=frozenset().union(*(note.neighbours for note in notes)),
        without_rates=any(note.without_rates for note in notes),
        without_documents=any(note.without_documents for note in notes),
    )


def beginning(notes: Sequence[SentNote]) -> SentNote | None:
    """The sending with which a copy's own history began, None where that came along."""
    return next((note for note in reversed(notes) if note.without_history), None)


def read_notes(db: sqlite3.Connection) -> tuple[SentNote, ...]:
    """The notes of a file, the last sending last; none of a file that was not sent."""
    rows = db.execute(f"SELECT {', '.join(_NAMES)} FROM sent_copy ORDER BY id").fetchall()
    return tuple(_read(dict(zip(_NAMES, row, strict=True))) for row in rows)


def readable_notes(rows: Iterable[Values]) -> tuple[SentNote, ...]:
    """The notes of a damaged file of which every value can be. Args: rows: what was read of them."""
    fields, found = SENT_COPIES.fields, []
    for row in sorted(rows, key=lambda row: str(row.get("id"))):
        with contextlib.suppress(ValueError, TypeError):  # what fits may still be written as we never do
            if all(fits(fields[name], row.get(name)) for name in fields):
                found.append(_read(row))
    return tuple(found)


def _read(row: dict[str, Any]) -> SentNote:
    return SentNote(
        sender=row["sender"],
        sent=datetime.fromisoformat(row["sent"]).replace(tzinfo=UTC),
        note=row["note"] or "",
        base=row["base"],
        original=row["original"],
        projects=None if row["projects"] is None else frozenset(row["projects"].split()),
        neighbours=frozenset((row["neighbours"] or "").split()),
        without_rates=bool(row["without_rates"]),
        without_history=bool(row["without_history"]),
        without_documents=bool(row["without_documents"]),
    )


def add_note(db: sqlite3.Connection, note: SentNote) -> None:
    """Write a note into a copy that is being made."""
    values = {name: getattr(note, name) for name in _NAMES}
    values["sent"] = note.sent.replace(tzinfo=None).isoformat(timespec="minutes")
    values["note"] = note.note or None
    values["projects"] = None if note.projects is None else "\n".join(sorted(note.projects))
    values["neighbours"] = "\n".join(sorted(note.neighbours)) or None
    marks = ", ".join("?" * (len(_NAMES) + 1))
    db.execute(
        f"INSERT INTO sent_copy (id, {', '.join(_NAMES)}) VALUES ({marks})", [new_id(), *values.values()]
    )


def promised_tasks(db: sqlite3.Connection, note: SentNote) -> frozenset[str]:
    """The tasks of neighbours, which can only be read in a copy of chosen projects."""
    tasks = db.execute("SELECT id, project_id FROM task") if note.neighbours else ()
    return frozenset(task for task, project in tasks if project in note.neighbours)


def refuse_left_out(note: SentNote, promised: frozenset[str], changes: Changes) -> None:
    """Raise `EditError` where an edit would change what such a copy can't bring back."""
    for table, row_id, change in changes:
        is_promise = table == "task" and _is_promise(row_id, change, promised, note.neighbours)
        if is_promise or row_id in note.neighbours:
            raise EditError(
                "this belongs to a neighbouring project, of which this copy only shows promised dates; ask"
                " its sender to change it"
            )
        if table == "baseline" and note.projects is not None:
            raise EditError("a baseline is of the whole program, not of a part; take it in the original")
        if note.without_rates and _says_amounts(table, change):
            raise EditError("this copy was sent without rates and costs; enter amounts in the original")


def _is_promise(row_id: str, change: RowChange, promised: frozenset[str], neighbours: frozenset[str]) -> bool:
    return row_id in promised or (change.new or {}).get("project_id") in neighbours


def _says_amounts(table: str, change: RowChange) -> bool:
    if change.new is None:
        return False
    return entry(table).amounts or any(change.new.get(name) for name in amounts(table))
