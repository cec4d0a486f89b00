"""Commands on the journal: log, undo, redo."""

from __future__ import annotations

import typer

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table


def log(file: File, json: Json = False) -> None:
    """List what was done, newest first."""
    with ProgramFile.open(file, read_only=True) as program:
        records = program.journal.records()
        if json:
            print_json(
                [
                    {
                        "id": record.id,
                        "parents": list(record.parents),
                        "at": record.at.isoformat(),
                        "author": record.author,
                        "device": record.device,
                        "kind": record.kind,
                        "label": record.label,
                        "target": record.target,
                    }
                    for record in records
                ]
            )
            return
        formats = Formats.of(program.program)
        lines = [
            [
                formats.instant(record.at.astimezone().replace(tzinfo=None), time=True),
                record.author,
                record.label,
            ]
            for record in records
        ]
        print_table(["When", "Who", "What"], lines, [True, False, False])


def undo(file: File) -> None:
    """Take the last edit back."""
    with OpenProgram.open(file) as program:
        record = program.file.undo()
    if record is None:
        raise CommandError("there is nothing to undo; the log shows what was done")
    typer.echo(f"Undone: {record.label}")


def redo(file: File) -> None:
    """Bring the last undone edit again."""
    with OpenProgram.open(file) as program:
        record = program.file.redo()
    if record is None:
        raise CommandError("there is nothing to redo; only what was just undone can be brought again")
    typer.echo(f"Done again: {record.label}")
