"""Changing the outline: insert, remove, indent, outdent and move rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fractional_indexing import generate_n_keys_between

from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.outline import Outline

from .on_record import refuse_removal
from .words import quoted


def insert_task(
    program: OpenProgram, *, parent: str, before: str | None = None, name: str = "New task", **values: Any
) -> str:
    """Add a task below a component project or a task, before one of its parts or as the last; returns its id.

    Raises: `EditError`, `ProgramFileError`.
    """
    duration = int(program.plan.state.inputs.options.minutes_per_day)
    with program.file.transaction(f"Insert {quoted(name)}") as edit:
        (key,), place = place_of(program, edit, parent, before, 1)
        return edit.add("task", **{"name": name, "duration": duration, "order": key, **place, **values})


def insert_project(
    program: OpenProgram, name: str = "New component project", *, before: str | None = None, **values: Any
) -> str:
    """Add a component project before another one or after all; returns its id.

    Raises: `EditError`, `ProgramFileError`.
    """
    with program.file.transaction(f"Insert component project {quoted(name)}") as edit:
        (key,) = project_keys(program, edit, before, 1)
        return edit.add("project", **{"name": name, "order": key, **values})


def remove(program: OpenProgram, row_ids: Iterable[str]) -> None:
    """Remove tasks and component projects with all below them.

    Raises: `EditError` where a component project has what stays on record, `ProgramFileError`.
    """
    outline = program.plan.state.outline
    ids = list(row_ids)
    if not ids:
        raise EditError("nothing is selected; select the rows to remove")
    projects = [i for i in ids if outline.is_project[outline.row[i]]]
    tasks = [i for i in ids if i not in projects]
    refuse_removal(program, "project", projects)
    label = f"Remove {quoted(program.plan.name(ids[0]))}" if len(ids) == 1 else f"Remove {len(ids)} rows"
    with program.file.transaction(label) as edit:
        edit.remove("task", tasks)
        edit.remove("project", projects)


def indent(program: OpenProgram, row_ids: Sequence[str]) -> None:
    """Make tasks parts of the task above them on their level. Raises: `EditError` where there is none."""
    chosen = tops(program, row_ids)
    outline = program.plan.state.outline
    with program.file.transaction(_label(program, "Indent", chosen)) as edit:
        for above, group in _runs(program, chosen):
            siblings = outline.children(above)
            place = siblings.index(outline.row[group[0]])
            if place == 0:
                raise EditError(
                    f"{quoted(program.plan.name(group[0]))} has no task above it on its level to be part of"
                )
            parent = outline.ids[siblings[place - 1]]
            for task_id, key in zip(group, _keys(program, edit, parent, None, len(group)), strict=True):
                edit.set("task", task_id, parent_id=parent, order=key)


def outdent(program: OpenProgram, row_ids: Sequence[str]) -> None:
    """Take tasks one level up; rows keep their place, so what follows them on their old level becomes their
    part.

    Raises: `EditError` for tasks right below a component project.
    """
    chosen = tops(program, row_ids)
    outline = program.plan.state.outline
    with program.file.transaction(_label(program, "Outdent", chosen)) as edit:
        for above, group in _runs(program, chosen):
            if outline.is_project[above]:
                raise EditError(f"{quoted(program.plan.name(group[0]))} stands on the highest level already")
            beyond = int(outline.parent[above])
            siblings = outline.children(beyond)
            after = siblings[siblings.index(above) + 1 :]
            before = outline.ids[after[0]] if after else None
            keys = _keys(program, edit, outline.ids[beyond], before, len(group))
            parent = None if outline.is_project[beyond] else outline.ids[beyond]
            for task_id, key in zip(group, keys, strict=True):
                edit.set("task", task_id, parent_id=parent, order=key)
            _adopt(program, edit, above, group[-1])


def _adopt(program: OpenProgram, edit: Edit, above: int, last: str) -> None:
    """What followed an outdented task on its old level becomes its part."""
    outline = program.plan.state.outline
    children = outline.children(above)
    followers = [outline.ids[row] for row in children[children.index(outline.row[last]) + 1 :]]
    for task_id, key in zip(followers, _keys(program, edit, last, None, len(followers)), strict=True):
        edit.set("task", task_id, parent_id=last, order=key)


def move(program: OpenProgram, row_ids: Sequence[str], *, parent: str, before: str | None = None) -> None:
    """Put tasks with all below them elsewhere: below a component project or a task, before one of its parts
    or last.

    Raises: `EditError` where a task would be moved into itself.
    """
    chosen = tops(program, row_ids)
    outline = program.plan.state.outline
    target = outline.row[parent]
    for task_id in chosen:
        row = outline.row[task_id]
        if target == row or target in outline.below(row):
            raise EditError(
                f"{quoted(program.plan.name(task_id))} can't be part of itself; choose another place"
            )
    before = _beside(outline.children(target), outline, chosen, before)
    place = _below(program, parent)
    with program.file.transaction(_label(program, "Move", chosen)) as edit:
        for task_id, key in zip(chosen, _keys(program, edit, parent, before, len(chosen)), strict=True):
            edit.set("task", task_id, order=key, **place)
            below = [outline.ids[row] for row in outline.below(outline.row[task_id])]
            edit.set_all("task", [{"id": i, "project_id": place["project_id"]} for i in below])


def move_projects(program: OpenProgram, row_ids: Sequence[str], *, before: str | None = None) -> None:
    """Put component projects with all below them before another one or last.

    Raises: `EditError` where a task is among them.
    """
    outline = program.plan.state.outline
    rows = sorted(outline.row[i] for i in row_ids)
    if not rows:
        raise EditError("nothing is selected; select one or more component projects")
    if not all(outline.is_project[row] for row in rows):
        raise EditError("a task belongs to a component project; move it into one")
    moved = [outline.ids[row] for row in rows]
    before = _beside(outline.children(-1), outline, moved, before)
    with program.file.transaction(_label(program, "Move", moved)) as edit:
        for project_id, key in zip(moved, project_keys(program, edit, before, len(moved)), strict=True):
            edit.set("project", project_id, order=key)


def _beside(
    siblings: Sequence[int], outline: Outline, moved: Sequence[str], before: str | None
) -> str | None:
    """The place before a moved row is the place before what follows it."""
    ids = [outline.ids[row] for row in siblings]
    while before is not None and before in moved:
        at = ids.index(before) + 1
        before = ids[at] if at < len(ids) else None
    return before


def _below(program: OpenProgram, parent: str) -> dict[str, Any]:
    outline = program.plan.state.outline
    row = outline.row[parent]
    project = outline.ids[int(outline.project[row])]
    return {"project_id": project, "parent_id": None if outline.is_project[row] else parent}


def place_of(
    program: OpenProgram, edit: Edit, parent: str, before: str | None, count: int
) -> tuple[list[str], dict[str, Any]]:
    """What puts new tasks below a row, before a part of it or last: order keys, and whose parts they are."""
    return _keys(program, edit, parent, before, count), _below(program, parent)


def tops(program: OpenProgram, row_ids: Sequence[str]) -> list[str]:
    """The chosen tasks in outline order, without those that lie below another chosen one.

    Raises: `EditError` where nothing is chosen, or a component project.
    """
    outline = program.plan.state.outline
    rows = sorted(outline.row[i] for i in row_ids)
    if not rows:
        raise EditError("nothing is selected; select one or more tasks")
    if any(outline.is_project[row] for row in rows):
        raise EditError("a component project stays on the highest level; select tasks")
    found: list[int] = []
    for row in rows:
        if not found or row > outline.last[found[-1]]:
            found.append(row)
    return [outline.ids[row] for row in found]


def _runs(program: OpenProgram, tops: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Tasks that follow each other below the same row, as one group each; the row above and the group."""
    outline = program.plan.state.outline
    groups: list[tuple[int, list[str]]] = []
    for task_id in tops:
        row = outline.row[task_id]
        above = int(outline.parent[row])
        if groups and groups[-1][0] == above and outline.last[outline.row[groups[-1][1][-1]]] == row - 1:
            groups[-1][1].append(task_id)
        else:
            groups.append((above, [task_id]))
    return groups


def _keys(program: OpenProgram, edit: Edit, parent: str, before: str | None, count: int) -> list[str]:
    """Fractional indices for rows at a place; where two rows share one, all get new ones."""
    outline = program.plan.state.outline
    return _place(program, edit, "task", outline.children(outline.row[parent]), before, count)


def project_keys(program: OpenProgram, edit: Edit, before: str | None, count: int) -> list[str]:
    """Fractional indices for component projects at a place."""
    return _place(program, edit, "project", program.plan.state.outline.children(-1), before, count)


def _place(
    program: OpenProgram, edit: Edit, table: str, siblings: Sequence[int], before: str | None, count: int
) -> list[str]:
    state = program.plan.state
    order = state.inputs.tables[table].texts["order"]
    ids = [state.outline.ids[row] for row in siblings]
    keys = [order[state.outline.source[row]] for row in siblings]
    place = ids.index(before) if before in ids else len(ids)
    low = keys[place - 1] if place else None
    high = keys[place] if place < len(keys) else None
    if count and high is not None and (low or "") >= high:
        fresh = generate_n_keys_between(None, None, len(ids) + count)
        for row_id, key in zip(ids, fresh[:place] + fresh[place + count :], strict=True):
            edit.set(table, row_id, order=key)
        return list(fresh[place : place + count])
    return list(generate_n_keys_between(low, high, count))


def _label(program: OpenProgram, verb: str, tops: Sequence[str]) -> str:
    return f"{verb} {quoted(program.plan.name(tops[0]))}" if len(tops) == 1 else f"{verb} {len(tops)} tasks"
