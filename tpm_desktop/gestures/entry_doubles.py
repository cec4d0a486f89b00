"""Entries of cost that are there already: the very same, or one that is perhaps another copy of it.

The very same is never taken. What is perhaps one, such as a part of an invoice on another account, is refused
where it is typed, pasted or given to a command, and asked about where a sheet shows its rows. A merge takes
what both copies had.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tpm_desktop.model.spending import CostEntry, EntryKind
from tpm_desktop.plan.capital.invoice_numbers import folded

Values = Mapping[str, Any]
_SAME = ("month", "account_id", "amount", "kind")
_ANOTHER = {"number", "supplier", "kind", "concerns"}
"""Fields by which an entry that is edited becomes another one."""


class Entered:
    """The entries of a file, with those that are taken in one after the other."""

    def __init__(self, rows: Iterable[CostEntry]) -> None:
        self._same: dict[tuple[Any, ...], list[tuple[str, str]]] = {}
        self._numbered: dict[str, dict[str, list[CostEntry]]] = {}  # actuals by number and supplier
        self._without: list[CostEntry] = []
        self._lines: dict[str, list[str]] | None = None  # made when a sheet is looked at
        for row in rows:
            values = row.model_dump()
            self.take(values, row.code or row.id)
            supplier, number = _numbers(values)
            if not number:
                self._without.append(row)
            elif row.kind is EntryKind.ACTUAL:
                self._numbered.setdefault(number, {}).setdefault(supplier, []).append(row)

    def take(self, row: Values, called: str) -> None:
        """Count a row as entered from now on, with what it is called by."""
        if number := folded(row.get("number")):
            self._same.setdefault((number, *_what(row)), []).append((folded(row.get("supplier")), called))

    def same(self, row: Values, before: Values | None, mine: str | None) -> str | None:
        """What another entry is called that says just the same; two suppliers may number alike.

        Args: before, mine: the row as it stands and what it is called, where it is there already; of two that
        were the same before, as after a merge, either can be edited.
        """
        if before is not None and _same_as(row, before):
            return None
        supplier = folded(row.get("supplier"))
        there = self._same.get((folded(row.get("number")), *_what(row)), ())
        alike = (name for of, name in there if name != mine and (not of or not supplier or of == supplier))
        return next(alike, None)

    def part_of(self, row: Values, row_id: str | None, changed: Iterable[str]) -> CostEntry | None:
        """Another actual of the same number, from the same supplier or where just one of the two names any.

        A correcting entry, and one that takes something back, may name what they are about. Neither has a
        supplier where a number is that of a journal, which has many lines.
        Args: changed: the fields that an edit sets; two that stood side by side before can be told apart.
        """
        supplier, number = _numbers(row)
        if row["kind"] != EntryKind.ACTUAL or row.get("concerns") or not number:
            return None
        if row_id is not None and not _ANOTHER & set(changed):
            return None
        by = self._numbered.get(number, {})
        known = (one for rows in by.values() for one in rows) if row_id is not None else ()
        mine = next((one for one in known if one.id == row_id), None)
        beside = None if mine is None or mine.concerns else folded(mine.supplier)
        names = (supplier, "") if supplier else [name for name in by if name]
        alike = (one for name in names if name != beside for one in by.get(name, ()) if one.id != row_id)
        return next((one for one in alike if (one.amount < 0) == ((row.get("amount") or 0) < 0)), None)

    def repeated(self, row: Values) -> str | None:
        """What the entry is called that a line without a number perhaps repeats; each is met once."""
        if folded(row.get("number")):
            return None
        if self._lines is None:
            self._lines = {}
            for one in self._without:
                mark = one.origin or origin(one.model_dump())
                self._lines.setdefault(mark, []).append(one.code or one.id)
        there = self._lines.get(origin(row))
        return there.pop(0) if there else None


def origin(row: Values) -> str:
    """A mark of what a line without a number says, by which it is known again however it is edited later.

    The rates by which its sum was valued don't count.
    """
    own = (row.get("currency"), row.get("own_amount"))
    names = ("account_id", "month", "day", "text", "supplier")
    said = [row.get("kind") or EntryKind.ACTUAL, *(row.get(name) for name in names)]
    told = [one.isoformat() if isinstance(one, date) else folded(one) for one in said]
    sums = own if own[1] else (row.get("amount"),)
    return hashlib.sha256("\n".join(map(str, (*told, *sums))).encode()).hexdigest()


def _same_as(row: Values, before: Values) -> bool:
    return (_numbers(row), _what(row)) == (_numbers(before), _what(before))


def _what(row: Values) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in _SAME)


def _numbers(row: Values) -> tuple[str, str]:
    return folded(row.get("supplier")), folded(row.get("number"))
