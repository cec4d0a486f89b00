"""Rows in order of their values: texts as people read them (R-2 before R-12), what has no value last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.fields import Choice
from tpm_desktop.planning.columns import NONE

from .fields import CHOICES, Field, Numbers, Subject

Rows = NDArray[np.int64]
_DIGITS = re.compile(r"(\d+)")
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class SortKey:
    """A field to sort by."""

    field: str
    descending: bool = False


def ranks(field: Field, rows: Subject) -> Numbers:
    """Numbers in whose order the values of a field stand, shape (n,); `NONE` where there is no value."""
    if field.is_counted:
        return rows.numbers(field.name)
    cells = rows.folded(field.name)
    choices = field.column.choices
    if field.kind in CHOICES and isinstance(choices, type):
        places = {member.label.casefold(): n for n, member in enumerate(_members(choices))}
    else:
        places = {text: n for n, text in enumerate(sorted(set(cells), key=_as_read))}
    return np.array([places.get(text, NONE) if text else NONE for text in cells], np.int64)


def _members(choices: type[Choice]) -> list[Choice]:
    return list(choices)


def _as_read(text: str) -> list[tuple[int, int, str]]:
    """Numbers within a text count as numbers."""
    parts = _DIGITS.split(text)
    return [
        (0, int(part), "") if n % 2 and len(part) <= _LONGEST_NUMBER else (1, 0, part)
        for n, part in enumerate(parts)
        if part or n % 2
    ]


def ordered(keys: Sequence[SortKey], rows: Subject) -> Rows:
    """All rows in order of the keys, the first one first; equal ones stay as they were. Shape (n,)."""
    columns: list[NDArray[np.int64] | NDArray[np.bool_]] = []
    for key in reversed(keys):
        values = ranks(rows.fields[key.field], rows)
        columns += [-values if key.descending else values, values == NONE]
    return np.lexsort(columns) if columns else np.arange(len(rows))


def ordered_outline(parent: NDArray[np.int32], order: Rows) -> Rows:
    """An outline with the rows below each row brought into an order. Shape (n,).

    Args: parent: row above, -1 at the top; order: all rows in the order that siblings are to have.
    """
    below: dict[int, list[int]] = {}
    above = parent.tolist()
    for row in reversed(order.tolist()):
        below.setdefault(above[row], []).append(row)
    found: list[int] = []
    waiting = below.get(-1, [])
    while waiting:
        row = waiting.pop()
        found.append(row)
        waiting += below.get(row, ())
    return np.array(found, np.int64)
