"""What can go wrong with a program file, each in one line that says what to do."""

from __future__ import annotations

from pathlib import Path


class ProgramFileError(Exception):
    """A file can't be created, opened or written."""


class ReadOnlyError(ProgramFileError):
    """An edit of a file that was opened for reading only."""


class BackupError(ProgramFileError):
    """The copy that is made before something changes much can't be written; nothing was changed."""


class TargetError(Exception):
    """A file that can't be written beside a program; the message says why and what to do."""


class EditError(Exception):
    """An edit that the file's rules refuse; nothing of its transaction is kept."""


def named(path: Path) -> str:
    """What messages call a file: its name, or the whole path where that has none, as “.” has."""
    return path.name or str(path)
