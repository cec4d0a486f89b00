"""What differs between two files, or with an earlier moment of one of them: row by row, old and new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tpm_desktop.model.catalogue import entry, table_names
from tpm_desktop.model.fields import Kind

from .changes import Changes, RowChange, Stored
from .errors import EditError
from .journal import Journal, JournalRecord
from .rows import Rows

_DATED = (Kind.DATE, Kind.MONTH, Kind.INSTANT)
_NUMBERS = re.compile(r"([0-9]{1,18})")


class How(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field, stored values before and after; None where there is none or no row."""

    field: str
    old: Stored
    new: Stored


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row. name: as people call it, now or last. project: id of its component project, if any."""

    table: str
    row_id: str
    how: How
    name: str
    project: str | None
    fields: tuple[FieldDifference, ...]


def record_at(journal: Journal, moment: datetime) -> JournalRecord:
    """The last record of the main line that was written by then. Raises: `EditError` where there is none."""
    records = {record.id: record for record in journal.records()}
    for record_id in reversed(journal.lineage().main_line()):
        if records[record_id].at <= moment:
            return records[record_id]
    first = min(record.at for record in records.values()).astimezone()
    raise EditError(f"the program was made on {first:%Y-%m-%d %H:%M}; name a later moment")


def differences(changes: Changes, before: Rows, after: Rows) -> list[RowDifference]:
    """The changed rows by component project, those of the program first, by table, by name.

    Numbers in names count as such, R-2 before R-10, and months and days by the calendar.
    """
    rank = {table: n for n, table in enumerate(table_names())}
    found = [
        _difference(table, row_id, change, before, after)
        for table, row_id, change in changes
        if table in rank
    ]
    projects = {project: _place(project, before, after) for project in {row.project for row in found}}

    def place(row: RowDifference) -> tuple[object, ...]:
        there = before if row.how is How.REMOVED else after
        return (*projects[row.project], rank[row.table], _in_turn(row, there), row.row_id)

    return sorted(found, key=place)


def fields_of(table: str, change: RowChange) -> Iterator[FieldDifference]:
    """The fields of a change that have another value, in the order of their declaration."""
    old, new = change.old or {}, change.new or {}
    told = new or old  # of an edited row both have the few fields that changed
    for name in entry(table).fields:
        if name in told and old.get(name) != new.get(name):
            yield FieldDifference(name, old.get(name), new.get(name))


def how(change: RowChange) -> How:
    """What a change does to its row."""
    if change.added:
        return How.ADDED
    return How.REMOVED if change.removed else How.CHANGED


def counted(rows: Iterable[RowDifference]) -> dict[How, int]:
    """How many rows were added, removed and changed."""
    kinds = [row.how for row in rows]
    return {kind: kinds.count(kind) for kind in How}


def _difference(table: str, row_id: str, change: RowChange, before: Rows, after: Rows) -> RowDifference:
    there = before if change.removed else after
    return RowDifference(
        table=table,
        row_id=row_id,
        how=how(change),
        name=there.title(table, row_id),
        project=there.project_of(table, row_id),
        fields=tuple(fields_of(table, change)),
    )


def _in_turn(row: RowDifference, rows: Rows) -> list[str | int]:
    """What a row is called, to sort by: texts and numbers by turns, days as they are stored."""
    stored, about = rows.get(row.table, row.row_id) or {}, entry(row.table)
    dated = [name for name in about.called_by if about.fields[name].kind in _DATED]
    name = rows.title(row.table, row.row_id, without=dated[0]) if dated else row.name
    said = " ".join((name, *(str(stored.get(name) or "") for name in dated)))
    return [int(part) if part.isdecimal() else part.casefold() for part in _NUMBERS.split(said)]


def _place(project: str | None, before: Rows, after: Rows) -> tuple[str, str]:
    row = after.get("project", project) or before.get("project", project) or {}
    return str(row.get("order") or ""), project or ""
