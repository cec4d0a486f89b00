"""A table's rows as columns, read by one query and patched by a transaction's changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.file.changes import RowChange, Stored
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.planning.columns import NONE

Numbers = NDArray[np.int64]

_TIMES = {Kind.INSTANT: "m", Kind.DATE: "D", Kind.MONTH: "M"}
_INTEGERS = {Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.DURATION, Kind.LAG, Kind.SCORE, Kind.FLAG}


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows of one table, in order of their ids.

    numbers: int64 columns of shape (n,): integers and flags as stored; instants, dates and months as minutes,
    days and months since 1970; `NONE` where there is no value. texts: all else, None where there is no value.
    decoded: what `rows_of` and `codes_of` found, with what they were asked by; it goes along to the next
    columns as long as the texts stay.
    """

    table: str
    ids: list[str]
    row: dict[str, int]
    numbers: dict[str, Numbers]
    texts: dict[str, list[str | None]]
    decoded: dict[str, tuple[Mapping[str, int], Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, file: ProgramFile, table: str) -> Columns:
        """All of the table, by one query."""
        fields = entry(table).fields
        ids, *values = file.columns(table, ["id", *fields])
        numbers: dict[str, Numbers] = {}
        texts: dict[str, list[str | None]] = {}
        for (name, column), stored in zip(fields.items(), values, strict=True):
            if column.kind in _INTEGERS or column.kind in _TIMES:
                numbers[name] = encode(column, stored)
            else:
                texts[name] = list(stored)
        return cls(table, list(ids), {row_id: n for n, row_id in enumerate(ids)}, numbers, texts)

    @classmethod
    def read_all(cls, file: ProgramFile, tables: Iterable[str]) -> dict[str, Columns]:
        """Of some tables, as they are at one moment."""
        with file.at_once():
            there = file.filled()
            return {table: cls.read(file, table) if table in there else cls.none(table) for table in tables}

    @classmethod
    def none(cls, table: str) -> Columns:
        """No rows."""
        return cls(table, [], {}, *_none(table))

    @classmethod
    def of(cls, table: str, rows: Sequence[Mapping[str, Any]]) -> Columns:
        """Rows that are in no file yet, each with its id and whatever values it has."""
        fields = entry(table).fields
        stored = {name: [_stored(row.get(name)) for row in rows] for name in fields}
        timed = {n: c for n, c in fields.items() if c.kind in _INTEGERS or c.kind in _TIMES}
        numbers = {name: encode(column, stored[name]) for name, column in timed.items()}
        texts = {name: stored[name] for name in fields if name not in timed}
        ids = [str(row["id"]) for row in rows]
        return cls(table, ids, {row_id: n for n, row_id in enumerate(ids)}, numbers, texts)

    def __len__(self) -> int:
        return len(self.ids)

    def patched(self, changes: Mapping[str, RowChange]) -> Columns:
        """These columns after edits of rows that stay; only columns that change are copied."""
        fields = entry(self.table).fields
        numbers, texts = dict(self.numbers), dict(self.texts)
        touched: dict[str, list[tuple[int, Stored]]] = {}
        for row_id, change in changes.items():
            for name, value in (change.new or {}).items():
                touched.setdefault(name, []).append((self.row[row_id], value))
        for name, cells in touched.items():
            rows, values = zip(*cells, strict=True)
            if name in numbers:
                numbers[name] = numbers[name].copy()
                numbers[name][list(rows)] = encode(fields[name], values)
            elif name in texts:
                texts[name] = texts[name].copy()
                for row, value in zip(rows, values, strict=True):
                    texts[name][row] = _text(value)
        decoded = {name: found for name, found in self.decoded.items() if name not in touched}
        return Columns(self.table, self.ids, self.row, numbers, texts, decoded)

    def after(self, changes: Mapping[str, RowChange]) -> Columns:
        """These columns after edits of rows, some of which may come or go."""
        edits = {row_id: change for row_id, change in changes.items() if not (change.added or change.removed)}
        kept = self.patched(edits) if edits else self
        if len(edits) == len(changes):
            return kept
        new = {row_id: change.new for row_id, change in changes.items() if change.added and change.new}
        gone = {row_id for row_id, change in changes.items() if change.removed}
        stay = [row for row, row_id in enumerate(self.ids) if row_id not in gone]
        ids = [self.ids[row] for row in stay] + list(new)
        order = sorted(range(len(ids)), key=ids.__getitem__)
        fields = entry(self.table).fields

        def numbers(name: str) -> Numbers:
            added = encode(fields[name], [row[name] for row in new.values()])
            return np.concatenate([kept.numbers[name][stay], added])[order]

        def texts(name: str) -> list[str | None]:
            old = kept.texts[name]
            joint = [old[row] for row in stay] + [_text(row[name]) for row in new.values()]
            return [joint[row] for row in order]

        ids = [ids[row] for row in order]
        return Columns(
            self.table,
            ids,
            {row_id: n for n, row_id in enumerate(ids)},
            {name: numbers(name) for name in self.numbers},
            {name: texts(name) for name in self.texts},
        )

    def only(self, rows: Sequence[int]) -> Columns:
        """Some of the rows, in the order given."""
        ids = [self.ids[row] for row in rows]
        return Columns(
            self.table,
            ids,
            {row_id: n for n, row_id in enumerate(ids)},
            {name: numbers[list(rows)] for name, numbers in self.numbers.items()},
            {name: [texts[row] for row in rows] for name, texts in self.texts.items()},
        )

    def rows_of(self, name: str, target: Mapping[str, int]) -> NDArray[np.int32]:
        """The rows that a reference column points to, -1 for none."""
        return self._decode(name, target, lambda key: target.get(key, -1) if key else -1, np.int32)

    def codes_of(self, name: str, codes: Mapping[str, int]) -> NDArray[np.int8]:
        """A choice column by the numbers that stand for its keys."""
        return self._decode(name, codes, lambda key: codes[key or ""], np.int8)

    def _decode(
        self, name: str, by: Mapping[str, int], number: Callable[[str | None], int], kind: type[Any]
    ) -> NDArray[Any]:
        """A text column as numbers: each text once, since `by` is never changed and told by its identity."""
        before = self.decoded.get(name)
        if before is None or before[0] is not by:
            texts = self.texts[name]
            numbers = {key: number(key) for key in set(texts)}
            found = np.array([numbers[key] for key in texts], kind)
            found.flags.writeable = False
            before = self.decoded[name] = (by, found)
        return before[1]

    def filled(self, name: str) -> NDArray[np.bool_]:
        """Where a text column says anything."""
        return self._decode(name, _ANYTHING, bool, np.bool_)

    def flags(self, name: str) -> NDArray[np.bool_]:
        """A flag column."""
        return np.asarray(self.numbers[name] == 1)


_ANYTHING: Mapping[str, int] = {}


@cache
def _none(table: str) -> tuple[dict[str, Numbers], dict[str, list[str | None]]]:
    """The columns of a table without rows: alike in all programs, as nothing in them is ever changed."""
    none = Columns.of(table, [])
    return none.numbers, none.texts


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _text(value: Stored) -> str | None:
    return None if value is None else str(value)


def encode(column: Column, stored: Iterable[Stored]) -> Numbers:
    """Stored values of an integer, flag or time column as int64, `NONE` for none."""
    unit = _TIMES.get(column.kind)
    if unit is None:
        return np.array([NONE if value is None else value for value in stored], np.int64)
    return np.array([value or "NaT" for value in stored], f"datetime64[{unit}]").astype(np.int64)


def first(columns: Columns, name: str) -> Any:
    """The value of a table that has just one row, None where there is none."""
    if name in columns.numbers:
        value = int(columns.numbers[name][0])
        return None if value == NONE else value
    return columns.texts[name][0]
