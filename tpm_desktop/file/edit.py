"""What may be done inside a transaction: add, set and remove rows, each value checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fractional_indexing import generate_n_keys_between
from sqlalchemy import Connection, bindparam, func, select

from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.record import new_id
from tpm_desktop.model.wording import within

from .contents import Read, hash_of
from .errors import EditError

_CHUNK = 500  # bound values a statement, well under SQLite's limit


class Edit:
    """The open transaction's hand on the rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
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
        defaults = {n: about.model.model_fields[n].default for n in about.fields}
        checked = []
        for row in rows:
            filled = {**defaults, **self._checked(about, {**defaults, **row})}
            checked.append({"id": row.get("id") or new_id(), **filled})
        if checked:
            self._give_order(about, checked)
            self._give_codes(about, checked)
            self._connection.execute(about.table.insert(), checked)
            self._refuse_taken_codes(about, rows)
        return [row["id"] for row in checked]

    def set(self, table: str, row_id: str, /, **values: Any) -> None:
        """Set fields of one row."""
        self.set_all(table, [{"id": row_id, **values}])

    def set_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Set fields of many rows, each a mapping with its id; alike ones go in one statement."""
        about = entry(table)
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in rows:
            values = {name: value for name, value in row.items() if name != "id"}
            self._refuse_fixed(about, values)
            if values:
                bound = {f"v_{name}": value for name, value in self._checked(about, values).items()}
                alike.setdefault(tuple(sorted(values)), []).append({"at_id": row["id"], **bound})
        for names, bound_rows in alike.items():
            statement = about.table.update().where(about.table.c.id == bindparam("at_id"))
            result = self._connection.execute(
                statement.values({n: bindparam(f"v_{n}") for n in names}), bound_rows
            )
            if result.rowcount >= 0 and result.rowcount != len(bound_rows):
                raise EditError(f"no {about.one} with that id; list the table to see what it holds")
        self._refuse_taken_codes(about, rows)

    def remove(self, table: str, row_ids: str | Iterable[str]) -> None:
        """Remove rows and what is part of them; what only refers to them lives on without."""
        about = entry(table)
        ids = [row_ids] if isinstance(row_ids, str) else list(row_ids)
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            self._connection.execute(about.table.delete().where(about.table.c.id.in_(chunk)))

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
                label = within(about.fields[name].label)
                raise EditError(f"{about.label}: the {label} stays as it was given; make a new one")

    def _refuse_taken_codes(self, about: TableEntry, rows: Iterable[Mapping[str, Any]]) -> None:
        """Codes that were just given, by whatever case, name one row each."""
        name = about.code_field
        given = {str(row[name]).casefold() for row in rows if row.get(name)} if name else set()
        if name is None or not given:
            return
        codes = [c for c in self._connection.execute(select(about.table.c[name])).scalars() if c]
        for code, times in Counter(map(str.casefold, codes)).items():
            if times > 1 and code in given:
                taken = next(c for c in codes if c.casefold() == code)
                raise EditError(f"{about.label}: the code {taken} is taken; choose another")

    def _give_order(self, about: TableEntry, rows: list[dict[str, Any]]) -> None:
        """Rows that don't say where they stand come last."""
        if "order" not in about.fields:
            return
        unplaced = [row for row in rows if row.get("order") is None]
        last = self._connection.execute(select(func.max(about.table.c["order"]))).scalar()
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
        taken = {c for c in self._connection.execute(select(about.table.c[name])).scalars() if c}
        taken |= {row[name] for row in rows if row.get(name)}
        next_number = max((int(m[1]) for c in taken if (m := form.fullmatch(c))), default=0) + 1
        for row in rows:
            if not row.get(name):
                row[name] = f"{prefix}-{next_number}"
                next_number += 1
