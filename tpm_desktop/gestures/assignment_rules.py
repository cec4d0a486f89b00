"""What follows when people are put on tasks, taken off them, or their units and work are changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.record import new_id
from tpm_desktop.model.resources import Resource, ResourceKind
from tpm_desktop.model.schedule import TaskType
from tpm_desktop.plan import OpenProgram

from .crew import WHOLE, Crew, Part

Edits = dict[tuple[str, str], dict[str, Any]]
"""Fields to set by table and row id."""
_COUNTED = {"units", "work", "actual_work", "delay"}


@dataclass
class Staffing:
    """Changes of assignments, made one after the other; `edits` and `added` are what they come to.

    given: what was asked to be set, which is set whether anything follows from it or not.
    """

    program: OpenProgram
    crews: dict[str, Crew] = field(default_factory=dict)
    given: Edits = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)
    progressed: set[str] = field(default_factory=set)
    """Tasks of which people have done more or less than before."""

    def crew(self, task_id: str, **task: Any) -> Crew:
        """The people on a task as changed so far. task: fields of it that are set in the same edit."""
        if task_id not in self.crews:
            self.crews[task_id] = self._crew(task_id, task)
        return self.crews[task_id]

    def begin(self, task_id: str, task: Mapping[str, Any]) -> None:
        """Take up a task that is added in the same edit. task: its fields."""
        self.crews[task_id] = Crew(
            TaskType(task.get("type", TaskType.FIXED_UNITS)),
            effort_driven=bool(task.get("effort_driven", False)),
            duration=_whole(task.get("duration")),
            parts={},
        )

    def assigned(self, task_id: str) -> dict[str, int]:
        """Who works on a task before all changes: rows in the table of assignments, by resource."""
        who = self.program.plan.state.inputs.tables["assignment"].texts["resource_id"]
        return {resource: row for row in self._rows(task_id) if (resource := who[row])}

    def _crew(self, task_id: str, task: Mapping[str, Any]) -> Crew:
        state = self.program.plan.state
        about, source = state.inputs.tables["task"], int(state.outline.source[state.outline.row[task_id]])
        return Crew(
            TaskType(task.get("type", about.texts["type"][source])),
            effort_driven=bool(task.get("effort_driven", about.numbers["effort_driven"][source] == 1)),
            duration=int(about.numbers["duration"][source]),
            parts=self._parts(task_id),
        )

    def _parts(self, task_id: str) -> dict[str, Part]:
        assignment = self.program.plan.state.inputs.tables["assignment"]
        counted = ("units", "work", "actual_work", "delay")
        return {
            assignment.ids[row]: Part(*(int(assignment.numbers[name][row]) for name in counted))
            for row in self._rows(task_id)
            if self._is_work(assignment.texts["resource_id"][row])
        }

    def _rows(self, task_id: str) -> list[int]:
        """The assignments of a task, in the table's order."""
        task = self.program.plan.state.outline.row.get(task_id)
        if task is None:
            return []
        order, owner = self._by_task
        found: list[int] = order[
            np.searchsorted(owner, task) : np.searchsorted(owner, task, "right")
        ].tolist()
        return found

    @cached_property
    def _by_task(self) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
        """All assignments ordered by task, and of each the task's row: no loop over them for one edit."""
        state = self.program.plan.state
        owner = state.inputs.tables["assignment"].rows_of("task_id", state.outline.row)
        order = np.argsort(owner, kind="stable")
        return order, owner[order]

    def _is_work(self, resource_id: str | None) -> bool:
        """Whether an assignment is one of a person, or of nobody yet."""
        resource = self.program.plan.state.inputs.tables["resource"]
        row = resource.row.get(resource_id or "")
        return row is None or resource.texts["kind"][row] == ResourceKind.WORK

    def set(self, assignment_id: str, values: Mapping[str, Any]) -> None:
        """Set fields of an assignment; what its units, work and progress mean for the task follows."""
        self.given["assignment", assignment_id] = dict(values)
        table = self.program.plan.state.inputs.tables["assignment"]
        row = table.row.get(assignment_id)
        if row is None or not _COUNTED & set(values):
            return
        task_id = table.texts["task_id"][row] or ""
        crew = self.crew(task_id) if self._is_leaf(task_id) else None
        if crew is None or assignment_id not in crew.parts:
            return
        part, numbers = crew.parts[assignment_id], {k: v for k, v in values.items() if isinstance(v, int)}
        part.delay = numbers.get("delay", part.delay)
        new = {name: numbers[name] for name in ("units", "work") if name in numbers}
        new = {name: value for name, value in new.items() if value != getattr(part, name)}
        if "actual_work" in numbers:
            part.done = numbers["actual_work"]
            self.progressed.add(task_id)
            new["work"] = max(new.get("work", part.work), part.done)
        if new:
            crew.set_part(assignment_id, **new)

    def add(self, values: Mapping[str, Any]) -> None:
        """Put somebody on a task; work that is not given follows from units and the task's type."""
        row = {"id": new_id(), **values}
        self.added.append(row)
        who = self.program.file.row(Resource, row.get("resource_id") or "")
        if who is None or who.kind is not ResourceKind.WORK or not self._is_leaf(row.get("task_id", "")):
            return
        units, work = row.get("units", WHOLE), row.get("work")
        if isinstance(units, int) and isinstance(work, int | None):
            part = Part(units, 0, _whole(row.get("actual_work")), _whole(row.get("delay")))
            self.crew(row["task_id"]).join(row["id"], part, work=work)

    def remove(self, assignment_ids: Iterable[str]) -> None:
        """Take people off their tasks."""
        table = self.program.plan.state.inputs.tables["assignment"]
        gone: dict[str, list[str]] = {}
        for assignment_id in assignment_ids:
            if assignment_id in table.row:
                gone.setdefault(table.texts["task_id"][table.row[assignment_id]] or "", []).append(
                    assignment_id
                )
        for task_id, ids in gone.items():
            if self._is_leaf(task_id):
                crew = self.crew(task_id)
                crew.leave([assignment_id for assignment_id in ids if assignment_id in crew.parts])

    def edits(self) -> Edits:
        """The fields of assignments to set; those of rows that are added are filled in there."""
        found: Edits = {place: dict(values) for place, values in self.given.items()}
        new = {row["id"]: row for row in self.added}
        for task_id, crew in self.crews.items():
            before = self._parts(task_id)
            for part_id, part in crew.parts.items():
                values = {"units": part.units, "work": part.work, "actual_work": part.done}
                if part_id in new:
                    new[part_id].update(values)
                    continue
                was = before[part_id]
                old = {"units": was.units, "work": was.work, "actual_work": was.done}
                changed = {name: value for name, value in values.items() if value != old[name]}
                if changed:
                    found.setdefault(("assignment", part_id), {}).update(changed)
        return found

    def _is_leaf(self, task_id: str) -> bool:
        if task_id in self.crews:
            return True
        row = self.program.plan.row(task_id)
        return row is not None and not self.program.plan.state.summary[row]


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0
