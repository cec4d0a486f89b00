"""Assigning somebody to tasks."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram

from .following import apply, following
from .naming import name_of
from .records import add_row


def assign(program: OpenProgram, resource_id: str, task_ids: Sequence[str]) -> None:
    """Let a resource work on tasks; those it works on already stay as they are.

    Raises: `EditError` where it works on all of them already; `ProgramFileError`.
    """
    table = program.plan.state.inputs.tables["assignment"]
    pairs = zip(table.texts["task_id"], table.texts["resource_id"], strict=True)
    present = {task for task, who in pairs if who == resource_id}
    rows = [{"task_id": task, "resource_id": resource_id} for task in task_ids if task not in present]
    named = name_of(program, "resource", resource_id)
    if not rows:
        raise EditError(f"{named} works on it already; change the units or the work instead")
    if len(task_ids) == 1:
        add_row(program, "assignment", rows[0])
        return
    edits, added = following(program, "assignment", {}, rows)
    with program.file.transaction(f"Assign {named} to {len(rows)} tasks") as edit:
        apply(edit, edits)
        edit.add_all("assignment", added)
