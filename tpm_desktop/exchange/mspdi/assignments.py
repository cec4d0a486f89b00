"""Who works on what: units, work, what has been done, and costs that do not follow from the rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.rows import Rows
from tpm_desktop.model.resources import Accrual, Contour, ResourceKind

from .codes import CONTOURS
from .item import Item
from .outline import SourceOutline, SourceTask
from .resources import Resources

_WHOLE = 10_000
_HOUR = 60

Fields = dict[str, Any]


@dataclass(slots=True)
class SourceAssignment:
    """An assignment of the document to a task of it; of nobody where it has no resource."""

    item: Item
    task: SourceTask
    resource: Fields | None
    fields: Fields

    def says_something(self) -> bool:
        """Whether it is more than the task's duration said again for nobody."""
        if self.resource or self.fields.get("cost") or self.fields.get("actual_cost"):
            return True
        work, duration = self.fields.get("work", 0), self.task.item.duration("Duration") or 0
        return bool(work) and not self.task.summary and work != duration


def read_assignments(
    root: Item, outline: SourceOutline, resources: Resources, rows: Rows, report: ImportReport
) -> list[SourceAssignment]:
    """The assignments to tasks that are there; budgets, which stand at the project, are only counted."""
    found = []
    for item in root.below("Assignments", "Assignment"):
        task_uid = item.integer("TaskUID")
        task = outline.by_uid.get(task_uid) if task_uid is not None else None
        resource_uid = item.integer("ResourceUID")
        resource = resources.by_uid.get(resource_uid) if resource_uid is not None else None
        if task is None and task_uid == 0:
            if item.has("BudgetCost") or item.has("BudgetWork"):
                item.not_kept("budget figures of the project summary task")
        elif task is None:
            report.set_aside(_missing(item, f"task of number {task_uid}"))
        elif resource is None and resource_uid is not None and resource_uid > 0:
            report.set_aside(_missing(item, f"resource of number {resource_uid}"))
        else:
            item.who = f"assignment of {resource['name'] if resource else 'nobody'} to {task.who}"
            fields = {**rows.fit("assignment", item.who, _read(item, task, resource)), "task_id": task.id}
            found.append(SourceAssignment(item, task, resource, fields))
    return found


def take_assignments(assignments: list[SourceAssignment], rows: Rows) -> None:
    """Add the rows of those that say something."""
    for assignment in assignments:
        if assignment.says_something():
            rows.add("assignment", assignment.item.who, assignment.fields)


def note_what_is_not_kept(assignments: list[SourceAssignment]) -> None:
    """Count what assignments say that has no place here."""
    for assignment in assignments:
        item = assignment.item
        if item.integer("CostRateTable"):
            item.not_kept("assignments at another of a resource's rates (their cost is kept)")
        if item.has("Notes"):
            item.not_kept("notes of assignments")


def _missing(item: Item, what: str) -> str:
    return f"assignment of number {item.text('UID') or 'unknown'}: there is no {what} in the file"


def _read(item: Item, task: SourceTask, resource: Fields | None) -> Fields:
    units = item.share("Units")
    fields: Fields = {
        "resource_id": resource["id"] if resource else None,
        "units": _WHOLE if units is None else units,
        "work": item.duration("Work"),
        "actual_work": item.duration("ActualWork"),
        "overtime": item.duration("OvertimeWork"),
        "actual_overtime": item.duration("ActualOvertimeWork"),
        "contour": item.choice("WorkContour", CONTOURS, Contour.FLAT),
        "delay": item.tenths("Delay"),
        "levelling_delay": item.tenths("LevelingDelay"),
        "uid": item.integer("UID"),
    }
    kind = resource["kind"] if resource else ResourceKind.WORK
    if kind is ResourceKind.MATERIAL and not fields["work"]:
        fields["work"] = fields["units"] * _HOUR // _WHOLE  # a quantity counts as hours
    return {**fields, **_costs(item, task, fields, kind, resource or {})}


def _costs(item: Item, task: SourceTask, fields: Fields, kind: ResourceKind, resource: Fields) -> Fields:
    """Cost and actual cost where they are not what the plan makes of work, rate and progress anyway."""
    cost, actual = item.money("Cost"), item.money("ActualCost") or None
    work, done, rate = fields["work"] or 0, fields["actual_work"] or 0, resource.get("rate", 0)
    per_use = resource.get("cost_per_use", 0)
    if kind is ResourceKind.WORK:
        per_use = per_use * fields["units"] // _WHOLE
    if kind is not ResourceKind.COST and cost is not None and _follows(cost, work, rate, per_use):
        cost = None
    share = task.item.integer("PercentComplete") or 0
    begun = done > 0 or task.item.has("ActualStart") or share > 0
    accrual = resource.get("accrual", Accrual.PRORATED)
    if accrual is not Accrual.PRORATED:
        there = begun if accrual is Accrual.START else share >= 100
        done, begun, share = work * there, there, 100 * there
    if cost is None:
        expected = actual is not None and _follows(actual, done, rate, per_use * begun)
    else:
        expected = actual is not None and abs(cost * share - actual * 100) <= 100
    return {"cost": cost, "actual_cost": None if expected else actual}


def _follows(cost: int, work: int, rate: int, per_use: int) -> bool:
    """Whether work and rate give that cost, but for a rate rounded to the minor unit."""
    return abs(work * rate // _HOUR + per_use - cost) <= work // _HOUR // 2 + 1
