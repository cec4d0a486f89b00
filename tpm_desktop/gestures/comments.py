"""Saying something of rows, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.comments import Comment
from tpm_desktop.plan import OpenProgram

from .naming import name_of


def comment(program: OpenProgram, table: str, row_ids: Sequence[str], text: str) -> list[str]:
    """Say the same of some rows of a table, as one edit; returns the comments' ids.

    Raises: `EditError`, `ProgramFileError`.
    """
    said = text.strip()
    if not said:
        raise EditError("a comment needs words; type what there is to say")
    about, by = entry(table), program.file.author.name
    many = f"{len(row_ids)} {about.many}"
    on = f"{about.one} {name_of(program, table, row_ids[0])}" if len(row_ids) == 1 else many
    rows = [
        {"text": said, "row_table": table, "row_id": one, "written": datetime.now(), "written_by": by}
        for one in row_ids
    ]
    with program.file.transaction(f"Comment on {on}") as edit:
        return edit.add_all("comment", rows)


def remove_comments(program: OpenProgram, comment_ids: Iterable[str]) -> None:
    """Take comments away. Raises: `EditError`, `ProgramFileError`."""
    ids = list(comment_ids)
    what = "a comment" if len(ids) == 1 else f"{len(ids)} comments"
    with program.file.transaction(f"Remove {what}") as edit:
        edit.remove("comment", ids)


def comments_on(file: ProgramFile, table: str, row_ids: Sequence[str]) -> list[Comment]:
    """What was said of some rows, the newest first."""
    if len(row_ids) == 1:
        return file.rows(Comment, row_table=table, row_id=row_ids[0])[::-1]
    wanted = set(row_ids)
    return [one for one in file.rows(Comment, row_table=table) if one.row_id in wanted][::-1]
