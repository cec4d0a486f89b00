"""Rows of the outline as they travel: with all below them, breaks, links among them and who works on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tpm_desktop.file.changes import Stored, Values
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.rows import Rows
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.outline import Outline

LARGEST = 50_000_000
"""Characters of a clip; more is not read from a clipboard."""

ENDS: dict[str, tuple[str, ...]] = {
    "task_split": ("task_id",),
    "link": ("predecessor_id", "successor_id"),
    "assignment": ("task_id",),
}
"""What belongs to tasks, and the fields by which it does."""

_TABLES = ("project", "task", *ENDS)
_OF_RESOURCE = ("name", "kind", "type", "role", "initials", "group", "max_units")  # rates stay at home


@dataclass(frozen=True, slots=True)
class Clip:
    """tops: ids of the rows that were chosen, in order. rows: by table, stored values with their ids.

    resources: what those that work on the tasks, own or manage them are called, by id; calendars: names by
    id. program, currency: of the program that it comes from.
    """

    program: str
    currency: str
    tops: tuple[str, ...]
    rows: dict[str, list[Values]]
    resources: dict[str, Values]
    calendars: dict[str, Stored]

    @property
    def of_projects(self) -> bool:
        """Whether it holds whole component projects."""
        return bool(self.rows["project"])

    def to_json(self) -> str:
        """As a clipboard takes it."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Clip:
        """Raises: `EditError` for what `to_json` never wrote."""
        try:
            if len(text) > LARGEST:
                raise ValueError
            data = json.loads(text)
            clip = cls(
                program=str(data["program"]),
                currency=str(data["currency"]),
                tops=tuple(map(str, data["tops"])),
                rows={table: [_row(table, row) for row in data["rows"][table]] for table in _TABLES},
                resources={str(k): _known(row, _OF_RESOURCE) for k, row in data["resources"].items()},
                calendars={str(k): name for k, name in data["calendars"].items() if isinstance(name, str)},
            )
            clip._refuse_unsound()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise EditError("what is on the clipboard can't be understood; copy the rows again") from None
        return clip

    def _refuse_unsound(self) -> None:
        """Every row that another belongs to must be there."""
        projects = {row["id"] for row in self.rows["project"]}
        tasks = {row["id"] for row in self.rows["task"]}
        outer = [row["id"] for row in self.rows["task"] if row["parent_id"] not in tasks]
        ends = [row[end] for table, names in ENDS.items() for row in self.rows[table] for end in names]
        tops = projects or tasks
        if not self.tops or not set(self.tops) <= tops or not set(ends) <= tasks:
            raise ValueError
        if not projects and set(outer) != set(self.tops):
            raise ValueError
        if projects and not {row["project_id"] for row in self.rows["task"]} <= projects:
            raise ValueError


def _known(row: Mapping[str, Any], names: Iterable[str]) -> Values:
    found = {name: row.get(name) for name in names}
    if not all(value is None or type(value) in (str, int) for value in found.values()):
        raise ValueError
    return found


def _row(table: str, row: Mapping[str, Any]) -> Values:
    found = _known(row, ("id", *entry(table).fields))
    if not isinstance(found["id"], str):
        raise ValueError
    return found


def take(program: OpenProgram, row_ids: Iterable[str]) -> Clip:
    """What is to be copied: tasks with all below them, or component projects with all their tasks.

    Raises: `EditError` where nothing is chosen, or tasks beside whole component projects.
    """
    outline = program.plan.state.outline
    tops = list(_tops(outline, row_ids))
    if not tops:
        raise EditError("what was copied is no longer in the program; copy the rows again")
    projects = [row_id for row_id in tops if outline.is_project[outline.row[row_id]]]
    if projects and len(projects) < len(tops):
        raise EditError("tasks and whole component projects can't be copied together; select one kind")
    stored = Rows.of(program.file)
    family = {outline.ids[r] for top in tops for r in (outline.row[top], *outline.below(outline.row[top]))}
    tasks = [row for row_id, row in stored.table("task").items() if row_id in family]
    rows: dict[str, list[Values]] = {"project": [stored.table("project")[i] for i in projects], "task": tasks}
    for table, ends in ENDS.items():
        found = stored.table(table).values()
        rows[table] = [row for row in found if all(row[end] in family for end in ends)]
    return Clip(
        program=program.file.program.id,
        currency=program.file.program.currency,
        tops=tuple(tops),
        rows=rows,
        resources=_named_resources(stored, rows),
        calendars={str(row["calendar_id"]): stored.title("calendar", str(row["calendar_id"]))
                   for row in tasks if row["calendar_id"]},
    )  # fmt: skip


def _tops(outline: Outline, row_ids: Iterable[str]) -> Iterator[str]:
    """Rows that lie below no other chosen one, in outline order."""
    end = -1
    for row in sorted(outline.row[i] for i in row_ids if i in outline.row):
        if row > end:
            end = int(outline.last[row])
            yield outline.ids[row]


def _named_resources(stored: Rows, rows: Mapping[str, list[Values]]) -> dict[str, Values]:
    fields = (("assignment", "resource_id"), ("task", "owner_id"), ("project", "manager_id"))
    wanted = {str(row[field]) for table, field in fields for row in rows[table] if row[field]}
    found = ((row_id, stored.get("resource", row_id)) for row_id in sorted(wanted))
    return {row_id: _known(row, _OF_RESOURCE) for row_id, row in found if row is not None}
