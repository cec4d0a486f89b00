"""Linking tasks and taking links away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.plan import OpenProgram
from tpm_desktop.planning.errors import CycleError
from tpm_desktop.planning.network import would_close

from .assignment_rules import Edits
from .following import apply
from .link_rules import ends_of_links, linked_already
from .words import quoted


@dataclass(frozen=True, slots=True)
class Predecessor:
    """What a task waits for, and how."""

    task_id: str
    kind: LinkType = LinkType.FS
    lag: int = 0
    lag_unit: LagUnit = LagUnit.WORKING


def link(
    program: OpenProgram,
    predecessor: str,
    successor: str,
    *,
    kind: LinkType = LinkType.FS,
    lag: int = 0,
    lag_unit: LagUnit = LagUnit.WORKING,
) -> str:
    """Let one task wait for another; returns the link's id.

    Raises: `EditError` where they are linked already, belong to each other, or would wait for each other.
    """
    _refuse(program, predecessor, successor)
    label = f"Link {quoted(program.plan.name(predecessor))} to {quoted(program.plan.name(successor))}"
    with program.file.transaction(label) as edit:
        return edit.add(
            "link", predecessor_id=predecessor, successor_id=successor, type=kind, lag=lag, lag_unit=lag_unit
        )


def link_each(program: OpenProgram, predecessors: Sequence[str], successors: Sequence[str]) -> None:
    """Let each of some tasks wait for each of others, in one step; those that do already stay as they are.

    Raises: as `link`, also where all of them are linked already.
    """
    pairs = [(one, other) for other in successors for one in predecessors]
    if len(pairs) == 1:
        link(program, *pairs[0])
        return
    present = set(ends_of_links(program))
    missing = [pair for pair in pairs if pair not in present] or pairs
    for pair in missing:
        _refuse(program, *pair)
    sides = (_counted(program, predecessors), _counted(program, successors))
    with program.file.transaction("Link {} to {}".format(*sides)) as edit:
        edit.add_all("link", [{"predecessor_id": a, "successor_id": b} for a, b in missing])


def _counted(program: OpenProgram, task_ids: Sequence[str]) -> str:
    return quoted(program.plan.name(task_ids[0])) if len(task_ids) == 1 else f"{len(task_ids)} tasks"


def link_chain(program: OpenProgram, task_ids: Sequence[str]) -> None:
    """Link tasks finish to start, one after another. Raises: as `link`; at least two tasks are needed."""
    if len(task_ids) < 2:
        raise EditError(
            "select at least two tasks to link them, in the order in which they follow each other"
        )
    present = set(ends_of_links(program))
    pairs = [pair for pair in pairwise(task_ids) if pair not in present]
    for pair in pairs:
        _refuse(program, *pair)
    if pairs:
        with program.file.transaction(f"Link {len(task_ids)} tasks") as edit:
            edit.add_all("link", [{"predecessor_id": a, "successor_id": b} for a, b in pairs])


def why_not(program: OpenProgram, predecessor: str, successor: str) -> str | None:
    """Why one task can't wait for another, in one line; a ring is named by its tasks. None where it can."""
    try:
        _refuse(program, predecessor, successor)
    except EditError as problem:
        return str(problem)
    state = program.plan.state
    ends = state.outline.row[predecessor], state.outline.row[successor]
    ring = would_close(state.inputs.tasks, state.inputs.links, *ends)
    return str(CycleError(ring, [quoted(state.names[row]) for row in ring])) if ring else None


def set_predecessors(program: OpenProgram, task_id: str, wanted: Sequence[Predecessor]) -> None:
    """Let a task wait for just these; links that stay keep their ids and notes. Raises: as `link`."""
    links = link_edits(program, task_id, wanted)
    with program.file.transaction(f"Set predecessors of {quoted(program.plan.name(task_id))}") as edit:
        edit.remove("link", links.gone)
        apply(edit, links.edits)
        edit.add_all("link", links.added)


@dataclass(slots=True)
class LinkEdits:
    """Links that go, fields to set of those that stay, and new ones."""

    gone: list[str] = field(default_factory=list)
    edits: Edits = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)

    def join(self, other: LinkEdits) -> None:
        """Take up those of another task."""
        self.gone += other.gone
        self.edits.update(other.edits)
        self.added += other.added


def link_edits(
    program: OpenProgram,
    task_id: str,
    wanted: Sequence[Predecessor],
    new: Mapping[str, Mapping[str, Any]] | None = None,
) -> LinkEdits:
    """What lets a task wait for just these.

    Args: new: tasks that are added in the same edit, by id. Raises: as `link`.
    """
    state, keep = program.plan.state, {one.task_id for one in wanted}
    if len(keep) < len(wanted):
        raise EditError("a task is named twice; one link between two tasks is enough")
    table, row, fresh = state.inputs.tables["link"], state.outline.row.get(task_id), new or {}
    mine = np.flatnonzero(state.inputs.links.successor == row).tolist() if row is not None else []
    present = {table.texts["predecessor_id"][at] or "": table.ids[at] for at in mine}
    found = LinkEdits([link_id for end, link_id in present.items() if end not in keep])
    for one in wanted:
        values = {"type": one.kind, "lag": one.lag, "lag_unit": one.lag_unit}
        if one.task_id in present:
            found.edits["link", present[one.task_id]] = values
            continue
        if task_id in fresh or one.task_id in fresh:
            _refuse_new(program, one.task_id, task_id, fresh)
        else:
            _refuse_ends(program, one.task_id, task_id)
        found.added.append({"predecessor_id": one.task_id, "successor_id": task_id, **values})
    return found


def _refuse_new(
    program: OpenProgram, predecessor: str, successor: str, new: Mapping[str, Mapping[str, Any]]
) -> None:
    """Where one of both is added in the same edit."""
    outline = program.plan.state.outline
    if predecessor == successor:
        raise EditError("a task can't wait for itself; choose another task")
    for one, other in ((predecessor, successor), (successor, predecessor)):
        at = outline.row.get(one)
        above = outline.row.get(new.get(other, {}).get("parent_id") or "")
        if at is not None and outline.is_project[at]:
            raise EditError("links hold between tasks; choose a task of each component project")
        if at is not None and above is not None and (at == above or above in outline.below(at)):
            raise EditError(
                f"{quoted(program.plan.name(one))} is the summary of the new task; link its parts"
            )


def change_link(program: OpenProgram, link_id: str, kind: LinkType, lag: int, lag_unit: LagUnit) -> None:
    """Give a link another type and lag. Raises: `EditError` where it is gone; `ProgramFileError`."""
    table = program.plan.state.inputs.tables["link"]
    if link_id not in table.row:
        raise EditError("the link is gone; choose another one")
    row = table.row[link_id]
    ends = [program.plan.name(table.texts[end][row] or "") for end in ("predecessor_id", "successor_id")]
    with program.file.transaction(f"Change the link from {quoted(ends[0])} to {quoted(ends[1])}") as edit:
        edit.set("link", link_id, type=kind, lag=lag, lag_unit=lag_unit)


def enter_link(
    program: OpenProgram, link_id: str, kind: LinkType | None, lag: int, lag_unit: LagUnit
) -> None:
    """Take what was typed for a link: type and lag, or no type, so that it goes. Raises: as `change_link`."""
    if kind is None:
        unlink(program, [link_id])
    else:
        change_link(program, link_id, kind, lag, lag_unit)


def unlink(program: OpenProgram, link_ids: Iterable[str]) -> None:
    """Take links away. Raises: `ProgramFileError`."""
    ids = list(link_ids)
    if not ids:
        raise EditError("no link is selected; select a link, or two tasks that are linked")
    table = program.plan.state.inputs.tables["link"]
    row = table.row[ids[0]]
    ends = [program.plan.name(table.texts[end][row] or "") for end in ("predecessor_id", "successor_id")]
    label = (
        f"Unlink {quoted(ends[0])} from {quoted(ends[1])}" if len(ids) == 1 else f"Remove {len(ids)} links"
    )
    with program.file.transaction(label) as edit:
        edit.remove("link", ids)


def links_between(program: OpenProgram, task_ids: Iterable[str]) -> list[str]:
    """The links among some tasks; of a single task, all its links."""
    chosen = set(task_ids)
    ids = program.plan.state.inputs.tables["link"].ids
    among = all if len(chosen) > 1 else any
    return [
        link_id
        for link_id, ends in zip(ids, ends_of_links(program), strict=True)
        if among(end in chosen for end in ends)
    ]


def _refuse(program: OpenProgram, predecessor: str, successor: str) -> None:
    _refuse_ends(program, predecessor, successor)
    if (predecessor, successor) in ends_of_links(program):
        raise linked_already(program, predecessor, successor)


def _refuse_ends(program: OpenProgram, predecessor: str, successor: str) -> None:
    outline = program.plan.state.outline
    rows = [outline.row.get(end) for end in (predecessor, successor)]
    if None in rows or any(outline.is_project[row] for row in rows):
        raise EditError("links hold between tasks; choose a task of each component project")
    one, other = (program.plan.name(end) for end in (predecessor, successor))
    if predecessor == successor:
        raise EditError(f"{quoted(one)} can't wait for itself; choose another task")
    upper, lower = sorted(row for row in rows if row is not None)
    if lower in outline.below(upper):
        raise EditError(
            f"{quoted(one)} and {quoted(other)} are a summary and its part; link the parts instead"
        )
