"""The capacity command: demand against capacity of people, roles, teams or projects by week or month."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.file.errors import TargetError
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.staffing import Matrix, Span, Staffing
from tpm_desktop.plan.staffing_rows import By, Chart, Load, chart, rows
from tpm_desktop.plan.staffing_words import (
    Over,
    Vacancy,
    headline,
    hours,
    name_of,
    open_requests,
    overs,
    period_name,
    vacancies,
)

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Of = Annotated[By, typer.Option(help="Whose demand and capacity")]
Period = Annotated[Span, typer.Option(help="How long a period is")]
Sheet = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE.xlsx", help="Write a sheet")]

_MEASURES = ("demand", "vacant", "capacity", "over", "requested", "committed")


def capacity(
    file: File, by: Of = By.PERSON, period: Period = Span.WEEK, output: Sheet = None, json: Json = False
) -> None:
    """Tell what people are needed for against what they can work, who is over, and which roles are vacant."""
    with OpenProgram.open(file, read_only=True) as program:
        staffing = Staffing(program.plan.state, period)
        found = chart(staffing, rows(staffing, by))
        formats = Formats.of(program.file.program)
        if output is not None:
            _write(staffing, found, formats, output)
        if json:
            print_json(_as_json(staffing, found))
        elif output is None:
            _print(staffing, found, formats)


def _write(staffing: Staffing, found: Chart, formats: Formats, target: Path) -> None:
    from tpm_desktop.exchange.sheets.staffing import write_staffing

    try:
        write_staffing(staffing, found, formats, target)
    except TargetError as error:
        raise CommandError(str(error)) from error


def _as_json(staffing: Staffing, found: Chart) -> dict[str, Any]:
    """Work in minutes, by row one for each period in their order; days as ISO dates."""
    matrices: dict[str, Matrix] = {name: getattr(found, name) for name in _MEASURES}
    return {
        "period": staffing.span.value,
        "periods": [
            {"first": staffing.first(at).isoformat(), "last": staffing.last(at).isoformat()}
            for at in range(len(staffing))
        ],
        "present": staffing.present,
        "rows": [
            {
                "by": row.by.value,
                "id": row.key or None,
                "name": name_of(row),
                **{name: matrix[at].tolist() for name, matrix in matrices.items()},
            }
            for at, row in enumerate(found.rows)
        ],
        "overloads": [_over(staffing, one) for one in overs(staffing)],
        "vacancies": [_vacancy(staffing, one) for one in vacancies(staffing)],
        "requests": _requests(staffing),
    }


def _over(staffing: Staffing, one: Over) -> dict[str, Any]:
    return {
        "resource_id": one.row.key,
        "resource": one.row.name,
        "first": staffing.first(one.period).isoformat(),
        "demand": one.demand,
        "capacity": one.capacity,
        "over": one.over,
        "tasks": [_load(staffing, load) for load in one.loads],
    }


def _vacancy(staffing: Staffing, one: Vacancy) -> dict[str, Any]:
    return {
        "resource_id": one.row.key or None,
        "resource": name_of(one.row),
        "first": staffing.first(one.first).isoformat(),
        "last": staffing.last(one.last).isoformat(),
        "work": one.work,
        "tasks": [_load(staffing, load) for load in one.loads],
    }


def _load(staffing: Staffing, load: Load) -> dict[str, Any]:
    state = staffing.state
    return {"id": state.outline.ids[load.task], "name": state.names[load.task], "work": load.work}


def _requests(staffing: Staffing) -> list[dict[str, Any]]:
    table = staffing.state.inputs.tables["staffing_request"]
    requested, committed = staffing.asked
    missing = {one.row: one.missing for one in open_requests(staffing)}
    return [
        {
            "id": row_id,
            "code": table.texts["code"][at],
            "title": table.texts["title"][at],
            "state": table.texts["state"][at],
            "requested": int(requested[at].sum()),
            "committed": int(committed[at].sum()),
            "missing": missing.get(at, 0),
        }
        for at, row_id in enumerate(table.ids)
    ]


def _print(staffing: Staffing, found: Chart, formats: Formats) -> None:
    typer.echo(headline(staffing, formats) + ".\n")
    heads = ("", "Demand h", "Vacant h", "Capacity h", "Over h", "First over", "Requested h", "Committed h")
    lines = []
    for at, row in enumerate(found.rows):
        figures = {name: int(getattr(found, name)[at].sum()) for name in _MEASURES}
        if not (figures["demand"] or figures["requested"]):
            continue
        over = found.over[at].nonzero()[0]
        since = period_name(staffing, int(over[0]), formats) if over.size else ""
        told = {name: hours(minutes, formats) for name, minutes in figures.items()}
        lines.append(
            [name_of(row), told["demand"], told["vacant"], told["capacity"], told["over"], since,
             told["requested"], told["committed"]]
        )  # fmt: skip
    print_table(heads, lines, [False, *[True] * (len(heads) - 1)])
