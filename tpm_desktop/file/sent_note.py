"""What a sent copy says of itself, and what can't be edited in it because it was left out."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tpm_desktop.model.catalogue import SENT_COPIES, entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.record import new_id

from .amounts import amounts
from .changes import Changes, RowChange
from .errors import EditError, ProgramFileError

_NAMES = (
    "sender",
    "sent",
    "note",
    "base",
    "projects",
    "neighbours",
    "without_rates",
    "without_history",
    "without_documents",
)


@dataclass(frozen=True, slots=True)
class SentNote:
    """Who sent a copy, when, of what, and what was left out.

    base: the newest record of the original then. projects: ids of those chosen, None for all; neighbours: of
    those of which it only shows promised dates.
    """

    sender: str
    sent: datetime
    note: str
    base: str
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
        now = datetime.now(UTC)
        return cls(sender, now, text or "", base, projects, neighbours, not rates, not history, not documents)


def read_notes(db: sqlite3.Connection) -> tuple[SentNote, ...]:
    """The notes of a file, the last sending last; none of a file that was not sent."""
    rows = db.execute(f"SELECT {', '.join(_NAMES)} FROM sent_copy ORDER BY id").fetchall()
    return tuple(_read(dict(zip(_NAMES, row, strict=True))) for row in rows)


def _read(row: dict[str, Any]) -> SentNote:
    return SentNote(
        sender=row["sender"],
        sent=datetime.fromisoformat(row["sent"]).replace(tzinfo=UTC),
        note=row["note"] or "",
        base=row["base"],
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


def promised_tasks(db: sqlite3.Connection, notes: tuple[SentNote, ...]) -> frozenset[str]:
    """The tasks of neighbours, which can only be read in a copy of chosen projects."""
    neighbours = {project for note in notes for project in note.neighbours}
    tasks = db.execute("SELECT id, project_id FROM task") if neighbours else ()
    return frozenset(task for task, project in tasks if project in neighbours)


def refuse_left_out(notes: tuple[SentNote, ...], promised: frozenset[str], changes: Changes) -> None:
    """Raise `EditError` where an edit would change what such a copy can't bring back."""
    neighbours = {project for note in notes for project in note.neighbours}
    of_a_part = any(note.projects is not None for note in notes)
    without_rates = any(note.without_rates for note in notes)
    for table, row_id, change in changes:
        if row_id in neighbours or (table == "task" and _is_promise(row_id, change, promised, neighbours)):
            raise EditError(
                "this belongs to a neighbouring project, of which this copy only shows promised dates; ask"
                " its sender to change it"
            )
        if table == "baseline" and of_a_part:
            raise EditError("a baseline is of the whole program, not of a part; take it in the original")
        if without_rates and _says_amounts(table, change):
            raise EditError("this copy was sent without rates and costs; enter amounts in the original")


def _is_promise(row_id: str, change: RowChange, promised: frozenset[str], neighbours: set[str]) -> bool:
    return row_id in promised or (change.new or {}).get("project_id") in neighbours


def _says_amounts(table: str, change: RowChange) -> bool:
    if change.new is None:
        return False
    return entry(table).amounts or any(change.new.get(name) for name in amounts(table))
