"""Putting copies of rows into a program; what another one calls the same is met by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tpm_desktop.file.changes import Stored, Values
from tpm_desktop.file.edit import Edit
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.record import new_id
from tpm_desktop.plan import OpenProgram

from .clips import ENDS, Clip, take
from .lookup import named, resources_by_name
from .outline import place_of, project_keys
from .words import quoted

_OWN = {"id", "uid", "order", "project_id", "parent_id", "code"}  # what a copy doesn't take over


@dataclass(frozen=True, slots=True)
class Copied:
    """ids: of the copies of the rows that were chosen. new_resources: names of those that had to be added;
    lost_calendars: names of task calendars that the program doesn't have.
    """

    ids: list[str]
    new_resources: tuple[str, ...] = ()
    lost_calendars: tuple[str, ...] = ()


def duplicate(
    program: OpenProgram, row_ids: Iterable[str], *, parent: str | None = None, before: str | None = None
) -> list[str]:
    """Put copies of rows of this program elsewhere in it; returns their ids. Raises: as `take` and `put`."""
    return put(program, take(program, row_ids), parent=parent, before=before, verb="Copy").ids


def put(
    program: OpenProgram,
    clip: Clip,
    *,
    parent: str | None = None,
    before: str | None = None,
    verb: str = "Paste",
) -> Copied:
    """Add copies of the rows of a clip as one edit.

    Args: parent: the component project or task whose parts copied tasks become; component projects need none.
    before: the part, or the component project, that they are put before; None for the last place.
    Raises: `EditError`, `ProgramFileError`.
    """
    copying = _Copying(program, clip)
    rows = clip.rows["project"] or clip.rows["task"]
    names = {row["id"]: str(row["name"] or "") for row in rows}
    several = f"{len(clip.tops)} {'component projects' if clip.of_projects else 'tasks'}"
    named_rows = quoted(names[clip.tops[0]]) if len(clip.tops) == 1 else several
    with program.file.transaction(f"{verb} {named_rows}") as edit:
        edit.add_all("resource", copying.new_resources)
        place: dict[str, Any] = {}
        if clip.of_projects:
            keys = project_keys(program, edit, before, len(clip.tops))
            edit.add_all("project", copying.projects(dict(zip(clip.tops, keys, strict=True))))
        else:
            keys, place = place_of(program, edit, parent or "", before, len(clip.tops))
        _add_tasks(edit, copying, dict(zip(clip.tops, keys, strict=True)), place)
    return Copied(
        ids=[copying.twin[row_id] for row_id in clip.tops],
        new_resources=tuple(str(row["name"]) for row in copying.new_resources),
        lost_calendars=copying.lost_calendars,
    )


def _add_tasks(edit: Edit, copying: _Copying, keys: Mapping[str, str], place: Mapping[str, Any]) -> None:
    edit.add_all("task", copying.tasks(keys, place))
    for table in ENDS:
        edit.add_all(table, copying.parts(table))


class _Copying:
    """A clip in terms of the program that it comes to. twin: the id of each copy by that of its original."""

    def __init__(self, program: OpenProgram, clip: Clip) -> None:
        self._clip = clip
        self.twin = {row["id"]: new_id() for table in ("project", "task") for row in clip.rows[table]}
        tables = program.plan.state.inputs.tables
        known, there = resources_by_name(program.plan.state), tables["resource"].row
        self.new_resources: list[Values] = []
        self._resources: dict[str, str] = {}
        for row_id, row in clip.resources.items():
            match = row_id if row_id in there else known.get(named(row["kind"], row["name"]))
            if match is None:
                match = new_id()
                self.new_resources.append({**row, "id": match})
            self._resources[row_id] = match
        self._calendars = _met_calendars(clip.calendars, program)
        self.lost_calendars = tuple(
            str(name) for row_id, name in clip.calendars.items() if row_id not in self._calendars
        )
        self._same_money = clip.currency == program.file.program.currency

    def projects(self, keys: Mapping[str, str]) -> list[dict[str, Any]]:
        """The copies of component projects, in new places."""
        return [
            {**self._kept("project", row), "id": self.twin[row["id"]], "order": keys[str(row["id"])]}
            for row in self._clip.rows["project"]
        ]

    def tasks(self, keys: Mapping[str, str], place: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The copies of tasks: those that were chosen at the new place, others below them as before."""
        made = []
        for row in self._clip.rows["task"]:
            values = {**self._kept("task", row), "id": self.twin[row["id"]], "order": row["order"]}
            parent = self.twin.get(row["parent_id"])
            project = place["project_id"] if place else self.twin[row["project_id"]]
            values |= {"parent_id": parent, "project_id": project}
            if row["id"] in keys:
                values |= {**place, "order": keys[str(row["id"])]}
            made.append(values)
        return made

    def parts(self, table: str) -> list[dict[str, Any]]:
        """Copies of the rows that belong to copied tasks by all their ends."""
        return [
            {**self._kept(table, row), **{end: self.twin[row[end]] for end in ENDS[table]}}
            for row in self._clip.rows[table]
        ]

    def _kept(self, table: str, row: Values) -> dict[str, Any]:
        """What a copy takes over; money only into a program of the same currency."""
        found: dict[str, Any] = {}
        for name, column in entry(table).fields.items():
            of_money = column.kind is Kind.MONEY or column.own_of
            if name in _OWN or (of_money and not self._same_money):
                continue
            found[name] = self._met(column.target, row[name]) if column.target else row[name]
        return found

    def _met(self, target: str, row_id: Stored) -> str | None:
        met = {"resource": self._resources, "calendar": self._calendars}
        return met.get(target, {}).get(str(row_id))


def _met_calendars(calendars: Mapping[str, Stored], program: OpenProgram) -> dict[str, str]:
    table = program.plan.state.inputs.tables["calendar"]
    pairs = zip(table.texts["name"], table.ids, strict=True)
    by_name = {(name or "").casefold(): row_id for name, row_id in pairs}
    found = {i: i if i in table.row else by_name.get(str(name).casefold()) for i, name in calendars.items()}
    return {row_id: match for row_id, match in found.items() if match is not None}
