"""The requirements command: how far they are covered, proven and accepted, and the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.plan import OpenProgram, State, instant
from tpm_desktop.plan.requirement_words import gap_words, headline, requirement_name, target_name
from tpm_desktop.plan.requirements import Covered, DeliverableLine, Gap, RequirementLine, covered
from tpm_desktop.planning.columns import NONE

from .commitments import iso
from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Project = Annotated[str, typer.Option(metavar="CODE", help="Only of this component project")]


def requirements_(file: File, project: Project = "", json: Json = False) -> None:
    """List requirements with what covers and proves them, deliverables with acceptance, and the gaps."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        found = covered(state)
        if project:
            found = _only(state, found, _row_id(program, project))
        if json:
            print_json(_as_json(state, found, formats))
        else:
            _print(state, found, formats)


def _row_id(program: OpenProgram, said: str) -> str:
    row_id = find_row(program.file, "project", said)
    if row_id is None:
        raise CommandError(f"no component project is called {said!r}; “list project” shows what there is")
    return row_id


def _only(state: State, found: Covered, project_id: str) -> Covered:
    project = state.outline.row[project_id]
    requirements = tuple(one for one in found.requirements if one.project == project)
    deliverables = tuple(one for one in found.deliverables if one.project == project)
    ids = {project_id, *(one.id for one in requirements), *(one.id for one in deliverables)}
    rows, owned = {one.row for one in requirements}, {one.row for one in deliverables}
    signed = state.inputs.tables["acceptance"].rows_of(
        "deliverable_id", state.inputs.tables["deliverable"].row
    )
    gaps = [
        gap
        for gap in found.gaps
        if gap.id in ids or gap.about in rows or (gap.table == "acceptance" and int(signed[gap.row]) in owned)
    ]
    return Covered(requirements, deliverables, found.tests, tuple(gaps))


def _as_json(state: State, found: Covered, formats: Formats) -> dict[str, Any]:
    """Dates as ISO minutes; the words of gaps as window and page say them."""
    words = gap_words(state, found, found.gaps, formats)
    return {
        "headline": headline(found, formats),
        "requirements": [_requirement(state, found, one) for one in found.requirements],
        "deliverables": [_deliverable(state, one) for one in found.deliverables],
        "gaps": [
            {"gap": gap.kind.value, "table": gap.table, "id": gap.id, "what": said.what, "mend": said.mend}
            for gap, said in zip(found.gaps, words, strict=True)
        ],
    }


def _requirement(state: State, found: Covered, one: RequirementLine) -> dict[str, Any]:
    texts, tables = state.inputs.tables["requirement"].texts, state.inputs.tables
    return {
        "id": one.id,
        "code": texts["code"][one.row],
        "title": texts["title"][one.row],
        "project": texts["project_id"][one.row],
        "priority": one.priority.value,
        "status": one.status.value,
        "due": iso(one.due),
        "deliverables": [tables["deliverable"].ids[row] for row in one.deliverables],
        "tests": [{"id": found.tests[row].id, "result": found.tests[row].result.value} for row in one.tests],
        "tasks": [state.outline.ids[row] for row in one.tasks],
        "changes": [tables["change_request"].ids[row] for row in one.changes],
    }


def _deliverable(state: State, one: DeliverableLine) -> dict[str, Any]:
    texts = state.inputs.tables["deliverable"].texts
    acceptances = state.inputs.tables["acceptance"]
    return {
        "id": one.id,
        "code": texts["code"][one.row],
        "name": texts["name"][one.row],
        "project": texts["project_id"][one.row],
        "status": one.status.value,
        "due": iso(one.due),
        "done": one.done,
        "reviews": one.reviews,
        "acceptance": acceptances.ids[one.signed] if one.signed >= 0 else None,
        "requirements": [state.inputs.tables["requirement"].ids[row] for row in one.requirements],
    }


def _print(state: State, found: Covered, formats: Formats) -> None:
    typer.echo(headline(found, formats))
    if found.requirements:
        lines = [
            [requirement_name(state, one.row), one.priority.label, one.status.label,
             ", ".join(_covers(state, one)) or "–", _date(one.due, formats)]
            for one in found.requirements
        ]  # fmt: skip
        typer.echo("")
        print_table(["Requirement", "Priority", "Status", "Covered by", "Due"], lines, [False] * 4 + [True])
    if found.gaps:
        typer.echo("")
        _print_gaps(state, found, found.gaps, formats)


def _covers(state: State, one: RequirementLine) -> Iterator[str]:
    for table, rows in (("deliverable", one.deliverables), ("integration_test", one.tests),
                        ("task", one.tasks), ("change_request", one.changes)):  # fmt: skip
        for row in rows:
            yield target_name(state, table, row)


def _date(at: int, formats: Formats) -> str:
    return "–" if at == NONE else formats.date(instant(at))


def _print_gaps(state: State, found: Covered, gaps: Sequence[Gap], formats: Formats) -> None:
    told = gap_words(state, found, gaps, formats)
    print_table(["Gap", "Where", "What to do"], [[one.kind, one.what, one.mend] for one in told], [False] * 3)
