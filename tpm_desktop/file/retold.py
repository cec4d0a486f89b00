"""The edits of a copy that is no longer like its original, as edits of the original.

A row of the copy means the original's row with the values that were edited in the copy. What the copy did not
contain stays as the original had it when the copy was made: rows, values, and what such rows refer to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tpm_desktop.model.catalogue import CATALOGUE, entry

from .amounts import amounts, empty
from .changes import Changes, RowChange, Values, difference
from .conflicts import RowKey
from .ends import ends
from .errors import EditError
from .journal import FORWARD, RecordKind, StoredRecord, undone
from .packing import pack
from .rows import Rows, Table
from .schema import VERSION
from .sent_note import SentNote
from .steps import translated

Holds = Callable[[RowKey], bool]


@dataclass
class Meaning:
    """ground: the original's rows when the copy was made; start: the copy's rows then."""

    ground: Rows
    start: Rows
    note: SentNote

    def check(self, original: str, copy: str) -> None:
        """Raise `EditError` unless the copy can have been made of these rows. Args: names of the files."""
        for about in CATALOGUE:
            if self.start.table(about.name).keys() - self.ground.table(about.name).keys():
                raise EditError(
                    f"{copy} was not made of {original} as it says, or it was recovered, so that its history"
                    " begins anew; ask its sender for another copy"
                )

    def of(self, row: RowKey, now: Values | None, holds: Holds) -> Values | None:
        """What a row of the copy, or that there is none, means in the original.

        Args: holds: whether the copy holds a row then. What stays though the copy removed it keeps its parts,
        and what refers to it still does.
        """
        table, row_id = row
        base, was = self.ground.get(table, row_id), self.start.get(table, row_id)
        if self._is_fixed(table, row_id, was) or (was is None and base is not None):
            return base
        if now is None:
            return base if self._stays(row, holds) else None
        left_out = set(amounts(table)) if self.note.without_rates else set()
        if base is None or was is None:
            if left_out and entry(table).amounts:
                return None
            return {**now, **{name: empty(table, name) for name in left_out}}
        for end in ends(table, was):
            if now.get(end.field) is None and self._stays((end.table, end.row_id), holds):
                left_out.add(end.field)
        return {
            name: base[name] if name in left_out or value == was[name] else value
            for name, value in now.items()
        }

    def _stays(self, row: RowKey, holds: Holds) -> bool:
        """Whether a row that the copy no longer holds stays: more needs it than the copy held, or it is part
        of a row that stays for that reason, and nothing else that it refers to is gone.
        """
        known: dict[RowKey, bool] = {}
        ahead = [row]
        while ahead:
            table, row_id = one = ahead[-1]
            was = self.start.get(table, row_id)
            if one in known or one in self.needed or was is None or holds(one):
                known.setdefault(one, one in self.needed and was is not None and not holds(one))
                ahead.pop()
                continue
            parts = [end for end in ends(table, was) if end.part]
            asked = [(end.table, end.row_id) for end in parts]
            unknown = [whole for whole in asked if whole not in known and whole not in ahead]
            if unknown:
                ahead += unknown
                continue
            stay = [known.get(whole, False) for whole in asked]
            known[one] = any(stay) and all(
                kept or holds(whole) for kept, whole in zip(stay, asked, strict=True)
            )
            ahead.pop()
        return known[row]

    def _is_fixed(self, table: str, row_id: str, was: Values | None) -> bool:
        """Whether the copy only showed what a neighbour promises."""
        if table == "task" and was is not None:
            return was["project_id"] in self.note.neighbours
        return table == "project" and row_id in self.note.neighbours

    @cached_property
    def needed(self) -> set[RowKey]:
        """What rows that the copy did not contain refer to, and what that refers to."""
        ahead = [
            (about.name, row_id)
            for about in CATALOGUE
            if about.name != "attachment" or not self.note.without_documents  # a document goes with its row
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

    copy: the copy's rows so far; records: those told, by their ids, oldest first; told: their ids by those of
    the copy's records. Who tells the same records again gets the same ids.
    """

    meaning: Meaning
    last: str
    records: dict[str, StoredRecord] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    _tables: dict[str, dict[str, Values | None]] = field(default_factory=dict)
    _means: dict[str, dict[str, Values | None]] = field(default_factory=dict)

    def tell(self, record: StoredRecord, joined: Sequence[str] = ()) -> None:
        """Tell the next record; one that means nothing in the original is left out.

        Args: joined: the original's own records that this one brought into the copy.
        """
        said = record.read()
        changes = self._follow(said)
        if not changes:
            return
        row = record if changes == said else in_words_of(record, changes)
        target = self.told.get(record.target or "")
        kind = record.kind if target or record.kind in FORWARD else RecordKind.EDIT
        row = row._replace(parents=json.dumps([self.last, *joined]), kind=str(kind), target=target)
        row = row._replace(id=row.content_id)
        self.records[row.id], self.told[record.id], self.last = row, row.id, row.id

    @property
    def undone(self) -> set[str]:
        """The told records that were taken back in the copy and not done again."""
        return undone((record.kind, record.target) for record in self.records.values())

    @property
    def copy(self) -> Rows:
        """The copy's rows after what was told."""
        return Rows(lambda table: _laid(self.meaning.start.table(table), self._tables.get(table, {})))

    @property
    def rows(self) -> Rows:
        """What they mean in the original."""
        return Rows(lambda table: _laid(self.meaning.ground.table(table), self._means.get(table, {})))

    @property
    def kept(self) -> tuple[RowKey, ...]:
        """What was removed in the copy and stays in the original, since more than the copy needs it; what is
        part of such rows stays with them.
        """
        gone = [(table, i) for table, laid in self._tables.items() for i, row in laid.items() if row is None]
        return tuple(row for row in gone if row in self.meaning.needed and self._means[row[0]][row[1]])

    def _holds(self, row: RowKey) -> bool:
        table, row_id = row
        laid = self._tables.get(table, {})
        return (laid[row_id] if row_id in laid else self.meaning.start.get(table, row_id)) is not None

    def _follow(self, changes: Changes) -> Changes:
        """What changes of the copy mean."""
        for table, row_id, change in changes:
            laid = self._tables.setdefault(table, {})
            before = laid[row_id] if row_id in laid else self.meaning.start.get(table, row_id)
            laid[row_id] = change.applied(before)
        found: dict[str, dict[str, RowChange]] = {}
        for table, row_id, _ in changes:
            means = self._means.setdefault(table, {})
            old = means[row_id] if row_id in means else self.meaning.ground.get(table, row_id)
            means[row_id] = new = self.meaning.of((table, row_id), self._tables[table][row_id], self._holds)
            told = difference(old, new)
            if told:
                found.setdefault(table, {})[row_id] = told
        return Changes(found)


def in_words_of(record: StoredRecord, changes: Changes) -> StoredRecord:
    """A record with other changes, in the words of its own schema as far as today's are the same.

    So a newer program gives a record that it tells the id that an older one gave it.
    """
    own = translated(changes, record.schema) == changes
    return record._replace(schema=record.schema if own else VERSION, changes=pack(changes.to_json()))


def _laid(rows: Table, over: Mapping[str, Values | None]) -> Table:
    if not over:
        return rows
    patched = {**rows, **over}
    return {row_id: row for row_id, row in patched.items() if row is not None}
