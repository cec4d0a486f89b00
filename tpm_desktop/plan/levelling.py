"""Levelling a program: the plan as a problem in slots, and what was found as delays of its tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import NONE, Schedule
from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.level import Levelled, level
from tpm_desktop.planning.levelling.problem import Problem, Starts
from tpm_desktop.planning.levelling.usage import Overload
from tpm_desktop.planning.scenario import Scenario

from .crowd import Crowd, since_status
from .levelling_bounds import latest_starts, missed_constraints, missed_deadlines
from .levelling_delays import Placed, hanging_on
from .levelling_placing import Placing
from .levelling_slots import Slots
from .state import State
from .substitutes import restaffed
from .supposed import with_changes

__all__ = ["Mode", "Proposal", "propose"]

_LOOKS, _LOOK = 3, 0.15
"""How often a look tells which deadlines there is no room for, each in so much of the time."""


class Mode(StrEnum):
    """How far levelling may go."""

    WITHIN_SLACK = "within-slack"
    EARLIEST = "earliest"


@dataclass(frozen=True)
class Proposal:
    """What levelling would make of a state of the plan.

    delays: by row the levelling delay, in elapsed minutes, of all tasks that have one now or then.
    staffed: who would work on what then. unfit: tasks for which there is no room by a date that holds;
    early: tasks that would start before there is room, since no delay moves them. is_proven: whether no plan
    that leaves nobody overloaded is over earlier.
    """

    state: State
    mode: Mode
    crowd: Crowd
    delays: dict[int, int]
    after: Schedule
    levelled: Levelled | None
    staffed: Crowd
    unfit: tuple[int, ...] = ()
    early: tuple[int, ...] = ()
    is_proven: bool = False

    @cached_property
    def people(self) -> list[tuple[str, int, int, int]]:
        """Assignments that go to somebody else: id, the task's row, the resource now and then."""
        now, then = self.crowd.uses, self.staffed.uses
        return [
            (self.crowd.assignments[at], int(now.task[at]), int(now.resource[at]), int(then.resource[at]))
            for at in np.flatnonzero(now.resource != then.resource).tolist()
        ]

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to take."""
        return not self.delays and not self.people

    @cached_property
    def supposed(self) -> State:
        """The plan as it would be. Not for another thread: it asks the calendars of the plan as it is."""
        ids = self.state.outline.ids
        edits: dict[tuple[str, str], dict[str, object]] = {
            ("task", ids[row]): {"levelling_delay": delay} for row, delay in self.delays.items()
        }
        for row_id, _, _, then in self.people:
            edits["assignment", row_id] = {"resource_id": self.crowd.ids[then]}
        return with_changes(self.state, edits, {}, {}) if edits else self.state

    @property
    def costs(self) -> tuple[int, int]:
        """Minor units that all tasks cost, now and then."""
        return self.state.money.cost_of_tasks, self.supposed.money.cost_of_tasks

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
        return self.crowd.overloads(self.state.schedule, since_status(self.state))

    @cached_property
    def overloads_after(self) -> list[Overload]:
        """What would be left."""
        return self.staffed.overloads(self.after, since_status(self.state))


def propose(
    state: State,
    mode: Mode,
    seconds: float,
    seed: int = 1,
    progress: Callable[[float, int], bool] | None = None,
    choose: bool = False,
) -> Proposal:
    """Level a plan as it would be without any levelling delay. May run in a thread of its own.

    Frozen are tasks that have begun, were put by hand, must start or finish on a date, support others or have
    the priority 1000; they take what they need first. Of plans that are as good the one is taken that moves
    tasks least, counted by priority, so a plan that is level stays.
    Args: progress: told the share done and the instant of the earliest finish so far, says whether to go on;
    choose: first hand tasks to others of the same role and skills who are free then.
    Raises: `PlanError` where a task needs more of somebody than there is.
    """
    crowd, scenario = Crowd.of(state), _cleared(state.scenario.apart())
    base = scenario.scheduled()
    staffed = restaffed(state, crowd, base) if choose else crowd
    if mode is Mode.EARLIEST:
        looking = _Looking(state, staffed, scenario, base, seconds, seed, progress)
        slots, found = looking.found()
        plans = [found.starts, *slots.gentle()] if found else []
    else:
        slots, found = Slots(state, staffed, scenario, base, base.late_start), None
        plans = [_within(slots.problem)] if slots.rows else []
    placing = Placing(state, staffed, scenario, base, slots)
    made = [placing.of(starts) for starts in plans]
    if mode is Mode.WITHIN_SLACK:  # a task's own calendar may still carry it over the end of the plan
        made = [one for one in made if one.after.program_finish <= state.schedule.program_finish]
    unfit = made[0].unfit if made else ()
    made.append(Placed(_delays_now(state), state.schedule, unfit=unfit))
    best = min(made, key=lambda one: _cost(state, staffed, one.after))
    delays = _changed(state, best.delays)
    proven = found is not None and found.is_proven and slots.proves(found.bound, best.after)
    return Proposal(state, mode, crowd, delays, best.after, found, staffed, best.unfit, best.early, proven)


@dataclass(frozen=True)
class _Looking:
    """What looks for the earliest finish within the dates that hold."""

    state: State
    staffed: Crowd
    scenario: Scenario
    base: Schedule
    seconds: float
    seed: int
    progress: Callable[[float, int], bool] | None

    def found(self) -> tuple[Slots, Levelled | None]:
        """A plan in slots; nothing where nothing may move.

        Deadlines hold as far as they can: short looks tell for which tasks there is no room so early, whose
        deadlines are then left out, in the end all.
        """
        deadlines = self.scenario.tasks.deadline != NONE
        relaxed, spent = np.zeros_like(deadlines), 0.0
        for left in range(_LOOKS, 0, -1):
            slots = self._slots(relaxed)
            if not slots.rows or not (deadlines & ~relaxed).any():
                break
            unfit = slots.unfit(self._look(slots, _LOOK, spent, None).starts)
            spent += _LOOK
            late = deadlines & ~relaxed & hanging_on(unfit, self.scenario, self.base)
            if not late.any():
                break
            relaxed = relaxed | late if left > 1 else deadlines
        slots = self._slots(relaxed)
        return slots, self._look(slots, 1.0 - spent, spent, slots.now) if slots.rows else None

    def _slots(self, relaxed: NDArray[np.bool_]) -> Slots:
        limit = latest_starts(self.state, self.scenario, self.base, relaxed)
        return Slots(self.state, self.staffed, self.scenario, self.base, limit)

    def _look(self, slots: Slots, part: float, spent: float, now: Starts | None) -> Levelled:
        """Look for a part of the time, after what is spent of it."""
        progress = self.progress

        def told(share: float, length: int) -> bool:
            return progress is None or progress(spent + share * part, slots.instant(length))

        return level(slots.problem, self.seconds * part, self.seed, told, now)


def _within(problem: Problem) -> Starts:
    """The most urgent first, each within its slack."""
    latest = problem.latest
    order = sorted(range(len(problem)), key=lambda at: (-problem.priority[at], latest[at], at))
    return Generator(problem).within(order, latest)


def _delays_now(state: State) -> dict[int, int]:
    delay = state.inputs.tasks.levelling_delay
    return {row: int(delay[row]) for row in np.flatnonzero(delay).tolist()}


def _cost(state: State, crowd: Crowd, after: Schedule) -> tuple[int, ...]:
    """What decides between plans, once the engine has placed them on every task's own calendar."""
    tasks = state.inputs.tasks
    broken, missed = len(missed_constraints(tasks, after)), len(missed_deadlines(tasks, after))
    left = sum(one.work for one in crowd.overloads(after, since_status(state)))
    urgent = np.maximum(state.numbers("priority", 500), 1)
    moved = (urgent * np.abs(after.start - state.schedule.start))[~state.summary].sum()
    return broken, left, missed, after.program_finish, int(moved)


def _cleared(scenario: Scenario) -> Scenario:
    return replace(
        scenario, tasks=replace(scenario.tasks, levelling_delay=np.zeros_like(scenario.tasks.levelling_delay))
    )


def _changed(state: State, delays: dict[int, int]) -> dict[int, int]:
    """The delays that differ from those that the tasks have."""
    now = state.inputs.tasks.levelling_delay
    rows = {*np.flatnonzero(now).tolist(), *delays}
    return {row: delays.get(row, 0) for row in sorted(rows) if delays.get(row, 0) != int(now[row])}
