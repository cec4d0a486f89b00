"""Who works on what, with the costs that the plan computed, and the breaks in the work on split tasks."""

from __future__ import annotations

from itertools import pairwise

from tpm_desktop.model.resources import Assignment, Contour, ResourceKind
from tpm_desktop.plan import State, instant

from . import codes, values
from .contents import Contents
from .elements import Document, Parts
from .numbering import numbered
from .schema import ASSIGNMENT

_PER_CENT = 100
_TENTHS = 10
_STILL_TO_DO = 1  # kind of time-phased data
_DAYS = 2  # unit of it


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
    split = {state.outline.ids[row]: row for row in state.schedule.parts}
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
            if assignment.task_id in split and assignment.resource_id not in materials:
                _write_parts(document, state, split[assignment.task_id], parts["UID"])
    _write_splits_of_nobody(document, contents, state, tasks, max(numbers.values(), default=0) + 1)


def _write_splits_of_nobody(
    document: Document, contents: Contents, state: State, tasks: dict[str, int], number: int
) -> None:
    """Add an assignment of nobody for each split task that has no other: only assignments tell of breaks."""
    materials = {row.id for row in contents.resources if row.kind is ResourceKind.MATERIAL}
    told = {row.task_id for row in contents.assignments if row.resource_id not in materials}
    for row in state.schedule.parts:
        task_id = state.outline.ids[row]
        if task_id not in told:
            work = Assignment(task_id=task_id, work=contents.tasks[task_id].duration, contour=Contour.BY_HAND)
            about: Parts = {"UID": number, "TaskUID": tasks[task_id], "ResourceUID": codes.NOBODY}
            with document.inside("Assignment"):
                document.put_ordered(ASSIGNMENT, {**_work(work), **about})
                _write_parts(document, state, row, number)
            number += 1


def _write_parts(document: Document, state: State, row: int, number: object) -> None:
    """Add what is worked in each part of a split task, and nothing in the breaks between them."""
    parts = state.schedule.parts[row]
    clock = state.inputs.calendars[state.inputs.options.calendar]
    spans = [(start, finish, clock.between(start, finish)) for start, finish in parts]
    idle = [(before[1], after[0], 0) for before, after in pairwise(parts)]
    for start, finish, work in sorted(spans + idle):
        document.add(
            "TimephasedData",
            Type=_STILL_TO_DO,
            UID=str(number),
            Start=instant(start),
            Finish=instant(finish),
            Unit=_DAYS,
            Value=values.print_duration(work),
        )


def _work(assignment: Assignment) -> Parts:
    work, done = assignment.work, assignment.actual_work
    overtime, overtime_done = assignment.overtime, assignment.actual_overtime
    return {
        "Units": values.print_share(assignment.units),
        "Work": values.print_duration(work),
        "RegularWork": values.print_duration(max(work - overtime, 0)),
        "ActualWork": values.print_duration(done),
        "RemainingWork": values.print_duration(max(work - done, 0)),
        "OvertimeWork": values.print_duration(overtime),
        "ActualOvertimeWork": values.print_duration(overtime_done),
        "RemainingOvertimeWork": values.print_duration(max(overtime - overtime_done, 0)),
        "PercentWorkComplete": min(done * _PER_CENT // work, _PER_CENT) if work else 0,
        "Delay": assignment.delay * _TENTHS,
        "LevelingDelay": assignment.levelling_delay * _TENTHS,
        "LevelingDelayFormat": codes.DAYS,
        "HasFixedRateUnits": True,
        "WorkContour": codes.number_of(codes.CONTOURS, assignment.contour),
    }
