"""How tasks could take less time: for money, by more people, in overtime; and what the plan would be then."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.schedule import TaskType
from tpm_desktop.planning.columns import NONE, WHOLE, Schedule
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.worktime import DAY

from .crowd import Crowd
from .state import State

__all__ = ["OVERTIME", "Shortening", "Way", "shortened", "shortenings"]

OVERTIME = 0.25
"""Two hours in overtime on eight in working time: more is not kept up for long."""
_MOST_PEOPLE = 2.0
"""No more than twice the people: beyond that they are in each other's way (Brooks)."""
_LEAST_MORE = 1.2


class Way(StrEnum):
    """What makes a task shorter."""

    MONEY = "money"
    PEOPLE = "people"
    OVERTIME = "overtime"


@dataclass(frozen=True, slots=True)
class Shortening:
    """minutes: by which a task is shorter, or could be at most; slope: minor units that a minute costs."""

    row: int
    way: Way
    minutes: int
    slope: float

    @property
    def cost(self) -> int:
        """Minor units, for all of it."""
        return round(self.slope * self.minutes)


def shortenings(
    state: State, scenario: Scenario, found: Schedule, ways: Collection[Way] = tuple(Way)
) -> dict[int, Shortening]:
    """By row how much each task could be shorter, and for what: what is agreed on it comes first, then
    people who are there anyway, then overtime of all who work on it at a rate that is known.

    Only tasks that have not begun. Args: scenario: with calendars of its own; found: its schedule; ways: what
    may be taken.
    """
    tasks = scenario.tasks
    begun = (tasks.actual_start != NONE) | (tasks.actual_finish != NONE) | (tasks.done > 0)
    held = tasks.manual | tasks.external | (state.numbers("level_of_effort", 0) == 1)
    open_ones = ~found.summary & tasks.active & ~begun & ~held & (tasks.duration > 0)
    least, price = state.numbers("crash_duration"), state.numbers("crash_cost")
    crews, types = _Crews(state, found), state.inputs.tables["task"].texts["type"]
    fixed = TaskType.FIXED_DURATION.value
    made = {}
    for row in np.flatnonzero(open_ones).tolist():
        whole = int(tasks.duration[row])
        if least[row] != NONE:
            most = whole - int(least[row])
            if most > 0 and Way.MONEY in ways:
                made[row] = Shortening(row, Way.MONEY, most, max(int(price[row]), 0) / most)
        elif types[state.outline.source[row]] != fixed and not tasks.elapsed[row]:
            one = crews.people(row, whole) if Way.PEOPLE in ways else None
            if one is None and Way.OVERTIME in ways:
                one = crews.overtime(row, whole)
            if one is not None:
                made[row] = one
    return made


class _Crews:
    """Who works on each task."""

    def __init__(self, state: State, found: Schedule) -> None:
        self._state, self._found = state, found
        self._crowd = Crowd.of(state)
        uses = self._crowd.uses
        self._of_task: dict[int, list[int]] = {}
        for at, task in enumerate(uses.task.tolist()):
            self._of_task.setdefault(task, []).append(at)
        self._of_resource: dict[int, NDArray[np.intp]] = {}
        self._rates = _Rates(state)

    def people(self, row: int, whole: int) -> Shortening | None:
        """More units of those at work, as far as there are so many who are not needed elsewhere then."""
        uses, mine = self._crowd.uses, self._of_task.get(row, [])
        if not mine or any(not uses.units[at] for at in mine):
            return None
        times = min(self._free(int(uses.resource[at]), row) / int(uses.units[at]) for at in mine)
        times = min(times, _MOST_PEOPLE)
        return Shortening(row, Way.PEOPLE, int(whole - whole / times), 0.0) if times >= _LEAST_MORE else None

    def _free(self, resource: int, row: int) -> int:
        """The units of a resource that a task could have: all but what others need at any time of it."""
        uses, found = self._crowd.uses, self._found
        if resource not in self._of_resource:
            self._of_resource[resource] = np.flatnonzero(uses.resource == resource)
        at = self._of_resource[resource]
        start, finish = int(found.start[row]), int(found.finish[row])
        tasks = uses.task[at]
        meet = (tasks != row) & (found.start[tasks] < finish) & (found.finish[tasks] > start)
        others = at[meet]
        moments = [start, *(int(one) for one in found.start[uses.task[others]] if one > start)]
        taken = max(
            int(
                uses.units[others][
                    (found.start[uses.task[others]] <= moment) & (found.finish[uses.task[others]] > moment)
                ].sum()
            )
            for moment in moments
        )
        there = min(units for _, _, units in self._crowd.available[resource].between(start, finish))
        return there - taken

    def overtime(self, row: int, whole: int) -> Shortening | None:
        """Longer days, which cost what an hour in overtime costs more than another."""
        uses, mine = self._crowd.uses, self._of_task.get(row, [])
        day = int(self._found.start[row]) // DAY
        slope = 0.0
        for at in mine:
            usual, late = self._rates.on(self._crowd.ids[int(uses.resource[at])], day)
            if late <= 0:
                return None
            slope += int(uses.units[at]) / WHOLE * max(late - usual, 0) / 60
        return Shortening(row, Way.OVERTIME, int(whole - whole / (1 + OVERTIME)), slope) if mine else None


class _Rates:
    """The usual and the overtime rate of resources, in minor units an hour."""

    def __init__(self, state: State) -> None:
        table, dated = state.inputs.tables["resource"], state.inputs.tables["resource_rate"]
        self._first = {
            row_id: (int(table.numbers["rate"][at]), int(table.numbers["overtime_rate"][at]))
            for at, row_id in enumerate(table.ids)
        }
        self._later: dict[str, list[tuple[int, int, int]]] = {}
        for at, owner in enumerate(dated.texts["resource_id"]):
            since, usual, late = (int(dated.numbers[name][at]) for name in ("since", "rate", "overtime_rate"))
            self._later.setdefault(owner or "", []).append((since, usual, late))

    def on(self, resource_id: str, day: int) -> tuple[int, int]:
        """Both on a day, counted from 1970."""
        found = self._first[resource_id]
        for since, *both in sorted(self._later.get(resource_id, [])):
            if since <= day:
                found = (both[0], both[1])
        return found


def shortened(scenario: Scenario, chosen: Iterable[Shortening]) -> Scenario:
    """The plan with tasks shortened: as much work as before, by more people, or a part of it in overtime."""
    tasks, assignments = scenario.tasks, scenario.assignments
    duration, units, overtime = tasks.duration.copy(), assignments.units.copy(), assignments.overtime.copy()
    for one in chosen:
        whole = int(tasks.duration[one.row])
        duration[one.row] = whole - one.minutes
        for at in np.flatnonzero((assignments.task == one.row) & (assignments.work != NONE)).tolist():
            work = int(assignments.work[at])
            if one.way is Way.OVERTIME:
                overtime[at] += in_overtime(work, whole, one.minutes)
            else:
                units[at] = more_units(int(units[at]), whole, one.minutes)
    return replace(
        scenario,
        tasks=replace(tasks, duration=duration),
        assignments=replace(assignments, units=units, overtime=overtime),
    )


def in_overtime(work: int, whole: int, minutes: int) -> int:
    """Minutes of work that go into overtime where a task is so many minutes shorter."""
    return -(-work * minutes // whole)


def more_units(units: int, whole: int, minutes: int) -> int:
    """Units that do the same work in so many minutes less; as before where nothing of the task is left."""
    return -(-units * whole // (whole - minutes)) if minutes < whole else units
