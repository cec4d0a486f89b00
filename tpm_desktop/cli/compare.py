"""The diff command: what differs between two files, or since a moment, and what follows from it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.compare import How, RowDifference, counted, differences, net
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.rows import Rows, between
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.comparison import compare

from .cells import from_to
from .consequences import consequences, print_consequences
from .moments import record_then
from .options import Json
from .output import print_json

At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="RECORD|DATE",
        help="One file with itself as it was after a record, at the end of a date, or at 2026-05-04T16:00",
    ),
]


def diff(
    a: Annotated[Path, typer.Argument(metavar="A.tpm", help="The program as it was, or the only file")],
    b: Annotated[Path | None, typer.Argument(metavar="[B.tpm]", help="The program as it is")] = None,
    at: At = None,
    json: Json = False,
) -> None:
    """Show what differs, by project and register, and what follows: dates, slack, cost, critical path."""
    if (b is None) == (at is None):
        raise typer.BadParameter("name two files, or one file and --at RECORD or DATE")
    with OpenProgram.open(b or a, read_only=True) as now:
        rows = Rows.of(now.file)
        if at is not None:
            journal = now.file.journal
            changes = net(journal, record_then(journal, at).id, str(journal.head()))
            before = rows.after(changes.inverse())
            _tell(now, changes, before, rows, json=json)
            return
        with ProgramFile.open(a, read_only=True) as other:
            before = Rows.of(other)
            _tell(now, between(before, rows), before, rows, json=json)


def _tell(now: OpenProgram, changes: Changes, before: Rows, after: Rows, *, json: bool) -> None:
    found = differences(changes, before, after)
    earlier = State(now.plan.state.inputs.after(changes.inverse()))
    follows = compare(earlier, now.plan.state)
    if json:
        print_json(
            {
                "summary": {str(how): count for how, count in counted(found).items()},
                "changes": [_as_json(row, before, after) for row in found],
                "follows": consequences(follows),
            }
        )
        return
    formats = Formats.of(now.file.program)
    if not found:
        typer.echo("Nothing differs.")
        return
    _print(found, before, after, formats)
    typer.echo()
    print_consequences(follows, formats)


def _as_json(row: RowDifference, before: Rows, after: Rows) -> dict[str, Any]:
    return {
        "project": _project(row, before, after) or None,
        "project_id": row.project,
        "table": row.table,
        "id": row.row_id,
        "name": row.name,
        "change": row.how,
        "fields": [{"field": one.field, "old": one.old, "new": one.new} for one in row.fields],
    }


def _project(row: RowDifference, before: Rows, after: Rows) -> str:
    return after.title("project", row.project) or before.title("project", row.project)


def _print(found: list[RowDifference], before: Rows, after: Rows, formats: Formats) -> None:
    for project, in_project in groupby(found, key=lambda row: _project(row, before, after)):
        typer.echo(f"\n{project or 'The program'}")
        for table, rows in groupby(in_project, key=lambda row: row.table):
            typer.echo(f"  {entry(table).plural}")
            for row in rows:
                typer.echo(f"    {row.how:8}{row.name or row.row_id}")
                if row.how is How.CHANGED:
                    for one in row.fields:
                        typer.echo(f"              {from_to(formats, before, after, table, one)}")
