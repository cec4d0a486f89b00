"""The rows of one table as a register holds them: read once, then patched by every edit's changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tpm_desktop.file.changes import Changes, Stored
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry

Row = dict[str, Stored]


@dataclass(slots=True)
class Patch:
    """What an edit did to the rows: ids that came, that went, and the changed fields of those that stayed."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    edited: dict[str, set[str]] = field(default_factory=dict)


class Rows:
    """Stored values by id and field, in the table's own order."""

    def __init__(self, file: ProgramFile, table: str) -> None:
        self.table = table
        names = list(entry(table).fields)
        ids, *values = file.columns(table, ["id", *names])
        self._rows: dict[str, Row] = {
            row_id: dict(zip(names, row, strict=True)) for row_id, *row in zip(ids, *values, strict=True)
        }

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row_id: str) -> Row:
        return self._rows[row_id]

    def __contains__(self, row_id: object) -> bool:
        return row_id in self._rows

    def ids(self) -> list[str]:
        """All ids: by their place among siblings where the table has one, else as they were made."""
        if "order" not in entry(self.table).fields:
            return sorted(self._rows)
        return sorted(self._rows, key=lambda row_id: (str(self._rows[row_id]["order"] or ""), row_id))

    def pairs(self, one: str, other: str) -> Iterator[tuple[Stored, Stored]]:
        """Two fields of every row."""
        return ((row[one], row[other]) for row in self._rows.values())

    def patch(self, changes: Changes) -> Patch:
        """Take an edit over."""
        done = Patch()
        for row_id, change in changes.of(self.table).items():
            if change.new is None:
                self._rows.pop(row_id, None)
                done.removed.append(row_id)
            elif change.old is None:
                self._rows[row_id] = {name: value for name, value in change.new.items() if name != "id"}
                done.added.append(row_id)
            else:
                self._rows[row_id].update(change.new)
                done.edited[row_id] = change.fields
        return done
