"""A program as it was after one of its records: in memory, for reading only, with the history up to then."""

from __future__ import annotations

import sqlite3

from . import contents, row_defence
from .changes import Changes
from .connection import in_memory, reason
from .errors import EditError, ProgramFileError
from .journal import Journal, JournalRecord
from .program_file import ProgramFile
from .steps import translated
from .writing import write_changes


class PastFile(ProgramFile):
    """record: the one after which it was so; since: what was changed from then until now."""

    def __init__(self, present: ProgramFile, record_id: str) -> None:
        """Raises: `ProgramFileError` where the history does not lead back to it; `KeyError` of no record."""
        self.record: JournalRecord = present.journal.record(record_id)
        self.since: Changes = _since(present, record_id)
        db = in_memory()
        try:
            present.pour_into(db)
            super().__init__(present.path, read_only=True, lock=None, author=present.author, db=db)
            write_changes(db, self.since.inverse())
            _forget_later(db, self.journal, record_id)
            _forget_contents(db, self.journal)
            row_defence.check_rows(db, present.path.name)
            db.execute("PRAGMA query_only = ON")
        except (sqlite3.Error, EditError, ProgramFileError) as error:
            db.close()
            raise ProgramFileError(f"the history does not lead back to that edit: {reason(error)}") from None


def _since(present: ProgramFile, record_id: str) -> Changes:
    head = present.journal.head()
    assert head is not None  # there is a record, so there is a newest one
    try:
        return present.journal.net(record_id, head)
    except (KeyError, StopIteration):  # records are missing; opening has said so
        raise ProgramFileError("records are missing between that edit and now; use a backup") from None


def _forget_later(db: sqlite3.Connection, journal: Journal, record_id: str) -> None:
    """Only what the record follows from is its history."""
    lineage = journal.lineage()
    kept = lineage.ancestors(record_id)
    later = [(one,) for one in lineage.parents if one not in kept]
    db.execute("BEGIN")
    db.executemany("DELETE FROM journal WHERE id = ?", later)
    db.execute("COMMIT")


def _forget_contents(db: sqlite3.Connection, journal: Journal) -> None:
    """Documents that were attached later only; most files have none, and need no reading of the history."""
    if contents.total(db):
        records = (translated(Changes.from_json(one.text), one.schema) for one in journal.all_stored())
        contents.keep_only(db, contents.named_in(records))
