"""Drawing the governance chart: bodies below others, lines between them, boxes where people want them."""

from __future__ import annotations

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.governance import FURTHEST_ON_CHART, Body, BodyType
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.governance_chart import Tie

from .records import add_row, set_fields
from .words import quoted

_FIELDS = {Tie.REPORTS: "reports_to_id", Tie.ESCALATES: "escalates_to_id"}


def add_body(program: OpenProgram, name: str, above: str | None = None) -> str:
    """Add a body, below another one where given; returns its id. Raises: `EditError`, `ProgramFileError`."""
    first = not program.file.stored("body", ["id"])
    kind = BodyType.STEERING if first else BodyType.BOARD
    return add_row(program, "body", {"name": name, "type": kind, "reports_to_id": above})


def tie(program: OpenProgram, source: str, target: str | None, kind: Tie) -> None:
    """Let a body report or escalate to another one, to none without. Raises: `EditError`."""
    if source == target:
        raise EditError("a body can't report or escalate to itself; choose another one")
    set_fields(program, "body", source, {_FIELDS[kind]: target})


def place_body(program: OpenProgram, body_id: str, left: float, top: float) -> None:
    """Put a body there on the chart. Raises: `EditError`, `ProgramFileError`."""
    body = program.file.row(Body, body_id)
    if body is None:
        raise EditError("the body is gone; choose another one")
    at = [min(max(round(side), -FURTHEST_ON_CHART), FURTHEST_ON_CHART) for side in (left, top)]
    with program.file.transaction(f"Move {quoted(body.name)} on the chart") as edit:
        edit.set("body", body_id, chart_left=at[0], chart_top=at[1])


def arrange_chart(program: OpenProgram) -> None:
    """Leave the place of every body to its level. Raises: `EditError`, `ProgramFileError`."""
    placed = [
        row_id for row_id, left in program.file.stored("body", ["id", "chart_left"]) if left is not None
    ]
    if not placed:
        raise EditError("no body was moved by hand; drag one to move it")
    with program.file.transaction("Arrange the governance chart anew") as edit:
        for row_id in placed:
            edit.set("body", row_id, chart_left=None, chart_top=None)
