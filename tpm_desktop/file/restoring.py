"""Bringing a backup back: as a new file, or in place of the file that it was a copy of."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .connection import reason
from .copies import put
from .errors import ProgramFileError, named
from .journal import JournalRecord
from .program_file import ProgramFile


def restore_as(backup: Path, target: Path) -> JournalRecord:
    """Make a new program file of a backup, whole or not at all; gives the last record in it.

    Raises: `ProgramFileError` where the backup does not open, or the target exists or can't be written.
    """
    if target.exists() or target.is_symlink():
        raise ProgramFileError(f"{named(target)} exists already; choose another name, or move it away first")
    return restore_over(backup, target)


def restore_over(backup: Path, target: Path) -> JournalRecord:
    """The same in the place of a closed program file, which stays as it is until the new one is whole.

    Whoever calls has kept what was there, and holds the right to write it. Raises: `ProgramFileError`.
    """
    with ProgramFile.open(backup, read_only=True) as program:
        (last,) = program.journal.records(1)
        try:
            with tempfile.TemporaryDirectory(prefix=".restore-", dir=target.parent) as folder:
                part = Path(folder) / target.name
                program.save_copy(part)
                put(part, target)
        except OSError as error:
            raise ProgramFileError(f"{target.name} can't be written: {reason(error)}") from None
    return last
