"""The copy command: a copy to send, with all of a program or a part of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.sending import Sent
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.sent_words import counted, left_out

from .errors import CommandError
from .options import File, Json
from .output import print_json

_NO_HISTORY = "A copy of a part comes without history, which would tell the rest."


def copy(
    file: File,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT.tpm", help="The copy to write")],
    project: Annotated[
        list[str] | None,
        typer.Option("--project", metavar="CODE", help="Only this project: code, name or id; repeatable"),
    ] = None,
    without_rates: Annotated[
        bool, typer.Option("--without-rates", help="Leave rates, costs and amounts out")
    ] = False,
    without_history: Annotated[
        bool, typer.Option("--without-history", help="Leave the history out, as it is where anything else is")
    ] = False,
    without_documents: Annotated[
        bool, typer.Option("--without-documents", help="Leave attached documents out")
    ] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What its receiver shall read")] = "",
    json: Json = False,
) -> None:
    """Write a copy to send; what is edited in it merges back into the file, also without the history."""
    if output.exists():
        raise CommandError(f"{output.name} exists already; choose another name, or move it away first")
    with OpenProgram.open(file, read_only=True) as program:
        projects = [_project(program.file, said) for said in project or ()]
        chosen = choose(
            projects,
            rates=not without_rates,
            history=not without_history,
            documents=not without_documents,
        )
        sent = send_copy(program, output, chosen, note)
        size = Formats.of(program.file.program).file_size(sent.size)
    if json:
        print_json(_as_json(sent))
        return
    typer.echo(f"{output.name} ({size}) holds {counted(sent)}{left_out(sent.note)}.")
    if sent.note.without_history and not without_history:
        typer.echo(_NO_HISTORY)


def _project(program: ProgramFile, said: str) -> str:
    found = find_row(program, "project", said)
    if found is None:
        raise CommandError(f"no component project is called {said!r}; “list project” shows what there is")
    return found


def _as_json(sent: Sent) -> dict[str, object]:
    note = sent.note
    return {
        "sender": note.sender,
        "sent": note.sent.isoformat(timespec="seconds"),
        "base": note.base,
        "projects": None if note.projects is None else sorted(note.projects),
        "neighbours": sorted(note.neighbours),
        "without_rates": note.without_rates,
        "without_history": note.without_history,
        "without_documents": note.without_documents,
        "rows": sent.rows,
        "promised": sent.promised,
        "bytes": sent.size,
    }
