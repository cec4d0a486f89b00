"""Reads a block from a spreadsheet into edits of the rows it is pasted on, and into new tasks below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.task_figures import TASK_FIGURES

from .columns import field_of
from .editing import TYPED

_FIELDS = {**{key: field_of(key) for key in TYPED}, "start": "constraint_date"}
"""The field of a task that each column sets; a start that is pasted is one to start no earlier than."""
Edits = dict[str, dict[str, Any]]


def read_cells(
    session: Session, block: Sequence[Sequence[str]], ids: Sequence[str], keys: Sequence[str]
) -> tuple[Edits, list[dict[str, Any]]]:
    """Fields to set by task id, and new tasks for the lines beyond the last row.

    Args: ids: of the rows from the current one on; keys: of the columns from the current one on. Columns that
    follow from the plan are passed over.
    Raises: `ValueProblem` that says which line can't be read; `EditError` where new tasks have no place.
    """
    taken = [key for key in keys[: max(map(len, block), default=0)] if key in _FIELDS]
    if not taken:
        raise EditError("nothing can be pasted into these columns; go to Name, Duration, Start, Done or WBS")
    edits: Edits = {}
    added: list[dict[str, Any]] = []
    state = session.program.plan.state
    for n, line in enumerate(block):
        values = _values(session, dict(zip(keys, line, strict=False)), n)
        if n < len(ids):
            if values and not state.outline.is_project[state.outline.row[ids[n]]]:
                edits[ids[n]] = values
        elif values.get("name"):
            stored = {name: value for name, value in values.items() if name not in TASK_FIGURES}
            added.append({**_place(session), **stored})  # nobody works on a new task, and nothing is done
    return edits, added


def _values(session: Session, cells: dict[str, str], line: int) -> dict[str, Any]:
    """The fields that a pasted line sets; empty cells set nothing."""
    found: dict[str, Any] = {}
    about = entry("task")
    for key, field in _FIELDS.items():
        text = cells.get(key, "").strip()
        if text:
            try:
                found.update(session.formats.parse_field(about, field, text, find=session.names.find))
            except ValueProblem as problem:
                raise ValueProblem(f"line {line + 1} of what was copied: {problem}") from None
    if found.get("constraint_date") is not None and "constraint" not in found:
        found["constraint"] = "snet"
    return found


def _place(session: Session) -> dict[str, Any]:
    """New tasks come after the last one, on its level."""
    state = session.program.plan.state
    outline = state.outline
    if not len(outline):
        raise EditError("a component project is needed first; add one, then paste its tasks")
    last = len(outline) - 1
    project = outline.ids[int(outline.project[last])]
    above = -1 if outline.is_project[last] else int(outline.parent[last])
    parent = None if above < 0 or outline.is_project[above] else outline.ids[above]
    return {"project_id": project, "parent_id": parent, "duration": state.inputs.options.minutes_per_day}
