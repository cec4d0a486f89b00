"""What the lists of a comparison show, as a tree: headings, rows, and their fields from old to new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from tpm_desktop.file.compare import How
from tpm_desktop.formats import Formats
from tpm_desktop.plan.compare_words import PROGRAM, ToldField, ToldRow, moment, moved_fields
from tpm_desktop.plan.comparison import Moved

from .asked import Answer

translate = QCoreApplication.translate
Place = tuple[str, str]


@dataclass(slots=True)
class Node:
    """One line. place: the row in the program that it leads to, by table and id; about: the row in the Gantt.

    A field has the place of its row.
    """

    text: str
    old: str = ""
    new: str = ""
    how: How | None = None
    is_heading: bool = False
    place: Place | None = None
    about: str | None = None
    parent: Node | None = None
    number: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def is_row(self) -> bool:
        """Whether it is a row, neither a heading nor one of a row's fields."""
        return self.parent is not None and self.parent.is_heading and not self.is_heading

    def add(self, node: Node) -> Node:
        """Put a line below this one."""
        node.parent, node.number = self, len(self.children)
        self.children.append(node)
        return node

    def walk(self) -> Iterator[Node]:
        """All lines below, from top to bottom."""
        for child in self.children:
            yield child
            yield from child.walk()


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
    """What follows: the critical path, what moved unedited, what moved edited, the component projects."""
    root, follows = Node(""), answer.follows
    moved = {one.row_id: one for one in follows.moved}
    for title, ids in (
        (translate("Compare", "Now on the critical path"), follows.joined_path),
        (translate("Compare", "No more on the critical path"), follows.left_path),
    ):
        pairs = [(i, follows.names[i], moved.get(i)) for i in ids]
        _add_moved(root, title, pairs, answer, wanted)
    along = {one.row_id for one in answer.moved_along}
    summary, row = answer.now.summary, answer.now.outline.row
    tasks = [one for one in follows.moved if not summary[row[one.row_id]]]
    kinds: tuple[tuple[str, Iterable[Moved]], ...] = (
        (translate("Compare", "Moved without being edited"), answer.moved_along),
        (
            translate("Compare", "Edited and moved"),
            (one for one in tasks if one.moves and one.row_id not in along),
        ),
        (translate("Compare", "Slack or cost only"), (one for one in tasks if not one.moves)),
        (translate("Compare", "Component projects"), (one for one in follows.moved if one.is_project)),
    )
    for title, ones in kinds:
        _add_moved(root, title, [(one.row_id, one.name, one) for one in ones], answer, wanted)
    return root


def _add_row(group: Node, row: ToldRow) -> None:
    node = group.add(Node(row.name, how=row.how, place=(row.table, row.row_id), about=row.about))
    for one in row.fields:
        _add_field(node, one)


def _add_field(node: Node, one: ToldField) -> None:
    node.add(Node(one.label, one.old, one.new, place=node.place, about=node.about))


def _add_moved(
    root: Node, title: str, rows: Iterable[tuple[str, str, Moved | None]], answer: Answer, wanted: str
) -> None:
    found = [(i, name, moved) for i, name, moved in rows if not wanted or wanted in name.casefold()]
    if not found:
        return
    formats, projects = answer.formats, answer.now.outline
    heading = root.add(Node(f"{title} ({formats.integer(len(found))})", is_heading=True))
    for row_id, name, moved in found:
        at = projects.row.get(row_id)
        table = "project" if at is not None and projects.is_project[at] else "task"
        node = heading.add(Node(name, place=(table, row_id), about=row_id))
        if moved is None:
            continue
        if moved.finish[0] != moved.finish[1]:
            node.old, node.new = (moment(at, formats, finish=True) for at in moved.finish)
        for one in moved_fields(moved, formats):
            _add_field(node, one)


def _row_says(row: ToldRow, wanted: str) -> bool:
    texts = [row.name, row.project, row.register, *(t for f in row.fields for t in (f.label, f.old, f.new))]
    return any(wanted in text.casefold() for text in texts)


def _counted(name: str, rows: list[ToldRow], formats: Formats) -> str:
    return f"{name} ({formats.integer(len(rows))})"
