"""What may be done inside a transaction: add, set and remove rows, each value checked."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fractional_indexing import generate_n_keys_between

from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.record import new_id
from tpm_desktop.model.stored import stored

from .contents import Read, hash_of
from .errors import EditError
from .tables import insert, update


class Edit:
    """The open transaction's hand on the rows."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._given: dict[str, bytes] = {}
        self.sources: list[Read] = []
        """Where contents come from that rows of `attachment` refer to, besides those attached here."""

    def add(self, table: str, /, **values: Any) -> str:
        """Add one row; returns its id."""
        return self.add_all(table, [values])[0]

    def add_all(self, table: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Add rows in the order given; returns their ids. A row may bring its own id, code and order."""
        about = entry(table)
        rows = list(rows)
        checked = []
        for row in rows:
            filled = self._checked(about, {**about.defaults, **row})
            checked.append({"id": row.get("id") or new_id(), **filled})
        if checked:
            self._give_order(about, checked)
            self._give_codes(about, checked)
            self._db.executemany(insert(table, about.names), (self._stored(about, row) for row in checked))
            self._refuse_taken_codes(about, rows)
        return [row["id"] for row in checked]

    def set(self, table: str, row_id: str, /, **values: Any) -> None:
        """Set fields of one row."""
        self.set_all(table, [{"id": row_id, **values}])

    def set_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Set fields of many rows, each a mapping with its id; alike ones go in one statement."""
        about = entry(table)
        alike: dict[tuple[str, ...], list[list[Any]]] = {}
        for row in rows:
            values = {name: value for name, value in row.items() if name != "id"}
            self._refuse_fixed(about, values)
            if values:
                checked, names = self._checked(about, values), tuple(sorted(values))
                bound = [stored(about.fields[name], checked[name]) for name in names]
                alike.setdefault(names, []).append([*bound, row["id"]])
        for names, bound_rows in alike.items():
            if self._db.executemany(update(table, names), bound_rows).rowcount != len(bound_rows):
                raise EditError(f"no {about.one} with that id; list the table to see what it holds")
        self._refuse_taken_codes(about, rows)

    def remove(self, table: str, row_ids: str | Iterable[str]) -> None:
        """Remove rows and what is part of them; what only refers to them lives on without."""
        ids = [row_ids] if isinstance(row_ids, str) else row_ids
        self._db.executemany(f'DELETE FROM "{entry(table).name}" WHERE id = ?', ((one,) for one in ids))

    def attach(
        self, table: str, row_id: str, name: str, content: bytes, *, by: str, note: str | None = None
    ) -> str:
        """Attach a document to a row, which takes it along when it is removed; returns the attachment's id.

        Args: name: one that a file may have, see `document_name`. by: who attaches it.
        """
        sha256 = hash_of(content)
        self._given[sha256] = content
        about = {"name": name, "content": sha256, "size": len(content), "note": note}
        where = {"row_table": table, "row_id": row_id}
        return self.add("attachment", **where, **about, added=datetime.now(), added_by=by)

    def content(self, sha256: str) -> bytes | None:
        """A content that was attached here or that a source has."""
        if sha256 in self._given:
            return self._given[sha256]
        return next((found for source in self.sources if (found := source(sha256)) is not None), None)

    def _codes(self, about: TableEntry, name: str) -> list[str]:
        return [code for (code,) in self._db.execute(f'SELECT "{name}" FROM "{about.name}"') if code]

    @staticmethod
    def _stored(about: TableEntry, row: Mapping[str, Any]) -> list[Any]:
        return [row["id"], *(stored(column, row[name]) for name, column in about.fields.items())]

    def _checked(self, about: TableEntry, values: Mapping[str, Any]) -> dict[str, Any]:
        checked: dict[str, Any] = {}
        for name, value in values.items():
            if name == "id":
                continue
            if name not in about.fields:
                raise EditError(
                    f"{about.name} has no field {name!r}; it has {', '.join(n for n in about.fields if n)}"
                )
            column = about.fields[name]
            if value is None and column.kind in (Kind.CODE, Kind.ORDER):
                checked[name] = None
                continue
            try:
                checked[name] = check(column, value)
            except ValueProblem as problem:
                raise EditError(f"{about.label}: {problem}") from None
        return checked

    def _refuse_fixed(self, about: TableEntry, values: Iterable[str]) -> None:
        for name in values:
            if name in about.fields and about.fields[name].fixed:
                label = about.fields[name].label.lower()
                raise EditError(f"{about.label}: the {label} stays as it was given; make a new one")

    def _refuse_taken_codes(self, about: TableEntry, rows: Iterable[Mapping[str, Any]]) -> None:
        """Codes that were just given, by whatever case, name one row each."""
        name = about.code_field
        given = {str(row[name]).casefold() for row in rows if row.get(name)} if name else set()
        if name is None or not given:
            return
        codes = self._codes(about, name)
        for code, times in Counter(map(str.casefold, codes)).items():
            if times > 1 and code in given:
                taken = next(c for c in codes if c.casefold() == code)
                raise EditError(f"{about.label}: the code {taken} is taken; choose another")

    def _give_order(self, about: TableEntry, rows: list[dict[str, Any]]) -> None:
        """Rows that don't say where they stand come last."""
        if "order" not in about.fields:
            return
        unplaced = [row for row in rows if row.get("order") is None]
        (last,) = self._db.execute(f'SELECT max("order") FROM "{about.name}"').fetchone()
        given = [row["order"] for row in rows if row.get("order") is not None]
        last = max([*given, *([last] if last else [])], default=None)
        for row, key in zip(unplaced, generate_n_keys_between(last, None, len(unplaced)), strict=True):
            row["order"] = key

    def _give_codes(self, about: TableEntry, rows: list[dict[str, Any]]) -> None:
        name = about.code_field
        if name is None or all(row.get(name) for row in rows):
            return
        prefix = about.fields[name].prefix
        form = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})")
        taken = set(self._codes(about, name)) | {row[name] for row in rows if row.get(name)}
        next_number = max((int(m[1]) for c in taken if (m := form.fullmatch(c))), default=0) + 1
        for row in rows:
            if not row.get(name):
                row[name] = f"{prefix}-{next_number}"
                next_number += 1
