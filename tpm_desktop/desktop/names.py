"""What rows are called, for every cell and list referring to them; a table is read once until it changes."""

from __future__ import annotations

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.lookup import find_row, row_names
from tpm_desktop.model.catalogue import CATALOGUE, TableEntry, entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import OpenProgram


class Names:
    """The names of the rows of one open program."""

    def __init__(self, program: OpenProgram) -> None:
        self._program = program
        self._known: dict[str, dict[str, str]] = {}

    def name(self, table: str, row_id: str) -> str:
        """The row's title; where it has none, what it stands between; empty for a row that is gone."""
        return self.all(table).get(row_id, "")

    def all(self, table: str) -> dict[str, str]:
        """The name of every row of a table by id."""
        if table not in self._known:
            self._known[table] = self._read(table)
        return self._known[table]

    def _read(self, table: str) -> dict[str, str]:
        named_by = _named_by(table)
        if not named_by:
            return row_names(self._program.file, table)
        ids, *sides = self._program.file.columns(table, ["id", *named_by])
        return {
            row_id: " – ".join(
                self.name(t, side) for t, side in zip(named_by.values(), row, strict=True) if side
            )
            for row_id, *row in zip(ids, *sides, strict=True)
        }

    def codes(self, table: str) -> dict[str, str]:
        """What tells rows of one name apart: the code, of a task its WBS code; empty where there is none."""
        if table == "task":
            state = self._program.plan.state
            return dict(zip(state.outline.ids, state.wbs, strict=True))
        about = entry(table)
        if about.code_field is None:
            return {}
        ids, codes = self._program.file.columns(table, ["id", about.code_field])
        return {row_id: code or "" for row_id, code in zip(ids, codes, strict=True)}

    def code(self, table: str, row_id: str) -> str:
        """What tells one row from others of its name."""
        if table == "task":
            state = self._program.plan.state
            row = state.outline.row.get(row_id)
            return "" if row is None else state.wbs[row]
        return self.codes(table).get(row_id, "")

    def find(self, table: str, said: str) -> str | None:
        """The id of the row that is meant by its name or code.

        Raises: `ValueProblem` where several rows have that name.
        """
        try:
            return find_row(self._program.file, table, said)
        except EditError as problem:
            raise ValueProblem(str(problem)) from None

    def forget(self, changes: Changes) -> set[str]:
        """Read what changed anew when next asked; gives the tables whose rows may be called otherwise now."""
        changed = {about.name for about in CATALOGUE if _renamed(about, changes)}
        changed |= {about.name for about in CATALOGUE if set(_named_by(about.name).values()) & changed}
        for table in changed & set(self._known):
            del self._known[table]
        return changed


def _named_by(table: str) -> dict[str, str]:
    """Of a table without titles the references that its rows are called by, with the tables they point to."""
    fields = entry(table).fields
    if not fields[entry(table).title_field].target:
        return {}
    return dict([(name, column.target) for name, column in fields.items() if column.target][:2])


def _renamed(about: TableEntry, changes: Changes) -> bool:
    called_by = set(_named_by(about.name)) or {about.title_field}
    return changes.reshaped(about.name) or bool(called_by & changes.fields(about.name))
