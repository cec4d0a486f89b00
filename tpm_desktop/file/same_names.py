"""Documents of one row that two copies of a file gave the same name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.document_names import document_series, next_document_name

from .changes import Values
from .codes import given
from .conflicts import RowKey, Side
from .merged import Merged


@dataclass(frozen=True, slots=True)
class Renamed:
    """A document that has another name after the merge; row: what it hangs on."""

    document: str
    row: RowKey
    old: str
    new: str


def part_documents(merged: Merged) -> list[Renamed]:
    """Give documents other names where both sides gave the same on one row; no name twice then.

    As with codes, the older ones keep theirs and the others move up to the next free one, which does not
    depend on the order in which several copies are merged. Alike ones that met under one name become one.
    """
    names = {side: given(merged, "attachment", "name", side) for side in Side}
    rows = {row_id: merged.get("attachment", row_id) or {} for side in Side for row_id in names[side]}
    places = {row_id: _place(row) for row_id, row in rows.items()}
    taken = _taken(merged, names, set(places.values())) if rows else {}
    found, put = [], defaultdict[RowKey, _Put](_Put)
    for row_id in sorted(rows):
        side = Side.MINE if row_id in names[Side.MINE] else Side.THEIRS
        place, old = places[row_id], names[side][row_id]
        if put[place].holds_alike(old, rows[row_id]):
            merged.put("attachment", row_id, None)
            continue
        new = put[place].next_free(old, taken[place, side])
        put[place].add(new, rows[row_id])
        if new != old:
            merged.set("attachment", row_id, {"name": new})
            found.append(Renamed(row_id, place, old, new))
    return found


@dataclass(slots=True)
class _Put:
    """The documents of one row that have their names: in lower case, and what is alike in alike ones."""

    names: set[str] = field(default_factory=set)
    alike: set[tuple[object, ...]] = field(default_factory=set)

    def next_free(self, name: str, taken: set[str]) -> str:
        while name.casefold() in taken or name.casefold() in self.names:
            name = next_document_name(name)
        return name

    def holds_alike(self, name: str, row: Values) -> bool:
        return _told(name, row) in self.alike

    def add(self, name: str, row: Values) -> None:
        self.names.add(name.casefold())
        self.alike.add(_told(name, row))


def _told(name: str, row: Values) -> tuple[object, ...]:
    """What a document says, but for the number in its name."""
    shown = [n for n, c in entry("attachment").fields.items() if c.shown and n != "name"]
    return (document_series(name).casefold(), row["content"], *(row[n] for n in shown))


def _taken(
    merged: Merged, names: dict[Side, dict[str, str]], places: set[RowKey]
) -> dict[tuple[RowKey, Side], set[str]]:
    """The names, in lower case, that a document of a side can't have on a row: those of older ones.

    What a side removed itself it may have replaced under the same name, unless that comes back.
    """
    found: dict[tuple[RowKey, Side], set[str]] = {(place, side): set() for place in places for side in Side}
    tables = {side: merged.sides[side].table("attachment") for side in Side}
    given_names = {row_id for side in Side for row_id in names[side]}
    stay = [merged.get("attachment", i) for side in Side for i in tables[side] if i not in given_names]
    for side in Side:
        own = [row for row_id, row in tables[side].items() if row_id not in names[side]]
        for row in (*own, *stay):
            if row is not None and _place(row) in places:
                found[_place(row), side].add(str(row["name"]).casefold())
    return found


def _place(row: Values) -> RowKey:
    return str(row["row_table"]), str(row["row_id"])
