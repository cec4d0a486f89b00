"""Commands on the journal: log, undo, redo, verify."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from tpm_desktop.file.audit import Asked, Audited, audit, ever
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.take_back import take_back
from tpm_desktop.file.verify import verify as verified
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.model.catalogue import CATALOGUE, entry, table_names
from tpm_desktop.plan import OpenProgram

from .cells import from_to
from .errors import CommandError
from .moments import Since, Until, moment, record_named
from .options import File, Json
from .output import print_json, print_table


def log(
    file: File,
    json: Json = False,
    person: Annotated[str, typer.Option(metavar="NAME", help="Only by a person, or part of the name")] = "",
    project: Annotated[
        str, typer.Option(metavar="ID", help="Only changes of a project: code, name or id")
    ] = "",
    table: Annotated[str, typer.Option(metavar="TABLE", help="Only changes of a table")] = "",
    field: Annotated[str, typer.Option(metavar="FIELD", help="Only changes of a field")] = "",
    since: Since = None,
    until: Until = None,
) -> None:
    """List what was done, newest first; asked for a project, table or field, also from what to what."""
    _refuse_unknown(table, field)
    with ProgramFile.open(file, read_only=True) as program:
        asked = Asked(
            person=person,
            project=_project(program, project),
            table=table,
            field=field,
            since=moment(since, end_of_day=False) if since else None,
            until=moment(until, end_of_day=True) if until else None,
        )
        found = audit(program, asked)
        if json:
            print_json([_as_json(one) for one in found])
        else:
            _print(program, found, cells=asked.of_cells)


def _refuse_unknown(table: str, field: str) -> None:
    if table and table not in table_names():
        raise typer.BadParameter(f"there is no table {table!r}; there are {', '.join(table_names())}")
    tables = [about for about in CATALOGUE if not table or about.name == table]
    if field and not any(field in about.fields for about in tables):
        fields = ", ".join(tables[0].fields) if table else "see “list TABLE --json”"
        raise typer.BadParameter(f"there is no field {field!r}; {fields}")


def _project(program: ProgramFile, said: str) -> str | None:
    """The project's id; one that is gone can only be named by it."""
    return (find_row(program, "project", said) or said) if said else None


def _as_json(found: Audited) -> dict[str, Any]:
    record = found.record
    return {
        "id": record.id,
        "parents": list(record.parents),
        "author": record.author,
        "role": record.role,
        "device": record.device,
        "at": record.at.isoformat(),
        "kind": record.kind,
        "target": record.target,
        "label": record.label,
        "changes": [
            {
                "table": one.table,
                "id": one.row_id,
                "change": one.how,
                "field": one.field,
                "old": one.old,
                "new": one.new,
            }
            for one in found.changes
        ],
    }


def _print(program: ProgramFile, found: Iterable[Audited], *, cells: bool) -> None:
    formats, rows = Formats.of(program.program), ever(program)
    lines = []
    for one in found:
        record = one.record
        when = formats.instant(record.at.astimezone().replace(tzinfo=None), time=True)
        lines.append([when, record.who, record.label])
        for cell in one.changes if cells else ():
            named = rows.title(cell.table, cell.row_id) or entry(cell.table).label
            lines.append(["", "", f"    {from_to(formats, rows, rows, cell.table, cell)} of {named}"])
    print_table(["When", "Who", "What"], lines, [True, False, False])


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
    typer.echo(f"{file.name} is sound: {sound.records:,} records, {sound.rows:,} rows{documents}.")
