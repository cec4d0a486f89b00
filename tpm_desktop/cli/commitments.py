"""The commitments command: what component projects owe each other, and what the plan makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.gestures.mailed_givers import take_told
from tpm_desktop.plan import OpenProgram, State, instant
from tpm_desktop.plan.commitment_words import giver, lacks, lacks_text, margin_text, need_text, receiver
from tpm_desktop.plan.commitments import Outlook, Promise, commitments, uncommitted
from tpm_desktop.plan.dependency_findings import Finding, dependency_findings
from tpm_desktop.planning.columns import NONE

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Project = Annotated[str, typer.Option("--project", metavar="ID", help="Only what this project gives or gets")]


Findings = Annotated[
    bool, typer.Option("--findings", help="Only what is wrong: late, unkept, unowned, not agreed, loops")
]


ToldBy = Annotated[
    Path | None,
    typer.Option("--told-by", metavar="MAILED.tpm", help="Take the dates of external givers from their file"),
]


def commitments_(
    file: File, project: Project = "", findings: Findings = False, told_by: ToldBy = None, json: Json = False
) -> None:
    """List what component projects owe each other, with need, promise and forecast compared."""
    if told_by is not None:
        _take(file, told_by, json=json)
        return
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        if findings:
            if project:
                raise typer.BadParameter("findings are of the whole program; leave --project out")
            _print_findings(dependency_findings(state, formats), json=json)
            return
        every = commitments(state)
        found = every if not project else _of(every, _project_row(program, project))
        loose = uncommitted(state, every)
        if json:
            print_json([promise_json(state, one) for one in found])
        else:
            _print(state, found, loose, formats)


def _take(file: Path, mailed: Path, *, json: bool) -> None:
    with OpenProgram.open(file) as program, OpenProgram.open(mailed, read_only=True) as other:
        formats = Formats.of(program.file.program)
        told = take_told(program, other)
    if json:
        print_json(
            [
                {
                    "id": one.id,
                    "title": one.title,
                    "meant": one.meant,
                    "forecast": [one.was.isoformat() if one.was else None, one.will.isoformat()],
                }
                for one in told
            ]
        )
    elif told:
        lines = [[one.title, one.meant, formats.date(one.was) or "–", formats.date(one.will)] for one in told]
        print_table(["Commitment", "There", "Was", "Now"], lines, [False, False, True, True])
    else:
        typer.echo(f"{mailed.name} says what was known already.")


def _print_findings(found: Sequence[Finding], *, json: bool) -> None:
    if json:
        print_json(
            [
                {"kind": one.kind.value, "what": one.what, "said": one.said, "table": one.table, "id": one.id}
                for one in found
            ]
        )
    elif found:
        print_table(["What", "Finding"], [[one.what, one.said] for one in found], [False, False])
    else:
        typer.echo("Nothing is found: all that crosses between projects is agreed and kept.")


def _project_row(program: OpenProgram, said: str) -> int:
    row_id = find_row(program.file, "project", said)
    if row_id is None:
        raise CommandError(f"no component project is called {said!r}; “list project” shows what there is")
    return program.plan.state.outline.row[row_id]


def _of(promises: Sequence[Promise], row: int) -> list[Promise]:
    return [one for one in promises if row in (one.giver, one.receiver)]


def promise_json(state: State, one: Promise) -> dict[str, Any]:
    """A commitment as JSON: dates as ISO minutes, a bare day as its last minute; margins in minutes."""
    texts = state.inputs.tables["commitment"].texts
    return {
        "id": one.id,
        "code": texts["code"][one.row],
        "title": texts["title"][one.row],
        "giver": giver(state, one) or None,
        "receiver": receiver(state, one) or None,
        "giving_task": _task(state, one.giving),
        "receiving_task": _task(state, one.receiving),
        "link": state.inputs.tables["link"].ids[one.link] if one.link >= 0 else None,
        "criterion": texts["criterion"][one.row],
        "status": one.status.value,
        "needed": iso(one.needed),
        "need": one.need.value,
        "promised": iso(one.promised),
        "forecast": iso(one.forecast),
        "margin": None if one.margin == NONE else one.margin,
        "slip": None if one.slip == NONE else one.slip,
        "outlook": one.outlook.value,
        "findings": [lack.value for lack in lacks(state, one)],
    }


def iso(at: int) -> str | None:
    """An instant of the engine as ISO minutes, None for none."""
    when = instant(at)
    return when.isoformat(timespec="minutes") if when else None


def _task(state: State, row: int) -> dict[str, str] | None:
    return {"id": state.outline.ids[row], "name": state.names[row]} if row >= 0 else None


def _print(state: State, found: Sequence[Promise], loose: Sequence[int], formats: Formats) -> None:
    texts = state.inputs.tables["commitment"].texts
    lines = [
        [
            texts["code"][one.row] or "",
            texts["title"][one.row] or "",
            giver(state, one) or "–",
            receiver(state, one) or "–",
            need_text(one, formats),
            formats.date(instant(one.promised)),
            formats.date(instant(one.forecast)),
            margin_text(one, formats),
            one.status.label,
            one.outlook.value,
            lacks_text(state, one, formats),
        ]
        for one in found
    ]
    heads = ["Code", "Commitment", "Giver", "Receiver", "Needed", "Promised", "Forecast", "Margin", "Status"]
    right = [False, False, False, False, True, True, True, True, False, False, False]
    print_table([*heads, "Outlook", ""], lines, right)
    late = sum(one.outlook is Outlook.LATE for one in found)
    count = "1 commitment" if len(found) == 1 else f"{len(found)} commitments"
    typer.echo(f"\n{count}, {late} late.")
    if loose:
        links = "link" if len(loose) == 1 else "links"
        typer.echo(f"{len(loose)} {links} between component projects without a commitment that is agreed:")
        for row in loose:
            before, after = (
                state.names[int(ends[row])]
                for ends in (state.inputs.links.predecessor, state.inputs.links.successor)
            )
            typer.echo(f"    {before} → {after}")
