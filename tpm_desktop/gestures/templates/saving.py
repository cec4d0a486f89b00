"""A component project as a template: durations, links, roles and accounts; no dates and no people."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tpm_desktop.file.errors import EditError, named
from tpm_desktop.gestures.words import quoted
from tpm_desktop.model.document_names import document_name
from tpm_desktop.model.finance import Account
from tpm_desktop.model.program import Program, Project
from tpm_desktop.model.resources import Assignment, Resource, ResourceKind
from tpm_desktop.model.schedule import LagUnit, Link, Task
from tpm_desktop.plan import OpenProgram

from .declared import TICK_BOX, AccountLine, Line, Role, Span, Template, Wait
from .reading import parse_template
from .shelf import own_folder

_PER_CENT = 100
_HOUR, _DAY = 60, 1440


def roles_of(program: OpenProgram, project_id: str) -> dict[str, str]:
    """What the resources at work in a component project would be called in a template, by their ids.

    The role of a person where it is known, else a neutral name: that of the row may be somebody's.
    Materials and kinds of cost keep their names.
    """
    tasks = {task.id for task in program.file.rows(Task, project_id=project_id)}
    at_work = {one.resource_id for one in program.file.rows(Assignment) if one.task_id in tasks}
    found: dict[str, str] = {}
    for who in program.file.rows(Resource):
        if who.id in at_work:
            unnamed = f"Role {sum(name.startswith('Role ') for name in found.values()) + 1}"
            found[who.id] = (who.role or unnamed) if who.kind is ResourceKind.WORK else who.name
    return found


def template_of(
    program: OpenProgram, project_id: str, *, name: str, description: str = "", roles: Mapping[str, str]
) -> Template:
    """A component project as a template.

    Args: roles: what its resources are called, by id; those that are called alike become one role.
    Raises: `EditError` where it has no tasks; `TemplateProblem`.
    """
    outline, project = program.plan.state.outline, program.file.row(Project, project_id)
    assert project is not None
    rows = [outline.ids[row] for row in outline.below(outline.row[project_id])]
    if not rows:
        raise EditError(f"{quoted(project.name)} has no tasks yet; a template needs some")
    keys = {row_id: f"t{n}" for n, row_id in enumerate(rows, 1)}
    resources = {who.id: who for who in program.file.rows(Resource) if who.id in roles}
    listed = _roles(resources.values(), roles)
    role_key = {row_id: listed[resources[row_id].kind, name].key for row_id, name in roles.items()}
    tasks = {task.id: task for task in program.file.rows(Task, project_id=project_id)}
    waits, crew = _waits(program, keys), _crew(program, keys, role_key)
    lines = tuple(_line(program, tasks[row_id], keys[row_id], waits[row_id], crew[row_id]) for row_id in rows)
    accounts = (AccountLine(a.name, a.treatment) for a in program.file.rows(Account, project_id=project_id))
    return Template(
        name=name, kind=project.kind, lines=lines, description=description,
        roles=tuple(listed.values()), accounts=tuple(accounts),
    )  # fmt: skip


def _roles(who: Iterable[Resource], names: Mapping[str, str]) -> dict[tuple[ResourceKind, str], Role]:
    found: dict[tuple[ResourceKind, str], Role] = {}
    for one in who:
        place = one.kind, names[one.id]
        found.setdefault(place, Role(f"r{len(found) + 1}", names[one.id], one.kind))
    return found


def _line(program: OpenProgram, task: Task, key: str, after: Sequence[Wait], who: Mapping[str, int]) -> Line:
    state = program.plan.state
    row = state.outline.row[task.id]
    level = int(state.outline.level[row])
    if state.summary[row]:
        return Line(key, level, task.name, after=tuple(after))
    points = (line.strip() for line in (task.notes or "").splitlines())
    span = _span(task.duration, program.file.program, elapsed=task.elapsed)
    return Line(
        key=key,
        level=level,
        name=task.name,
        span=None if task.milestone and not task.duration else span,
        milestone=task.milestone and not task.duration,
        after=tuple(after),
        who=who,
        checklist=tuple(point.removeprefix(TICK_BOX) for point in points if point.startswith(TICK_BOX)),
    )


def _span(minutes: int, program: Program, *, elapsed: bool) -> Span:
    """The largest unit that says it exactly; below zero for a lead."""
    units = (("ed", _DAY), ("eh", _HOUR)) if elapsed else (("d", program.minutes_per_day), ("h", _HOUR))
    for unit, size in units:
        if minutes % size == 0:
            return Span(minutes // size, unit)
    return Span(minutes, "em" if elapsed else "m")


def _waits(program: OpenProgram, keys: Mapping[str, str]) -> dict[str, list[Wait]]:
    """What each task waits for within the component project."""
    found: dict[str, list[Wait]] = defaultdict(list)
    for link in program.file.rows(Link):
        if link.predecessor_id in keys and link.successor_id in keys:
            lag = _lag(link, program.file.program)
            found[link.successor_id].append(Wait(keys[link.predecessor_id], link.type, lag))
    return found


def _lag(link: Link, program: Program) -> Span:
    if link.lag_unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT):
        return Span(round(link.lag / _PER_CENT), "%" if link.lag_unit is LagUnit.PERCENT else "e%")
    return _span(link.lag, program, elapsed=link.lag_unit is LagUnit.ELAPSED)


def _crew(
    program: OpenProgram, keys: Mapping[str, str], roles: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    """Units by role of each task; people of the same role are added up."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in program.file.rows(Assignment):
        role = roles.get(one.resource_id or "")
        if one.task_id in keys and role is not None:
            found[one.task_id][role] += max(one.units, _PER_CENT)
    return found


def write_template(template: Template) -> str:
    """A template's text, as `parse_template` reads it."""
    head = {"name": template.name, "kind": str(template.kind), "description": template.description}
    lines = [f"{key} = {_text(value)}" for key, value in head.items() if value]
    lines += ["", "tasks = ["]
    lines += [f"{'  ' * line.level}{_line_text(line)}," for line in template.lines]
    lines += ["]", "", "[roles]"]
    for role in template.roles:
        kind = "" if role.kind is ResourceKind.WORK else f", kind = {_text(role.kind)}"
        lines.append(f"{role.key} = {{ name = {_text(role.name)}{kind} }}")
    lines += ["", "[checklists]"]
    lines += [f"{line.key} = {_list(line.checklist)}" for line in template.lines if line.checklist]
    for account in template.accounts:
        lines += ["", "[[accounts]]", f"name = {_text(account.name)}"]
        lines += [f"treatment = {_text(account.treatment)}"]
    return "\n".join(lines) + "\n"


def _line_text(line: Line) -> str:
    parts = [f"level = {line.level}, key = {_text(line.key)}, name = {_text(line.name)}"]
    if line.span is not None:
        parts.append(f"duration = {_text(str(line.span))}")
    if line.milestone:
        parts.append("milestone = true")
    if line.after:
        parts.append(f"after = {_list(map(str, line.after))}")
    if line.who:
        who = ", ".join(f"{role} = {max(round(units / _PER_CENT), 1)}" for role, units in line.who.items())
        parts.append(f"who = {{ {who} }}")
    return f"{{ {', '.join(parts)} }}"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


_ESCAPED = re.compile("\x7f")


def _text(text: str) -> str:
    """A basic string: TOML escapes as JSON does, and the delete character besides."""
    return _ESCAPED.sub(r"\\u007f", json.dumps(str(text), ensure_ascii=False))


def file_of(name: str) -> Path:
    """Where an own template of that name lies."""
    return own_folder() / f"{document_name(name)}.toml"


def save_template(template: Template, *, replace: bool = False) -> Path:
    """Keep a template in the person's own folder; returns its file.

    Args: replace: whether an own template of that name may be written over.
    Raises: `TemplateProblem` where it could not be read again; `EditError` where it can't be written.
    """
    text = write_template(template)
    parse_template(text)
    path = file_of(template.name)
    if path.exists() and not replace:
        raise EditError(f"there is a template {quoted(template.name)} already; choose another name")
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise EditError(f"{named(path)} can't be written: {(error.strerror or str(error)).lower()}") from None
    return path
