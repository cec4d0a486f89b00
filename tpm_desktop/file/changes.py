"""What a transaction changed: per table and row the stored values before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

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
                table: {row_id: RowChange(change.new, change.old) for row_id, change in rows.items()}
                for table, rows in self.tables.items()
            }
        )

    def to_json(self) -> str:
        """Canonical: the same changes give the same text, whatever the order in which they were made."""
        packed = {
            table: {row_id: [change.old, change.new] for row_id, change in rows.items()}
            for table, rows in self.tables.items()
        }
        return json.dumps(packed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Changes:
        packed = json.loads(text)
        return cls(
            {
                t: {row_id: RowChange(old, new) for row_id, (old, new) in rows.items()}
                for t, rows in packed.items()
            }
        )
