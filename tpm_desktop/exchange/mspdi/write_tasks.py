"""Tasks in their outline with their links and baselines; component projects are top-level summary tasks."""

from __future__ import annotations

from typing import TypeVar
from xml.etree.ElementTree import Element, SubElement

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.program import Project
from tpm_desktop.model.schedule import Baseline, BaselineTask, LagUnit, Link, Task
from tpm_desktop.plan import State

from . import codes, values
from .elements import add, put_ordered, shortened
from .numbering import numbered
from .schema import TASK
from .task_parts import Own, TaskParts

_PROGRAM = 0  # number of the project summary task
_PER_CENT = 100
_TENTHS = 10

Row = TypeVar("Row", Link, BaselineTask)


class TaskBook:
    """The tasks of a program with their numbers in the document."""

    def __init__(self, program: ProgramFile, parts: TaskParts) -> None:
        self._parts = parts
        self._state: State = parts.state
        self._name = program.program.name
        self._projects = {project.id: project for project in program.rows(Project)}
        self._tasks = {task.id: task for task in program.rows(Task)}
        self._links = _grouped(program.rows(Link), "successor_id")
        self._kept = _grouped(program.rows(BaselineTask), "task_id")
        self._baselines = {baseline.id: baseline.number for baseline in program.rows(Baseline)}
        self.numbers = numbered(self._tasks.values(), self._projects.values())
        only = next(iter(self._projects.values())) if len(self._projects) == 1 else None
        self._whole = (
            only if only is not None and only.name == self._name else None
        )  # it is not written itself

    def write(self, parent: Element) -> None:
        """Append the project summary task and all others in outline order."""
        put_ordered(SubElement(parent, "Task"), TASK, self._summary())
        rows = [
            row
            for row, row_id in enumerate(self._state.outline.ids)
            if row_id != getattr(self._whole, "id", "")
        ]
        for position, row in enumerate(rows, 1):
            row_id = self._state.outline.ids[row]
            if row_id in self._projects:
                own = self._parts.of_project(row, self._projects[row_id])
            else:
                own = self._parts.of_task(row, self._tasks[row_id])
            place = {"UID": self.numbers[row_id], "ID": position, **self._place(row)}
            element = put_ordered(SubElement(parent, "Task"), TASK, {**own, **place})
            self._write_links(element, row_id)
            self._write_baselines(element, row_id)

    def _summary(self) -> Own:
        return {
            "UID": _PROGRAM,
            "ID": 0,
            "Name": shortened(self._name),
            "Type": 1,
            "IsNull": False,
            "WBS": "0",
            "OutlineNumber": "0",
            "OutlineLevel": 0,
            "Summary": True,
            "Notes": self._whole.notes if self._whole else None,
        }

    def _place(self, row: int) -> Own:
        """Where a task stands; a lone project that is written is the first of the numbers below it."""
        outline = self._state.outline
        number, level = outline.number[row], int(outline.level[row])
        if self._whole is None:
            level += 1
            if len(self._projects) == 1 and not outline.is_project[row]:
                number = f"1.{number}"
        task = self._tasks.get(outline.ids[row])
        return {"WBS": (task.wbs if task else None) or number, "OutlineNumber": number, "OutlineLevel": level}

    def _write_links(self, element: Element, task_id: str) -> None:
        for link in self._links.get(task_id, ()):
            by_share = link.lag_unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)
            add(
                element,
                "PredecessorLink",
                PredecessorUID=self.numbers[link.predecessor_id],
                Type=codes.number_of(codes.LINK_TYPES, link.type),
                CrossProject=False,
                LinkLag=round(link.lag / _PER_CENT) if by_share else link.lag * _TENTHS,
                LagFormat=codes.LAG_FORMATS[link.lag_unit],
            )

    def _write_baselines(self, element: Element, task_id: str) -> None:
        kept = self._kept.get(task_id, [])
        for held in sorted(kept, key=lambda row: self._baselines[row.baseline_id]):
            add(
                element,
                "Baseline",
                Number=self._baselines[held.baseline_id],
                Start=held.start,
                Finish=held.finish,
                Duration=None if held.duration is None else values.print_duration(held.duration),
                DurationFormat=None if held.duration is None else codes.DAYS,
                Work=None if held.work is None else values.print_duration(held.work),
                Cost=None if held.cost is None else self._parts.cost(held.cost),
            )


def _grouped(rows: list[Row], field: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, field), []).append(row)
    return found
