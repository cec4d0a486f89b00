"""The periods and status commands: what is reported, what is missing, and what moved since the last time."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.periods import begin_period, close_period
from tpm_desktop.model.periods import PeriodFigure, PeriodState
from tpm_desktop.model.registers import Risk
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.health import Health, health_of
from tpm_desktop.plan.lights import Rating, open_period
from tpm_desktop.plan.period_gaps import Step, periods, steps
from tpm_desktop.plan.standing import Standing, standing, standing_words
from tpm_desktop.plan.trends import closed_periods, slips

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

_DIMENSIONS = ("overall", "time", "cost", "risk")


def periods_(
    file: File,
    begin: Annotated[bool, typer.Option("--begin", help="Open the period that comes next.")] = False,
    close: Annotated[bool, typer.Option("--close", help="Close the period that is open.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Close it though something is missing.")] = False,
    json: Json = False,
) -> None:
    """List the reporting periods with what is missing of the open one; open the next, or close it."""
    if begin and close:
        raise typer.BadParameter("a period is either opened or closed")
    with OpenProgram.open(file, read_only=not (begin or close)) as program:
        if begin:
            begin_period(program)
        if close:
            period_id = open_period(program.plan.state)
            if period_id is None:
                raise CommandError("no reporting period is open; open one with --begin")
            close_period(program, period_id, anyway=anyway)
        _show_periods(program, json=json)


def _show_periods(program: OpenProgram, *, json: bool) -> None:
    state, formats = program.plan.state, Formats.of(program.file.program)
    known, current = periods(state), open_period(state)
    missing = {one.id: steps(state, one, formats) for one in known if one.id == current}
    if json:
        print_json(
            [
                {
                    "id": one.id,
                    "title": one.title,
                    "start": one.start.isoformat(),
                    "finish": one.finish.isoformat(),
                    "state": one.state,
                    "steps": [_step(step) for step in missing.get(one.id, ())],
                }
                for one in known
            ]
        )
        return
    rows = [
        [one.title, formats.date(one.start), formats.date(one.finish), PeriodState(one.state).label]
        for one in known
    ]
    print_table(("Period", "From", "To", "State"), rows, (False, True, True, False))
    for step in missing.get(current or "", ()):
        typer.echo(f"{'✓' if step.is_done else '▲'} {step.label}: {step.said}")
        for one in step.missing:
            typer.echo(f"    {one.name}")


def _step(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "done": step.is_done,
        "said": step.said,
        "missing": [{"table": one.table, "id": one.id, "name": one.name} for one in step.missing],
    }


def status(file: File, json: Json = False) -> None:
    """Tell how program and projects stand: lights with reasons, and what moved since the last period."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        found, closed = health_of(program, formats), closed_periods(program.file)
        names = [
            program.file.program.name,
            *(state.names[state.outline.row[one.id]] for one in found.projects),
        ]
        every = [found.program, *found.projects]
        day = day_of_status(state, date.today())
        since = standing(state, closed[-1], program.file.rows(Risk)) if closed else None
        if not json:
            _print_status(names, every, since, formats)
            return
        print_json(
            {
                "day": day.isoformat(),
                "currency": program.file.program.currency,
                "projects": [
                    {"id": one.id or None, "name": name, **_lights(one)}
                    for name, one in zip(names, every, strict=True)
                ],
                "since": since.period.title if since else None,
                "periods": [
                    {
                        "title": one.period.title,
                        "finish": one.period.finish.isoformat(),
                        "record": one.period.record,
                        "program": _figure(one.program) if one.program else None,
                        "projects": {i: _figure(figure) for i, figure in one.projects.items()},
                    }
                    for one in closed
                ],
                "milestones": [
                    {
                        "id": one.task_id,
                        "name": one.name,
                        "later": one.later,
                        "since_last": one.since_last,
                        "points": [[on.isoformat(), at.isoformat()] for on, at in one.points],
                    }
                    for one in slips(state, closed, day)
                ],
            }
        )


def _print_status(names: list[str], every: list[Health], since: Standing | None, formats: Formats) -> None:
    rows = [
        [name, *(getattr(one, part).letter or "–" for part in _DIMENSIONS), one.overall.reason]
        for name, one in zip(names, every, strict=True)
    ]
    heads = ("", "", "Time", "Cost", "Risk", "Why")
    print_table(heads, rows, (False,) * len(heads), open_end=True)
    if since is None:
        typer.echo("No reporting period is closed yet.")
        return
    typer.echo(f"\nSince {since.period.title}:")
    for line in standing_words(since, formats):
        typer.echo(f"  {line.label}: {line.text}")


def _lights(one: Health) -> dict[str, Any]:
    ratings: dict[str, Rating] = {part: getattr(one, part) for part in _DIMENSIONS}
    return {
        part: {
            "light": None if rating.rag is None else rating.rag.name.lower(),
            "reason": rating.reason,
            "overridden": rating.overridden,
        }
        for part, rating in ratings.items()
    }


def _figure(one: PeriodFigure) -> dict[str, Any]:
    """Money in minor units, times in minutes."""
    kept = one.model_dump(exclude={"id", "period_id", "project_id", "whole", "name", "overridden"})
    return {
        name: value.isoformat(timespec="minutes") if hasattr(value, "isoformat") else value
        for name, value in kept.items()
    }
