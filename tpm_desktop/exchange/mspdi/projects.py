"""Which component project each task belongs to: one for the whole file, or one for each top-level summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tpm_desktop.exchange.rows import Rows
from tpm_desktop.model.schedule import Constraint

from .links import SourceLink
from .outline import SourceOutline, SourceTask

Fields = dict[str, Any]


@dataclass(slots=True)
class Places:
    """Where each task goes: the project of each, and the tasks that become projects themselves."""

    project: list[str]
    replaced: set[str]

    def of(self, outline: SourceOutline, at: int) -> Fields:
        """The fields that say where a task stands."""
        above = outline.tasks[at].parent
        parent = outline.tasks[above].id if above >= 0 else None
        return {"project_id": self.project[at], "parent_id": None if parent in self.replaced else parent}


def in_one_project(outline: SourceOutline, rows: Rows, name: str) -> Places:
    """All tasks in one component project."""
    notes = outline.program.text("Notes", lines=True) if outline.program else None
    project = rows.add("project", "the project", {"name": name, "notes": notes})
    return Places([project] * len(outline.tasks), set())


def in_projects_of_summaries(
    outline: SourceOutline,
    tasks: list[Fields],
    links: list[SourceLink],
    assigned: set[str],
    rows: Rows,
    name: str,
) -> Places:
    """A component project for each top-level summary, and one for the tasks beside them.

    A project stands in the summary's place where the summary says nothing that a project can't; else the
    summary stays as the project's first task. Args: tasks: their fields; assigned: tasks with assignments.
    """
    bound = assigned | {end.id for link in links for end in (link.predecessor, link.successor)}
    places = Places([], set())
    beside: str | None = None
    current = ""
    for task, fields in zip(outline.tasks, tasks, strict=True):
        if task.parent < 0 and task.summary:
            replaced = task.id not in bound and _is_plain(fields)
            current = _project_of(task, fields, rows, replaced=replaced)
            if replaced:
                places.replaced.add(task.id)
        elif task.parent < 0:
            beside = beside or rows.add("project", "the project", {"name": name})
            current = beside
        places.project.append(current)
    return places


def _project_of(task: SourceTask, fields: Fields, rows: Rows, *, replaced: bool) -> str:
    """The component project of a summary, with what that says when it stands in its place."""
    values: Fields = {"name": fields["name"]}
    if replaced:
        start = fields["constraint_date"] if fields["constraint"] is Constraint.SNET else None
        values |= {"start": start, "notes": fields["notes"], "uid": task.uid}
    return rows.add("project", task.who, values)


def _is_plain(fields: Fields) -> bool:
    """Whether a summary says no more than a component project holds."""
    held = fields["constraint"] in (Constraint.ASAP, Constraint.SNET)
    more = ("deadline", "fixed_cost", "manual", "external", "wbs", "calendar_id", "levelling_delay")
    return held and bool(fields["active"]) and not any(fields[name] for name in more)
