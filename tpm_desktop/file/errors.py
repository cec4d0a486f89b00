"""What can go wrong with a program file, each in one line that says what to do."""

from __future__ import annotations


class ProgramFileError(Exception):
    """A file can't be created, opened or written."""


class ReadOnlyError(ProgramFileError):
    """An edit of a file that was opened for reading only."""


class EditError(Exception):
    """An edit that the file's rules refuse; nothing of its transaction is kept."""
