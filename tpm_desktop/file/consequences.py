"""What an edit brought along by the rules: it goes where that edit goes, so nobody has to decide it apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.fields import Kind

from .changes import Changes, Stored
from .conflicts import FieldKey, Side
from .journal import JournalRecord, RecordKind
from .merged import Merged

Told = Mapping[Side, Sequence[tuple[JournalRecord, Changes]]]
_WHOLE = 10_000
_STAYS = ("actual_start",)
"""Dates that hold however far a task is."""


class Consequences:
    """Which fields follow the decision about another one.

    A field follows where the catalogue says that it may, both sides dispute the other one, and whoever
    changed it did so last in an edit of the other one: what somebody entered by itself is asked by itself.
    """

    def __init__(self, merged: Merged, told: Told) -> None:
        self._merged, self._told = merged, told

    def of(self, table: str, row_id: str, fields: Sequence[str]) -> dict[str, FieldKey]:
        """Those of a row's fields that follow, with the one that is in dispute."""
        about = entry(table)
        found = {name: self._leader(table, row_id, name) for name in fields if name in about.follows}
        return {name: leader for name, leader in found.items() if leader}

    def _leader(self, table: str, row_id: str, name: str) -> FieldKey | None:
        for leading in entry(table).follows.get(name, ()):
            at = self._at(table, row_id, leading)
            if at and self._merged.is_disputed(*at) and self._together((table, row_id, name), at):
                return self._leader(*at) or at
        return None

    def _at(self, table: str, row_id: str, leading: str) -> FieldKey | None:
        """The field that a name in the catalogue means: of the row itself, or of one that it refers to."""
        reference, _, name = leading.rpartition(".")
        if not reference:
            return table, row_id, name
        rows = [self._merged.sides[side].get(table, row_id) or {} for side in Side]
        targets = {row.get(reference) for row in rows}
        if len(targets) > 1:
            return None
        return entry(table).fields[reference].target, str(targets.pop()), name

    def _together(self, follower: FieldKey, leader: FieldKey) -> bool:
        table, row_id, name = follower
        was = self._merged.base_values(*follower)
        for side in Side:
            if (self._merged.sides[side].get(table, row_id) or {})[name] in was:
                continue
            last = self._last[side].get(follower)
            if last is None or (last != self._last[side].get(leader) and not self._in(side, last, leader)):
                return False
        return True

    def _in(self, side: Side, number: int, at: FieldKey) -> bool:
        """Whether a record of a side changed a field."""
        table, row_id, name = at
        change = self._told[side][number][1].of(table).get(row_id)
        return change is not None and name in change.fields

    @cached_property
    def _last(self) -> dict[Side, dict[FieldKey, int]]:
        """Of each side the number of the newest edit that changed a field, of tables with consequences.

        A merge is no edit: it brings together what was entered apart, in records that are told besides.
        """
        return {side: self._numbers(side) for side in Side}

    def _numbers(self, side: Side) -> dict[FieldKey, int]:
        found: dict[FieldKey, int] = {}
        tables = [about.name for about in CATALOGUE if about.follows]
        for number, (record, changes) in enumerate(self._told[side]):
            for table in tables if record.kind is not RecordKind.MERGE else ():
                for row_id, change in changes.of(table).items():
                    for name in change.fields:
                        found.setdefault((table, row_id, name), number)
        return found


def by_own_value(merged: Merged, leader: FieldKey, follower: FieldKey) -> Stored:
    """What follows from the value that was given to the leading field, and that neither side has.

    What is counted grows with it, work with the duration; shares of it shrink, since as much is done of more.
    Dates are those of the side that is as far: finished, or not; what has begun has begun in any case.
    """
    own = (merged.get(*leader[:2]) or {}).get(leader[2])
    columns = [entry(table).fields[name] for table, _, name in (leader, follower)]
    kinds, most = [column.kind for column in columns], columns[1].maximum
    lead, led = (
        [(merged.sides[side].get(table, row_id) or {}).get(name) for side in Side]
        for table, row_id, name in (leader, follower)
    )
    numbers = [value for value in (*lead, *led, own) if isinstance(value, int)]
    if len(numbers) == 5 and kinds[1] is Kind.DURATION:
        (at, other), (value, further), own = numbers[:2], numbers[2:4], numbers[4]
        return _at_most(most, max(value + (further - value) * (own - at) // (other - at), 0))
    if len(numbers) == 5 and kinds == [Kind.DURATION, Kind.SHARE]:
        return _at_most(most, numbers[2] * numbers[0] // numbers[4]) if numbers[4] else led[0]
    if kinds[0] is not Kind.SHARE:
        return led[0]
    like = [value for at, value in zip(lead, led, strict=True) if (at == _WHOLE) == (own == _WHOLE)]
    return like[0] if like else led[0] if follower[2] in _STAYS else None


def _at_most(most: int | None, value: int) -> int:
    """No more than the column can hold: of progress all of it, while units of several people are more."""
    return value if most is None else min(value, most)
