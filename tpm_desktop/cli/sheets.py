"""A register as a sheet: written for a spreadsheet, and taken back after each row was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tpm_desktop.file.errors import BackupError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram

from .broken import telling_broken
from .errors import CommandError
from .output import print_json

if TYPE_CHECKING:
    from tpm_desktop.exchange.sheets import Incoming


def export_sheet(file: Path, table: str, target: Path) -> None:
    """Write all rows of a register."""
    from tpm_desktop.exchange.sheets import export_table

    with ProgramFile.open(file, read_only=True) as program:
        export_table(program, table, target)


def import_sheet(
    file: Path,
    table: str,
    sheet: Path,
    *,
    preview: bool,
    partly: bool,
    duplicates: bool,
    backup: bool,
    json: bool,
    columns: Sequence[str],
) -> None:
    """Say what becomes of each row, then take them; none where one is refused or perhaps there already.

    Args: partly: take the others then; duplicates: take also what is perhaps there already; columns: what
    headings mean, as HEADING=FIELD.
    """
    from tpm_desktop.exchange.sheets import Fate, read_table, take_rows, with_rules

    with OpenProgram.open(file, read_only=preview) as program:
        incoming = with_rules(program, read_table(program.file, table, sheet, _mapping(table, columns)))
        if duplicates:
            incoming = incoming.with_duplicates([row.line for row in incoming.of(Fate.DUPLICATE)])
        left_out = bool(incoming.of(Fate.REFUSED) or incoming.of(Fate.DUPLICATE))
        takes = not preview and (partly or not left_out)
        if takes:
            try:
                with telling_broken(program):
                    take_rows(program, incoming, backed_up=backup)
            except BackupError as problem:
                raise CommandError(
                    f"{problem}, so nothing was imported; --no-backup imports without one"
                ) from None
    if not takes and not preview:
        raise CommandError(_why_not(incoming))
    if json:
        print_json(_as_json(incoming, takes))
        return
    for line in _lines(incoming):
        typer.echo(line)


def _why_not(incoming: Incoming) -> str:
    from tpm_desktop.exchange.sheets import Fate

    refused, doubtful = incoming.of(Fate.REFUSED), incoming.of(Fate.DUPLICATE)
    what = "can't be taken, so none is" if refused else "are perhaps there already, so none is taken"
    found = refused or doubtful
    mends = "--preview shows all, --partly takes the others"
    mends += ", --duplicates those as well" if not refused else ""
    return (
        f"{len(found)} of {len(incoming.rows)} rows {what}; the first is line {found[0].line}, "
        f"{found[0].told[0]}; {mends}"
    )


def _mapping(table: str, columns: Sequence[str]) -> dict[str, str | None]:
    """The field by heading. Raises: `CommandError` where one is no column of the register."""
    known, found = set(entry(table).fields), {}
    for said in columns:
        heading, _, field = (part.strip() for part in said.rpartition("="))
        if not heading or (field and field not in known):
            raise CommandError(
                f"{said!r} says no column of {table}; write HEADING=FIELD, such as “Text=text”"
            )
        found[heading] = field or None
    return found


def _lines(incoming: Incoming) -> list[str]:
    from tpm_desktop.exchange.sheets import Fate

    said = [f"{incoming.said()}"]
    said += [f"the column “{head}” means nothing here and is left out" for head in incoming.unknown]
    for row in incoming.rows:
        if row.fate is not Fate.SAME:
            told = f": {'; '.join(row.told)}" if row.told else ""
            said.append(f"line {row.line}, {row.called} is {row.fate}{told}")
    return said


def _as_json(incoming: Incoming, taken: bool) -> object:
    rows = [
        {"line": row.line, "id": row.row_id, "fate": row.fate.name.lower(), "told": list(row.told)}
        for row in incoming.rows
    ]
    return {"taken": taken, "rows": rows, "unknown": list(incoming.unknown)}
