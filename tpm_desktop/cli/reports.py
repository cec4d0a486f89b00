"""The report command: packs as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.gestures.packs import issue_pack
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compared import Compared

from .asked import ByPerson, OfField, OfProject, OfTable, asked_of, refuse_unknown
from .errors import CommandError
from .moments import Until, moment_then

if TYPE_CHECKING:
    from tpm_desktop.reports import Pack

_ENDING = ".tpm"


def report(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="Which pack; see --list")] = None,
    file: Annotated[Path | None, typer.Argument(metavar="FILE.tpm", help="The program file")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT.pdf")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|RECORD|issued|EARLIER.tpm",
            help="Tell what changed since then, or since the last issued pack (a file: against it); of an"
            " audit extract, not before",
        ),
    ] = None,
    issued: Annotated[
        bool, typer.Option("--issued", help="Note in the program that the pack is handed out now")
    ] = False,
    list_kinds: Annotated[bool, typer.Option("--list", help="The kinds, one a line, the key first")] = False,
    person: ByPerson = "",
    project: OfProject = "",
    table: OfTable = "",
    field: OfField = "",
    until: Until = None,
    request: Annotated[
        str, typer.Option(metavar="CODE", help="capital-request: which one; all unless given")
    ] = "",
    meeting: Annotated[
        str,
        typer.Option(metavar="CODE", help="agenda, minutes: which meeting; the next or last one"),
    ] = "",
) -> None:
    """Write a pack as PDF; of an audit extract, what is asked for by --person to --until and --since."""
    from tpm_desktop.reports import CATALOGUE, REQUEST_FORM, find_pack, write_pack

    if list_kinds:
        for pack in (*CATALOGUE, REQUEST_FORM):
            typer.echo(f"{pack.key}  {pack.label}: {pack.question}")
        return
    if kind is None or file is None or output is None:
        raise typer.BadParameter("name a kind, a file and a target: report status PLAN.tpm -o STATUS.pdf")
    chosen = find_pack(kind)
    if chosen is None:
        raise typer.BadParameter(
            f"there is no report {kind!r}; there are {', '.join(p.key for p in (*CATALOGUE, REQUEST_FORM))}"
        )
    _refuse_what_it_is_not_about(chosen, request, meeting)
    if chosen.compares and since is None:
        raise typer.BadParameter(f"{kind!r} compares; add --since with a date, a record or an earlier file")
    if since is not None and not (chosen.compares or chosen.tells_changes or chosen.audits):
        raise typer.BadParameter(f"{kind!r} does not tell what changed; leave --since out")
    if not chosen.audits and any((person, project, table, field, until)):
        raise typer.BadParameter("only the audit extract can be asked for a part; “report audit”")
    with OpenProgram.open(file, read_only=not issued) as program:
        if issued:  # said before the pack is written: one that nobody noted must not be handed out
            program.file.refuse_without_the_lock()
        if chosen.audits:
            refuse_unknown(table, field)
            asked = asked_of(program.file, person, project, table, field, since, until)
            write_pack(chosen, program, output, asked=asked)
        else:
            request_id = _named(program, "capital_request", request)
            meeting_id = _named(program, "meeting", meeting)
            with _compared(program, since) as compared:
                write_pack(
                    chosen, program, output, compared=compared, request_id=request_id, meeting_id=meeting_id
                )
        if issued:
            issue_pack(program, chosen.label, datetime.now())


def _refuse_what_it_is_not_about(chosen: Pack, request: str, meeting: str) -> None:
    if request and chosen.key != "capital-request":
        raise typer.BadParameter("only “report capital-request” is about one --request")
    if meeting and not chosen.meets:
        raise typer.BadParameter("only “report agenda” and “report minutes” are of a --meeting")


def _named(program: OpenProgram, table: str, said: str) -> str | None:
    """The row that is asked for, None where none is."""
    if not said:
        return None
    row_id = find_row(program.file, table, said)
    if row_id is None:
        label = entry(table).label.lower()
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
