"""Writing a copy that is sent: one new file that holds what was chosen and no trace of what was not."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from tpm_desktop.model.catalogue import CATALOGUE

from . import contents
from .author import Author
from .changes import Changes, RowChange
from .connection import reason
from .copies import write_new
from .errors import EditError, ProgramFileError
from .excerpt import Chosen, Dates, excerpt
from .journal import Journal, RecordKind
from .program_file import ProgramFile
from .rows import Rows
from .sent_note import SentNote, add_note, in_all


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written.

    note: of the copy, with what earlier sendings had left out. rows: how many of each table; promised: tasks
    of neighbours among them.
    """

    note: SentNote
    rows: dict[str, int]
    promised: int
    size: int  # bytes


def send(file: ProgramFile, target: Path, chosen: Chosen, dates: Dates, note: str = "") -> Sent:
    """Write a copy to be sent; a complete one is the file itself with a note of its sending.

    Args: dates: of every task, for the promises of neighbours. note: what its receiver shall read.
    Raises: `ProgramFileError`; then the target is as it was.
    """
    found = excerpt(Rows.of(file), chosen, dates)
    made = SentNote.made(
        file.author.who,
        str(file.journal.head()),
        file.path.name,
        note,
        chosen.projects,
        found.neighbours,
        rates=chosen.rates,
        history=chosen.complete,
        documents=chosen.documents,
    )
    if chosen.complete:
        file.save_copy(target, lambda db: add_note(db, made))
    else:
        _write_excerpt(file, target, found.rows, made)
    told = in_all([*file.sent, made])
    tasks = found.rows.table("task").values()
    return Sent(
        note=told,
        rows={about.name: len(found.rows.table(about.name)) for about in CATALOGUE},
        promised=sum(task["project_id"] in told.neighbours for task in tasks),
        size=target.stat().st_size,
    )


def _write_excerpt(file: ProgramFile, target: Path, rows: Rows, note: SentNote) -> None:
    label = f"Copy of {file.program.name}"

    def fill(db: sqlite3.Connection) -> None:
        _write_rows(db, rows, file.author, label)
        contents.fill(db, file.content)
        for one in (*file.sent, note):
            add_note(db, one)

    try:
        write_new(target, fill)
    except EditError as problem:  # a record can't hold so many rows
        raise ProgramFileError(f"{target.name} can't be written: {problem}") from None
    except (sqlite3.Error, OSError) as error:
        raise ProgramFileError(f"{target.name} can't be written: {reason(error)}") from None


def _write_rows(db: sqlite3.Connection, rows: Rows, author: Author, label: str) -> None:
    """All rows with the one record that made them."""
    made = Changes()
    for about in CATALOGUE:
        names = [column.name for column in about.table.columns]
        listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        found = rows.table(about.name)
        db.executemany(
            f'INSERT INTO "{about.name}" ({listed}) VALUES ({marks})',
            [[row[name] for name in names] for row in found.values()],
        )
        if found:
            made.tables[about.name] = {row_id: RowChange(None, row) for row_id, row in found.items()}
    Journal(db).append(made, author, RecordKind.EDIT, label, None, parents=())
