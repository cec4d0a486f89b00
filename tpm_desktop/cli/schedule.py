"""The schedule command: computed dates and slack of every task."""

from __future__ import annotations

from typing import Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram, State, instant
from tpm_desktop.plan.figures import figures_of
from tpm_desktop.plan.notes import notes
from tpm_desktop.planning.bands import Band
from tpm_desktop.planning.columns import NONE

from .options import File, Json
from .output import print_json, print_table

_INSTANTS = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")


def schedule(file: File, json: Json = False) -> None:
    """Show when every task starts and finishes, and its slack."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        if json:
            rows = [row for row in range(len(state.outline)) if not state.outline.is_project[row]]
            drivers = state.driving.drivers()
            print_json([_task(state, row, drivers) for row in rows])
        else:
            _print(state, formats)
        for line in notes(state, formats):
            typer.echo(f"note: {line}", err=True)


def _task(state: State, row: int, drivers: list[list[int]]) -> dict[str, Any]:
    found = state.schedule
    task = state.inputs.tables["task"]
    uid = int(task.numbers["uid"][state.outline.source[row]])
    return {
        "id": state.outline.ids[row],
        "uid": None if uid == NONE else uid,
        "wbs": state.wbs[row],
        "name": state.names[row],
        "project": state.names[int(state.outline.project[row])],
        "summary": bool(state.summary[row]),
        "milestone": bool(state.milestone[row]),
        **{name: _iso(int(getattr(found, name)[row])) for name in _INSTANTS},
        "duration": int(found.duration[row]),
        "elapsed": _elapses(state, row),
        "total_slack": int(found.total_slack[row]),
        "free_slack": int(found.free_slack[row]),
        "start_slack": int(found.start_slack[row]),
        "finish_slack": int(found.finish_slack[row]),
        "critical": bool(found.critical[row]),
        "near_critical": bool(state.near_critical[row]),
        "band": Band(int(state.bands[row])).name.lower(),
        "longest_path": bool(state.longest_path[row]),
        "driving": [state.outline.ids[other] for other in drivers[row]],
        "provisional": bool(state.provisional[row]),
        "percent_complete": int(state.done[row]),
        **figures_of(state, row),
        "cost": int(state.money.costs.task[row]),
    }


def _elapses(state: State, row: int) -> bool:
    """Whether a task's minutes count nights and weekends too."""
    return bool(state.inputs.tasks.elapsed[row]) and not state.summary[row]


def _iso(at: int) -> str | None:
    moment = instant(at)
    return moment.isoformat(timespec="minutes") if moment else None


def _print(state: State, formats: Formats) -> None:
    found = state.schedule
    lines = [
        [
            state.wbs[row],
            "  " * int(state.outline.level[row]) + state.names[row],
            formats.duration(int(found.duration[row]), elapsed=_elapses(state, row)),
            formats.moment(instant(int(found.start[row]))),
            formats.moment(instant(int(found.finish[row])), finish=True),
            formats.duration(int(found.total_slack[row]), elapsed=_elapses(state, row)),
            "critical" if found.critical[row] else "",
        ]
        for row in range(len(state.outline))
    ]
    heads = ["WBS", "Task", "Duration", "Start", "Finish", "Total slack", ""]
    print_table(heads, lines, [False, False, True, True, True, True, False])
