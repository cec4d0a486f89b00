"""What two copies of a file disagree on, and the ways to decide it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.model.catalogue import entry

from .changes import Values

RowKey = tuple[str, str]  # table and row id
FieldKey = tuple[str, str, str]  # table, row id and field


class Side(StrEnum):
    """One of the two copies."""

    MINE = "mine"
    THEIRS = "theirs"

    @property
    def other(self) -> Side:
        return Side.THEIRS if self is Side.MINE else Side.MINE


class ConflictKind(StrEnum):
    """Why the two can't simply be joined."""

    FIELD = "field"  # both gave one field another value
    REMOVED = "removed"  # one removed what the other changed, or refers to
    NESTED = "nested"  # rows would be part of each other
    TWICE = "twice"  # two rows where just one should be
    HELD = "held"  # two rows bear a mark of which there is just one
    SETTLED = "settled"  # one settled what the other changed
    RING = "ring"  # tasks would wait for each other


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing to decide.

    fields: what it is about; none where it is about whole rows. base, mine, theirs: stored values of these
    fields, or the whole row; None where there is no row. others: further rows that take part. along: what
    both edits brought along by the rules, so that it follows the decision.
    """

    kind: ConflictKind
    table: str
    row_id: str
    fields: tuple[str, ...]
    base: Values | None
    mine: Values | None
    theirs: Values | None
    others: tuple[RowKey, ...] = ()
    along: tuple[FieldKey, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The same for the same thing to decide, whenever it is found."""
        fields = self.fields if self.kind is ConflictKind.FIELD else ()
        return (self.kind, self.table, self.row_id, *fields)


Choice = Side | Values
"""A side, or, of a `FIELD` conflict, own stored values for its fields."""
Choose = Callable[[Conflict], Choice | None]
"""Decides a conflict; None leaves it open."""


def prefer(side: Side | None) -> Choose:
    """Decide all conflicts alike."""
    return lambda conflict: side


def place_fields(table: str) -> tuple[str, ...]:
    """The fields that together say where a row stands, so that only one side can be right about them."""
    fields = entry(table).fields
    above = [name for name, column in fields.items() if column.target == table]
    order = [name for name in fields if name == "order"]
    project = [name for name in fields if name == "project_id" and above]
    return (*project, *above, *order) if order else ()
