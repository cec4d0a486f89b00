"""Who works on what, with the costs that the plan computed."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.resources import Assignment, Resource, ResourceKind
from tpm_desktop.model.schedule import Task
from tpm_desktop.plan import Plan

from . import codes, values
from .elements import Part, put_ordered
from .numbering import numbered
from .schema import ASSIGNMENT

_PER_CENT = 100
_TENTHS = 10


def write_assignments(
    parent: Element,
    program: ProgramFile,
    plan: Plan,
    tasks: dict[str, int],
    resources: dict[str, int],
    digits: int,
) -> None:
    """Append all assignments. Args: tasks, resources: the number of each."""
    rows = program.rows(Assignment)
    numbers = numbered(rows)
    costs, place = plan.state.money.costs, plan.state.inputs.tables["assignment"].row
    kinds = {resource.id: resource.kind for resource in program.rows(Resource)}
    begun = {task.id: task.actual_start for task in program.rows(Task)}
    for assignment in rows:
        at = place[assignment.id]
        parts = {
            **_work(assignment),
            "UID": numbers[assignment.id],
            "TaskUID": tasks[assignment.task_id],
            "ResourceUID": resources.get(assignment.resource_id or "", codes.NOBODY),
            "ActualStart": begun[assignment.task_id],
            "Cost": values.print_hundredths(int(costs.assignment[at]), digits),
            "ActualCost": values.print_hundredths(int(costs.assignment_actual[at]), digits),
            "FixedMaterial": kinds.get(assignment.resource_id or "") is ResourceKind.MATERIAL,
        }
        put_ordered(SubElement(parent, "Assignment"), ASSIGNMENT, parts)


def _work(assignment: Assignment) -> dict[str, Part]:
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
