"""What follows from the changes, row by row under its heading; told once, in the thread that compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from tpm_desktop.formats import Formats
from tpm_desktop.plan.compare_words import moment
from tpm_desktop.plan.compared import Compared
from tpm_desktop.plan.comparison import Moved

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Followed:
    """One task or component project. old, new: its finish then and now, empty where it stays.

    moved: all that moved of it, None where it is only on the path, or gone.
    """

    heading: str
    table: str
    row_id: str
    name: str
    old: str
    new: str
    moved: Moved | None


def followed(compared: Compared, formats: Formats) -> list[Followed]:
    """The critical path, what moved unedited, what moved edited, the rest, and the component projects."""
    return [
        _told(heading, row_id, name, moved, compared, formats)
        for heading, rows in _headings(compared)
        for row_id, name, moved in rows
    ]


def _headings(compared: Compared) -> Iterator[tuple[str, list[tuple[str, str, Moved | None]]]]:
    follows = compared.follows
    by_id = {one.row_id: one for one in follows.moved}
    for heading, ids in (
        (translate("Compare", "Now on the critical path"), follows.joined_path),
        (translate("Compare", "No more on the critical path"), follows.left_path),
    ):
        yield heading, [(i, follows.names[i], by_id.get(i)) for i in ids]
    along = {one.row_id for one in compared.moved_along}
    summary, row = compared.now.summary, compared.now.outline.row
    tasks = [one for one in follows.moved if not summary[row[one.row_id]]]
    edited = (one for one in tasks if one.moves and one.row_id not in along)
    kinds: tuple[tuple[str, Iterable[Moved]], ...] = (
        (translate("Compare", "Moved without being edited"), compared.moved_along),
        (translate("Compare", "Edited and moved"), edited),
        (translate("Compare", "Slack or cost only"), (one for one in tasks if not one.moves)),
        (translate("Compare", "Component projects"), (one for one in follows.moved if one.is_project)),
    )
    for heading, ones in kinds:
        yield heading, [(one.row_id, one.name, one) for one in ones]


def _told(
    heading: str, row_id: str, name: str, moved: Moved | None, compared: Compared, formats: Formats
) -> Followed:
    at = compared.now.outline.row.get(row_id)
    table = "project" if at is not None and compared.now.outline.is_project[at] else "task"
    old = new = ""
    if moved is not None and moved.finish[0] != moved.finish[1]:
        old, new = (moment(at, formats, finish=True) for at in moved.finish)
    return Followed(heading, table, row_id, name, old, new, moved)
