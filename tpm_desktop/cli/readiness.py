"""The readiness command: whether releases can go live, and what stands in the way of their dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.model.interfaces import InterfaceStatus, RunResult
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.integration import Run
from tpm_desktop.plan.integration_words import (
    blocker_words,
    ends_text,
    facts,
    headline,
    interface_name,
    run_place,
    tests_text,
)
from tpm_desktop.plan.readiness import Readiness, readiness
from tpm_desktop.planning.columns import NONE

from .commitments import iso
from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Release = Annotated[str | None, typer.Argument(metavar="RELEASE", help="Only this one: its code, name or id")]


def readiness_(file: File, release: Release = None, json: Json = False) -> None:
    """Tell of every release how far its interfaces and tests are, and what blocks its cut-over date."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        found = readiness(state)
        if release is not None:
            wanted = _row_id(program, release)
            found = [one for one in found if one.cut_over.id == wanted]
        if json:
            print_json([_as_json(state, one, formats) for one in found])
        else:
            _print(state, found, formats)


def _row_id(program: OpenProgram, said: str) -> str:
    row_id = find_row(program.file, "release", said)
    if row_id is None:
        raise CommandError(f"no release is called {said!r}; “list release” shows what there is")
    return row_id


def _as_json(state: State, found: Readiness, formats: Formats) -> dict[str, Any]:
    """Dates as ISO minutes, the margin in minutes; the words of blockers as window and page say them."""
    texts, cut_over = state.inputs.tables["release"].texts, found.cut_over
    words = blocker_words(state, found, found.blockers, formats)
    return {
        "id": cut_over.id,
        "code": texts["code"][cut_over.row],
        "name": texts["name"][cut_over.row],
        "headline": headline(state, found, formats),
        "rag": found.rag.letter,
        "live": cut_over.done,
        "agreed": iso(cut_over.agreed),
        "forecast": iso(cut_over.forecast),
        "margin": None if cut_over.margin == NONE else cut_over.margin,
        "interfaces": {
            "count": len(found.interfaces),
            "proven": found.proven,
            **{status.value: found.with_status(status) for status in InterfaceStatus},
        },
        "tests": {
            "planned": len(found.tests),
            "run": found.run,
            **{result.value: found.with_result(result) for result in RunResult},
        },
        "defects": {"open": len(found.defects), "severe": found.severe},
        "each_interface": [_interface(state, found, row) for row in range(len(found.interfaces))],
        "blockers": [
            {
                "block": one.block.value,
                "table": one.table,
                "id": one.id,
                "what": said.what,
                "why": said.why,
                "date": iso(one.at),
            }
            for one, said in zip(found.blockers, words, strict=True)
        ],
    }


def _interface(state: State, found: Readiness, at: int) -> dict[str, Any]:
    line = found.interfaces[at]
    return {
        "id": state.inputs.tables["interface"].ids[line.row],
        "name": interface_name(state, line.row),
        "between": ends_text(state, line.row),
        "status": line.status.value,
        "passed": line.passed,
        "defects": line.defects,
        "tests": [_test(state, test) for test in found.tests if test.interface == line.row],
    }


def _test(state: State, test: Run) -> dict[str, Any]:
    return {
        "id": test.id,
        "place": run_place(state, test),
        "result": test.result.value,
        "standing": test.standing.value,
        "planned": iso(test.planned),
        "forecast": iso(test.forecast),
        "actual": iso(test.actual),
        "late": test.late,
    }


def _print(state: State, found: Sequence[Readiness], formats: Formats) -> None:
    if not found:
        typer.echo("No release yet; add one with the milestone on which it goes live: “add FILE release”.")
    for number, one in enumerate(found):
        if number:
            typer.echo("")
        typer.echo(f"{one.rag.letter}  {headline(state, one, formats)}\n")
        for fact in facts(one, formats):
            typer.echo(f"   {fact.label}: {fact.value} ({fact.note})")
        if one.interfaces:
            typer.echo("")
            lines = [
                [interface_name(state, i.row), ends_text(state, i.row), i.status.label, tests_text(i),
                 formats.integer(i.defects) if i.defects else "–"]
                for i in one.interfaces
            ]  # fmt: skip
            heads = ["Interface", "Between", "Status", "Tests", "Defects"]
            print_table(heads, lines, [False, False, False, False, True])
        if one.blockers:
            typer.echo("")
            told = blocker_words(state, one, one.blockers, formats)
            rows = [[said.kind, said.what, said.why, said.when] for said in told]
            print_table(["Blocks the date", "Which", "Why", "Done by"], rows, [False, False, False, True])
