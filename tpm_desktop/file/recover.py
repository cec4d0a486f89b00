"""Saves what can still be read of a damaged file in a new one, and says what is missing."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tpm_desktop.model.catalogue import CATALOGUE, entry

from .author import Author
from .connection import reason
from .contents import Read
from .copies import put
from .defence import LARGEST
from .errors import EditError, ProgramFileError
from .mending import Found, Mending
from .opening import seconds_to_check
from .program_file import ProgramFile
from .salvage import salvage, salvaged_contents
from .sent_note import SentNote, add_note, readable_notes


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was saved and what is missing, a `Found` for each table.

    history_read: whether there was time to read all of the history.
    """

    tables: tuple[Found, ...]
    history_read: bool = True

    def lines(self) -> list[str]:
        """For people: the sum, then a line for each table of which something is missing."""
        kept = sum(found.kept for found in self.tables)
        broken = [found for found in self.tables if not found.whole or found.from_history]
        head = f"{kept:,} rows saved" + ("; nothing is missing" if not broken else "")
        lines = [f"{entry(found.table).plural}: {_told(found)}" for found in broken]
        lines += [] if self.history_read else [UNREAD]
        return [head, *lines, "The history begins anew, so it merges with no earlier copy of the file."]


UNREAD = "The newer history was not read: it takes too long for its size, so do not trust the file."
"""What people are told of a history that swells."""


def _told(found: Found) -> str:
    parts = [f"{found.kept:,} saved"]
    parts += [f"{found.from_history:,} of them by the history alone"] if found.from_history else []
    parts += [_stand_ins(found.stand_ins)] if found.stand_ins else []
    parts += [f"{found.lost:,} lost"] if found.lost else []
    parts += ["some may be lost"] if found.unread and not found.lost else []
    for count, what, done in (
        (found.values, "value", "replaced"),
        (found.references, "reference", "cleared"),
    ):
        parts += [f"{count:,} {what}{'' if count == 1 else 's'} {done}"] if count else []
    return ", ".join(parts)


def _stand_ins(count: int) -> str:
    return (
        "one of them a stand-in for a lost one"
        if count == 1
        else f"{count:,} of them stand-ins for lost ones"
    )


def recover(damaged: Path, target: Path, *, author: Author | None = None) -> Recovery:
    """Write every readable row of a damaged file into a new one, whose history begins anew.

    A copy that was sent still says so, as far as that can be read.
    The damaged file is not touched. Rows that can't be read are taken from its history where that knows them;
    a reference to a lost row is cleared, and where a row is part of a lost one a stand-in takes its place.
    Raises: `ProgramFileError`; then there is no target.
    """
    if target.exists():
        raise ProgramFileError(f"{target.name} exists already; choose another name, or move it away first")
    try:
        if damaged.stat().st_size > LARGEST:
            raise ProgramFileError(f"{damaged.name} is too large to be a program file")
        folder = Path(tempfile.mkdtemp(prefix=".recover-", dir=target.parent))
    except OSError as error:
        name = damaged.name if not damaged.exists() else target.name
        raise ProgramFileError(f"{name} can't be used: {reason(error)}") from None
    try:
        return _recovered(damaged, target, folder, author)
    except (sqlite3.Error, OSError) as error:
        raise ProgramFileError(f"{damaged.name} can't be recovered: {reason(error)}") from None
    except EditError as error:
        raise ProgramFileError(f"{damaged.name} can't be recovered: {error}") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _recovered(damaged: Path, target: Path, folder: Path, author: Author | None) -> Recovery:
    copy = folder / "copy"
    shutil.copyfile(damaged, copy)
    with contextlib.suppress(FileNotFoundError):  # an interrupted edit is taken back in the copy
        shutil.copyfile(damaged.with_name(f"{damaged.name}-journal"), folder / "copy-journal")
    read, past = salvage(copy, seconds_to_check(damaged))
    with salvaged_contents(copy) as (content, sizes):
        mending = Mending(read, past.rows, damaged.stem, sizes)
        if mending.empty:
            raise ProgramFileError(f"nothing of {damaged.name} can be read; use a backup")
        part = folder / target.name
        with ProgramFile.create(part, author=author) as made:
            _fill(made, mending, content, f"Recover {damaged.name}")
        _add_notes(part, readable_notes(read["sent_copy"].rows))
    ProgramFile.open(part, read_only=True).close()
    put(part, target)
    return Recovery(tuple(mending.found.values()), past.in_time)


def _add_notes(part: Path, notes: Iterable[SentNote]) -> None:
    """What was sent stays what it was: its limits with it."""
    with contextlib.closing(sqlite3.connect(part)) as db, db:
        for note in notes:
            add_note(db, note)


def _fill(made: ProgramFile, mending: Mending, content: Read, label: str) -> None:
    """The rows take the place of those that a new file has."""
    program = made.program
    with made.transaction(label) as edit:
        edit.sources.append(content)
        edit.remove("calendar", str(program.calendar_id))
        edit.remove("program", program.id)
        for about in CATALOGUE:
            rows = mending.rows[about.name]
            edit.add_all(about.name, [{"id": row_id, **values} for row_id, values in rows.items()])
