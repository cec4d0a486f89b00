"""Who works on what, with the costs that the plan computed."""

from __future__ import annotations

from tpm_desktop.model.resources import Assignment, ResourceKind
from tpm_desktop.plan import State

from . import codes, values
from .contents import Contents
from .elements import Document, Parts
from .numbering import numbered
from .schema import ASSIGNMENT

_PER_CENT = 100
_TENTHS = 10


def write_assignments(
    document: Document,
    contents: Contents,
    state: State,
    tasks: dict[str, int],
    resources: dict[str, int],
    digits: int,
) -> None:
    """Add all assignments. Args: tasks, resources: the number of each."""
    numbers = numbered(contents.assignments)
    costs, place = state.money.costs, state.inputs.tables["assignment"].row
    materials = {row.id for row in contents.resources if row.kind is ResourceKind.MATERIAL}
    for assignment in contents.assignments:
        at = place[assignment.id]
        parts: Parts = {
            **_work(assignment),
            "UID": numbers[assignment.id],
            "TaskUID": tasks[assignment.task_id],
            "ResourceUID": resources.get(assignment.resource_id or "", codes.NOBODY),
            "ActualStart": contents.tasks[assignment.task_id].actual_start,
            "Cost": values.print_hundredths(int(costs.assignment[at]), digits),
            "ActualCost": values.print_hundredths(int(costs.assignment_actual[at]), digits),
            "FixedMaterial": assignment.resource_id in materials,
        }
        with document.inside("Assignment"):
            document.put_ordered(ASSIGNMENT, parts)


def _work(assignment: Assignment) -> Parts:
    work, done = assignment.work, assignment.actual_work
    return {
        "Units": values.print_share(assignment.units),
        "Work": values.print_duration(work),
        "RegularWork": values.print_duration(work),
        "ActualWork": values.print_duration(done),
        "RemainingWork": values.print_duration(max(work - done, 0)),
        "PercentWorkComplete": min(done * _PER_CENT // work, _PER_CENT) if work else 0,
        "Delay": assignment.delay * _TENTHS,
        "HasFixedRateUnits": True,
        "WorkContour": 0,
    }
