"""Arranging the program map: putting a component project where one wants it, and leaving it to the layout."""

from __future__ import annotations

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.program import FURTHEST_ON_MAP
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.planning.columns import NONE

from .words import quoted


def map_places(state: State) -> dict[str, tuple[float, float]]:
    """Where people put component projects on the map: left and top by id."""
    project = state.inputs.tables["project"]
    sides = (project.numbers[name].tolist() for name in ("map_left", "map_top"))
    return {
        row_id: (float(left), float(top))
        for row_id, left, top in zip(project.ids, *sides, strict=True)
        if NONE not in (left, top)
    }


def place_on_map(program: OpenProgram, project_id: str, left: float, top: float) -> None:
    """Put a component project there. Raises: `EditError`, `ProgramFileError`."""
    if project_id not in program.plan.state.inputs.tables["project"].row:
        raise EditError("the component project is gone; choose another one")
    at = [min(max(round(side), -FURTHEST_ON_MAP), FURTHEST_ON_MAP) for side in (left, top)]
    with program.file.transaction(f"Move {quoted(program.plan.name(project_id))} on the map") as edit:
        edit.set("project", project_id, map_left=at[0], map_top=at[1])


def arrange_anew(program: OpenProgram) -> None:
    """Leave the place of every component project to the layout. Raises: `EditError`, `ProgramFileError`."""
    placed = map_places(program.plan.state)
    if not placed:
        raise EditError("nothing on the map was moved by hand; drag a component project to move it")
    with program.file.transaction("Arrange the map anew") as edit:
        for project_id in placed:
            edit.set("project", project_id, map_left=None, map_top=None)
