"""The baseline command: list, set, clear, rename, choose and compare baselines."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.baselines import (
    clear_baseline,
    compare_with_baseline,
    rename_baseline,
    take_baseline,
    usual_name,
)
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.model.schedule import Baseline
from tpm_desktop.plan import OpenProgram, instant
from tpm_desktop.plan.baseline_comparison import PARTS, Sums, compare_baselines
from tpm_desktop.plan.baselines import MOST, Baselined, chosen_baseline
from tpm_desktop.planning.columns import NONE

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

_DATES = ("start", "finish")


class Act(StrEnum):
    """What is done with a baseline."""

    LIST = "list"
    SET = "set"
    CLEAR = "clear"
    RENAME = "rename"
    CHOOSE = "choose"
    COMPARE = "compare"


Number = Annotated[int, typer.Option("--number", "-n", min=0, max=MOST, help="Which of the eleven baselines")]
Other = Annotated[
    int | None, typer.Option("--with", min=0, max=MOST, help="compare: with this one, not the plan as it is")
]
Named = Annotated[str | None, typer.Option("--name", help="set, rename: what it is called")]
Some = Annotated[list[str] | None, typer.Option("--task", help="set, clear: only this task; may be repeated")]
RollUp = Annotated[bool, typer.Option("--roll-up", help="set --task: the summary tasks above it as well")]


def baseline(
    file: File,
    act: Annotated[Act, typer.Argument(help="What to do")] = Act.LIST,
    number: Number = 0,
    name: Named = None,
    task: Some = None,
    roll_up: RollUp = False,
    other: Other = None,
    json: Json = False,
) -> None:
    """List, set, clear, rename or compare baselines, or choose the one that the plan is compared with."""
    reads = act in (Act.LIST, Act.COMPARE)
    with OpenProgram.open(file, read_only=reads) as program:
        tasks = [_task(program, said) for said in task] if task else None
        if act is Act.LIST:
            _list(program, json)
        elif act is Act.COMPARE:
            _compare(program, number, other, json)
        elif act is Act.SET:
            take_baseline(
                program, name or _name(program, number), number=number, tasks=tasks, roll_up=roll_up
            )
        elif act is Act.CLEAR:
            clear_baseline(program, number, tasks)
        elif act is Act.CHOOSE:
            compare_with_baseline(program, number)
        elif name is None:
            raise CommandError("say what it shall be called: --name NAME")
        else:
            rename_baseline(program, number, name)


def _name(program: OpenProgram, number: int) -> str:
    found = next(iter(program.file.rows(Baseline, number=number)), None)
    return found.name if found else usual_name(number)


def _task(program: OpenProgram, said: str) -> str:
    row_id = find_row(program.file, "task", said)
    if row_id is None:
        raise CommandError(f"no task is called {said!r}; “list task” shows what there is")
    return row_id


def _list(program: OpenProgram, json: bool) -> None:
    tables = program.plan.state.inputs.tables
    held, chosen = Counter(tables["baseline_task"].texts["baseline_id"]), chosen_baseline(tables)
    found = sorted(program.file.rows(Baseline), key=lambda row: row.number)
    rows = [
        {
            "id": row.id,
            "number": row.number,
            "name": row.name,
            "taken": row.taken.isoformat(timespec="minutes") if row.taken else None,
            "tasks": held[row.id],
            "compared": row.number == chosen,
        }
        for row in found
    ]
    if json:
        print_json(rows)
        return
    formats = Formats.of(program.file.program)
    lines = [
        [str(r["number"]), str(r["name"]), formats.instant(row.taken, time=True) if row.taken else "",
         f"{r['tasks']:,}", "compared with" if r["compared"] else ""]
        for r, row in zip(rows, found, strict=True)
    ]  # fmt: skip
    print_table(["No.", "Baseline", "Taken on", "Tasks", ""], lines, [True, False, False, True, False])


def _compare(program: OpenProgram, number: int, other: int | None, json: bool) -> None:
    state = program.plan.state
    for one in (number, other):
        if one is not None and not program.file.rows(Baseline, number=one):
            raise CommandError(f"there is no baseline {one}; set it first")
    found = compare_baselines(state, number, other)
    rows = [
        {
            "id": state.outline.ids[row],
            "name": state.names[row],
            **{part: [_held(found.first, part, row), _held(found.second, part, row)] for part in PARTS},
        }
        for row in found.rows.tolist()
    ]
    if json:
        print_json({"tasks": rows, "sums": [_sums(one) for one in found.sums]})
        return
    formats = Formats.of(program.file.program)
    lines = [
        [
            state.names[row],
            *(_apart(formats, part, int(getattr(found.apart, part)[row])) for part in PARTS),
        ]
        for row in found.rows.tolist()
    ]
    before, after = found.sums
    work = formats.duration(after.work - before.work, unit="h", sign=True)
    cost = formats.money(after.cost - before.cost, sign=True)
    lines.append([f"{len(rows)} tasks differ", "", "", "", work, cost])
    heads = ["Task", "Start", "Finish", "Duration", "Work", f"Cost, {formats.currency}"]
    print_table(heads, lines, [False, True, True, True, True, True])


def _held(side: Baselined, part: str, row: int) -> Any:
    value = int(getattr(side, part)[row])
    if value == NONE:
        return None
    moment = instant(value) if part in _DATES else None
    return moment.isoformat(timespec="minutes") if moment else value


def _sums(sums: Sums) -> dict[str, Any]:
    finish = instant(sums.finish)
    said = finish.isoformat(timespec="minutes") if finish else None
    return {"tasks": sums.tasks, "finish": said, "work": sums.work, "cost": sums.cost}


def _apart(formats: Formats, part: str, value: int) -> str:
    if value == NONE:
        return "only one"
    if not value:
        return ""
    if part == "cost":
        return formats.money(value, sign=True)
    return formats.duration(value, unit="h" if part == "work" else "d", sign=True)
