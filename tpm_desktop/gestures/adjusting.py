"""Taking advice on an earlier finish: tasks shortened and links that overlap, as one step."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.adjusting import Advice, Overlap, Step
from tpm_desktop.plan.shortening import Shortening, Way, in_overtime, more_units
from tpm_desktop.planning.columns import NONE

__all__ = ["take_advice"]


def take_advice(
    program: OpenProgram, advice: Advice, step: Step | None, overlaps: Collection[Overlap]
) -> None:
    """Shorten the tasks of a step and let the tasks of some links overlap, in one record.

    What is bought becomes a fixed cost of its task. Raises: `EditError` where nothing is chosen or the plan
    is no longer the one that the advice is of; `ProgramFileError`.
    """
    state = advice.state
    if state is not program.plan.state:
        raise EditError("the plan has changed since; look for advice again")
    if step is None and not overlaps:
        raise EditError("choose a finish to buy or tasks that are to overlap")
    links = state.inputs.tables["link"]
    with program.file.transaction(_label(step, overlaps)) as edit:
        if step is not None:
            edit.set_all("task", [_task(advice, one) for one in step.tasks])
            edit.set_all("assignment", [row for one in step.tasks for row in _assignments(advice, one)])
        edit.set_all(
            "link",
            [
                {"id": links.ids[one.link], "type": LinkType.SS, "lag": one.lag, "lag_unit": LagUnit.WORKING}
                for one in overlaps
            ],
        )


def _label(step: Step | None, overlaps: Collection[Overlap]) -> str:
    tasks, links = len(step.tasks) if step else 0, len(overlaps)
    parts = []
    if tasks:
        parts.append(f"{tasks} {'task' if tasks == 1 else 'tasks'} shortened")
    if links:
        parts.append(f"{links} {'link' if links == 1 else 'links'} overlapped")
    return f"Bring the finish forward: {', '.join(parts)}"


def _task(advice: Advice, one: Shortening) -> dict[str, Any]:
    state, row = advice.state, one.row
    values = {
        "id": state.outline.ids[row],
        "duration": int(advice.scenario.tasks.duration[row]) - one.minutes,
    }
    if one.way is Way.MONEY:
        numbers, source = state.inputs.tables["task"].numbers, state.outline.source[row]
        values["fixed_cost"] = int(numbers["fixed_cost"][source]) + one.cost
        values["crash_cost"] = max(int(numbers["crash_cost"][source]) - one.cost, 0)  # what is still to buy
    return values


def _assignments(advice: Advice, one: Shortening) -> list[dict[str, Any]]:
    """The same work in less time: by more people, or a part of it in overtime."""
    table = advice.state.inputs.tables["assignment"]
    resources = advice.state.inputs.tables["resource"]
    whole = int(advice.scenario.tasks.duration[one.row])
    task_id, made = advice.state.outline.ids[one.row], []
    for at in np.flatnonzero(table.numbers["work"] > 0).tolist():
        who = resources.row.get(table.texts["resource_id"][at] or "", -1)
        if (
            table.texts["task_id"][at] != task_id
            or who < 0
            or resources.texts["kind"][who] != ResourceKind.WORK.value
        ):
            continue
        units, work, late = (int(table.numbers[name][at]) for name in ("units", "work", "overtime"))
        if one.way is Way.OVERTIME:
            extra = in_overtime(work, whole, one.minutes)
            made.append({"id": table.ids[at], "overtime": (0 if late == NONE else late) + extra})
        else:
            made.append({"id": table.ids[at], "units": more_units(units, whole, one.minutes)})
    return made
