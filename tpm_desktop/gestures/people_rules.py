"""What holds for roles, positions, skills and boarding, however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.pmo import BoardingState, PositionState, Role
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.staffing_plan import folded

from .assignment_rules import Edits
from .steps import refuse_steps
from .words import quoted

Values = Mapping[str, Any]
PEOPLE = ("role", "position", "resource_skill", "skill_need", "boarding_step")
_VACANT = (PositionState.PLANNED, PositionState.OPEN, PositionState.OFFERED)


def people_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add, with what follows. Raises: `EditError`."""
    there = {row.id: row.model_dump() for row in program.file.rows_of(entry(table).model, list(edits))}
    made: dict[str, dict[str, Any]] = {row_id: dict(values) for row_id, values in edits.items()}
    rows = [dict(values) for values in added]
    pairs = [(there.get(row_id, {}), values) for row_id, values in made.items()] + [({}, row) for row in rows]
    found: Edits = {}
    if table == "position":
        for before, values in pairs:
            values.update(_staffed(program, before, values))
    elif table == "boarding_step":
        for before, values in pairs:
            values.update(_done(program, before, values))
    elif table == "role":
        found = _renamed(program.file, there, made)
        _refuse_same_roles(program.file, there, made, rows)
    else:
        _refuse_twice(program.file, table, there, made, rows, removed)
    refuse_steps(program, table, made)
    return {**found, **{(table, row_id): values for row_id, values in made.items()}}, list(rows)


def _staffed(program: OpenProgram, before: Values, values: Values) -> dict[str, Any]:
    """A position with somebody in it is filled from a day on; one without is not."""
    whole = {"state": PositionState.OPEN, **before, **values}
    start, finish = whole.get("start"), whole.get("finish")
    if start and finish and finish < start:
        raise EditError(
            f"{quoted(str(whole.get('title') or ''))} would end before it begins; check its dates"
        )
    follows: dict[str, Any] = {}
    holder, state = whole.get("holder_id"), whole["state"]
    if "holder_id" in values and "state" not in values:
        if holder and state in _VACANT:
            follows["state"] = state = PositionState.FILLED
        elif not holder and state == PositionState.FILLED:
            follows["state"] = state = PositionState.OPEN
    if state == PositionState.FILLED and not holder:
        raise EditError(
            f"{quoted(str(whole.get('title') or ''))} can’t be filled by nobody; say by whom it is filled"
        )
    if state in _VACANT and holder:
        follows["holder_id"] = None
    was_filled = before.get("state") == PositionState.FILLED
    if state == PositionState.FILLED and not was_filled and not values.get("filled_from"):
        day = day_of_status(program.plan.state)
        follows["filled_from"] = max(day, start) if start else day
    elif state in _VACANT and was_filled and "filled_from" not in values:
        follows["filled_from"] = None
    return follows


def _done(program: OpenProgram, before: Values, values: Values) -> dict[str, Any]:
    """The day on which a step was done, where nobody says which; none for one that is open again."""
    state = values.get("state")
    if state is None or state == before.get("state"):
        return {}
    if state == BoardingState.DONE and not values.get("done_on"):
        return {"done_on": day_of_status(program.plan.state)}
    return {"done_on": None} if before.get("done_on") and state != BoardingState.DONE else {}


def _renamed(file: ProgramFile, there: Mapping[str, Values], edits: Mapping[str, Values]) -> Edits:
    """Resources play a role by its name, so they follow when it gets another one."""
    names = {folded(there[i]["name"]): v["name"] for i, v in edits.items() if i in there and v.get("name")}
    if not names:
        return {}
    return {
        ("resource", row_id): {"role": names[folded(role)]}
        for row_id, role in file.stored("resource", ["id", "role"])
        if role and folded(role) in names and role != names[folded(role)]
    }


def _refuse_same_roles(
    file: ProgramFile, there: Mapping[str, Values], edits: Mapping[str, Values], added: Sequence[Values]
) -> None:
    if not added and not any("name" in values for values in edits.values()):
        return
    known = {folded(row.name) for row in file.rows(Role) if row.id not in edits}
    for values in [*({**there.get(i, {}), **v} for i, v in edits.items()), *added]:
        name = folded(str(values.get("name") or ""))
        if name in known:
            raise EditError(f"there is a role {quoted(str(values['name']))} already; take another name")
        known.add(name)


def _refuse_twice(
    file: ProgramFile,
    table: str,
    there: Mapping[str, Values],
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> None:
    """A resource has a skill once; a need is of one role or one task, and of each skill once."""
    skill_of = ("resource_id",) if table == "resource_skill" else ("role_id", "task_id")
    gone = {*edits, *removed}
    known = {
        tuple(ends)
        for row_id, *ends in file.stored(table, ["id", "skill_id", *skill_of])
        if row_id not in gone
    }
    for values in [*({**there.get(i, {}), **v} for i, v in edits.items()), *added]:
        if sum(bool(values.get(name)) for name in skill_of) != 1:
            raise EditError("a needed skill is one of a role or of a task; give just one of them")
        place = tuple(values.get(name) or None for name in ("skill_id", *skill_of))
        if place in known:
            raise EditError(f"this {entry(table).one} is there already; set its level")
        known.add(place)
