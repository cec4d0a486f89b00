"""Which risks, issues, decisions and actions touch a task or a component project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.file.changes import Values
from tpm_desktop.model.catalogue import CATALOGUE, TableEntry

from .due import DUE, is_settled
from .together import covered

if TYPE_CHECKING:
    from .open_program import OpenProgram

REGISTERS: tuple[TableEntry, ...] = tuple(
    about for about in CATALOGUE if about.name in DUE and {"task_id", "project_id"} <= set(about.fields)
)
"""The registers whose rows may be tied to a task and to its component project."""


@dataclass(frozen=True, slots=True)
class Touching:
    """A row of a register; values: as stored, those of code, title, task, project, state and due date."""

    about: TableEntry
    row_id: str
    values: Values

    @property
    def settled(self) -> bool:
        """Whether it asks nothing of anybody any more."""
        return is_settled(self.about.name, self.values)


@dataclass(frozen=True, slots=True)
class Touched:
    """own: rows that name a task or one below it; project: other rows of the component project.

    project_id: of that project, empty where there are several. Open rows come before settled ones, each
    register in the order of making.
    """

    project_id: str
    own: tuple[Touching, ...]
    project: tuple[Touching, ...]


def touched(program: OpenProgram, row_ids: Sequence[str]) -> Touched:
    """What touches tasks with all below them; of component projects all that is their own.

    Of rows of several component projects no other rows are told. Raises: `KeyError` where the plan has no
    such row.
    """
    outline = program.plan.state.outline
    rows, chosen = [outline.row[row_id] for row_id in row_ids], set(row_ids)
    projects = {outline.ids[int(outline.project[row])] for row in rows}
    project_id = projects.pop() if len(projects) == 1 else ""
    tasks = {outline.ids[at] for at in np.flatnonzero(covered(program.plan.state, rows)).tolist()}
    own, others = [], []
    for one in _rows(program):
        if one.values["task_id"] in tasks or one.values["project_id"] in chosen:
            own.append(one)
        elif project_id and one.values["project_id"] == project_id:
            others.append(one)
    return Touched(project_id, tuple(sorted(own, key=_settled)), tuple(sorted(others, key=_settled)))


def _rows(program: OpenProgram) -> Iterator[Touching]:
    for about in REGISTERS:
        rule = DUE[about.name]
        names = ["id", str(about.code_field), "title", "task_id", "project_id", rule.date, rule.state]
        for row in program.file.stored(about.name, names):
            values = dict(zip(names, row, strict=True))
            yield Touching(about, str(values["id"]), values)


def _settled(one: Touching) -> bool:
    return one.settled
