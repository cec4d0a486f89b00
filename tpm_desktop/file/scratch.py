"""A what-if copy of an open program: in memory, to be edited freely, and nothing of it reaches the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NoReturn

from .changes import Changes
from .connection import in_memory, reason
from .errors import EditError, ProgramFileError, ReadOnlyError
from .hanging import HANGING
from .lineage import Lineage
from .program_file import ProgramFile

NOT_PROPOSED = ("change_request", "change_option", "exception_report", *HANGING)
"""What a proposal leaves out: requests themselves, and documents, whose bytes it could not hold."""


class ScratchFile(ProgramFile):
    """An ordinary program file, with its own undo, that is forgotten when it is closed."""

    def __init__(self, present: ProgramFile) -> None:
        """Raises: `ProgramFileError` where the file can't be read."""
        self._begun = str(present.journal.head())
        db = in_memory()
        try:
            present.pour_into(db)
            db.execute("PRAGMA foreign_keys = ON")
            super().__init__(present.path, read_only=False, lock=None, author=present.author, db=db)
        except sqlite3.Error as error:
            db.close()
            raise ProgramFileError(f"no what-if copy can be made: {reason(error)}") from None
        self.sent, self.promised = present.sent, present.promised
        self._backups.wait()

    @property
    def proposed(self) -> Changes:
        """The net of all that was edited in it."""
        return without_own(self.journal.net(self._begun, str(self.journal.head())))

    def beside(self) -> NoReturn:
        """Memory has one connection. Raises: `ReadOnlyError`."""
        raise ReadOnlyError("a what-if copy takes no documents and no merge; do that in the program itself")

    def again(self) -> Callable[[], ProgramFile]:
        """Opens what it holds now once more, for reading in a thread of its own."""
        content, path, author = self._db.serialize(), self.path, self.author

        def opened() -> ProgramFile:
            db = in_memory()
            db.deserialize(content)
            return ProgramFile(path, read_only=True, lock=None, author=author, db=db)

        return opened


def edited_in(copy: ProgramFile, since: Lineage) -> Changes:
    """The net of what was edited in a copy of a program after it parted from it.

    Raises: `EditError` for a file that is no copy of that program.
    """
    shared = copy.journal.lineage().newest_shared(since)
    if len(shared) != 1:
        raise EditError(f"{copy.path.name} is no copy of this program; make one with “copy” and edit that")
    return without_own(copy.journal.net(shared[0], str(copy.journal.head())))


def without_own(changes: Changes) -> Changes:
    """The changes that can be proposed."""
    return Changes({table: rows for table, rows in changes.tables.items() if table not in NOT_PROPOSED})
