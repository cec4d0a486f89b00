"""The stored rows of a program at one moment: now, at an earlier record, or as a merge would leave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tpm_desktop.formats import Formats
from tpm_desktop.formats.naming import joined, name_parts
from tpm_desktop.model.catalogue import CATALOGUE, entry

from .changes import Changes, RowChange, Values, difference
from .ends import ends
from .program_file import ProgramFile

Table = Mapping[str, Values]

_DEEPEST = 4
"""Rows through which a name leads: what hangs on any row may in a made-up file hang on itself."""


@dataclass(slots=True)
class Rows:
    """Every table by row id, each read when it is first asked for; values by column, the id among them."""

    read: Callable[[str], Table]
    read_all: Callable[[], Mapping[str, Table]] = dict
    """Gives many tables at once, where that is quicker."""
    tables: dict[str, Table] = field(default_factory=dict)
    _formats: Formats | None = None

    @classmethod
    def of(cls, file: ProgramFile) -> Rows:
        """What a file holds now; tables not asked for yet are read as they are then."""

        def read(table: str) -> Table:
            names = ["id", *entry(table).fields]
            return {values[0]: dict(zip(names, values, strict=True)) for values in file.stored(table, names)}

        def read_all() -> dict[str, Table]:
            with file.at_once():
                there = file.filled()
                return {about.name: read(about.name) if about.name in there else {} for about in CATALOGUE}

        return cls(read, read_all)

    def table(self, table: str) -> Table:
        """One table by row id."""
        if table not in self.tables:
            self.tables[table] = self.read(table)
        return self.tables[table]

    def whole(self) -> Rows:
        """With every table read, so that the file is not asked any more."""
        self.tables = {**self.read_all(), **self.tables}
        for about in CATALOGUE:
            self.table(about.name)
        return self

    def get(self, table: str, row_id: str | None) -> Values | None:
        """One row, None where there is none."""
        return None if row_id is None else self.table(table).get(row_id)

    def after(self, changes: Changes) -> Rows:
        """The rows after changes; what did not change is shared."""

        def read(table: str) -> Table:
            changed = changes.of(table)
            return _patched(self.table(table), changed) if changed else self.table(table)

        return Rows(read)

    def title(
        self, table: str, row_id: str | None, formats: Formats | None = None, *, without: str = ""
    ) -> str:
        """What people call a row, as `formats/naming.py` says; empty where there is none.

        Args: formats: of who reads it; those of the program in these rows unless given. without: a field by
        which it is called besides, but not here.
        """
        row = self.get(table, row_id)
        if row is None:
            return ""
        told = {**row, without: None} if without else row
        return joined(entry(table), self._parts(table, told, formats or self._usual(), 1))

    def _parts(self, table: str, row: Values, formats: Formats, depth: int) -> list[str]:
        def parts_of(target: str, row_id: str) -> list[str]:
            other = self.get(target, row_id) if depth < _DEEPEST else None
            return [] if other is None else self._parts(target, other, formats, depth + 1)

        return name_parts(entry(table), row, formats, parts_of)

    def _usual(self) -> Formats:
        if self._formats is None:
            self._formats = Formats.of_stored(next(iter(self.table("program").values()), {}))
        return self._formats

    def project_of(self, table: str, row_id: str | None) -> str | None:
        """The component project that a row belongs to, itself or by what it is a part of; None for none."""
        row = self.get(table, row_id)
        if row is None or table == "project":
            return row_id if row else None
        fields = entry(table).fields
        if of_projects := [name for name in entry(table).projects if name in fields]:
            named = (self._project_named(fields[name].target, _text(row.get(name))) for name in of_projects)
            return next((project for project in named if project), None)
        found = (
            self.project_of(end.table, end.row_id) for end in ends(table, row) if fields[end.field].required
        )
        return next((project for project in found if project), None)

    def _project_named(self, table: str, row_id: str | None) -> str | None:
        """The project that a field says, or that the row is of which it names."""
        return row_id if table == "project" else self.project_of(table, row_id)


def between(before: Rows, after: Rows) -> Changes:
    """What makes the rows of one moment, or of one file, those of another."""
    found = Changes()
    for about in CATALOGUE:
        old, new = before.table(about.name), after.table(about.name)
        if old is new:
            continue
        ids = [*old, *(row_id for row_id in new if row_id not in old)]
        changed = {row_id: difference(old.get(row_id), new.get(row_id)) for row_id in ids}
        kept = {row_id: change for row_id, change in changed.items() if change}
        if kept:
            found.tables[about.name] = kept
    return found


def _patched(rows: Table, changed: Mapping[str, RowChange]) -> Table:
    patched = dict(rows)
    for row_id, change in changed.items():
        new = change.applied(patched.get(row_id))
        if new is None:
            patched.pop(row_id, None)
        else:
            patched[row_id] = new
    return patched


def _text(value: object) -> str | None:
    return None if value is None else str(value)
