"""Copying tasks within a program: with all below them, breaks, people at work, and the links among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.record import Record, new_id
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Link, Task, TaskSplit
from tpm_desktop.plan import OpenProgram

from .outline import place_of, tops
from .words import quoted

_OWN = {"id", "uid", "order", "project_id", "parent_id"}  # what a copy doesn't take over


def duplicate(
    program: OpenProgram, row_ids: Iterable[str], *, parent: str, before: str | None = None
) -> list[str]:
    """Put copies of tasks below a component project or a task, before one of its parts or last.

    Returns: ids of the copies of the tasks that were given.
    Raises: `EditError` where a component project is among them, or nothing is left to copy.
    """
    present = [row_id for row_id in row_ids if row_id in program.plan.state.outline.row]
    if not present:
        raise EditError("what was copied is no longer in the program; copy the rows again")
    originals = tops(program, present)
    outline = program.plan.state.outline
    family = [
        outline.ids[r] for top in originals for r in (outline.row[top], *outline.below(outline.row[top]))
    ]
    twin = {row_id: new_id() for row_id in family}
    named = quoted(program.plan.name(originals[0])) if len(originals) == 1 else f"{len(originals)} tasks"
    with program.file.transaction(f"Copy {named}") as edit:
        keys, place = place_of(program, edit, parent, before, len(originals))
        edit.add_all("task", _tasks(program, twin, dict(zip(originals, keys, strict=True)), place))
        edit.add_all("task_split", _parts(program.file.rows(TaskSplit), "task_split", twin, ("task_id",)))
        edit.add_all("assignment", _parts(program.file.rows(Assignment), "assignment", twin, ("task_id",)))
        ends = ("predecessor_id", "successor_id")
        edit.add_all("link", _parts(program.file.rows(Link), "link", twin, ends))
    return [twin[row_id] for row_id in originals]


def _tasks(
    program: OpenProgram, twin: dict[str, str], keys: dict[str, str], place: dict[str, Any]
) -> list[dict[str, Any]]:
    """The copies of the tasks: those that were given at the new place, the others below them as before."""
    made = []
    for task in program.file.rows(Task):
        if task.id in twin:
            row = {name: getattr(task, name) for name in entry("task").fields if name not in _OWN}
            inside = task.id not in keys
            placed = (
                {"parent_id": twin[task.parent_id or ""]} if inside else {"parent_id": place["parent_id"]}
            )
            order = task.order if inside else keys[task.id]
            made.append(
                {"id": twin[task.id], **row, **placed, "project_id": place["project_id"], "order": order}
            )
    return made


def _parts(
    rows: Sequence[Record], table: str, twin: dict[str, str], ends: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Copies of the rows that belong to copied tasks by all their ends."""
    kept = [name for name in entry(table).fields if name not in (*_OWN, *ends)]
    return [
        {**{name: getattr(row, name) for name in kept}, **{end: twin[getattr(row, end)] for end in ends}}
        for row in rows
        if all(getattr(row, end) in twin for end in ends)
    ]
