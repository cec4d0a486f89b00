"""A program that is open: its file with its plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from tpm_desktop.file.author import Author
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.program_file import ProgramFile

from .plan import Plan


class OpenProgram:
    """What the window and the command line work on."""

    def __init__(self, file: ProgramFile) -> None:
        """Raises: `ProgramFileError` where the file's plan can't be computed; the file is closed then."""
        self.file = file
        try:
            self.plan = Plan(file)
        except EditError as error:
            file.close()
            raise ProgramFileError(f"{file.path.name} can't be scheduled: {error}") from error
        except BaseException:
            file.close()
            raise

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, author: Author | None = None) -> Self:
        """Open a file with its plan. Raises: `ProgramFileError`."""
        return cls(ProgramFile.open(path, read_only=read_only, author=author))

    @classmethod
    def create(cls, path: Path | str, *, author: Author | None = None, **program: Any) -> Self:
        """Make a new file and open it. Raises: `ProgramFileError`."""
        return cls(ProgramFile.create(path, author=author, **program))

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
