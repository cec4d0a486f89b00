"""What an assignment follows from: work is duration times units unless it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tpm_desktop.model.resources import Resource, ResourceKind
from tpm_desktop.model.schedule import TaskType
from tpm_desktop.plan import OpenProgram

WHOLE = 10_000
Edits = dict[tuple[str, str], dict[str, Any]]
"""Fields to set by table and row id."""


def assignment_values(program: OpenProgram, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a new assignment, its work filled in where only the units are given."""
    filled = dict(values)
    row = program.plan.row(filled.get("task_id", ""))
    who = program.file.row(Resource, filled.get("resource_id") or "")
    if "work" not in filled and row is not None and who is not None and who.kind is ResourceKind.WORK:
        units = filled.get("units", WHOLE)
        if isinstance(units, int):
            filled["work"] = work_of(int(program.plan.state.inputs.tasks.duration[row]), units)
    return filled


def work_of(duration: int, units: int) -> int:
    """Minutes of work that units do in a duration, rounded half up."""
    return (duration * units + WHOLE // 2) // WHOLE


def after_duration(program: OpenProgram, task_id: str, kind: TaskType, duration: int) -> Edits:
    """What a new duration of a task changes in its assignments.

    Fixed units and fixed duration keep the units and change the work; fixed work keeps the work and changes
    the units.
    Source: Microsoft Project's table of task types.
    """
    edits: Edits = {}
    for assignment_id, work, units in _people_on(program, task_id):
        if kind is TaskType.FIXED_WORK and duration:
            changed = {"units": (work * WHOLE + duration // 2) // duration}
        else:
            changed = {"work": work_of(duration, units)}
        edits["assignment", assignment_id] = changed
    return edits


def after_progress(program: OpenProgram, task_id: str, done: int, edits: Edits) -> None:
    """Add to the edits what a new share done of a task, in hundredths of a per cent, makes of its work."""
    for assignment_id, work, _ in _people_on(program, task_id):
        fields = edits.setdefault(("assignment", assignment_id), {})
        fields["actual_work"] = work_of(fields.get("work", work), done)


def _people_on(program: OpenProgram, task_id: str) -> Iterator[tuple[str, int, int]]:
    """Id, work and units of each assignment of a person or team to a task."""
    assignment, resource = (program.plan.state.inputs.tables[name] for name in ("assignment", "resource"))
    for row, owner in enumerate(assignment.texts["task_id"]):
        who = resource.row.get(assignment.texts["resource_id"][row] or "", -1)
        if owner == task_id and who >= 0 and resource.texts["kind"][who] == ResourceKind.WORK:
            numbers = assignment.numbers
            yield assignment.ids[row], int(numbers["work"][row]), int(numbers["units"][row])
