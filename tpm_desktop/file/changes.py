"""What a transaction changed: per table and row the stored values before and after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tpm_desktop.model.check import LONGEST_NOTE

from .errors import ProgramFileError

Stored = str | int | None
Values = dict[str, Stored]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row's change.

    `old` is None for a new row, `new` for a removed one; both hold the whole row then. Of an edited row they
    hold the changed fields only.
    """

    old: Values | None
    new: Values | None

    @property
    def added(self) -> bool:
        return self.old is None

    @property
    def removed(self) -> bool:
        return self.new is None

    @property
    def fields(self) -> set[str]:
        """The fields that changed; all of a row that is new or gone."""
        return set(self.new if self.new is not None else self.old or ())

    @property
    def inverse(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.new, self.old)

    def then(self, later: RowChange) -> RowChange | None:
        """This change and a later one of the same row, as one; None when nothing is left of them."""
        old, new = later.old or {}, later.new
        if new is None:  # the whole row is gone, with the values that it had before the first change
            return None if self.old is None else RowChange({**old, **self.old}, None)
        if self.new is None:  # removed and made again
            return _edited(self.old or {}, new)
        if self.old is None:
            return RowChange(None, {**self.new, **new})
        return _edited({**old, **self.old}, {**self.new, **new})

    def applied(self, row: Values | None) -> Values | None:
        """What becomes of a row."""
        if self.new is None or self.old is None or row is None:
            return self.new
        return {**row, **self.new}


def difference(old: Values | None, new: Values | None) -> RowChange | None:
    """The change that makes one whole row another, None where they are alike."""
    if old == new:  # of thousands of rows nearly all
        return None
    return RowChange(old, new) if old is None or new is None else _edited(old, new)


def _edited(old: Values, new: Values) -> RowChange | None:
    changed = [name for name in new if old.get(name) != new[name]]
    if not changed:
        return None
    return RowChange({n: old.get(n) for n in changed}, {n: new[n] for n in changed})


@dataclass(slots=True)
class Changes:
    """The net effect of a transaction."""

    tables: dict[str, dict[str, RowChange]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.tables.values())

    def __len__(self) -> int:
        return sum(map(len, self.tables.values()))

    def __iter__(self) -> Iterator[tuple[str, str, RowChange]]:
        for table, rows in self.tables.items():
            for row_id, change in rows.items():
                yield table, row_id, change

    def of(self, table: str) -> dict[str, RowChange]:
        """The changes of one table by row id."""
        return self.tables.get(table, {})

    def fields(self, table: str) -> set[str]:
        """Every field of the table that changed in some row."""
        return set().union(*(change.fields for change in self.of(table).values()))

    def reshaped(self, table: str) -> bool:
        """Whether rows of the table came or went."""
        return any(c.added or c.removed for c in self.of(table).values())

    def inverse(self) -> Changes:
        """The changes that take all of this back."""
        return Changes(
            {
                table: {row_id: change.inverse for row_id, change in rows.items()}
                for table, rows in self.tables.items()
            }
        )

    def follow(self, table: str, row_id: str, later: RowChange) -> None:
        """Take up a later change of one row, so that these are the net of both."""
        rows = self.tables.setdefault(table, {})
        before = rows.get(row_id)
        net = later if before is None else before.then(later)
        if net is None:
            del rows[row_id]
        else:
            rows[row_id] = net

    @classmethod
    def composed(cls, steps: Iterable[Changes]) -> Changes:
        """The net effect of changes that follow each other."""
        net = cls()
        for step in steps:
            for table, row_id, change in step:
                net.follow(table, row_id, change)
        return cls({table: rows for table, rows in net.tables.items() if rows})

    def to_json(self) -> str:
        """Canonical: the same changes give the same text, whatever the order in which they were made."""
        packed = {
            table: {row_id: [change.old, change.new] for row_id, change in rows.items()}
            for table, rows in self.tables.items()
        }
        return json.dumps(packed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Changes:
        """Raises: `ProgramFileError` for what `to_json` never writes."""
        try:
            packed = json.loads(text)
            return cls({table: dict(map(_change, rows.items())) for table, rows in packed.items()})
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise _not_ours() from None

    @staticmethod
    def row_in(text: str, row_id: str) -> RowChange | None:
        """Of a text that `to_json` wrote the change of one row, without reading the others.

        Raises: as `from_json`.
        """
        key = f'"{row_id}":'
        at = text.find(f"{key}[")  # within a value the quotes would be escaped
        if at < 0:
            return None
        try:
            sides, _ = json.JSONDecoder().raw_decode(text, at + len(key))
            return _change((row_id, sides))[1]
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise _not_ours() from None


def _not_ours() -> ProgramFileError:
    return ProgramFileError("a record of the history can't be understood; it was not made by TPM Desktop")


_MOST = 2**63  # SQLite's integers are smaller


def _storable(value: object) -> bool:
    """Whether some column could hold it: a stranger's record may say anything, and be shown."""
    if type(value) is int:
        return -_MOST <= value < _MOST
    return value is None or (type(value) is str and len(value) <= LONGEST_NOTE)


def _change(row: tuple[str, tuple[Values | None, Values | None]]) -> tuple[str, RowChange]:
    row_id, (old, new) = row
    sides = [side for side in (old, new) if side is not None]
    if not sides or not all(_storable(value) for side in sides for value in side.values()):
        raise ValueError(row)
    return row_id, RowChange(old, new)
