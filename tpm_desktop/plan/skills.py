"""Which needed skills nobody has: of the roles that people play, and of the tasks they are at work on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.pmo import LEVELS

from .staffing_plan import folded
from .state import State

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class SkillGap:
    """A need that is not met. table, id: the role's or the task's; best: the highest level of those asked.

    who: the resources that lack it; of a task all who are at work on it, since one who masters it is enough.
    """

    table: str
    id: str
    name: str
    skill: str
    level: int
    best: int
    who: tuple[str, ...]

    @property
    def words(self) -> str:
        """What is missing and what there is."""
        have = f"best is {self.best}, {LEVELS[self.best].lower()}" if self.best else "nobody has it"
        return f"{self.skill} at {self.level}, {LEVELS[self.level].lower()}: {have}"

    def lacking(self, names: Mapping[str, str]) -> str:
        """Who lacks it, a few by name."""
        told = [names.get(one, "") for one in self.who[:_MOST_NAMED]]
        more = len(self.who) - _MOST_NAMED
        return ", ".join(told) + (f" and {more:,} more" if more > 0 else "")


def skill_gaps(file: ProgramFile, state: State, day: date) -> list[SkillGap]:
    """All gaps on a day: everybody in a role must master what it takes, of those on a task at least one."""
    needs = file.stored("skill_need", ["skill_id", "level", "role_id", "task_id"])
    if not needs:
        return []
    skills = dict(file.stored("skill", ["id", "name"]))
    levels: dict[tuple[str, str], int] = {}
    for who, skill, level, start in file.stored(
        "resource_skill", ["resource_id", "skill_id", "level", "start"]
    ):
        if start is None or start <= day.isoformat():
            levels[who, skill] = max(levels.get((who, skill), 0), level)
    roles = dict(file.stored("role", ["id", "name"]))
    return list(_gaps(needs, skills, levels, roles, state))


def _gaps(
    needs: Sequence[tuple[str, int, str | None, str | None]],
    skills: Mapping[str, str],
    levels: Mapping[tuple[str, str], int],
    roles: Mapping[str, str],
    state: State,
) -> Iterator[SkillGap]:
    players, crews = _players(state), _crews(state)
    for skill, least, role, task in needs:
        of_role = role is not None and role in roles
        who = players.get(folded(roles[role]), ()) if role and of_role else crews.get(task or "", ())
        best = max((levels.get((one, skill), 0) for one in who), default=0)
        lacking = tuple(one for one in who if levels.get((one, skill), 0) < least)
        if role and of_role and lacking:
            yield SkillGap("role", role, roles[role], skills[skill], least, best, lacking)
        elif task is not None and best < least and task in state.outline.row:
            row = state.outline.row[task]
            if state.done[row] < 10_000:
                yield SkillGap("task", task, state.names[row], skills[skill], least, best, lacking)


def _players(state: State) -> dict[str, list[str]]:
    table, found = state.inputs.tables["resource"], dict[str, list[str]]()
    for row_id, role in zip(table.ids, table.texts["role"], strict=True):
        if role:
            found.setdefault(folded(role), []).append(row_id)
    return found


def _crews(state: State) -> dict[str, list[str]]:
    table, found = state.inputs.tables["assignment"], dict[str, list[str]]()
    for task, who in zip(table.texts["task_id"], table.texts["resource_id"], strict=True):
        if task and who:
            found.setdefault(task, []).append(who)
    return found
