"""The edits of a copy that is no longer like its original, as edits of the original.

A row of the copy means the original's row with the values that were edited in the copy. What the copy did not
contain stays as the original had it when the copy was made: rows, values, and what such rows refer to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tpm_desktop.model.catalogue import CATALOGUE, entry

from .amounts import amounts, empty
from .changes import Changes, RowChange, Values, difference
from .conflicts import RowKey
from .ends import ends
from .errors import EditError
from .journal import FORWARD, RecordKind, StoredRecord
from .packing import pack
from .rows import Rows, Table
from .schema import VERSION
from .sent_note import SentNote


@dataclass
class Meaning:
    """ground: the original's rows when the copy was made; start: the copy's rows then."""

    ground: Rows
    start: Rows
    note: SentNote

    def check(self, mine: str, theirs: str) -> None:
        """Raise `EditError` unless the copy can have been made of these rows."""
        for about in CATALOGUE:
            if self.start.table(about.name).keys() - self.ground.table(about.name).keys():
                raise EditError(
                    f"{theirs} was not made of {mine} as it says; ask its sender for another copy"
                )

    def of(self, table: str, row_id: str, now: Values | None) -> Values | None:
        """What a row of the copy, or that there is none, means in the original."""
        base, was = self.ground.get(table, row_id), self.start.get(table, row_id)
        if self._is_fixed(table, row_id, was) or (was is None and base is not None):
            return base
        if now is None:
            return base if (table, row_id) in self._needed else None
        left_out = set(amounts(table)) if self.note.without_rates else set()
        if base is None or was is None:
            if left_out and entry(table).amounts:
                return None
            return {**now, **{name: empty(table, name) for name in left_out}}
        return {
            name: base[name] if name in left_out or value == was[name] else value
            for name, value in now.items()
        }

    def _is_fixed(self, table: str, row_id: str, was: Values | None) -> bool:
        """Whether the copy only showed what a neighbour promises."""
        if table == "task" and was is not None:
            return was["project_id"] in self.note.neighbours
        return table == "project" and row_id in self.note.neighbours

    @cached_property
    def _needed(self) -> set[RowKey]:
        """What rows that the copy did not contain refer to, and what that refers to."""
        ahead = [
            (about.name, row_id)
            for about in CATALOGUE
            for row_id in self.ground.table(about.name).keys() - self.start.table(about.name).keys()
        ]
        found: set[RowKey] = set()
        while ahead:
            table, row_id = ahead.pop()
            row = self.ground.get(table, row_id) or {}
            for end in ends(table, row):
                target = (end.table, end.row_id)
                if target not in found:
                    found.add(target)
                    ahead.append(target)
        return found


@dataclass
class Telling:
    """Tells a copy's records again, one after the other, as records that follow one of the original.

    copy: the copy's rows so far; records: those told, by their ids, oldest first. Who tells the same records
    again gets the same ids.
    """

    meaning: Meaning
    last: str
    records: dict[str, StoredRecord] = field(default_factory=dict)
    _tables: dict[str, dict[str, Values | None]] = field(default_factory=dict)
    _told: dict[str, str] = field(default_factory=dict)

    def tell(self, record: StoredRecord) -> None:
        """Tell the next record; one that means nothing in the original is left out."""
        changes = self._follow(record.read())
        if not changes:
            return
        target = self._told.get(record.target or "")
        kind = record.kind if target or record.kind in FORWARD else RecordKind.EDIT
        row = record._replace(
            parents=json.dumps([self.last]),
            kind=str(kind),
            target=target,
            schema=VERSION,
            changes=pack(changes.to_json()),
        )
        row = row._replace(id=row.content_id)
        self.records[row.id], self._told[record.id], self.last = row, row.id, row.id

    @property
    def copy(self) -> Rows:
        """The copy's rows after what was told."""
        return Rows(lambda table: _laid(self.meaning.start.table(table), self._tables.get(table, {})))

    @property
    def rows(self) -> Rows:
        """What they mean in the original."""

        def read(table: str) -> Table:
            laid = self._tables.get(table, {})
            means = {row_id: self.meaning.of(table, row_id, row) for row_id, row in laid.items()}
            return _laid(self.meaning.ground.table(table), means)

        return Rows(read)

    @property
    def kept(self) -> tuple[RowKey, ...]:
        """What was removed in the copy and stays in the original, since more than the copy needs it."""
        gone = [(table, i) for table, laid in self._tables.items() for i, row in laid.items() if row is None]
        return tuple(row for row in gone if self.meaning.of(*row, None) is not None)

    def _follow(self, changes: Changes) -> Changes:
        """What changes of the copy mean."""
        found: dict[str, dict[str, RowChange]] = {}
        for table, row_id, change in changes:
            laid = self._tables.setdefault(table, {})
            before = laid[row_id] if row_id in laid else self.meaning.start.get(table, row_id)
            laid[row_id] = after = change.applied(before)
            old, new = (self.meaning.of(table, row_id, row) for row in (before, after))
            told = difference(old, new)
            if told:
                found.setdefault(table, {})[row_id] = told
        return Changes(found)


def _laid(rows: Table, over: Mapping[str, Values | None]) -> Table:
    if not over:
        return rows
    patched = {**rows, **over}
    return {row_id: row for row_id, row in patched.items() if row is not None}
