"""What people call the rows of a program, read once a table, for whoever looks many of them up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.rows import Rows
from tpm_desktop.model.catalogue import entry


class Callings:
    """Ids by what is said and the other way round, as a table stands when it is first asked for.

    A row without a title is said as `formats/naming.py` calls it: “Order → Install”.
    """

    def __init__(self, file: ProgramFile) -> None:
        self._file = file
        self._known: dict[str, tuple[dict[str, list[str]], ...]] = {}
        self._names: dict[str, dict[str, tuple[str, ...]]] = {}
        self._rows = Rows.of(file)

    def find(self, table: str, said: str) -> str | None:
        """The id of the row that is meant: its id, else its code, title or number where just one row has it.

        Raises: `EditError` where several rows have that title.
        """
        wanted = said.strip().casefold()
        for called in self._of(table):
            found = called.get(wanted, [])
            if len(found) == 1:
                return found[0]
            if found:
                plural = entry(table).many
                raise EditError(f"{len(found)} {plural} are called “{said}”; name it by its id")
        return None

    def say(self, table: str, row_id: str) -> str:
        """The code of a row, else its title, else its id: the first one by which `find` gives it back."""
        self._of(table)
        for said in self._names[table].get(row_id, ()):
            try:
                if said and self.find(table, said) == row_id:
                    return said
            except EditError:
                continue
        return row_id

    def _of(self, table: str) -> tuple[dict[str, list[str]], ...]:
        if table not in self._known:
            about = entry(table)
            fields = [name for name in (about.code_field, about.titled and about.title_field) if name]
            fields += ["number"] if table == "cost_entry" else []  # what others call a posting by
            ids, *said = self._file.columns(table, ["id", *fields])
            if not about.titled:
                said.append(tuple(self._rows.title(table, row_id) for row_id in ids))
            self._known[table] = tuple(_by_text(texts, ids) for texts in (ids, *said))
            rows = zip(*said, strict=True)
            self._names[table] = {
                row_id: tuple(str(text or "") for text in row) for row_id, row in zip(ids, rows, strict=True)
            }
        return self._known[table]


def _by_text(texts: Sequence[Any], ids: Sequence[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text, row_id in zip(texts, ids, strict=True):
        found.setdefault(str(text or "").casefold(), []).append(str(row_id))
    return found
