"""Commands on documents that hang on rows: attach, attachments, detach, extract."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.file.errors import TargetError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.formats import Formats
from tpm_desktop.gestures import attachments as gestures
from tpm_desktop.gestures.document_kinds import kind_of
from tpm_desktop.gestures.lookup import find_anywhere, find_row
from tpm_desktop.gestures.naming import name_of
from tpm_desktop.model.attachments import LARGEST_DOCUMENT, Attachment
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram

from .errors import CommandError
from .files import Output
from .options import File, Json
from .output import print_json, print_table

AnyRow = Annotated[str, typer.Argument(metavar="ROW-ID", help="Any row's id, code such as R-12, or name")]
Said = Annotated[str, typer.Argument(metavar="ATTACHMENT", help="The document's id or name")]
_LIMIT = f"The document, of at most {LARGEST_DOCUMENT // 1024**2} MB"


def attach(
    file: File,
    row: AnyRow,
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help=_LIMIT)],
    note: Annotated[str | None, typer.Option(help="What there is to know about it")] = None,
) -> None:
    """Attach a document to a row, and print the attachment's id."""
    with OpenProgram.open(file) as program:
        table, row_id = any_row(program, row)
        read = gestures.read_document(document, note)
        typer.echo(gestures.attach(program, table, row_id, [read])[0])


def attachments(
    file: File,
    row: Annotated[str | None, typer.Argument(metavar="[ROW-ID]", help="Of this row only")] = None,
    json: Json = False,
) -> None:
    """List the documents of a row, or all."""
    with OpenProgram.open(file, read_only=True) as program:
        found = (
            gestures.attachments_of(program.file, *any_row(program, row))
            if row
            else program.file.rows(Attachment)
        )
        if json:
            print_json([_as_json(one) for one in found])
        else:
            _print(program, found)


def detach(file: File, attachment: Said) -> None:
    """Take a document off its row; undo brings it back."""
    with OpenProgram.open(file) as program:
        gestures.detach(program, [_attachment(program.file, attachment)])


def extract(file: File, attachment: Said, output: Output) -> None:
    """Write a document to a file of its own, after proving that it is what was attached."""
    try:
        check_target(output)
        with ProgramFile.open(file, read_only=True) as program:
            write_whole(output, gestures.content_of(program, _attachment(program, attachment)))
    except TargetError as problem:
        raise CommandError(str(problem)) from None


def any_row(program: OpenProgram, said: str) -> tuple[str, str]:
    found = find_anywhere(program, said)
    if found is None:
        raise CommandError(f"no row is called {said!r}; “list FILE.tpm TABLE --json” shows the ids")
    return found


def _attachment(file: ProgramFile, said: str) -> str:
    found = find_row(file, "attachment", said)
    if found is None:
        raise CommandError(f"no document is called {said!r}; “attachments {file.path.name}” lists them")
    return found


def _as_json(one: Attachment) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "table": one.row_table,
        "row": one.row_id,
        "kind": kind_of(one.name),
        "bytes": one.size,
        "sha256": one.content,
        "note": one.note,
        "added": one.added.isoformat(timespec="minutes") if one.added else None,
        "added_by": one.added_by,
    }


def _print(program: OpenProgram, found: list[Attachment]) -> None:
    formats = Formats.of(program.file.program)
    lines = [
        [
            one.name,
            f"{entry(one.row_table).label} {name_of(program, one.row_table, one.row_id)}",
            formats.file_size(one.size),
            formats.instant(one.added, time=True),
            one.added_by or "",
        ]
        for one in found
    ]
    heads = ["Document", "On", "Size", "Added", "By"]
    print_table(heads, lines, [False, False, True, True, False])
