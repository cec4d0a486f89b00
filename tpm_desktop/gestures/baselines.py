"""Baselines: keeping dates, work and costs of the plan to compare with later, and clearing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import numpy as np

from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.schedule import Baseline, BaselineTask
from tpm_desktop.plan import OpenProgram, State, instant, minutes
from tpm_desktop.plan.baselines import MOST, chosen_baseline

from .words import quoted

Row = dict[str, Any]
_PARTS = ("start", "finish", "duration", "work", "cost")


def usual_name(number: int) -> str:
    """What a baseline is called until somebody names it."""
    return f"Baseline {number}" if number else "Baseline"


def take_baseline(
    program: OpenProgram,
    name: str,
    *,
    number: int = 0,
    taken: datetime | None = None,
    tasks: Collection[str] | None = None,
    roll_up: bool = False,
) -> str:
    """Keep what tasks have now in the baseline with a number; returns its id.

    Args: taken: when it was agreed, now unless given; tasks: only these are kept anew, the baseline's others
    stay; all unless given, and what the baseline held before is gone; roll_up: the summary tasks above them
    get the span and the sums of what the baseline holds of their parts.
    Raises: `EditError`, `ProgramFileError`.
    """
    _check_number(number)
    found, taken = _baseline(program, number), taken or datetime.now()
    if tasks is not None:
        return _take_of_some(program, found, name, number, taken, tasks, roll_up)
    with program.file.transaction(f"Take baseline {quoted(name)}") as edit:
        edit.remove("baseline", [found.id] if found else [])
        baseline_id = edit.add("baseline", number=number, name=name, taken=taken)
        edit.add_all(
            "baseline_task", [{"baseline_id": baseline_id, **row} for row in _kept(program.plan.state)]
        )
    return baseline_id


def _take_of_some(
    program: OpenProgram,
    found: Baseline | None,
    name: str,
    number: int,
    taken: datetime,
    tasks: Collection[str],
    roll_up: bool,
) -> str:
    state, chosen = program.plan.state, set(tasks)
    if not chosen:
        raise EditError("no task is selected; select those to take into the baseline")
    anew = {row["task_id"]: row for row in _kept(state) if row["task_id"] in chosen}
    before = (
        {row.task_id: row for row in program.file.rows(BaselineTask, baseline_id=found.id)} if found else {}
    )
    if roll_up:
        held = {task: {part: getattr(row, part) for part in _PARTS} for task, row in before.items()}
        anew.update(_rolled_up(state, {**held, **anew}, anew))
    what = quoted(program.plan.name(next(iter(chosen)))) if len(chosen) == 1 else f"{len(chosen)} tasks"
    with program.file.transaction(f"Take {what} into baseline {quoted(name)}") as edit:
        if found is not None:
            edit.set("baseline", found.id, name=name, taken=taken)
            baseline_id = found.id
        else:
            baseline_id = edit.add("baseline", number=number, name=name, taken=taken)
        _write_anew(edit, baseline_id, anew, before)
    return baseline_id


def agree_anew(edit: Edit, file: ProgramFile, state: State, tasks: Collection[str]) -> int:
    """In an open transaction: the compared baseline gets what tasks have in a state, and sums them up above.

    Args: state: of the plan as the transaction leaves it. Returns: how many tasks; 0 without a baseline.
    """
    number = chosen_baseline(state.inputs.tables)
    found = next(iter(file.rows(Baseline, number=number)), None) if number is not None else None
    anew = {row["task_id"]: row for row in _kept(state) if row["task_id"] in set(tasks)}
    if found is None or not anew:
        return 0
    before = {row.task_id: row for row in file.rows(BaselineTask, baseline_id=found.id)}
    held = {task: {part: getattr(row, part) for part in _PARTS} for task, row in before.items()}
    whole = {**anew, **_rolled_up(state, {**held, **anew}, anew)}
    _write_anew(edit, found.id, whole, before)
    return len(anew)


def _write_anew(
    edit: Edit, baseline_id: str, anew: Mapping[str, Row], before: Mapping[str, BaselineTask]
) -> None:
    edit.set_all("baseline_task", [{"id": before[t].id, **row} for t, row in anew.items() if t in before])
    added = [{"baseline_id": baseline_id, **row} for t, row in anew.items() if t not in before]
    edit.add_all("baseline_task", added)


def clear_baseline(program: OpenProgram, number: int, tasks: Collection[str] | None = None) -> None:
    """Forget a baseline, or what it holds of some tasks. Raises: `EditError`, `ProgramFileError`."""
    found, gone = _there(program, number), set(tasks or ())
    held = program.file.rows(BaselineTask, baseline_id=found.id)
    removed = [row.id for row in held if row.task_id in gone]
    if tasks is None or len(removed) == len(held):
        with program.file.transaction(f"Clear baseline {quoted(found.name)}") as edit:
            edit.remove("baseline", [found.id])
        return
    if not removed:
        raise EditError(f"baseline {quoted(found.name)} holds none of the selected tasks")
    what = "1 task" if len(removed) == 1 else f"{len(removed)} tasks"
    with program.file.transaction(f"Clear {what} from baseline {quoted(found.name)}") as edit:
        edit.remove("baseline_task", removed)


def rename_baseline(program: OpenProgram, number: int, name: str) -> None:
    """Call a baseline otherwise. Raises: `EditError`, `ProgramFileError`, `ValueProblem`."""
    found = _there(program, number)
    with program.file.transaction(f"Rename baseline {quoted(found.name)}") as edit:
        edit.set("baseline", found.id, name=name)


def compare_with_baseline(program: OpenProgram, number: int) -> None:
    """Let Gantt, checks and packs compare with a baseline. Raises: `EditError`, `ProgramFileError`."""
    found = _there(program, number)
    with program.file.transaction(f"Compare with baseline {quoted(found.name)}") as edit:
        edit.set("program", program.file.program.id, compared_baseline=number)


def _check_number(number: int) -> None:
    if not 0 <= number <= MOST:
        raise EditError(f"baselines are numbered from 0 to {MOST}")


def _baseline(program: OpenProgram, number: int) -> Baseline | None:
    return next(iter(program.file.rows(Baseline, number=number)), None)


def _there(program: OpenProgram, number: int) -> Baseline:
    _check_number(number)
    found = _baseline(program, number)
    if found is None:
        raise EditError(f"there is no baseline {number}; set it first")
    return found


def _kept(state: State) -> Iterable[Row]:
    """What every task has now, in outline order."""
    now, ids = state.as_baseline, state.outline.ids
    for row in np.flatnonzero(~state.outline.is_project).tolist():
        yield {
            "task_id": ids[row],
            "start": instant(int(now.start[row])),
            "finish": instant(int(now.finish[row])),
            "duration": int(now.duration[row]),
            "work": int(now.work[row]),
            "cost": int(now.cost[row]),
        }


def _rolled_up(state: State, held: dict[str, Row], anew: Collection[str]) -> dict[str, Row]:
    """What the summary tasks above some tasks get from their parts, the lowest first."""
    outline = state.outline
    above: set[int] = set()
    for task_id in anew:
        row = int(outline.parent[outline.row[task_id]])
        while row >= 0 and not outline.is_project[row]:
            above.add(row)
            row = int(outline.parent[row])
    found: dict[str, Row] = {}
    for row in sorted(above, reverse=True):
        children = np.flatnonzero(outline.parent == row).tolist()
        parts = [held[outline.ids[child]] for child in children if outline.ids[child] in held]
        found[outline.ids[row]] = held[outline.ids[row]] = _sum_of(state, row, parts)
    return found


def _sum_of(state: State, row: int, parts: list[Row]) -> Row:
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    starts = [part["start"] for part in parts if part["start"] is not None]
    finishes = [part["finish"] for part in parts if part["finish"] is not None]
    start, finish = min(starts, default=None), max(finishes, default=None)
    both = start is not None and finish is not None
    return {
        "task_id": state.outline.ids[row],
        "start": start,
        "finish": finish,
        "duration": calendar.between(minutes(start), minutes(finish)) if both else None,
        "work": sum(part["work"] or 0 for part in parts),
        "cost": int(state.money.costs.own[row]) + sum(part["cost"] or 0 for part in parts),
    }
