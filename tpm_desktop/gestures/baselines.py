"""Taking a baseline: keeping the plan's dates, work and costs as they stand, to compare with later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np

from tpm_desktop.model.schedule import Baseline
from tpm_desktop.plan import OpenProgram, State, instant
from tpm_desktop.planning.rollup import sum_up

from .words import quoted


def take_baseline(program: OpenProgram, name: str, *, number: int = 0, taken: datetime | None = None) -> str:
    """Keep what every task has now, in place of the baseline that has the number; returns the new one's id.

    Args: taken: when it was agreed, now unless given.
    Raises: `ProgramFileError`.
    """
    rows = list(_kept(program.plan.state))
    replaced = [old.id for old in program.file.rows(Baseline, number=number)]
    with program.file.transaction(f"Take baseline {quoted(name)}") as edit:
        edit.remove("baseline", replaced)
        baseline_id = edit.add("baseline", number=number, name=name, taken=taken or datetime.now())
        edit.add_all("baseline_task", [{"baseline_id": baseline_id, **row} for row in rows])
    return baseline_id


def _kept(state: State) -> list[dict[str, Any]]:
    outline, schedule = state.outline, state.schedule
    work = _work(state)
    return [
        {
            "task_id": outline.ids[row],
            "start": instant(int(schedule.start[row])),
            "finish": instant(int(schedule.finish[row])),
            "duration": int(schedule.duration[row]),
            "work": int(work[row]),
            "cost": int(state.money.costs.task[row]),
        }
        for row in np.flatnonzero(~outline.is_project).tolist()
    ]


def _work(state: State) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Minutes of people's work on each row with all below it."""
    assignments = state.inputs.assignments
    own = np.zeros(len(state.outline), np.int64)
    given = assignments.work > 0
    np.add.at(own, assignments.task[given], assignments.work[given])
    return sum_up(state.outline.parent, own)
