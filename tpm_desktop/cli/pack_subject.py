"""What a pack is asked about, as typed: since when, of which request, meeting or part of the history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tpm_desktop.file.audit import Asked
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compared import Compared

from .asked import asked_of, refuse_unknown
from .errors import CommandError
from .moments import moment_then

if TYPE_CHECKING:
    from tpm_desktop.reports import Pack, Subject

_ENDING = ".tpm"


@dataclass(frozen=True, slots=True)
class Typed:
    """The options of `report` that say what a pack is about; each is empty where it isn't given."""

    since: str | None
    request: str
    meeting: str
    person: str
    project: str
    table: str
    field: str
    until: str | None

    def refuse_what_it_is_not_about(self, pack: Pack) -> None:
        """Wrong usage where the pack can't be asked so."""
        if self.request and pack.key != "capital-request":
            raise typer.BadParameter("only “report capital-request” is about one --request")
        if self.meeting and not pack.meets:
            raise typer.BadParameter("only “report agenda” and “report minutes” are of a --meeting")
        if pack.compares and self.since is None:
            raise typer.BadParameter(
                f"{pack.key!r} compares; add --since with a date, a record or an earlier file"
            )
        if self.since is not None and not (pack.compares or pack.tells_changes or pack.audits):
            raise typer.BadParameter(f"{pack.key!r} does not tell what changed; leave --since out")
        parts = (self.person, self.project, self.table, self.field, self.until)
        if not pack.audits and any(parts):
            raise typer.BadParameter("only the audit extract can be asked for a part; “report audit”")

    @contextmanager
    def subject(self, pack: Pack, program: OpenProgram) -> Iterator[Subject]:
        """What is meant, while what it is compared with is open. Raises: `CommandError`."""
        from tpm_desktop.reports import Subject

        if pack.audits:
            yield Subject(asked=self._asked(program))
            return
        request_id = named_row(program, "capital_request", self.request)
        meeting_id = named_row(program, "meeting", self.meeting)
        with _compared(program, self.since) as compared:
            yield Subject(compared=compared, request_id=request_id, meeting_id=meeting_id)

    def _asked(self, program: OpenProgram) -> Asked:
        refuse_unknown(self.table, self.field)
        return asked_of(
            program.file, self.person, self.project, self.table, self.field, self.since, self.until
        )


def named_row(program: OpenProgram, table: str, said: str) -> str | None:
    """The row that is asked for, None where none is."""
    if not said:
        return None
    row_id = find_row(program.file, table, said)
    if row_id is None:
        label = entry(table).one
        raise CommandError(f"no {label} is called {said!r}; “list {table}” shows what there is")
    return row_id


@contextmanager
def _compared(program: OpenProgram, since: str | None) -> Iterator[Compared | None]:
    """The program with what a person named: another file, a record, or a date."""
    if since is None:
        yield None
    elif since.lower().endswith(_ENDING):
        with ProgramFile.open(Path(since), read_only=True) as other:
            yield Compared.with_file(program, other)
    else:
        yield Compared.with_record(program, *moment_then(program.file, since))
