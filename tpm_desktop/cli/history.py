"""Commands on the journal: log, undo, redo, verify."""

from __future__ import annotations

from typing import Annotated

import typer

from tpm_desktop.file.audit import Asked, Trail
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.take_back import take_back
from tpm_desktop.file.verify import verify as verified
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram

from .asked import ByPerson, OfField, OfProject, OfTable, asked_of, refuse_unknown
from .cells import from_to
from .errors import CommandError
from .moments import Since, Until, record_named
from .options import File, Json
from .output import print_json, print_table


def log(
    file: File,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print an audit extract: a line a change")] = False,
    person: ByPerson = "",
    project: OfProject = "",
    table: OfTable = "",
    field: OfField = "",
    since: Since = None,
    until: Until = None,
) -> None:
    """List what was done, newest first; asked for a project, table or field, also from what to what."""
    from tpm_desktop.reports.extract import Extract, as_csv, record_as_json

    refuse_unknown(table, field)
    with ProgramFile.open(file, read_only=True) as program:
        asked = asked_of(program, person, project, table, field, since, until)
        if csv:
            typer.echo(as_csv(Extract.of(program, asked)), nl=False)
            return
        trail = Trail(program)
        if json:
            print_json([record_as_json(one) for one in trail.asked(asked)])
        else:
            _print(program, trail, asked)


def _print(program: ProgramFile, trail: Trail, asked: Asked) -> None:
    formats, rows = Formats.of(program.program), trail.rows
    lines = []
    for one in trail.asked(asked):
        record = one.record
        when = formats.instant(record.at.astimezone().replace(tzinfo=None), time=True)
        lines.append([when, record.who, record.label])
        for cell in one.changes if asked.of_cells else ():
            named = rows.title(cell.table, cell.row_id) or entry(cell.table).label
            lines.append(["", "", f"    {from_to(formats, rows, rows, cell.table, cell)} of {named}"])
    print_table(["When", "Who", "What"], lines, [True, False, False], open_end=True)


def undo(
    file: File,
    record: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this record, where nothing later builds on it")
    ] = None,
) -> None:
    """Take the last edit back, or one older record alone."""
    with OpenProgram.open(file) as program:
        if record is None:
            undone = program.file.undo()
        else:
            undone = take_back(program.file, record_named(program.file.journal, record).id)
    if undone is None:
        raise CommandError("there is nothing to undo; the log shows what was done")
    typer.echo(f"Undone: {undone.label}")


def redo(file: File) -> None:
    """Bring the last undone edit again."""
    with OpenProgram.open(file) as program:
        record = program.file.redo()
    if record is None:
        raise CommandError("there is nothing to redo; only what was just undone can be brought again")
    typer.echo(f"Done again: {record.label}")


def verify(file: File) -> None:
    """Prove that a file is sound: structure, references, values, and every record of its history."""
    sound = verified(file)
    count = "one document" if sound.documents == 1 else f"{sound.documents:,} different documents"
    documents = f", {count}" if sound.documents else ""
    records = "one record" if sound.records == 1 else f"{sound.records:,} records"
    typer.echo(f"{file.name} is sound: {records}, {sound.rows:,} rows{documents}.")
