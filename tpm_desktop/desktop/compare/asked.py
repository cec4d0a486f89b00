"""What a program is to be compared with, and the whole answer; worked out in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tpm_desktop.file.issued import last_issue
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.formats.locales import within_quotes
from tpm_desktop.gestures.packs import issue_said
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.compare_words import Figure, ToldRow, figures, since_words, told_rows
from tpm_desktop.plan.compared import Compared
from tpm_desktop.plan.comparison import Comparison, Moved

from .followed import Followed, followed
from .lines import Line, lines_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One of four: another file; a record of the program's own journal with its label; the end of a day; when
    a pack was last issued."""

    file: Path | None = None
    record: str = ""
    label: str = ""
    day: date | None = None
    issued: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A comparison that no longer needs its files. since: the moment or the file, in words."""

    since: str
    is_file: bool
    is_same_program: bool
    program: str
    rows: list[ToldRow]
    followed: list[Followed]
    figures: list[Figure]
    follows: Comparison
    moved_along: tuple[Moved, ...]
    lines: list[Line]
    now: State
    formats: Formats


@contextmanager
def opened(path: Path, asked: Asked) -> Iterator[tuple[OpenProgram, Compared]]:
    """Open what is compared, for reading, and compare. Raises: `ProgramFileError`, `EditError`."""
    with OpenProgram.open(path, read_only=True) as program:
        if asked.file is not None:
            with ProgramFile.open(asked.file, read_only=True) as other:
                yield program, Compared.with_file(program, other)
            return
        if asked.day is not None:
            yield program, Compared.with_day(program, asked.day)
            return
        if asked.issued:
            issue = last_issue(program.file)
            yield program, Compared.with_record(program, issue.id, issue_said(program.file, issue))
            return
        yield program, Compared.with_record(program, asked.record, f"“{within_quotes(asked.label)}”")


def answered(path: Path, asked: Asked) -> Answer:
    """Compare and tell all of it."""
    with opened(path, asked) as (program, compared):
        formats = Formats.of(program.file.program)
        return Answer(
            since=since_words(compared.since, formats),
            is_file=asked.file is not None,
            is_same_program=compared.is_same_program,
            program=program.file.program.name,
            rows=told_rows(compared, formats),
            followed=followed(compared, formats),
            figures=figures(compared, formats),
            follows=compared.follows,
            moved_along=compared.moved_along,
            lines=lines_of(compared),
            now=compared.now,
            formats=formats,
        )
