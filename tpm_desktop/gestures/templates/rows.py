"""From a template to the rows that a program gets; what it has already, by name, is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fractional_indexing import generate_n_keys_between

from tpm_desktop.gestures.crew import WHOLE, work_of
from tpm_desktop.gestures.lookup import named, resources_by_name
from tpm_desktop.model.program import Program
from tpm_desktop.model.record import new_id
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.plan import State

from .declared import AccountLine, Line, Role, Template

Rows = list[dict[str, Any]]
_HOUR = 60
_MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Contents:
    """What would be added, by table, in the order in which it can be; the ids of the tasks by line.

    new_roles, matched_roles; new_accounts, matched_accounts: those of the template by what becomes of them.
    """

    project: str
    tasks: list[str]
    rows: dict[str, Rows]
    new_roles: tuple[Role, ...]
    matched_roles: tuple[Role, ...]
    new_accounts: tuple[AccountLine, ...]
    matched_accounts: tuple[AccountLine, ...]


def contents(
    template: Template, state: State, program: Program, *, name: str, start: datetime | None
) -> Contents:
    """The rows of a component project as the template describes it.

    Args: start: no task begins earlier; None for the program's start.
    """
    project = new_id()
    known = resources_by_name(state)
    roles = {role.key: known.get(named(role.kind, role.name)) for role in template.roles}
    new = tuple(role for role in template.roles if roles[role.key] is None)
    ids = {role.key: roles[role.key] or new_id() for role in template.roles}
    shared = _shared_accounts(state)
    accounts = tuple(one for one in template.accounts if one.name.casefold() not in shared)
    tasks = {line.key: new_id() for line in template.lines}
    described = {"kind": template.kind, "outcome": template.outcome, "start": start}
    rows: dict[str, Rows] = {
        "resource": [_resource(role, ids[role.key], _most(template, role)) for role in new],
        "project": [{"id": project, "name": name, **described}],
        "account": [_account(one, project) for one in accounts],
        "task": _tasks(template, tasks, ids, project, program),
        "link": _links(template, tasks, program),
        "assignment": _assignments(template, tasks, ids, program),
    }
    return Contents(
        project=project,
        tasks=list(tasks.values()),
        rows=rows,
        new_roles=new,
        matched_roles=tuple(role for role in template.roles if role not in new),
        new_accounts=accounts,
        matched_accounts=tuple(one for one in template.accounts if one not in accounts),
    )


def _shared_accounts(state: State) -> set[str]:
    """The names of accounts that belong to the program as a whole; those of other projects stay theirs."""
    table = state.inputs.tables["account"]
    pairs = zip(table.texts["name"], table.texts["project_id"], strict=True)
    return {(name or "").casefold() for name, project in pairs if project is None}


def _most(template: Template, role: Role) -> int:
    """As many as the busiest task asks for, at least one: a role may stand for several people."""
    return max(WHOLE, *(line.who.get(role.key, 0) for line in template.lines))


def _resource(role: Role, row_id: str, available: int) -> dict[str, Any]:
    described = {"role": role.name, "max_units": available} if role.kind is ResourceKind.WORK else {}
    return {"id": row_id, "name": role.name, "kind": role.kind, **described}


def _account(account: AccountLine, project: str) -> dict[str, Any]:
    values = {"name": account.name, "treatment": account.treatment, "notes": account.notes}
    return {"id": new_id(), "project_id": project, **values}


def _owner(line: Line, roles: Mapping[str, str]) -> str | None:
    """Who does most of it answers for it; for a milestone the role with the key “manager”."""
    if line.milestone:
        return roles.get(_MANAGER)
    return roles[max(line.who, key=lambda role: line.who[role])] if line.who else None


def _tasks(
    template: Template, ids: Mapping[str, str], roles: Mapping[str, str], project: str, program: Program
) -> Rows:
    listed = list(ids.values())
    keys = generate_n_keys_between(None, None, len(listed))
    made: Rows = []
    for at, (line, parent) in enumerate(zip(template.lines, template.parents(), strict=True)):
        duration = line.span.minutes(program) if line.span else 0
        made.append(
            {
                "id": listed[at],
                "project_id": project,
                "parent_id": None if parent is None else listed[parent],
                "order": keys[at],
                "name": line.name,
                "duration": program.minutes_per_day if template.is_summary(at) else duration,
                "elapsed": bool(line.span and line.span.elapsed),
                "milestone": line.milestone,
                "owner_id": _owner(line, roles),
                "notes": line.notes,
            }
        )
    return made


def _links(template: Template, ids: Mapping[str, str], program: Program) -> Rows:
    return [
        {
            "id": new_id(),
            "predecessor_id": ids[wait.key],
            "successor_id": ids[line.key],
            "type": wait.type,
            "lag": wait.lag.minutes(program),
            "lag_unit": wait.lag.lag_unit,
        }
        for line in template.lines
        for wait in line.after
    ]


def _assignments(
    template: Template, ids: Mapping[str, str], roles: Mapping[str, str], program: Program
) -> Rows:
    """Each role with its units, and the work that they come to in the task's duration."""
    kinds = {role.key: role.kind for role in template.roles}
    made: Rows = []
    for line in template.lines:
        duration = line.span.minutes(program) if line.span else 0
        for role, units in line.who.items():
            work = _work(kinds[role], duration, units)
            ends = {"task_id": ids[line.key], "resource_id": roles[role]}
            made.append({"id": new_id(), **ends, "units": units, "work": work})
    return made


def _work(kind: ResourceKind, duration: int, units: int) -> int:
    """Minutes; an hour stands for each unit of a material, and what is just a cost does none."""
    if kind is ResourceKind.WORK:
        return work_of(duration, units)
    return units * _HOUR // WHOLE if kind is ResourceKind.MATERIAL else 0
