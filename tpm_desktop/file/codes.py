"""Numbers shown to people, such as R-12, that two copies of a file both gave out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry

from .conflicts import Side
from .merged import Merged


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A row whose code is another one after the merge."""

    table: str
    row_id: str
    old: str
    new: str


def renumber(merged: Merged) -> list[Renumbered]:
    """Give rows of either side other codes where both gave out the same; no code twice then.

    Rows keep their number in the order of their making, the next ones move up to the next free one. So the
    outcome does not depend on the order in which several copies are merged: it is that of putting all rows
    into a table by linear probing, the oldest first (O. Amble and D. Knuth, Ordered hash tables, 1974).
    """
    found = [change for about in CATALOGUE if about.code_field for change in _renumbered(merged, about)]
    for change in found:
        name = next(about.code_field for about in CATALOGUE if about.name == change.table)
        merged.set(change.table, change.row_id, {str(name): change.new})
    return found


def _renumbered(merged: Merged, about: TableEntry) -> Iterator[Renumbered]:
    mine, theirs = (given(merged, about.name, str(about.code_field), side) for side in Side)
    codes = {**mine, **theirs}
    taken = _taken(merged, about, set(codes))
    held = {*(code.casefold() for code in mine.values()), *taken}
    if not any(code.casefold() in held and row not in mine for row, code in theirs.items()):
        return
    prefix = about.fields[str(about.code_field)].prefix
    form = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})", re.IGNORECASE)
    for row_id in sorted(codes):
        code = codes[row_id]
        match = form.fullmatch(code)
        number = int(match[1]) if match else 1
        free = code
        while free.casefold() in taken:
            number += 1
            free = f"{prefix}-{number}"
        taken.add(free.casefold())
        if free != code:
            yield Renumbered(about.name, row_id, code, free)


def given(merged: Merged, table: str, name: str, side: Side) -> dict[str, str]:
    """The codes or names, values of one field, that a side gave out, by row."""
    found = {}
    for row_id, change in merged.done[side].of(table).items():
        row = merged.get(table, row_id)
        is_given = name in change.fields and merged.takes(side, table, row_id, (name,))
        if row is not None and row[name] and is_given:
            found[row_id] = str(row[name])
    return found


def _taken(merged: Merged, about: TableEntry, without: set[str]) -> set[str]:
    """The codes of all other rows, in lower case, with those of rows that mine removed and theirs has.

    So it does not matter whether such a row goes before or after theirs, a copy of a part, gave out its code.
    """
    rows = {*merged.sides[Side.MINE].table(about.name), *merged.touched(about.name)} - without
    name = str(about.code_field)
    now = [merged.get(about.name, row_id) for row_id in rows]
    kept = merged.sides[Side.THEIRS].table(about.name).keys() - without
    once = [base.get(about.name, row_id) for base in merged.bases for row_id in kept]
    return {str(row[name]).casefold() for row in (*now, *once) if row and row[name]}
