"""A file whose history begins anew: another one's rows, and the documents that these refer to."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from tpm_desktop.model.catalogue import CATALOGUE

from .author import Author
from .changes import Values
from .contents import Read
from .copies import put
from .errors import ProgramFileError
from .program_file import ProgramFile
from .rows import Rows


def copy_anew(file: ProgramFile, target: Path, *, author: Author | None = None) -> None:
    """Write a whole copy of a file without its history, and without the documents that only it knows.

    Raises: `ProgramFileError`; then there is no target.
    """
    if target.exists():
        raise ProgramFileError(f"{target.name} exists already; choose another name, or move it away first")
    rows = Rows.of(file)
    try:
        with tempfile.TemporaryDirectory(prefix=".copy-", dir=target.parent) as folder:
            part = Path(folder) / target.name
            with ProgramFile.create(part, author=author) as made:
                fill_anew(made, {about.name: rows.table(about.name) for about in CATALOGUE}, file.content)
            put(part, target)
    except OSError as error:
        raise ProgramFileError(
            f"{target.name} can't be written: {(error.strerror or str(error)).lower()}"
        ) from None


def fill_anew(
    made: ProgramFile,
    tables: Mapping[str, Mapping[str, Values]],
    content: Read,
    label: str = "Copy without history",
) -> None:
    """Put rows in the place of those that a new file has.

    Args: tables: rows by table and id. content: gives the documents that they refer to.
    """
    program = made.program
    with made.transaction(label) as edit:
        edit.sources.append(content)
        edit.remove("calendar", str(program.calendar_id))
        edit.remove("program", program.id)
        for about in CATALOGUE:
            rows = tables[about.name].items()
            edit.add_all(about.name, [{**values, "id": row_id} for row_id, values in rows])
