"""The tasks of the document in their outline: who stands below whom, and what each is called in notes."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.text import cut
from tpm_desktop.model.record import new_id

from .item import Item

DEEPEST = 100
_LONGEST_SAID = 80
_SUMMARY_UID = 0  # the project summary task: the program itself


@dataclass(slots=True)
class SourceTask:
    """A task of the document.

    id: of the row that will hold it. uid: its number, None where another task has it. parent: its place in
    the list, -1 at the top. number: its place as "2.1.3", codes: what an automatic WBS code of it looks like.
    """

    item: Item
    id: str
    uid: int | None
    parent: int
    number: str
    codes: frozenset[str]
    summary: bool = False

    @property
    def who(self) -> str:
        """What it is called in notes."""
        return self.item.who


@dataclass(slots=True)
class SourceOutline:
    """The tasks in their order; `program` is the project summary task."""

    tasks: list[SourceTask]
    by_uid: dict[int, SourceTask]
    program: Item | None

    def is_above(self, task: SourceTask, other: SourceTask) -> bool:
        """Whether a task is a summary of the other, however far below."""
        at = other.parent
        while at >= 0 and self.tasks[at] is not task:
            at = self.tasks[at].parent
        return at >= 0


def read_outline(root: Item, report: ImportReport) -> tuple[SourceOutline, OutlineBuilder]:
    """All tasks but blank rows and the project summary task, and what adds more of them."""
    outline = SourceOutline([], {}, None)
    builder = OutlineBuilder(outline, report)
    for item in root.below("Tasks", "Task"):
        if item.flag("IsNull"):
            continue
        uid = item.integer("UID")
        if uid == _SUMMARY_UID and outline.program is None and not outline.tasks and _level(item) == 0:
            outline.program = item
        else:
            builder.add(item, uid)
    builder.say_if_too_deep()
    return outline, builder


class OutlineBuilder:
    """Puts each task below the last one that stands higher."""

    def __init__(self, outline: SourceOutline, report: ImportReport) -> None:
        self._outline = outline
        self._report = report
        self._open: list[tuple[int, int]] = []  # level and place of the tasks above, from the top
        self._counts: dict[int, int] = {}
        self._too_deep = 0

    def add(self, item: Item, uid: int | None) -> None:
        """Put one task after those that are there."""
        level, tasks = max(_level(item), 1), self._outline.tasks
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        if len(self._open) >= DEEPEST:
            self._too_deep += 1
            del self._open[DEEPEST - 1 :]
        parent = self._open[-1][1] if self._open else -1
        number = self._number(parent)
        item.who = f"task “{number} {cut(item.text('Name') or 'without name', _LONGEST_SAID)}”"
        codes = frozenset((number, item.text("OutlineNumber") or number))
        task = SourceTask(item, new_id(), self._own_uid(uid, item), parent, number, codes)
        if parent >= 0:
            tasks[parent].summary = True
        self._open.append((level, len(tasks)))
        tasks.append(task)
        if task.uid is not None:
            self._outline.by_uid[task.uid] = task

    def say_if_too_deep(self) -> None:
        """Note how many tasks did not stay on their level."""
        if self._too_deep:
            self._report.adjusted(
                f"{self._too_deep:,} tasks lie below outline level {DEEPEST}; they were put on that level"
            )

    def _number(self, parent: int) -> str:
        self._counts[parent] = self._counts.get(parent, 0) + 1
        above = f"{self._outline.tasks[parent].number}." if parent >= 0 else ""
        return f"{above}{self._counts[parent]}"

    def _own_uid(self, uid: int | None, item: Item) -> int | None:
        if uid is None:
            self._report.adjusted(
                f"{item.who}: it has no number in the file, so no link or assignment reaches it"
            )
        elif uid in self._outline.by_uid:
            self._report.adjusted(
                f"{item.who}: another task has its number {uid} too; links and assignments go to that one"
            )
            return None
        return uid


def _level(item: Item) -> int:
    level = item.integer("OutlineLevel")
    if level is not None:
        return level
    number = item.text("OutlineNumber")
    return number.count(".") + 1 if number and number != "0" else 1
