"""What follows for a commitment from the link or tasks that it is tied to: its giver and its receiver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.integration import Commitment
from tpm_desktop.plan import OpenProgram

_OF_TASK = {"giving_task_id": "giver_id", "receiving_task_id": "receiver_id"}
_OF_LINK = {"predecessor_id": "giving_task_id", "successor_id": "receiving_task_id"}


def tied(program: OpenProgram, values: Mapping[str, Any], row_id: str | None = None) -> dict[str, Any]:
    """The values with what they leave open filled in. Args: row_id: of a row that is edited.

    Raises: `EditError` where a project would owe something to itself.
    """
    row = program.file.row(Commitment, row_id) if row_id else None
    before: dict[str, Any] = row.model_dump() if row else {}
    made = dict(values)
    if link := values.get("link_id"):
        _fill(made, before, _ends_of(program, link))
    for task, project in _OF_TASK.items():
        outside = made.get("external_giver", before.get("external_giver"))
        if made.get(task) and not (project == "giver_id" and outside):
            _fill(made, before, {project: _project_of(program, made[task])})
    whole = {**before, **made}
    if whole.get("giver_id") and whole.get("giver_id") == whole.get("receiver_id"):
        raise EditError("giver and receiver are the same component project; a commitment is between two")
    return made


def _fill(made: dict[str, Any], before: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    for name, value in known.items():
        if name not in made and not before.get(name):
            made[name] = value


def _ends_of(program: OpenProgram, link_id: str) -> dict[str, Any]:
    link = program.plan.state.inputs.tables["link"]
    at = link.row.get(link_id)
    return {} if at is None else {task: link.texts[end][at] for end, task in _OF_LINK.items()}


def _project_of(program: OpenProgram, task_id: str) -> str | None:
    outline = program.plan.state.outline
    row = outline.row.get(task_id)
    return None if row is None else outline.ids[int(outline.project[row])]
