"""The gates command: the life cycle of program and projects, and how ready each gate is."""

from __future__ import annotations

from typing import Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.life_cycle import GateLine, Judged, LifeCycle, life_cycles
from tpm_desktop.plan.life_cycle_words import gate_date, headline, readiness_text, standing_text
from tpm_desktop.planning.columns import NONE

from .commitments import iso
from .options import File, Json
from .output import print_json, print_table


def gates_(file: File, json: Json = False) -> None:
    """Tell of every gate when it is held, its verdict or how ready it is, and each criterion's figure."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        found = life_cycles(state, formats)
        if json:
            print_json([_as_json(state, one) for one in found])
        else:
            _print(state, found, formats)


def _as_json(state: State, one: LifeCycle) -> dict[str, Any]:
    """Dates as ISO minutes; how late a gate is in working minutes."""
    following = one.next
    return {
        "project": one.id or None,
        "name": one.name,
        "next": following.id if following else None,
        "stages": [
            {"name": span.name, "table": span.table, "id": span.id, "start": iso(span.start),
             "finish": iso(span.finish)}
            for span in one.stages
        ],
        "gates": [_gate(state, gate) for gate in one.gates],
    }  # fmt: skip


def _gate(state: State, gate: GateLine) -> dict[str, Any]:
    texts = state.inputs.tables["gate"].texts
    return {
        "id": gate.id,
        "code": texts["code"][gate.row],
        "title": texts["title"][gate.row],
        "milestone": state.outline.ids[gate.milestone] if gate.milestone >= 0 else None,
        "at": iso(gate.at),
        "baseline": iso(gate.agreed),
        "late": None if gate.late == NONE else gate.late,
        "verdict": gate.verdict.value,
        "met": gate.met,
        "criteria": [_criterion(one) for one in gate.criteria],
        "ready": gate.ready,
        "rag": gate.rag.letter,
    }


def _criterion(one: Judged) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "side": one.side.value,
        "mandatory": one.mandatory,
        "measure": one.measure.value,
        "state": one.state.value,
        "figure": one.figure,
        "source": {"view": one.view, "table": one.table, "id": one.target} if one.view or one.table else None,
    }


def _print(state: State, found: list[LifeCycle], formats: Formats) -> None:
    shown = [one for one in found if one.gates]
    typer.echo(headline(found, formats))
    for cycle in shown:
        typer.echo(f"\n{cycle.name}")
        rows = [
            [
                gate.rag.letter,
                gate.name,
                gate_date(gate, formats),
                standing_text(gate, formats),
                readiness_text(gate),
            ]
            for gate in cycle.gates
        ]
        print_table(["", "Gate", "Date", "Verdict", "Criteria"], rows, [False] * 5)
        following = cycle.next
        if following is None or not following.blocking:
            continue
        typer.echo(f"\n   What {following.name} still needs:")
        for one in following.blocking:
            typer.echo(f"   - {one.title}: {one.figure}" if one.figure else f"   - {one.title}")
