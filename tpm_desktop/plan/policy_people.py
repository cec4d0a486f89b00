"""Who holds which role of the policy in a program, as far as its rows say."""

from __future__ import annotations

from tpm_desktop.finance.policy.roles import (
    BOARD,
    FINANCE,
    OWNER,
    PROGRAM_MANAGER,
    PROJECT_MANAGER,
    SPONSOR,
    STEERING,
)
from tpm_desktop.model.governance import BodyType

from .columns import first
from .state import State

ROLE_OF_BODY = {
    BodyType.SPONSOR.value: SPONSOR,
    BodyType.STEERING.value: STEERING,
    BodyType.BOARD.value: BOARD,
    BodyType.FINANCE.value: FINANCE,
}
"""As which role a governance body decides; other kinds of body decide nothing about money."""


def role_of_body(state: State, body_id: str | None) -> str | None:
    """The role in which a body decides, None for one without such a role."""
    table = state.inputs.tables["body"]
    row = table.row.get(body_id or "")
    return None if row is None else ROLE_OF_BODY.get(table.texts["type"][row] or "")


def chair_of(state: State, body_id: str | None) -> str | None:
    """Who decides in a body's name."""
    table = state.inputs.tables["body"]
    row = table.row.get(body_id or "")
    return None if row is None else table.texts["chair_id"][row]


def highest_role(state: State, person: str | None, project_id: str | None = None) -> str | None:
    """The highest role that somebody holds, None for who holds none: of the policy's levels before others."""
    levels = [level.role for level in reversed(state.policy.levels)]
    order = (*levels, BOARD, STEERING, SPONSOR, PROGRAM_MANAGER, PROJECT_MANAGER)
    return next((role for role in order if person in holders(state, role, project_id)), None)


def holders(state: State, role: str, project_id: str | None = None) -> frozenset[str]:
    """The resources that hold a role; none where the program doesn't say who does."""
    program, projects, bodies = (state.inputs.tables[name] for name in ("program", "project", "body"))
    found: list[str | None] = []
    if role == PROJECT_MANAGER and project_id in projects.row:
        found.append(projects.texts["manager_id"][projects.row[project_id]])
    elif role == PROGRAM_MANAGER:
        found.append(first(program, "manager_id"))
    elif role in (SPONSOR, OWNER):  # whose company it is sponsors its programs
        found.append(first(program, "sponsor_id"))
    pairs = zip(bodies.texts["type"], bodies.texts["chair_id"], strict=True)
    found += [chair for kind, chair in pairs if ROLE_OF_BODY.get(kind or "") == role]
    return frozenset(one for one in found if one)


def named_in(role: str) -> str:
    """Where the program says who holds a role."""
    return _NAMED_IN.get(role, "a governance body of that kind, as its chair,")


_NAMED_IN = {
    PROJECT_MANAGER: "the component project",
    PROGRAM_MANAGER: "the program's details",
    SPONSOR: "the program's details",
    OWNER: "the program's details, as its sponsor,",
}
