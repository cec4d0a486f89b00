"""The diff command: what differs between two files, or since a moment, and what follows from it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.file.compare import How, RowDifference, counted
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.wording import within
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compare_words import ARROW, along_words, told_rows
from tpm_desktop.plan.compared import Compared

from .consequences import consequences, print_consequences
from .moments import moment_then
from .options import Json
from .output import print_json

At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="RECORD|DATE|issued",
        help="One file with itself as it was after a record, at the end of a date, at 2026-05-04T16:00, or"
        " when a pack was last issued",
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
        raise typer.BadParameter("name two files, or one file and --at with a record, a date or “issued”")
    with OpenProgram.open(b or a, read_only=True) as now:
        if at is not None:
            _tell(Compared.with_record(now, *moment_then(now.file, at)), now, json=json)
            return
        with ProgramFile.open(a, read_only=True) as other:
            _tell(Compared.with_file(now, other), now, json=json)


def _tell(compared: Compared, now: OpenProgram, *, json: bool) -> None:
    if json:
        print_json(
            {
                "summary": {str(how): count for how, count in counted(compared.rows).items()},
                "changes": [_as_json(row, compared) for row in compared.rows],
                "follows": {
                    **consequences(compared.follows),
                    "moved_along": [{"id": one.row_id, "name": one.name} for one in compared.moved_along],
                },
            }
        )
        return
    formats = Formats.of(now.file.program)
    if not compared.rows:
        typer.echo("Nothing differs.")
        return
    _print(compared, formats)
    typer.echo()
    print_consequences(compared.follows, formats)
    if compared.moved_along:
        typer.echo(f"\n{along_words(len(compared.moved_along), formats)}")


def _as_json(row: RowDifference, compared: Compared) -> dict[str, Any]:
    return {
        "project": compared.project(row) or None,
        "project_id": row.project,
        "table": row.table,
        "id": row.row_id,
        "name": row.name,
        "change": row.how,
        "fields": [{"field": one.field, "old": one.old, "new": one.new} for one in row.fields],
    }


def _print(compared: Compared, formats: Formats) -> None:
    for project, in_project in groupby(told_rows(compared, formats), key=lambda row: row.project):
        typer.echo(f"\n{project}")
        for register, rows in groupby(in_project, key=lambda row: row.register):
            typer.echo(f"  {register}")
            for row in rows:
                typer.echo(f"    {row.how:8}{row.name}")
                if row.how is How.CHANGED:
                    for one in row.fields:
                        typer.echo(f"              {within(one.label)}: {one.old} {ARROW} {one.new}")
