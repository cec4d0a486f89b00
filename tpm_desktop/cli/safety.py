"""Commands that bring work back: backups, restore, recover."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tpm_desktop.file import backups as kept
from tpm_desktop.file.restoring import restore_as
from tpm_desktop.formats import Formats

from .files import Output
from .options import File, Json
from .output import print_json, print_table


def backups(file: File, json: Json = False) -> None:
    """List the backups of a program, newest first."""
    found = kept.backups(file)
    if json:
        print_json(
            [
                {
                    "path": str(backup.path),
                    "made": backup.made.isoformat(timespec="seconds"),
                    "reason": backup.reason,
                    "file": backup.name,
                    "bytes": backup.size,
                }
                for backup in found
            ]
        )
        return
    formats = Formats()
    lines = [
        [
            formats.instant(backup.made.astimezone().replace(tzinfo=None), time=True),
            backup.reason.replace("-", " "),
            f"{backup.size / 1024:,.0f} KB",
            backup.path.name,
        ]
        for backup in found
    ]
    print_table(["Made", "Why", "Size", "Backup"], lines, [True, False, True, False])


def restore(
    backup: Annotated[str, typer.Argument(metavar="BACKUP", help="As “backups” lists it, or its path")],
    output: Output,
) -> None:
    """Make a program file of a backup; the file that it was a copy of stays as it is."""
    last = restore_as(kept.find(backup), output)
    typer.echo(f"Restored; the last edit in it is: {last.label}")


def recover(
    damaged: Annotated[Path, typer.Argument(metavar="DAMAGED.tpm", help="The file that can't be opened")],
    output: Output,
    json: Json = False,
) -> None:
    """Save every row of a damaged file that can still be read, and say what is missing."""
    from tpm_desktop.file.recover import UNREAD
    from tpm_desktop.file.recover import recover as save

    recovery = save(damaged, output)
    if json:
        print_json([asdict(found) for found in recovery.tables])
        if not recovery.history_read:
            typer.echo(UNREAD, err=True)
        return
    for line in recovery.lines():
        typer.echo(line)
