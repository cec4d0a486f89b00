"""Who could do some work instead: who plays the role, has the skills, and has time when it is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.file.program_file import ProgramFile

from .staffing import Staffing
from .staffing_rows import Load
from .state import State

__all__ = ["Candidate", "Replacement", "candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could do it.

    resource: row in the table; plays_role: that of those who do it now; lacks: how many of the needed skills;
    covered: minutes of the work for which there is time in the periods in which it lies; needed: all of it.
    """

    resource: int
    plays_role: bool
    lacks: int
    covered: int
    needed: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """The plan without and with somebody else at work. over: minutes beyond capacity of the new one, both."""

    before: State
    after: State
    over: tuple[int, int]

    @property
    def cost(self) -> int:
        """Minor units by which the program costs more."""
        return self.after.money.costs.program - self.before.money.costs.program

    @property
    def finish(self) -> tuple[int, int]:
        """The program's finish without and with it."""
        return self.before.schedule.program_finish, self.after.schedule.program_finish

    def moved(self) -> list[int]:
        """Tasks whose dates would be others, in the outline's order."""
        old, new = self.before.schedule, self.after.schedule
        differs = (old.start != new.start) | (old.finish != new.finish)
        rows: list[int] = np.flatnonzero(differs & ~self.before.summary).tolist()
        return rows


def candidates(file: ProgramFile, staffing: Staffing, loads: Sequence[Load]) -> list[Candidate]:
    """All who are named, the best first: same role, all skills, most time; not who does all of it now.

    Args: loads: the work, which is looked at as a whole, also where it lies in other periods.
    """
    table = staffing.state.inputs.tables["resource"]
    pieces, assignments = staffing.pieces, [load.assignment for load in loads]
    mine = np.isin(pieces.assignment[staffing.loads.segment], assignments)
    need = np.bincount(staffing.loads.period[mine], staffing.loads.work[mine], len(staffing))
    free = np.maximum(staffing.capacity - staffing.demand, 0)
    covered = np.minimum(free, need[None, :]).sum(axis=1).astype(np.int64).tolist()
    now = {load.resource for load in loads}
    roles = {_folded(table.texts["role"][row]) for row in now if row >= 0} - {""}
    lacks = _lacking(file, staffing.state, roles, loads)
    found = [
        Candidate(
            row,
            _folded(table.texts["role"][row]) in roles,
            lacks.get(table.ids[row], lacks[""]),
            covered[place],
            int(need.sum()),
        )
        for place, row in enumerate(staffing.resources)
        if staffing.is_named[place] and now != {row}
    ]
    names = table.texts["name"]
    return sorted(
        found,
        key=lambda one: (
            not one.plays_role, one.lacks, -one.covered, (names[one.resource] or "").casefold(), one.resource,
        ),
    )  # fmt: skip


def _folded(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _lacking(file: ProgramFile, state: State, roles: set[str], loads: Sequence[Load]) -> dict[str, int]:
    """By resource how many needed skills it has not at their level; under "" all that are needed."""
    tasks = {state.outline.ids[load.task] for load in loads}
    role_ids, names = file.columns("role", ["id", "name"])
    wanted = {row_id for row_id, name in zip(role_ids, names, strict=True) if _folded(str(name)) in roles}
    needed: dict[str, int] = {}
    columns = file.columns("skill_need", ["skill_id", "level", "role_id", "task_id"])
    for skill, level, role, task in zip(*columns, strict=True):
        if role in wanted or task in tasks:
            needed[str(skill)] = max(needed.get(str(skill), 0), _level(level))
    has: dict[str, set[str]] = {}
    for who, skill, level in zip(
        *file.columns("resource_skill", ["resource_id", "skill_id", "level"]), strict=True
    ):
        if _level(level) >= needed.get(str(skill), _ABOVE_ALL):
            has.setdefault(str(who), set()).add(str(skill))
    return {"": len(needed), **{who: len(needed) - len(skills) for who, skills in has.items()}}


_ABOVE_ALL = 1_000


def _level(value: object) -> int:
    return value if isinstance(value, int) else 0
