"""The rows as a merge would leave them, while it is worked out: what is taken from which side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Column, Kind

from .changes import Changes, Stored, Values, difference
from .conflicts import RowKey, Side
from .ends import ends
from .rows import Rows


class Merged:
    """My rows, with what is taken from the other side laid over them.

    bases: the rows of the nearest common ancestors, several where copies were merged crosswise.
    sides: the rows of both copies; done: what each did since the first base.
    """

    def __init__(self, bases: Sequence[Rows], sides: dict[Side, Rows], done: dict[Side, Changes]) -> None:
        self.bases, self.sides, self.done = bases, sides, done
        self._laid: dict[str, dict[str, Values | None]] = {}

    def get(self, table: str, row_id: str | None) -> Values | None:
        """A row as it would be, None where there is none."""
        if row_id is None:
            return None
        laid = self._laid.get(table, {})
        return laid[row_id] if row_id in laid else self.sides[Side.MINE].get(table, row_id)

    def put(self, table: str, row_id: str, row: Values | None) -> None:
        """Let a row be so; None removes it."""
        self._laid.setdefault(table, {})[row_id] = row

    def set(self, table: str, row_id: str, values: Values) -> None:
        """Give fields of a row other values, where the row is there."""
        row = self.get(table, row_id)
        if row is not None:
            self.put(table, row_id, {**row, **values})

    def settle(self, side: Side, table: str, row_id: str, fields: Sequence[str] = ()) -> None:
        """Take fields from a side, or all of the row where no fields are named or it is on one side only."""
        row = self.sides[side].get(table, row_id)
        if fields and row is not None and self.get(table, row_id) is not None:
            self.set(table, row_id, {name: row[name] for name in fields})
        else:
            self.put(table, row_id, row)

    def takes(self, side: Side, table: str, row_id: str, fields: Sequence[str] = ()) -> bool:
        """Whether something of the row is as this side has it and the other one has not."""
        now, its, others = (
            rows.get(table, row_id) for rows in (self, self.sides[side], self.sides[side.other])
        )
        if now is None or its is None or others is None:
            return (now is None) == (its is None) != (others is None)
        return any(now[name] == its[name] != others[name] for name in fields or its)

    def touched(self, table: str) -> Iterator[str]:
        """The rows of a table that either side changed."""
        yield from self.done[Side.MINE].of(table)
        yield from (
            row_id
            for row_id in self.done[Side.THEIRS].of(table)
            if row_id not in self.done[Side.MINE].of(table)
        )

    def was_there(self, table: str, row_id: str) -> bool:
        """Whether a base holds the row."""
        return any(base.get(table, row_id) is not None for base in self.bases)

    def base_values(self, table: str, row_id: str, name: str) -> list[Stored]:
        """The values of a field in the bases that hold the row."""
        return [row[name] for base in self.bases if (row := base.get(table, row_id)) is not None]

    def meant(self, side: Side, table: str, row_id: str, name: str) -> bool:
        """Whether a side changed a field of a row of both by intent: not as a consequence of something else.

        A reference to a row that the side removed is cleared with it; a task follows its summary task into
        another component project.
        """
        row, was = self.sides[side].get(table, row_id), self.base_values(table, row_id, name)
        if row is None or row[name] in was:
            return False
        target = entry(table).fields[name].target
        if row[name] is None and target:
            return all(self.sides[side].get(target, str(value)) for value in was if value is not None)
        if name == "project_id" and row.get("parent_id") is not None:
            return row["parent_id"] not in self.base_values(table, row_id, "parent_id")
        return True

    def right(self, table: str, row_id: str, name: str) -> Side | None:
        """The side whose value of a field of both holds, None where both changed it by intent."""
        was = self.base_values(table, row_id, name)
        values = {side: (self.sides[side].get(table, row_id) or {})[name] for side in Side}
        changed = [side for side in Side if values[side] not in was]
        if len(changed) != 1:
            changed = [side for side in Side if self.meant(side, table, row_id, name)]
        return changed[0] if len(changed) == 1 else None

    def is_disputed(self, table: str, row_id: str, name: str) -> bool:
        """Whether both sides gave a field another value, each its own."""
        mine, theirs = (self.sides[side].get(table, row_id) for side in Side)
        if mine is None or theirs is None or mine[name] == theirs[name]:
            return False
        return self.right(table, row_id, name) is None

    def restore(self, side: Side, table: str, row_id: str) -> None:
        """Bring a row back that the other side removed: with its parts, with what it is a part of, and with
        the references to it that were cleared."""
        ahead = [(table, row_id)]
        while ahead:
            at = ahead.pop()
            row = self.sides[side].get(*at)
            if row is None or self.get(*at) is not None:
                continue
            self.put(*at, dict(row))
            for end in ends(at[0], row):
                if self.get(end.table, end.row_id) is not None:
                    continue
                if end.part:
                    ahead.append((end.table, end.row_id))
                else:
                    self.set(*at, {end.field: None})
            ahead += [part for part in self._parts[side].get(at, ()) if self._can_be(side, part)]
            for owner, name in self._cleared[side].get(at, ()):
                now = self.get(*owner)
                if now is not None and now[name] is None:
                    self.settle(side, *owner, (name,))

    def _can_be(self, side: Side, part: RowKey) -> bool:
        row = self.sides[side].get(*part) or {}
        return all(self.get(end.table, end.row_id) is not None for end in ends(part[0], row) if end.part)

    @cached_property
    def _parts(self) -> dict[Side, dict[RowKey, list[RowKey]]]:
        """Of each side, by row: the parts of it that the other side removed."""
        found: dict[Side, dict[RowKey, list[RowKey]]] = {side: {} for side in Side}
        for side in Side:
            for table, row_id, change in self.done[side.other]:
                row = self.sides[side].get(table, row_id) if change.removed else None
                for end in ends(table, row) if row else ():
                    if end.part:
                        found[side].setdefault((end.table, end.row_id), []).append((table, row_id))
        return found

    @cached_property
    def _cleared(self) -> dict[Side, dict[RowKey, list[tuple[RowKey, str]]]]:
        """Of each side, by row: the references to it that the other side cleared."""
        found: dict[Side, dict[RowKey, list[tuple[RowKey, str]]]] = {side: {} for side in Side}
        for side in Side:
            for table, row_id, change in self.done[side.other]:
                for name, column in references(table):
                    if change.old and change.new and change.new.get(name, "") is None:
                        target = (column.target, str(change.old[name]))
                        found[side].setdefault(target, []).append(((table, row_id), name))
        return found

    def changes(self) -> Changes:
        """What makes my rows the merged ones."""
        found: dict[str, dict[str, Values | None]] = self._laid
        mine = self.sides[Side.MINE]
        net = {
            table: {i: change for i, row in rows.items() if (change := difference(mine.get(table, i), row))}
            for table, rows in found.items()
        }
        return Changes({table: rows for table, rows in net.items() if rows})


def references(table: str) -> Iterator[tuple[str, Column]]:
    """The columns that refer to other rows."""
    return ((name, c) for name, c in entry(table).fields.items() if c.kind is Kind.REFERENCE)
