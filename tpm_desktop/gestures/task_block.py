"""What a block pasted over tasks asks for, fields, predecessors and resources alike, as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tpm_desktop.plan import OpenProgram

from .assignment_rules import Edits, Staffing
from .blocks import set_rows
from .following import apply, following
from .links import LinkEdits, Predecessor, link_edits
from .people_of_task import Wanted, crew_edits
from .task_rules import followed

Rows = dict[str, dict[str, Any]]


@dataclass(slots=True)
class TaskBlock:
    """Fields to set by task or by component project, new tasks with their ids, and by task, also a new one,
    what it waits for and who works on it.
    """

    tasks: Rows = field(default_factory=dict)
    projects: Rows = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)
    waits: dict[str, Sequence[Predecessor]] = field(default_factory=dict)
    people: dict[str, Sequence[Wanted]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many rows it touches."""
        return len({*self.tasks, *self.projects, *self.waits, *self.people, *(r["id"] for r in self.added)})


def enter_block(program: OpenProgram, block: TaskBlock, verb: str) -> None:
    """Write a block as one record, or nothing of it. Args: verb: what the step is called, such as "Paste".

    Raises: `EditError`, `ProgramFileError`.
    """
    if not block.waits and not block.people:
        set_rows(program, "task", block.tasks, block.added, verb, {"project": block.projects})
        return
    staffing = Staffing(program)
    edits, added = following(program, "task", block.tasks, block.added, people=staffing)
    edits.update(following(program, "project", block.projects)[0])
    new: Rows = {row["id"]: dict(row) for row in added}
    links = _links(program, block, new)
    gone = _people(program, block, staffing, new)
    _take_over(program, block, staffing, edits)
    noun = "rows" if block.projects else "task" if len(block) == 1 else "tasks"
    with program.file.transaction(f"{verb} {len(block)} {noun}") as edit:
        edit.remove("link", links.gone)
        edit.remove("assignment", gone)
        edit.add_all("task", list(new.values()))
        apply(edit, {**edits, **staffing.edits(), **links.edits})
        edit.add_all("link", links.added)
        edit.add_all("assignment", staffing.added)


def _links(program: OpenProgram, block: TaskBlock, new: Mapping[str, Mapping[str, Any]]) -> LinkEdits:
    found = LinkEdits()
    for task_id, wanted in block.waits.items():
        found.join(link_edits(program, task_id, wanted, new))
    return found


def _people(program: OpenProgram, block: TaskBlock, staffing: Staffing, new: Rows) -> list[str]:
    """Assignments that go; those that come are left in `staffing`, what new tasks then last in `new`."""
    gone: list[str] = []
    for task_id, wanted in block.people.items():
        if task_id in new:
            staffing.begin(task_id, new[task_id])
        gone += crew_edits(staffing, task_id, wanted)
        if task_id in new:
            new[task_id]["duration"] = staffing.crews[task_id].duration
    return gone


def _take_over(program: OpenProgram, block: TaskBlock, staffing: Staffing, edits: Edits) -> None:
    """What the people who come and go mean for durations."""
    for place, values in followed(program, staffing).items():
        if place[1] in block.people:
            edits.setdefault(place, {}).update(values)
