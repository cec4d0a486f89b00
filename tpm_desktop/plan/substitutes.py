"""Who else could do a task: people of the same role and calendar who have the skills that it takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import NONE, Schedule
from tpm_desktop.planning.levelling.usage import Uses

from .crowd import Crowd, since_status
from .state import State

__all__ = ["Substitutes", "restaffed"]


def restaffed(state: State, crowd: Crowd, found: Schedule) -> Crowd:
    """The crowd with tasks handed to whoever of the same role is free then, where those assigned are not.

    In the order in which tasks start; of several the one who costs least, then as the resources stand. Tasks
    that have begun or are over keep their people. Who keeps other hours is left out, since dates would move.
    Args: found: the plan without levelling; `hand_over` looks at the dates that levelling gives.
    """
    uses, load = crowd.uses, _Load(crowd, found)
    could, tasks = Substitutes(state, crowd), state.inputs.tasks
    begun = (tasks.actual_start != NONE) | (tasks.actual_finish != NONE) | (tasks.done > 0)
    pinned = begun | (found.finish <= since_status(state)) | found.summary
    resource = uses.resource.copy()
    order = sorted(
        range(len(uses)), key=lambda at: (not pinned[uses.task[at]], found.start[uses.task[at]], at)
    )
    for at in order:
        task, who, units = int(uses.task[at]), int(uses.resource[at]), int(uses.units[at])
        if not pinned[task] and not load.has_room(who, task, units):
            mine = {int(resource[other]) for other in np.flatnonzero(uses.task == task).tolist()}
            others = (one for one in could.of(who, task) if one not in mine)
            who = next((one for one in others if load.has_room(one, task, units)), who)
        resource[at] = who
        load.take(who, task, units)
    return replace(crowd, uses=Uses(uses.task, resource, uses.units))


class _Load:
    """What each resource is needed for so far."""

    def __init__(self, crowd: Crowd, found: Schedule) -> None:
        self._crowd, self._found = crowd, found
        self._taken: dict[int, list[tuple[int, int, int]]] = {}

    def has_room(self, who: int, task: int, units: int) -> bool:
        """Whether somebody is there for so much as long as a task lasts."""
        start, finish = int(self._found.start[task]), int(self._found.finish[task])
        meet = [one for one in self._taken.get(who, ()) if one[0] < finish and one[1] > start]
        for begin, end, there in self._crowd.available[who].between(start, finish) if finish > start else ():
            moments = [begin, *(one[0] for one in meet if begin < one[0] < end)]
            for moment in moments:
                if units + sum(more for first, last, more in meet if first <= moment < last) > there:
                    return False
        return True

    def take(self, who: int, task: int, units: int) -> None:
        """Somebody works on a task."""
        row = (int(self._found.start[task]), int(self._found.finish[task]), units)
        self._taken.setdefault(who, []).append(row)


class Substitutes:
    """Who of the same role can do what another is to do."""

    def __init__(self, state: State, crowd: Crowd) -> None:
        tables = state.inputs.tables
        table = tables["resource"]
        rows = [table.row[one] for one in crowd.ids]
        self._state, self._crowd = state, crowd
        self._role = [" ".join((table.texts["role"][row] or "").split()).casefold() for row in rows]
        self._rate = [int(table.numbers["rate"][row]) for row in rows]
        self._of_role: dict[str, list[int]] = {}
        for number, role in enumerate(self._role):
            self._of_role.setdefault(role, []).append(number)
        self._has = _levels(tables["resource_skill"].texts, tables["resource_skill"].numbers["level"])
        roles = tables["role"]
        names = {
            row_id: (name or "").casefold()
            for row_id, name in zip(roles.ids, roles.texts["name"], strict=True)
        }
        self._needs: dict[str, dict[str, int]] = {}
        need = tables["skill_need"]
        for at, skill in enumerate(need.texts["skill_id"]):
            owner = need.texts["task_id"][at] or names.get(need.texts["role_id"][at] or "", "")
            known, level = self._needs.setdefault(owner, {}), int(need.numbers["level"][at])
            known[skill or ""] = max(known.get(skill or "", 0), level)

    def of(self, who: int, task: int) -> list[int]:
        """By their number, who costs least first; nobody where no role is said."""
        role = self._role[who]
        if not role:
            return []
        needed = {**self._needs.get(role, {}), **self._needs.get(self._state.outline.ids[task], {})}
        clock = self._crowd.calendars[who]
        found = [
            one
            for one in self._of_role[role]
            if one != who and self._crowd.calendars[one] is clock and self._masters(one, needed)
        ]
        return sorted(found, key=lambda one: (self._rate[one], one))

    def _masters(self, who: int, needed: dict[str, int]) -> bool:
        has = self._has.get(self._crowd.ids[who], {})
        return all(has.get(skill, 0) >= level for skill, level in needed.items())


def _levels(texts: dict[str, list[str | None]], level: NDArray[np.int64]) -> dict[str, dict[str, int]]:
    """By resource the level of each skill."""
    found: dict[str, dict[str, int]] = {}
    for at, (who, skill) in enumerate(zip(texts["resource_id"], texts["skill_id"], strict=True)):
        found.setdefault(who or "", {})[skill or ""] = int(level[at])
    return found
