"""A program that is open: its file with its plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from tpm_desktop.file.author import Author
from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.program_file import ProgramFile

from .plan import Plan

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """What was done beside an open program: what that gave, the changes of each edit, the last record."""

    given: T
    edits: tuple[Changes, ...]
    head: str | None


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

    def beside(self, work: Callable[[OpenProgram], T]) -> Kept[T]:
        """Let a thread of its own edit the file; what it keeps is shown here only after `take_up`.

        Raises: what the work raises; then nothing was kept. `ReadOnlyError`, `ProgramFileError`.
        """
        edits: list[Changes] = []
        with self.file.beside() as file:
            other = OpenProgram(file)

            def keep(changes: Changes) -> None:
                edits.append(changes)
                self.plan.is_behind = True

            file.listeners.append(keep)
            given = work(other)
            return Kept(given, tuple(edits), file.journal.head())

    def take_up(self, kept: Kept[T]) -> T:
        """Make known what was done beside, as if it had been done here; returns what the work gave."""
        is_newest = len(kept.edits) == 1 and self.file.journal.head() == kept.head
        for changes in kept.edits:
            self.plan.take_up(changes, is_newest=is_newest)
        return kept.given

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
