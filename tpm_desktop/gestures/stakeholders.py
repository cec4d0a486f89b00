"""Placing stakeholders in the grid of power and interest."""

from __future__ import annotations

from collections.abc import Iterable

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.stakeholders import Stakeholder
from tpm_desktop.plan import OpenProgram

from .following import apply, following
from .words import quoted


def place_stakeholders(program: OpenProgram, row_ids: Iterable[str], power: int, interest: int) -> None:
    """Set power and interest, 1 to 5, of stakeholders in one step.

    Raises: `EditError` where none is there any more; `ProgramFileError`.
    """
    rows = program.file.rows_of(Stakeholder, list(row_ids))
    if not rows:
        raise EditError("nothing is selected; select a stakeholder to place")
    values = {"power": power, "interest": interest}
    edits, _ = following(program, "stakeholder", {row.id: values for row in rows})
    what = quoted(rows[0].name) if len(rows) == 1 else f"{len(rows)} stakeholders"
    with program.file.transaction(f"Place {what}: power {power}, interest {interest}") as edit:
        apply(edit, edits)
