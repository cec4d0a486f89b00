"""What a conflict of a merge is about, in a word or two, and what follows the decision."""

from __future__ import annotations

from collections import Counter

from tpm_desktop.file.conflicts import Conflict, ConflictKind, place_fields
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind

_SUBJECTS = {
    ConflictKind.REMOVED: "Removal",
    ConflictKind.NESTED: "Part of each other",
    ConflictKind.TWICE: "Made twice",
    ConflictKind.SETTLED: "Settled",
    ConflictKind.RING: "Ring of links",
}


def subject(conflict: Conflict) -> str:
    """What a conflict is about, in a word or two."""
    if conflict.kind in _SUBJECTS:
        return _SUBJECTS[conflict.kind]
    return "Place" if is_place(conflict) else field_label(conflict.table, conflict.fields[0])


def own_field(conflict: Conflict) -> str | None:
    """The field that a value of one's own can be given to, where there is one."""
    decided_by_value = conflict.kind is ConflictKind.FIELD and not is_place(conflict)
    return conflict.fields[0] if decided_by_value else None


def is_place(conflict: Conflict) -> bool:
    """Whether it is about where a row stands."""
    return bool(conflict.fields) and set(conflict.fields) <= set(place_fields(conflict.table))


def field_label(table: str, name: str) -> str:
    """A field's; that of a row's own title says what the row is."""
    column = entry(table).fields[name]
    return "Name" if column.kind is Kind.TITLE else column.label


def goes_along(conflict: Conflict) -> str:
    """What follows the decision: fields of the row itself and of its parts; empty where nothing does."""
    own = [name for _, row_id, name in conflict.along if row_id == conflict.row_id]
    said = [field_label(conflict.table, name).lower() for name in own]
    others = Counter((table, name) for table, row_id, name in conflict.along if row_id != conflict.row_id)
    for (table, name), count in others.items():
        rows = entry(table).plural if count > 1 else entry(table).label
        said.append(f"{field_label(table, name).lower()} of {count} {rows.lower()}")
    return f"{', '.join(said)} {'goes' if len(said) == 1 else 'go'} along" if said else ""
