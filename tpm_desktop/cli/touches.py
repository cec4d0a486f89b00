"""The touches command: what a row has to do with others; ties are made and taken away."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tpm_desktop.gestures.naming import name_of
from tpm_desktop.gestures.touches import Touched, touch, touching, untouch
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram

from .documents import AnyRow, any_row
from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Other = Annotated[str, typer.Option(metavar="ROW-ID", help="Say that it touches this row")]
Gone = Annotated[str, typer.Option(metavar="ROW-ID", help="Say that it no longer touches this row")]
Why = Annotated[str, typer.Option(help="With --add: what the two have to do with each other")]


def touches(
    file: File, row: AnyRow, add: Other = "", remove: Gone = "", note: Why = "", json: Json = False
) -> None:
    """List what a row touches, seen from either side; tie it to another row, or untie it."""
    with OpenProgram.open(file, read_only=not (add or remove)) as program:
        table, row_id = any_row(program, row)
        if add:
            touch(program, table, [row_id], any_row(program, add), note)
        if remove:
            other = any_row(program, remove)
            ids = [
                one.touch_id
                for one in touching(program.file, table, [row_id])
                if (one.table, one.row_id) == other
            ]
            if not ids:
                raise CommandError(
                    f"{row!r} does not touch {remove!r}; “touches {file.name} {row}” lists what it does"
                )
            untouch(program, ids)
        found = touching(program.file, table, [row_id])
        if json:
            print_json([_as_json(program, one) for one in found])
        elif found:
            lines = [
                [name_of(program, one.table, one.row_id), entry(one.table).label, one.note] for one in found
            ]
            print_table(["Touches", "Register", "Why"], lines, [False] * 3)
        else:
            typer.echo("It touches no other row.")


def _as_json(program: OpenProgram, one: Touched) -> dict[str, Any]:
    return {
        "id": one.touch_id,
        "table": one.table,
        "row": one.row_id,
        "name": name_of(program, one.table, one.row_id),
        "note": one.note or None,
    }
