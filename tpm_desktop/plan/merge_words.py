"""What a conflict of a merge is, in one sentence that people understand."""

from __future__ import annotations

from tpm_desktop.file.changes import Stored
from tpm_desktop.file.conflicts import Conflict, ConflictKind, RowKey, Side
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.merged import Merged
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry

from .merging import Disputed

_NOTHING = "nothing"


def sentence(disputed: Disputed, merged: Merged, formats: Formats) -> str:
    """The rows, what each side did, who and when."""
    words = _Words(disputed, merged, formats)
    return words.sentence()


def row_name(merged: Merged, table: str, row_id: str) -> str:
    """What people call a row that either side has, or a base had."""
    for rows in (*merged.sides.values(), *merged.bases):
        if name := rows.title(table, row_id):
            return name
    return entry(table).label


class _Words:
    def __init__(self, disputed: Disputed, merged: Merged, formats: Formats) -> None:
        self._told, self._merged, self._formats = disputed, merged, formats
        self._conflict: Conflict = disputed.conflict
        self._row: RowKey = (self._conflict.table, self._conflict.row_id)
        self._by = {Side.MINE: disputed.mine, Side.THEIRS: disputed.theirs}

    def sentence(self) -> str:
        match self._conflict.kind:
            case ConflictKind.FIELD:
                return f"{self._named(self._row)}: {self._fields()}{self._both()}"
            case ConflictKind.REMOVED:
                return self._removed()
            case ConflictKind.NESTED:
                loop = ", ".join(self._quoted(row) for row in (self._row, *self._conflict.others))
                return f"{entry(self._row[0]).plural} {loop} would be part of each other{self._both()}"
            case ConflictKind.TWICE:
                labels = [entry(self._row[0]).fields[name].label.lower() for name in self._conflict.fields]
                return (
                    f"{self._named(self._row)}: both made one with the same {', '.join(labels)}{self._both()}"
                )
            case ConflictKind.SETTLED:
                said = f"{self._named(self._row)} was settled by one and changed by the other"
                return f"{said}: {self._fields()}{self._both()}"
        rows = ", ".join(self._named(row) for row in (self._row, *self._conflict.others))
        return f"together these would let tasks wait for each other: {rows}{self._both()}"

    def _removed(self) -> str:
        remover = Side.MINE if self._conflict.mine is None else Side.THEIRS
        if self._conflict.others:
            users = ", ".join(self._named(row) for row in self._conflict.others)
            did = f"{remover.other} made {users} refer to it"
        else:
            labels = [entry(self._row[0]).fields[name].label.lower() for name in self._conflict.fields]
            did = f"{remover.other} changed its {', '.join(labels)}"
        return f"{self._named(self._row)}: {remover} removed it, {did}{self._both()}"

    def _fields(self) -> str:
        return (
            "; ".join(self._field(name) for name in self._conflict.fields if self._is_shown(name))
            or "its place"
        )

    def _is_shown(self, name: str) -> bool:
        return entry(self._row[0]).fields[name].shown

    def _field(self, name: str) -> str:
        column = entry(self._row[0]).fields[name]
        base, mine, theirs = (
            self._value(name, side)
            for side in (self._conflict.base, self._conflict.mine, self._conflict.theirs)
        )
        return f"{column.label.lower()} was {base}, mine {mine}, theirs {theirs}"

    def _value(self, name: str, values: dict[str, Stored] | None) -> str:
        text = self._formats.show(
            entry(self._row[0]).fields[name],
            (values or {}).get(name),
            name_of=lambda table, row_id: row_name(self._merged, table, row_id),
        )
        return text or _NOTHING

    def _named(self, row: RowKey) -> str:
        return f"{entry(row[0]).label} {self._quoted(row)}"

    def _quoted(self, row: RowKey) -> str:
        return f"“{row_name(self._merged, *row)}”"

    def _both(self) -> str:
        told = [f"{side} by {self._who(record)}" for side, record in self._by.items() if record]
        return f" ({', '.join(told)})" if told else ""

    def _who(self, record: JournalRecord) -> str:
        when = self._formats.instant(record.at.astimezone().replace(tzinfo=None), time=True)
        return f"{record.who}, {when}"
