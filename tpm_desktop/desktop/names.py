"""What rows are called, for every cell and list referring to them; a table is read once until it changes."""

from __future__ import annotations

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.formats.naming import row_name
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
        """The row's title; where it has none, all that it is called by; empty for a row that is gone."""
        return self.all(table).get(row_id, "")

    def all(self, table: str) -> dict[str, str]:
        """The name of every row of a table by id."""
        if table not in self._known:
            self._known[table] = self._read(table)
        return self._known[table]

    def _read(self, table: str) -> dict[str, str]:
        about, file = entry(table), self._program.file
        if about.titled:
            return row_names(file, table)
        formats, fields = Formats.of(file.program), _named_by(about)
        return {
            row_id: row_name(about, dict(zip(fields, values, strict=True)), formats, self._parts)
            for row_id, *values in zip(*file.columns(table, ["id", *fields]), strict=True)
        }

    def _parts(self, table: str, row_id: str) -> list[str]:
        return [self.name(table, row_id)]

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
        while further := {name for name, led_to in _LED_TO.items() if led_to & changed} - changed:
            changed |= further
        for table in changed & set(self._known):
            del self._known[table]
        return changed


def _named_by(about: TableEntry) -> tuple[str, ...]:
    """The fields that a row of a table is called by in cells and lists: its title, where it has one."""
    if about.titled:
        return (about.title_field,)
    code = (about.code_field,) if about.code_field else ()
    tables = tuple(column.table_in for name in about.called_by if (column := about.fields[name]).table_in)
    return (*code, *about.called_by, *tables)


def _renamed(about: TableEntry, changes: Changes) -> bool:
    return changes.reshaped(about.name) or bool(set(_named_by(about)) & changes.fields(about.name))


_LED_TO = {
    about.name: frozenset(about.fields[name].target for name in _named_by(about)) - {""}
    for about in CATALOGUE
}
"""By table the tables whose rows' names are part of the names of its rows."""
