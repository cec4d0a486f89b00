"""The merge command: two copies of a file that were edited apart, as one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.file.changes import Values
from tpm_desktop.file.compare import counted
from tpm_desktop.file.conflicts import Conflict, Side, prefer
from tpm_desktop.file.errors import BackupError
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merge_words import row_name, sentence
from tpm_desktop.plan.merging import Disputed, Proposal, merge_in, propose

from .consequences import in_short, summary
from .errors import CommandError
from .options import Json
from .output import print_json

_CONFLICTS = 3  # exit code while some are open

Prefer = Annotated[
    Side | None,
    typer.Option("--prefer", help="Decide every conflict for one side; without it none may be left"),
]

Backup = Annotated[
    bool,
    typer.Option(
        "--backup/--no-backup", help="Merging into MINE.tpm, keep a copy of it first, or refuse if that fails"
    ),
]


def merge(
    mine: Annotated[Path, typer.Argument(metavar="MINE.tpm", help="My copy")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS.tpm", help="The other copy")],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="OUT.tpm", help="The file to write; MINE.tpm merges into it"),
    ],
    prefer_side: Prefer = None,
    backup: Backup = True,
    json: Json = False,
) -> None:
    """Merge two copies of a file; with conflicts left open nothing is written, and the exit code is 3."""
    in_place = output.exists() and mine.exists() and output.samefile(mine)
    if output.exists() and not in_place:
        raise CommandError(f"{output.name} exists already; choose another name, or move it away first")
    with (
        OpenProgram.open(mine, read_only=not in_place) as program,
        ProgramFile.open(theirs, read_only=True) as other,
    ):
        proposal = propose(program, other, prefer(prefer_side))
        if not proposal.open:
            _write(program, proposal, output, in_place=in_place, backed_up=backup)
        if json:
            print_json(_as_json(proposal, prefer_side))
        else:
            _print_conflicts(proposal, Formats.of(program.file.program), prefer_side)
            if not proposal.open:
                _print(proposal, Formats.of(program.file.program), theirs.name, output.name)
    if proposal.open:
        if not json:
            count = f"{len(proposal.open)} conflicts are" if len(proposal.open) > 1 else "one conflict is"
            typer.echo(
                f"error: {count} open, nothing was written; add --prefer mine or --prefer theirs", err=True
            )
        raise typer.Exit(_CONFLICTS)


def _write(
    program: OpenProgram, proposal: Proposal, output: Path, *, in_place: bool, backed_up: bool
) -> None:
    if in_place:
        try:
            merge_in(program, proposal, backed_up=backed_up)
        except BackupError as problem:
            raise CommandError(f"{problem}, so nothing was merged; --no-backup merges without one") from None
        return
    part = output.with_name(f".{output.name}.merging")
    try:
        program.file.save_copy(part)
        with OpenProgram.open(part) as copy:
            merge_in(copy, proposal, backed_up=False)  # mine stays as it is
        part.replace(output)
    except OSError as error:
        raise CommandError(f"{output.name} can't be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)


def _as_json(proposal: Proposal, preferred: Side | None) -> dict[str, Any]:
    merged = proposal.merged
    return {
        "written": not proposal.open,
        "records": proposal.new,
        "fast_forward": proposal.follows_on,
        "rows": {str(how): count for how, count in counted(proposal.rows()).items()},
        "conflicts": [_conflict(one, proposal, preferred) for one in proposal.disputed],
        "renumbered": [
            {
                "table": one.table,
                "id": one.row_id,
                "name": row_name(merged, one.table, one.row_id),
                "old": one.old,
                "new": one.new,
            }
            for one in proposal.renumbered
        ],
        "renamed": [
            {"document": one.document, "table": one.row[0], "id": one.row[1], "old": one.old, "new": one.new}
            for one in proposal.renamed
        ],
        "revalued": [
            {"table": table, "id": row_id, "name": row_name(merged, table, row_id)}
            for table, row_id in proposal.revalued
        ],
        "kept": [
            {"table": table, "id": row_id, "name": row_name(merged, table, row_id)}
            for table, row_id in proposal.kept
        ],
        "follows": in_short(proposal.follows),
    }


def _conflict(disputed: Disputed, proposal: Proposal, preferred: Side | None) -> dict[str, Any]:
    conflict, merged = disputed.conflict, proposal.merged
    return {
        "kind": conflict.kind,
        "table": conflict.table,
        "id": conflict.row_id,
        "name": row_name(merged, conflict.table, conflict.row_id),
        "fields": _fields(conflict),
        "removed_by": next(
            (s for s, row in _sides(conflict) if row is None and conflict.base is not None), None
        ),
        "others": [
            {"table": table, "id": row_id, "name": row_name(merged, table, row_id)}
            for table, row_id in conflict.others
        ],
        "along": [{"table": table, "id": row_id, "field": name} for table, row_id, name in conflict.along],
        "mine": _record(disputed.mine),
        "theirs": _record(disputed.theirs),
        "decided": None if disputed.is_open else preferred,
    }


def _sides(conflict: Conflict) -> list[tuple[Side, Values | None]]:
    return [(Side.MINE, conflict.mine), (Side.THEIRS, conflict.theirs)]


def _fields(conflict: Conflict) -> list[dict[str, Any]]:
    """The values that are in dispute; of whole rows those that are not the same everywhere."""
    base, mine, theirs = (side or {} for side in (conflict.base, conflict.mine, conflict.theirs))
    names = conflict.fields or [
        name
        for name in entry(conflict.table).fields
        if not base.get(name) == mine.get(name) == theirs.get(name)
    ]
    return [
        {"field": name, "base": base.get(name), "mine": mine.get(name), "theirs": theirs.get(name)}
        for name in names
    ]


def _record(record: JournalRecord | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "id": record.id,
        "author": record.author,
        "role": record.role,
        "at": record.at.isoformat(),
        "label": record.label,
    }


def _print_conflicts(proposal: Proposal, formats: Formats, preferred: Side | None) -> None:
    for one in proposal.disputed:
        decided = "" if one.is_open else f", decided for {preferred}"
        typer.echo(f"conflict{decided}: {sentence(one, proposal.merged, formats)}")


def _print(proposal: Proposal, formats: Formats, theirs: str, output: str) -> None:
    for table, row_id in proposal.kept:
        name = row_name(proposal.merged, table, row_id)
        typer.echo(f"kept: {entry(table).label} “{name}”, which more needs than the copy held")
    if not proposal.new:
        typer.echo(f"All of {theirs} is there already; {output} holds no more than before.")
        return
    for change in proposal.renumbered:
        name = row_name(proposal.merged, change.table, change.row_id)
        typer.echo(
            f"renumbered: {entry(change.table).label} “{name}” is {change.new} now, it was {change.old}"
        )
    for renamed in proposal.renamed:
        on = f"{entry(renamed.row[0]).label} “{row_name(proposal.merged, *renamed.row)}”"
        typer.echo(f"renamed: document “{renamed.old}” of {on} is “{renamed.new}” now, both copies have one")
    for table, row_id in proposal.revalued:
        name = row_name(proposal.merged, table, row_id)
        typer.echo(f"valued anew: {entry(table).label} “{name}”, by the rates of both copies")
    records, rows = _counted(proposal.new, "record"), _counted(len(proposal.changes), "row")
    typer.echo(f"Merged {records} of {theirs}; that changed {rows}.")
    for line in summary(proposal.follows, formats):
        typer.echo(line)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
