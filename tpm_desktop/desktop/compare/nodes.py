"""What the lists of a comparison show, as a tree: headings, rows, and their fields from old to new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.lines import Branch
from tpm_desktop.file.compare import How
from tpm_desktop.formats import Formats
from tpm_desktop.plan.compare_words import PROGRAM, ToldField, ToldRow, moved_fields

from .asked import Answer
from .followed import Followed

translate = QCoreApplication.translate
Place = tuple[str, str]


@dataclass(slots=True)
class Node(Branch):
    """One line. place: the row in the program that it leads to, by table and id; about: the row in the Gantt.

    A field has the place of its row. fields: gives those of a row when it is first unfolded, None where it
    has been.
    """

    text: str
    old: str = ""
    new: str = ""
    how: How | None = None
    is_heading: bool = False
    place: Place | None = None
    about: str | None = None
    fields: Callable[[], Iterable[ToldField]] | None = None

    @property
    def is_row(self) -> bool:
        """Whether it is a row, neither a heading nor one of a row's fields."""
        return self.parent is not None and self.parent.is_heading and not self.is_heading

    def unfold(self) -> None:
        """Put the fields of a row below it, once."""
        told, self.fields = self.fields, None
        for one in told() if told is not None else ():
            self.add(Node(one.label, one.old, one.new, place=self.place, about=self.about))


def change_nodes(answer: Answer, wanted: str) -> Node:
    """What was added, removed and changed, by component project and register; of it what contains a text."""
    root = Node("")
    told = [row for row in answer.rows if not wanted or _row_says(row, wanted)]
    for project, in_project in groupby(told, key=lambda row: row.project):
        rows = list(in_project)
        name = translate("Compare", "The program") if project == PROGRAM else project
        heading = root.add(Node(_counted(name, rows, answer.formats), is_heading=True))
        for register, of_register in groupby(rows, key=lambda row: row.register):
            listed = list(of_register)
            group = heading.add(
                Node(_counted(translate("Catalogue", register), listed, answer.formats), is_heading=True)
            )
            for row in listed:
                _add_row(group, row)
    return root


def follow_nodes(answer: Answer, wanted: str) -> Node:
    """What follows, by heading; of it what contains a text."""
    root = Node("")
    told = [one for one in answer.followed if not wanted or wanted in one.name.casefold()]
    for title, rows in groupby(told, key=lambda one: one.heading):
        listed = list(rows)
        heading = root.add(Node(f"{title} ({answer.formats.integer(len(listed))})", is_heading=True))
        for one in listed:
            _add_followed(heading, one, answer.formats)
    return root


def _add_followed(heading: Node, one: Followed, formats: Formats) -> None:
    node = heading.add(Node(one.name, one.old, one.new, place=(one.table, one.row_id), about=one.row_id))
    moved = one.moved
    if moved is not None:
        node.fields = lambda: moved_fields(moved, formats)


def _add_row(group: Node, row: ToldRow) -> None:
    node = group.add(Node(row.name, how=row.how, place=(row.table, row.row_id), about=row.about))
    node.fields = lambda: row.fields
    if row.how is How.CHANGED:
        node.unfold()


def _row_says(row: ToldRow, wanted: str) -> bool:
    texts = [row.name, row.project, row.register, *(t for f in row.fields for t in (f.label, f.old, f.new))]
    return any(wanted in text.casefold() for text in texts)


def _counted(name: str, rows: list[ToldRow], formats: Formats) -> str:
    return f"{name} ({formats.integer(len(rows))})"
