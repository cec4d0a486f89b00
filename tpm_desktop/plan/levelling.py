"""Levelling a program: the plan as a problem in slots, and what was found as delays of its tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.planning.columns import NONE, WHOLE, Constraint, LinkKind, Schedule
from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.level import Levelled, level
from tpm_desktop.planning.levelling.problem import Problem, Wait
from tpm_desktop.planning.levelling.usage import Overload, Uses, overloads
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.worktime import Calendar

from .state import State

__all__ = ["Crowd", "Mode", "Proposal", "propose"]

PINNED = 1000
"""A task of this priority is never moved."""
_PER_CENT = WHOLE // 100
_ROUNDS = 200
_MOST_SLOTS = 20_000
Flags = NDArray[np.bool_]


class Mode(StrEnum):
    """How far levelling may go."""

    WITHIN_SLACK = "within-slack"
    EARLIEST = "earliest"


@dataclass(frozen=True)
class Crowd:
    """Who works on what: the resources that are people or teams, by number.

    ids; available: hundredths of a per cent of each; calendars: each one's working time.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    available: tuple[int, ...]
    calendars: tuple[Calendar, ...]
    uses: Uses

    @classmethod
    def of(cls, state: State) -> Crowd:
        """Read from a state of the plan."""
        table, assignment = state.inputs.tables["resource"], state.inputs.tables["assignment"]
        works = [kind == ResourceKind.WORK.value for kind in table.texts["kind"]]
        number = {table.ids[at]: n for n, at in enumerate(np.flatnonzero(works).tolist())}
        rows = [table.row[row_id] for row_id in number]
        who = assignment.rows_of("resource_id", number)
        task = assignment.rows_of("task_id", state.outline.row)
        chosen = (who >= 0) & (task >= 0)
        calendar = table.rows_of("calendar_id", state.inputs.tables["calendar"].row)
        standard = state.inputs.options.calendar
        own = [int(calendar[row]) for row in rows]
        return cls(
            ids=tuple(number),
            names=tuple(table.texts["name"][row] or "" for row in rows),
            available=tuple(int(table.numbers["max_units"][row]) for row in rows),
            calendars=tuple(state.inputs.calendars[at if at >= 0 else standard] for at in own),
            uses=Uses(task[chosen], who[chosen], assignment.numbers["units"][chosen]),
        )

    def overloads(self, found: Schedule, since: int) -> list[Overload]:
        """Who is needed for more than there is, from an instant on."""
        return overloads(self.uses, self.available, self.calendars, found.start, found.finish, since)


@dataclass(frozen=True)
class Proposal:
    """What levelling would make of a state of the plan.

    delays: by row the levelling delay, in elapsed minutes, of all tasks that have one now or then.
    """

    state: State
    mode: Mode
    crowd: Crowd
    delays: dict[int, int]
    after: Schedule
    levelled: Levelled | None

    @cached_property
    def moved(self) -> list[int]:
        """Tasks whose dates would be others, in the outline's order."""
        before = self.state.schedule
        differs = (before.start != self.after.start) | (before.finish != self.after.finish)
        rows: list[int] = np.flatnonzero(differs & ~self.state.summary).tolist()
        return rows

    @cached_property
    def overloads_before(self) -> list[Overload]:
        """As the plan is."""
        return self.crowd.overloads(self.state.schedule, _since(self.state))

    @cached_property
    def overloads_after(self) -> list[Overload]:
        """What would be left."""
        return self.crowd.overloads(self.after, _since(self.state))


def propose(
    state: State,
    mode: Mode,
    seconds: float,
    seed: int = 1,
    progress: Callable[[float, int], bool] | None = None,
) -> Proposal:
    """Level a plan as it would be without any levelling delay. May run in a thread of its own.

    Frozen are tasks that have begun, were put by hand, must start or finish on a date, support others or have
    the priority 1000; they take what they need first.
    Raises: `PlanError` where a task needs more of somebody than there is.
    """
    crowd, scenario = Crowd.of(state), _cleared(state.scenario.apart())
    base = scenario.scheduled()
    slots = _Slots(state, crowd, scenario, base)
    if not slots.rows:
        return Proposal(state, mode, crowd, _changed(state, {}), base, None)
    problem, found = slots.problem(), None
    if mode is Mode.EARLIEST:
        found = level(problem, seconds, seed, progress)
        plans = [found.starts, *slots.gentle(problem)]
    else:
        order = sorted(range(len(problem)), key=lambda at: (-problem.priority[at], slots.latest[at], at))
        plans = [Generator(problem).within(order, slots.latest)]
    made = [_as_delays(scenario, base, slots.targets(starts)) for starts in plans]
    delays, after = min(made, key=lambda one: _cost(state, crowd, one))
    return Proposal(state, mode, crowd, _changed(state, delays), after, found)


def _cost(state: State, crowd: Crowd, made: tuple[dict[int, int], Schedule]) -> tuple[int, int, int]:
    """What decides between plans, once the engine has placed them on every task's own calendar."""
    delays, after = made
    left = sum(one.work for one in crowd.overloads(after, _since(state)))
    return left, after.program_finish, len(delays)


def _since(state: State) -> int:
    """What has been is left aside: levelling looks from the status date on."""
    return max(state.inputs.options.status_date, state.schedule.program_start)


def _cleared(scenario: Scenario) -> Scenario:
    return replace(
        scenario, tasks=replace(scenario.tasks, levelling_delay=np.zeros_like(scenario.tasks.levelling_delay))
    )


def _changed(state: State, delays: dict[int, int]) -> dict[int, int]:
    """The delays that differ from those that the tasks have."""
    now = state.inputs.tasks.levelling_delay
    rows = {*np.flatnonzero(now).tolist(), *delays}
    return {row: delays.get(row, 0) for row in sorted(rows) if delays.get(row, 0) != int(now[row])}


def _as_delays(
    scenario: Scenario, base: Schedule, targets: dict[int, int]
) -> tuple[dict[int, int], Schedule]:
    """Delays with which the engine puts tasks no earlier than their targets.

    Those who wait for others move with them, so it takes a round for each step of the longest chain; a delay
    that is no longer needed shrinks again, but for one that then proves too short: on calendars of few
    windows it would go to and fro.
    """
    rows = np.array(list(targets), np.int64)
    wanted = np.array(list(targets.values()), np.int64)
    delay, found = np.zeros_like(base.start), base
    shrank, stays = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_)
    for _ in range(_ROUNDS):
        short = wanted - found.start[rows]
        stays |= shrank & (short > 0)
        change = np.where(short > 0, short, np.where(stays, 0, np.maximum(short, -delay[rows])))
        shrank |= change < 0
        if not change.any():
            break
        delay[rows] += change
        found = replace(scenario, tasks=replace(scenario.tasks, levelling_delay=delay)).scheduled()
    return {row: int(delay[row]) for row in rows.tolist() if delay[row]}, found


class _Slots:
    """The open part of a plan in slots of working time: an hour each, a day each in long plans.

    rows: of the tasks that may move, in the problem's order. latest: the last slot each may start in.
    """

    def __init__(self, state: State, crowd: Crowd, scenario: Scenario, base: Schedule) -> None:
        self._state, self._crowd, self._scenario, self._base = state, crowd, scenario, base
        self._clock = scenario.calendars[scenario.options.calendar]
        frozen = self._frozen()
        open_ones = ~base.summary & scenario.tasks.active & (base.finish > _since(state)) & ~frozen
        self.rows: list[int] = np.flatnonzero(open_ones & (base.duration > 0)).tolist()
        self._place = {row: at for at, row in enumerate(self.rows)}
        begin = min((int(base.start[row]) for row in self.rows), default=_since(state))
        self._zero = self._clock.to_work(max(begin, _since(state)))
        hours = (self._clock.to_work(base.program_finish) - self._zero) // 60
        self.unit = 60 if hours * 4 <= _MOST_SLOTS else scenario.options.minutes_per_day
        slack = np.maximum(base.total_slack, 0)
        first = [self._slot(int(base.start[row])) for row in self.rows]
        self.latest = [at + int(slack[row]) // self.unit for at, row in zip(first, self.rows, strict=True)]

    def _frozen(self) -> Flags:
        state, tasks = self._state, self._scenario.tasks
        begun = (tasks.actual_start != NONE) | (tasks.done > 0) | (tasks.actual_finish != NONE)
        bound = (tasks.constraint == Constraint.MSO) | (tasks.constraint == Constraint.MFO)
        pinned = state.numbers("priority", 0) >= PINNED
        effort = state.numbers("level_of_effort", 0) == 1
        return np.asarray(begun | tasks.manual | tasks.external | bound | pinned | effort)

    def _slot(self, instant: int) -> int:
        """The first slot that begins at an instant or after it."""
        return max(-(-(self._clock.to_work(instant) - self._zero) // self.unit), 0)

    def _length(self, row: int) -> int:
        base = self._base
        minutes = self._clock.between(int(base.start[row]), int(base.finish[row]))
        return max(-(-minutes // self.unit), 1)

    def problem(self) -> Problem:
        """What may move, between what may not."""
        state, uses = self._state, self._crowd.uses
        kinds = sorted(
            {int(r) for r, t in zip(uses.resource, uses.task, strict=True) if int(t) in self._place}
        )
        column = {resource: at for at, resource in enumerate(kinds)}
        demands = [[0] * len(kinds) for _ in self.rows]
        for task, resource, units in zip(uses.task.tolist(), uses.resource.tolist(), uses.units, strict=True):
            if task in self._place:
                demands[self._place[task]][column[resource]] += -(-int(units) // _PER_CENT)
        available = [self._crowd.available[resource] // _PER_CENT for resource in kinds]
        for needs in demands:  # who is over even alone stays so, and is told; all others keep out of the way
            for at, need in enumerate(needs):
                needs[at] = min(need, available[at])
        priority = state.numbers("priority", 500)
        return Problem(
            durations=[self._length(row) for row in self.rows],
            demands=demands,
            capacities=[
                self._capacity(resource, most) for resource, most in zip(kinds, available, strict=True)
            ],
            waits=self._waits(),
            release=self._releases(),
            priority=[int(priority[row]) for row in self.rows],
        )

    def _capacity(self, resource: int, most: int) -> int | list[int]:
        """What frozen tasks leave of a resource, by slot; all of it after the last of them."""
        uses, base = self._crowd.uses, self._base
        taken: dict[int, int] = {}
        for at in np.flatnonzero(uses.resource == resource).tolist():
            task = int(uses.task[at])
            if task in self._place or not self._scenario.tasks.active[task] or base.summary[task]:
                continue
            low = (self._clock.to_work(int(base.start[task])) - self._zero) // self.unit
            high = -(-(self._clock.to_work(int(base.finish[task])) - self._zero) // self.unit)
            for slot in range(max(low, 0), min(high, _MOST_SLOTS)):
                taken[slot] = taken.get(slot, 0) + -(-int(uses.units[at]) // _PER_CENT)
        if not taken:
            return most
        return [max(most - taken.get(slot, 0), 0) for slot in range(max(taken) + 2)]

    def _waits(self) -> list[Wait]:
        """Links between tasks that may move, of their summaries too, as slots between both starts."""
        links = self._scenario.links
        return [
            (self._place[before], self._place[after], self._apart(at, before, after))
            for at in range(len(links))
            for before in self._leaves(int(links.predecessor[at]))
            for after in self._leaves(int(links.successor[at]))
        ]

    def _leaves(self, row: int) -> list[int]:
        if row in self._place:
            return [row]
        return [each for each in self._state.outline.below(row) if each in self._place]

    def _apart(self, link: int, before: int, after: int) -> int:
        """Slots between two starts: what the link says, its lag in the plan's working time."""
        links = self._scenario.links
        kind, lag = int(links.kind[link]), self._lag(link) if links.lag[link] else 0
        ends = self._length(before) if kind in (LinkKind.FS, LinkKind.FF) else 0
        begins = self._length(after) if kind in (LinkKind.FF, LinkKind.SF) else 0
        return ends + lag - begins

    def _lag(self, link: int) -> int:
        """A lag in slots, elapsed and shared ones as long as they are where the plan has them now."""
        links, base = self._scenario.links, self._base
        one, unit = int(links.predecessor[link]), int(links.lag_unit[link])
        minutes = int(links.lag[link])
        if unit >= 2:
            minutes = round(int(base.duration[one]) * minutes / WHOLE)
        if unit in (1, 3):
            at = int(base.finish[one])
            minutes = self._clock.between(at, at + minutes)
        return -(-minutes // self.unit)

    def _releases(self) -> list[int]:
        """What frozen tasks and dates allow: where the plan has it, but for what may move before it."""
        tasks, links, base = self._scenario.tasks, self._scenario.links, self._base
        waits = {
            int(links.successor[at]) for at in range(len(links)) if self._moves(int(links.predecessor[at]))
        }
        found = []
        for row in self.rows:
            held = row in waits or any(above in waits for above in self._above(row))
            instants = [_since(self._state)]
            if not held:
                instants.append(int(base.start[row]))
            if tasks.constraint[row] == Constraint.SNET and tasks.constraint_date[row] != NONE:
                instants.append(int(tasks.constraint_date[row]))
            instants += self._after_frozen(row)
            found.append(self._slot(max(instants)))
        return found

    def _moves(self, row: int) -> bool:
        return bool(self._leaves(row))

    def _above(self, row: int) -> list[int]:
        found, parent = [], self._scenario.tasks.parent
        while (row := int(parent[row])) >= 0:
            found.append(row)
        return found

    def _after_frozen(self, row: int) -> list[int]:
        """Finishes of frozen tasks that a task follows."""
        links, base = self._scenario.links, self._base
        rows = np.flatnonzero((links.successor == row) & (links.kind == LinkKind.FS) & (links.lag >= 0))
        return [int(base.finish[one]) for one in links.predecessor[rows].tolist() if not self._moves(one)]

    def gentle(self, problem: Problem) -> list[list[int]]:
        """Plans that keep the order of the plan as it is: calendars with few windows forgive them more."""
        generator, base = Generator(problem), self._base
        starts = [float(base.start[row]) for row in self.rows]
        rank = [-priority * 1e10 + start for priority, start in zip(problem.priority, starts, strict=True)]
        late = [float(base.late_start[row]) for row in self.rows]
        return [generator.serial(generator.by_rank(one)) for one in (rank, late)]

    def targets(self, starts: list[int]) -> dict[int, int]:
        """The instant before which each task is not to start."""
        found = {}
        for row, slot in zip(self.rows, starts, strict=True):
            if slot > self._slot(int(self._base.start[row])):
                found[row] = self._clock.from_work_start(self._zero + slot * self.unit)
        return found
