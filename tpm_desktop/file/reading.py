"""Reading the rows of an open program file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, TypeVar

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.program import Program
from tpm_desktop.model.record import Record
from tpm_desktop.model.stored import stored

from . import contents
from .connection import FileConnection
from .journal import Journal
from .schema import filled
from .tables import listed

R = TypeVar("R", bound=Record)


@cache
def _some_rows(table: str, equal: tuple[str, ...]) -> str:
    """What reads rows by some fields' values, in their order or that of their making."""
    about = entry(table)
    if unknown := set(equal) - set(about.names):
        raise KeyError(f"{table} has no field {', '.join(unknown)}")
    asked = " AND ".join(f'"{name}" IS ?' for name in equal)
    place = '"order", id' if "order" in about.fields else "id"
    where = f" WHERE {asked}" if asked else ""
    return f'SELECT {listed(about.names)} FROM "{table}"{where} ORDER BY {place}'


@cache
def _all_stored(table: str, names: tuple[str, ...]) -> str:
    about = entry(table)
    if unknown := set(names) - set(about.names):
        raise KeyError(f"{table} has no field {', '.join(unknown)}")
    return f'SELECT {listed(names)} FROM "{about.name}" ORDER BY id'


class Reading:
    """The rows as objects or as stored values, by the connections of the file that is open."""

    _db: FileConnection
    journal: Journal

    @property
    def program(self) -> Program:
        """The one row about the program itself."""
        return self.rows(Program)[0]

    def rows(self, model: type[R], **equal: Any) -> list[R]:
        """The rows of a table whose fields equal what is given, in their order or that of their making."""
        asked, fields = _some_rows(model.table, tuple(equal)), model.columns()
        bound = [value if name == "id" else stored(fields[name], value) for name, value in equal.items()]
        return model.read(entry(model.table).names, self._db.execute(asked, bound))

    def rows_of(self, model: type[R], ids: Sequence[str]) -> list[R]:
        """The rows with those ids, in their order; ids that the table does not hold are left out."""
        names = entry(model.table).names
        asked = f'SELECT {listed(names)} FROM "{model.table}" WHERE id IN (SELECT value FROM json_each(?))'
        found = {row.id: row for row in model.read(names, self._db.execute(asked, (json.dumps(list(ids)),)))}
        return [found[row_id] for row_id in ids if row_id in found]

    def row(self, model: type[R], row_id: str) -> R | None:
        """One row by its id."""
        found = self.rows(model, id=row_id)
        return found[0] if found else None

    def at_once(self) -> AbstractContextManager[None]:
        """Let all that is read meanwhile be of one moment."""
        return self._db.at_once()

    def filled(self) -> frozenset[str]:
        """The tables that hold rows: who wants all rows need not read the others."""
        return frozenset(about.name for about in filled(self._db))

    def stored(self, table: str, names: list[str]) -> list[tuple[Any, ...]]:
        """Stored values of some columns, a tuple a row, in order of id."""
        return self._db.execute(_all_stored(table, tuple(names))).fetchall()

    def columns(self, table: str, names: list[str]) -> list[tuple[Any, ...]]:
        """Stored values of some columns of every row, a tuple a column, rows in order of id."""
        rows = self.stored(table, names)
        return list(zip(*rows, strict=True)) if rows else [()] * len(names)

    def content(self, sha256: str) -> bytes | None:
        """A document's bytes by their hash, proven by it, None where there are none.

        Raises: `ProgramFileError` where they are damaged.
        """
        return contents.read(self._db, sha256)

    def has_content(self, sha256: str) -> bool:
        """Whether a document's bytes are in the file."""
        return contents.is_there(self._db, sha256)

    def prove_contents(self) -> int:
        """Compute every document's hash anew; returns how many contents there are.

        Raises: `ProgramFileError` where one is damaged, or nobody knows it.
        """
        return contents.prove(self._db, (record.read() for record in self.journal.all_stored()))
