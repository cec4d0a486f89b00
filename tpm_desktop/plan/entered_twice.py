"""Entries of cost that stand there twice: each copy of a file entered one, and both were put together."""

from __future__ import annotations

from collections.abc import Iterator

from .capital.invoice_numbers import folded
from .columns import Columns


def entered_twice(entries: Columns) -> Iterator[tuple[int, int]]:
    """Rows of numbered entries with the earlier row that says the same: month, account, amount and kind.

    Suppliers who are both named and differ may number alike.
    """
    texts, numbers = entries.texts, entries.numbers
    what = zip(
        texts["account_id"], texts["kind"], numbers["month"].tolist(), numbers["amount"].tolist(), strict=True
    )
    alike: dict[tuple[str | None, str | None, int, int], list[int]] = {}
    for row, said in enumerate(what):
        if texts["number"][row]:
            alike.setdefault(said, []).append(row)
    for rows in alike.values():
        seen: dict[str, list[tuple[str, int]]] = {}
        for row in rows if len(rows) > 1 else ():
            supplier = folded(texts["supplier"][row])
            there = seen.setdefault(folded(texts["number"][row]), [])
            first = next((n for of, n in there if not of or not supplier or of == supplier), None)
            if first is not None:
                yield row, first
            there.append((supplier, row))
