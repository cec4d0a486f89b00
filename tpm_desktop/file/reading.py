"""Reading the rows of an open program file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select
from sqlmodel import Session

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.program import Program
from tpm_desktop.model.record import Record

from . import contents
from .connection import FileConnection
from .journal import Journal
from .schema import filled

R = TypeVar("R", bound=Record)


@cache
def _all_rows(model: type[R]) -> Select[Any]:
    """Made once: to make it takes as long as to read the few rows that most tables have."""
    table = entry(str(model.__tablename__)).table
    place = (table.c["order"], table.c.id) if "order" in table.c else (table.c.id,)
    return select(model).order_by(*place)


@cache
def _all_stored(table: str, names: tuple[str, ...]) -> str:
    known = entry(table).table
    chosen = ", ".join(f'"{known.c[name].name}"' for name in names)
    return f'SELECT {chosen} FROM "{known.name}" ORDER BY id'


class Reading:
    """The rows as objects or as stored values, by the connections of the file that is open."""

    _db: FileConnection
    _connection: Connection
    journal: Journal

    @property
    def program(self) -> Program:
        """The one row about the program itself."""
        return self.rows(Program)[0]

    def rows(self, model: type[R], **equal: Any) -> list[R]:
        """The rows of a table whose fields equal what is given, in their order or that of their making."""
        statement = _all_rows(model)
        return self._read(statement.filter_by(**equal) if equal else statement)

    def rows_of(self, model: type[R], ids: Sequence[str]) -> list[R]:
        """The rows with those ids, in their order; ids that the table does not hold are left out."""
        table = entry(str(model.__tablename__)).table
        found: dict[str, R] = {row.id: row for row in self._read(select(model).where(table.c.id.in_(ids)))}
        return [found[row_id] for row_id in ids if row_id in found]

    def _read(self, statement: Select[Any]) -> list[Any]:
        with Session(self._connection) as session:
            found = list(session.execute(statement).scalars())
            session.expunge_all()
        return found

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
