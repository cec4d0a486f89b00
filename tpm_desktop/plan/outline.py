"""The outline: component projects with their tasks below them, in the order in which people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.file.errors import EditError

from .columns import Columns


@dataclass(frozen=True, slots=True)
class Outline:
    """Rows of the plan, every summary before what is below it.

    ids: of a project or a task; row: by id. parent: the row above, -1 for projects; level: 0 for projects;
    last: the last row below each row (itself where there is none); project: the row of its project;
    source: its row in the columns of its table. number: the place as "2.1.3", within the project where the
    program has just one, which then is "0".
    """

    ids: list[str]
    row: dict[str, int]
    parent: NDArray[np.int32]
    level: NDArray[np.int32]
    last: NDArray[np.int32]
    is_project: NDArray[np.bool_]
    project: NDArray[np.int32]
    source: NDArray[np.int32]
    number: list[str]

    def __len__(self) -> int:
        return len(self.ids)

    def below(self, row: int) -> range:
        """All rows below a row."""
        return range(row + 1, int(self.last[row]) + 1)

    def children(self, row: int) -> list[int]:
        """The rows right below a row; of -1, the component projects."""
        found, at, end = [], row + 1, (len(self) - 1 if row < 0 else int(self.last[row]))
        while at <= end:
            found.append(at)
            at = int(self.last[at]) + 1
        return found

    def has_children(self) -> NDArray[np.bool_]:
        """Shape (n,): rows with others below them."""
        return self.last > np.arange(len(self))


def read_outline(projects: Columns, tasks: Columns) -> Outline:
    """The outline of the two tables.

    Raises: `EditError` where tasks are part of each other, or of a task of another project.
    """
    _refuse_strangers(tasks)
    below: dict[str, list[int]] = {}
    parents, owners = tasks.texts["parent_id"], tasks.texts["project_id"]
    for row in _in_order(tasks):
        below.setdefault(parents[row] or owners[row] or "", []).append(row)
    walk = _Walk(tasks.ids, below)
    ordered = _in_order(projects)
    several = len(ordered) > 1
    for position, row in enumerate(ordered, 1):
        prefix = f"{position}." if several else ""
        walk.project(projects.ids[row], row, str(position) if several else "0", prefix)
    if len(walk.ids) != len(projects) + len(tasks):
        raise EditError("these tasks would be part of each other; choose another summary task")
    return walk.outline()


def _refuse_strangers(tasks: Columns) -> None:
    for parent, project in zip(tasks.texts["parent_id"], tasks.texts["project_id"], strict=True):
        if parent is not None and tasks.texts["project_id"][tasks.row[parent]] != project:
            raise EditError("a task belongs to the component project of its summary task; set both alike")


def _in_order(columns: Columns) -> list[int]:
    keys = columns.texts["order"]
    return sorted(range(len(columns)), key=lambda row: (keys[row] or "", columns.ids[row]))


class _Walk:
    """Collects the outline's rows while going down."""

    def __init__(self, task_ids: Sequence[str], below: dict[str, list[int]]) -> None:
        self._task_ids, self._below = task_ids, below
        self.ids: list[str] = []
        self._parent: list[int] = []
        self._level: list[int] = []
        self._project: list[int] = []
        self._source: list[int] = []
        self._number: list[str] = []

    def project(self, project_id: str, source: int, number: str, prefix: str) -> None:
        top = len(self.ids)
        self._take(project_id, -1, 0, top, source, number)
        open_rows = [(top, iter(self._numbered(project_id, prefix)))]
        while open_rows:  # a stack, not recursion: an outline may be deeper than Python's
            parent, tasks = open_rows[-1]
            for row, number in tasks:
                at, task_id = len(self.ids), self._task_ids[row]
                self._take(task_id, parent, len(open_rows), top, row, number)
                if task_id in self._below:
                    open_rows.append((at, iter(self._numbered(task_id, f"{number}."))))
                    break
            else:
                open_rows.pop()

    def _numbered(self, above: str, prefix: str) -> list[tuple[int, str]]:
        return [(row, f"{prefix}{n}") for n, row in enumerate(self._below.get(above, ()), 1)]

    def _take(self, row_id: str, parent: int, level: int, project: int, source: int, number: str) -> None:
        self.ids.append(row_id)
        self._parent.append(parent)
        self._level.append(level)
        self._project.append(project)
        self._source.append(source)
        self._number.append(number)

    def outline(self) -> Outline:
        last = np.arange(len(self.ids), dtype=np.int32)
        for row in range(len(self.ids) - 1, -1, -1):
            if self._parent[row] >= 0:
                last[self._parent[row]] = max(last[self._parent[row]], last[row])
        parent = np.array(self._parent, np.int32)
        return Outline(
            ids=self.ids,
            row={row_id: n for n, row_id in enumerate(self.ids)},
            parent=parent,
            level=np.array(self._level, np.int32),
            last=last,
            is_project=parent < 0,
            project=np.array(self._project, np.int32),
            source=np.array(self._source, np.int32),
            number=self._number,
        )
