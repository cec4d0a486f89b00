"""The numbers (UIDs) by which rows are known in the document: those they came with, else new ones."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Protocol


class Numbered(Protocol):
    """A row that may have come with a number."""

    id: str
    uid: int | None


def numbered(*groups: Iterable[Numbered]) -> dict[str, int]:
    """A number for each row, unique over all groups and above zero."""
    rows = list(chain(*groups))
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for row in rows:
        if row.uid is not None and row.uid > 0 and row.uid not in taken:
            numbers[row.id] = row.uid
            taken.add(row.uid)
    free = max(taken, default=0) + 1
    for row in rows:
        if row.id not in numbers:
            numbers[row.id] = free
            free += 1
    return numbers
