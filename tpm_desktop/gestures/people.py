"""Filling positions, and making the checklists of those who come and go."""

from __future__ import annotations

from datetime import date, timedelta

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.pmo import BoardingKind, BoardingState, BoardingStep, StandardStep
from tpm_desktop.plan import OpenProgram

from .naming import name_of
from .records import set_fields

_STEPS = "Standard steps"


def fill_position(program: OpenProgram, position_id: str, holder_id: str, since: date | None = None) -> None:
    """Let somebody fill a position, from a day on. Raises: `EditError`, `ProgramFileError`."""
    if not holder_id:
        raise EditError("nobody is named; say who fills it")
    values = {"holder_id": holder_id, **({"filled_from": since} if since else {})}
    set_fields(program, "position", position_id, values)


def make_checklist(
    program: OpenProgram, person_id: str, kind: BoardingKind, day: date, position_id: str | None = None
) -> list[str]:
    """Add the standard steps that a person doesn't have yet; returns the ids of the new ones.

    Args: day: the first one of somebody who comes, the last one of somebody who goes. Raises: `EditError`,
    `ProgramFileError`.
    """
    if not person_id:
        raise EditError("nobody is named; say whose checklist it is")
    steps = program.file.rows(StandardStep, kind=kind)
    if not steps:
        raise EditError(f"there are no standard steps of {kind.label.lower()}; add some to “{_STEPS}” first")
    there = {row.title for row in program.file.rows(BoardingStep, person_id=person_id) if row.kind is kind}
    new = [step for step in steps if step.title not in there]
    if not new:
        raise EditError(f"all standard steps of {kind.label.lower()} are in the checklist already")
    named = name_of(program, "resource", person_id)
    with program.file.transaction(f"Make the checklist of {kind.label.lower()} of {named}") as edit:
        return edit.add_all(
            "boarding_step",
            [
                {
                    "title": step.title,
                    "person_id": person_id,
                    "kind": kind,
                    "position_id": position_id,
                    "owner_id": step.owner_id,
                    "due": _after(day, step.days),
                }
                for step in new
            ],
        )


def _after(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def tick_step(program: OpenProgram, step_id: str) -> None:
    """Say that a step is done, or open again. Raises: `EditError`, `ProgramFileError`."""
    step = program.file.row(BoardingStep, step_id)
    if step is None:
        raise EditError("the step is gone; choose another one")
    state = BoardingState.DONE if step.state is BoardingState.OPEN else BoardingState.OPEN
    set_fields(program, "boarding_step", step_id, {"state": state})
