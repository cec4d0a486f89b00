"""Who works on a task, set at once: those who come, those who go, and with how much of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram

from .assignment_rules import Staffing
from .crew import WHOLE
from .following import apply
from .task_rules import followed
from .words import quoted


@dataclass(frozen=True, slots=True)
class Wanted:
    """A resource on a task; units: hundredths of a per cent."""

    resource_id: str
    units: int = WHOLE


def set_resources(program: OpenProgram, task_id: str, wanted: Sequence[Wanted]) -> None:
    """Let just these work on a task; who stays keeps work done and notes.

    Raises: `EditError` where one is named twice, `ProgramFileError`.
    """
    staffing = Staffing(program)
    gone = crew_edits(staffing, task_id, wanted)
    with program.file.transaction(f"Set resources of {quoted(program.plan.name(task_id))}") as edit:
        edit.remove("assignment", gone)
        apply(edit, {**staffing.edits(), **followed(program, staffing)})
        edit.add_all("assignment", staffing.added)


def crew_edits(staffing: Staffing, task_id: str, wanted: Sequence[Wanted]) -> list[str]:
    """Put just these on a task within a larger edit; returns the assignments that go with it.

    Raises: `EditError` where one is named twice.
    """
    refuse_twice(wanted)
    table, present = staffing.program.plan.state.inputs.tables["assignment"], staffing.assigned(task_id)
    keep = {one.resource_id for one in wanted}
    gone = [table.ids[row] for resource, row in present.items() if resource not in keep]
    staffing.remove(gone)
    for one in wanted:
        at = present.get(one.resource_id)
        if at is None:
            staffing.add({"task_id": task_id, "resource_id": one.resource_id, "units": one.units})
        elif int(table.numbers["units"][at]) != one.units:
            staffing.set(table.ids[at], {"units": one.units})
    return gone


def refuse_twice(wanted: Sequence[Wanted]) -> None:
    """Raises: `EditError` where a resource is named twice."""
    if len({one.resource_id for one in wanted}) < len(wanted):
        raise EditError("a resource is named twice; write it once with all its units")
