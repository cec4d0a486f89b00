"""Who could do some work instead: who plays the role, has the skills, and has time when it is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.resources import ResourceType

from .columns import Columns
from .staffing import Staffing
from .staffing_rows import Load, role_of
from .state import State

__all__ = ["Candidate", "Replacement", "candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could do it.

    resource: row in the table; plays_role: that of those who do it now; asked, lacks: how many skills are
    needed, and how many of these are not there;
    covered: minutes of the work for which there is time in the periods in which it lies; needed: all of it.
    """

    resource: int
    plays_role: bool
    asked: int
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
    roles = {role_of(table, row).casefold() for row in now if row >= 0} - {""}
    last = int(np.flatnonzero(need)[-1]) if need.any() else staffing.present
    lacks = _lacking(file, staffing, roles, loads, staffing.last(last).isoformat())
    of_things = {_is_thing(table, row) for row in now if row >= 0} or {False}
    found = [
        Candidate(
            row,
            role_of(table, row).casefold() in roles,
            lacks[""],
            lacks.get(table.ids[row], lacks[""]),
            covered[place],
            int(need.sum()),
        )
        for place, row in enumerate(staffing.resources)
        if staffing.is_named[place] and now != {row} and _is_thing(table, row) in of_things
    ]
    names = table.texts["name"]
    return sorted(
        found,
        key=lambda one: (
            not one.plays_role, one.lacks, -one.covered, (names[one.resource] or "").casefold(), one.resource,
        ),
    )  # fmt: skip


def _is_thing(resources: Columns, row: int) -> bool:
    """Whether it is no person, role or team."""
    return resources.texts["type"][row] in (ResourceType.EQUIPMENT.value, ResourceType.ENVIRONMENT.value)


def _lacking(
    file: ProgramFile, staffing: Staffing, roles: set[str], loads: Sequence[Load], by: str
) -> dict[str, int]:
    """By resource how many needed skills it has not at their level by a day; under "" all that are needed."""
    tasks = {staffing.state.outline.ids[load.task] for load in loads}
    named = file.stored("role", ["id", "name"])
    wanted = {row_id for row_id, name in named if " ".join((name or "").split()).casefold() in roles}
    needed: dict[str, int] = {}
    for skill, level, role, task in file.stored("skill_need", ["skill_id", "level", "role_id", "task_id"]):
        if role in wanted or task in tasks:
            needed[skill] = max(needed.get(skill, 0), level)
    has: dict[str, set[str]] = {}
    for who, skill, level, start in file.stored(
        "resource_skill", ["resource_id", "skill_id", "level", "start"]
    ):
        if skill in needed and level >= needed[skill] and (start is None or start <= by):
            has.setdefault(who, set()).add(skill)
    return {"": len(needed), **{who: len(needed) - len(skills) for who, skills in has.items()}}
