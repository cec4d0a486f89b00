"""What one side decided while the other changed what it was about, and marks that only one row may bear."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry, entry

from .conflicts import Conflict, ConflictKind, RowKey, Side
from .ends import is_part
from .merged import Merged, references
from .standing import conflict_of

Ask = Callable[[Conflict], Side]


def settler(merged: Merged, table: str, row_id: str) -> Side | None:
    """The side that settled a row while the other one changed the row or a part of it."""
    name, answers = entry(table).settled
    for side in Side:
        row = merged.sides[side].get(table, row_id)
        if row is None or row.get(name) not in answers or not merged.meant(side, table, row_id, name):
            continue
        if changed(merged, side.other, table, row_id) or changed_parts(merged, side.other, table, row_id):
            return side
    return None


def changed(merged: Merged, side: Side, table: str, row_id: str) -> list[str]:
    """The fields of a row of both, but for its state, that a side changed and the other one did not so."""
    mine, theirs = (merged.sides[one].get(table, row_id) for one in Side)
    if mine is None or theirs is None:
        return []
    state, _ = entry(table).settled
    shown = [name for name, column in entry(table).fields.items() if column.shown and name != state]
    return [n for n in shown if mine[n] != theirs[n] and merged.meant(side, table, row_id, n)]


def changed_parts(merged: Merged, side: Side, table: str, row_id: str) -> list[RowKey]:
    """The parts of a row that a side changed and the other one did not so."""
    return [part for part in _parts(merged, table, row_id) if part[1] in merged.done[side].of(part[0])]


def _parts(merged: Merged, table: str, row_id: str) -> Iterator[RowKey]:
    """The parts of a row of both that are not alike on both sides.

    What stands in a register of its own lives its own life: an order is no part of what was approved.
    """
    if any(merged.sides[side].get(table, row_id) is None for side in Side):
        return
    for about in CATALOGUE:
        for name, column in references(about.name) if not about.register else ():
            if column.target != table or not is_part(about.name, name):
                continue
            for part in merged.touched(about.name):
                mine, theirs = (merged.sides[side].get(about.name, part) for side in Side)
                if mine != theirs and row_id in [row[name] for row in (mine, theirs) if row]:
                    yield about.name, part


def take_settled(merged: Merged, ask: Ask) -> set[RowKey]:
    """Take rows that one side settled and the other changed from one of them, with their parts.

    Returns: the rows that are so decided.
    """
    decided: set[RowKey] = set()
    for about in CATALOGUE:
        for row_id in list(merged.touched(about.name)) if about.settled[0] else ():
            key = (about.name, row_id)
            side = settler(merged, *key)
            if side is None:
                continue
            mine, theirs = (merged.sides[one].get(*key) or {} for one in Side)
            fields, parts = [name for name in mine if mine[name] != theirs[name]], list(_parts(merged, *key))
            others = changed_parts(merged, side.other, *key)
            winner = ask(conflict_of(merged, ConflictKind.SETTLED, key, fields, others))
            for row in (key, *parts):
                merged.settle(winner, *row)
            decided |= {key, *parts}
    return decided


def settle_marks(merged: Merged, ask: Ask) -> bool:
    """Where each side marked another of the rows of which only one may be marked, one mark goes."""
    found = False
    for about in CATALOGUE:
        mine = _marked(merged, about, Side.MINE) if about.one_holds[0] else {}
        for owner, theirs in _marked(merged, about, Side.THEIRS).items() if mine else ():
            if owner in mine:
                _, mark = about.one_holds
                others = [(about.name, row_id) for row_id in mine[owner]]
                row = (about.name, theirs[0])
                winner = ask(conflict_of(merged, ConflictKind.HELD, row, (mark,), others))
                for row_id in mine[owner] if winner is Side.THEIRS else theirs:
                    merged.set(about.name, row_id, {mark: 0})
                found = True
    return found


def _marked(merged: Merged, about: TableEntry, side: Side) -> dict[str, list[str]]:
    """The rows that a side marked and the other one has not, by what they are part of."""
    owner, mark = about.one_holds
    found: dict[str, list[str]] = {}
    for row_id in sorted(merged.done[side].of(about.name)):
        row, others = merged.get(about.name, row_id), merged.sides[side.other].get(about.name, row_id)
        if row is not None and row[mark] and not (others or {}).get(mark):
            found.setdefault(str(row[owner]), []).append(row_id)
    return found
