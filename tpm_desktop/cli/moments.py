"""Moments as people name them on the command line: a record, a date, a date with a time, an issued pack."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated

import typer

from tpm_desktop.file.compare import record_at
from tpm_desktop.file.issued import last_issue
from tpm_desktop.file.journal import Journal, JournalRecord
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats.locales import within_quotes
from tpm_desktop.gestures.packs import issue_said

from .errors import CommandError

_LEAST = 4  # characters of a record's id
_ISSUED = "issued"

Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Not before this date, or date and time, such as 2026-05-04T16:00"),
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Not after this date, or date and time")]


def moment(said: str, *, end_of_day: bool) -> datetime:
    """An instant of this computer's clock; a date alone is its beginning or its end."""
    try:
        if len(said) > len("2026-05-04"):
            return datetime.fromisoformat(said).astimezone()
        day = date.fromisoformat(said)
    except ValueError:
        raise CommandError(f"{said!r} is no date; write 2026-05-04 or 2026-05-04T16:00") from None
    return datetime.combine(day, time(23, 59, 59) if end_of_day else time.min).astimezone()


def record_named(journal: Journal, said: str) -> JournalRecord:
    """The record whose id begins so."""
    found = journal.named(said) if len(said) >= _LEAST else []
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(f"{len(found)} records begin with {said!r}; write more of its id")
    raise CommandError(f"no record begins with {said!r}; “log --json” shows their ids")


def moment_then(file: ProgramFile, said: str) -> tuple[str, date | datetime | str]:
    """The id of the record that a person named, and how the moment is told to people.

    It is the last one by the end of a date, or by a date and time; “issued” is that of the last issued pack.
    """
    if said == _ISSUED:
        issue = last_issue(file)
        return issue.id, issue_said(file, issue)
    if "-" not in said:
        record = record_named(file.journal, said)
        return record.id, f"“{within_quotes(record.label)}”"
    at = moment(said, end_of_day=True)
    told = at.replace(tzinfo=None) if len(said) > len("2026-05-04") else at.date()
    return record_at(file.journal, at).id, told
