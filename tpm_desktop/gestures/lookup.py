"""What people call a row, and which row they mean: by its id, its code or its name."""

from __future__ import annotations

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry


def row_names(file: ProgramFile, table: str) -> dict[str, str]:
    """The title of every row by id; of a row without title its code or nothing."""
    about = entry(table)
    ids, titles = file.columns(table, ["id", about.title_field])
    return dict(zip(ids, ("" if title is None else str(title) for title in titles), strict=True))


def find_row(file: ProgramFile, table: str, said: str) -> str | None:
    """The id of the row that is meant: its id, else its code, else its title where just one row has it.

    Raises: `EditError` where several rows have that title.
    """
    about = entry(table)
    fields = ["id", about.title_field, *([about.code_field] if about.code_field else [])]
    rows = list(zip(*file.columns(table, fields), strict=True))
    wanted = said.strip().casefold()
    for place in (0, 2, 1):
        found = [row[0] for row in rows if len(row) > place and str(row[place] or "").casefold() == wanted]
        if len(found) == 1:
            return str(found[0])
        if found:
            raise EditError(f"{len(found)} {about.plural.lower()} are called “{said}”; name it by its id")
    return None
