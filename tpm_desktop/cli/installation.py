"""The installation command: how ready environments are, what is the matter, and checklists."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.installation import add_checklists
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.installation import ComponentLine, EnvironmentLine, environments, services
from tpm_desktop.plan.installation_lacks import lacks
from tpm_desktop.plan.installation_words import headline, installed_name, lack_words
from tpm_desktop.plan.procurement_words import day_number, day_text, iso_day

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Checklist = Annotated[
    str,
    typer.Option(
        "--checklist", metavar="CODE", help="Give this component or service the steps that it lacks"
    ),
]
Ahead = Annotated[int, typer.Option(min=0, max=3650, help="So many days are looked ahead for what runs out")]


def installation_(file: File, checklist: Checklist = "", days: Ahead = 60, json: Json = False) -> None:
    """List environments with readiness, services that are handed over, and what is the matter."""
    with OpenProgram.open(file, read_only=not checklist) as program:
        if checklist:
            typer.echo(_add(program, checklist))
            return
        state, formats = program.plan.state, Formats.of(program.file.program)
        found = environments(state)
        wrong = lacks(state, day_number(day_of_status(state)), days)
        words = lack_words(state, wrong, formats)
        if json:
            print_json(
                {
                    "headline": headline(found, formats),
                    "environments": [_environment(state, one) for one in found],
                    "services": [
                        {
                            "id": one.id,
                            "service": installed_name(state, "service_transition", one.row),
                            "state": one.state.value,
                            "live": iso_day(one.live),
                            "steps": len(one.steps),
                            "done": one.done,
                            "known_errors": len(one.errors),
                        }
                        for one in services(state)
                    ],
                    "findings": [
                        {
                            "finding": one.kind.value,
                            "table": one.table,
                            "id": one.id,
                            "what": w.what,
                            "mend": w.mend,
                        }
                        for one, w in zip(wrong, words, strict=True)
                    ],
                }
            )
            return
        typer.echo(headline(found, formats))
        if found:
            typer.echo("")
            heads = ["Environment", "State", "Ready", "Steps", "Ready on", "Needed"]
            lines = [_line(state, one, formats) for one in found]
            print_table(heads, lines, [False, False, True, True, True, True])
        if words:
            typer.echo("")
            print_table(
                ["Finding", "Where", "What to do"], [[w.kind, w.what, w.mend] for w in words], [False] * 3
            )


def _add(program: OpenProgram, said: str) -> str:
    for table in ("component", "service_transition"):
        row_id = find_row(program.file, table, said)
        if row_id is not None:
            count = add_checklists(program, table, [row_id])
            return "1 step added" if count == 1 else f"{count} steps added"
    raise CommandError(f"no component or service is called {said!r}; “list component” shows what there is")


def _line(state: State, one: EnvironmentLine, formats: Formats) -> list[str]:
    steps = sum(len(part.steps) for part in one.components)
    done = sum(part.done for part in one.components)
    return [
        installed_name(state, "environment", one.row),
        one.state.label,
        formats.share(one.share, digits=0),
        f"{done} of {steps}" if steps else "–",
        day_text(one.ready, formats),
        day_text(one.need, formats),
    ]


def _environment(state: State, one: EnvironmentLine) -> dict[str, Any]:
    """Dates as ISO days, shares in hundredths of a per cent."""
    texts = state.inputs.tables["environment"].texts
    return {
        "id": one.id,
        "code": texts["code"][one.row],
        "name": texts["name"][one.row],
        "state": one.state.value,
        "ready": iso_day(one.ready),
        "needed": iso_day(one.need),
        "days_late": one.days_late,
        "share": one.share,
        "components": [_component(state, part) for part in one.components],
    }


def _component(state: State, one: ComponentLine) -> dict[str, Any]:
    versions = state.inputs.tables["component_version"].texts["version"]
    return {
        "id": one.id,
        "component": installed_name(state, "component", one.row),
        "state": one.state.value,
        "steps": len(one.steps),
        "done": one.done,
        "share": one.share,
        "version": versions[one.version] if one.version >= 0 else None,
    }
