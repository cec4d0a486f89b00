"""The command that tells what is due to be told, and records what was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.attachments import read_document
from tpm_desktop.gestures.communications import record_sent
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.communications import communications, due_until, headline, week_end
from tpm_desktop.plan.due import day_of_status

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table


def communications_(
    file: File,
    until: Annotated[
        str | None,
        typer.Option(help="Up to which day; the end of the week unless given"),
    ] = None,
    sent: Annotated[str | None, typer.Option(help="Record the one of that code, or id, as sent")] = None,
    on: Annotated[str | None, typer.Option(help="The day on which it was sent; the status date")] = None,
    document: Annotated[Path | None, typer.Option(help="What was sent, to be attached")] = None,
    json: Json = False,
) -> None:
    """What is due to be told up to a day; with --sent, record that something was told."""
    with OpenProgram.open(file, read_only=sent is None) as program:
        day = day_of_status(program.plan.state)
        formats = Formats.of(program.file.program)
        if sent is not None:
            row_id = find_row(program.file, "communication", sent)
            if row_id is None:
                raise CommandError(f"no communication is called {sent!r}; list communication shows them")
            documents = [read_document(document)] if document else []
            made = record_sent(program, row_id, {"sent_on": _day(formats, on)}, documents)
            print_json({"id": made}) if json else typer.echo(made)
            return
        last = _day(formats, until) or week_end(day)
        found = communications(program.file, day)
        due = due_until(found, last)
        if json:
            print_json([
                {
                    "id": one.about.id, "code": one.about.code, "title": one.about.title, "to": one.to,
                    "due": str(one.about.next_due), "late": one.late,
                    "last": str(one.last) if one.last else None,
                }
                for one in due
            ])  # fmt: skip
            return
        typer.echo(headline(found) + ".")
        rows = [
            [one.about.code or "", one.about.title, one.to, formats.date(one.about.next_due),
             f"{one.late} d late" if one.late else one.when.value]
            for one in due
        ]  # fmt: skip
        if rows:
            print_table(["Code", "What", "To", "Due", ""], rows, [False] * 5)


def _day(formats: Formats, typed: str | None) -> date | None:
    return formats.parse_date(typed) if typed else None
