"""Levelling a program: the plan as a problem in slots, and what was found as delays of its tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from tpm_desktop.planning.columns import Schedule
from tpm_desktop.planning.levelling.level import Levelled
from tpm_desktop.planning.levelling.usage import Overload
from tpm_desktop.planning.scenario import Scenario

from .crowd import Crowd, since_status
from .hand_over import handed_over
from .levelling_bounds import NEVER, missed_constraints, missed_deadlines
from .levelling_delays import Placed
from .levelling_looking import Looking, within
from .levelling_placing import Placing
from .levelling_slots import Slots
from .state import State
from .substitutes import restaffed
from .supposed import with_changes

__all__ = ["Mode", "Proposal", "propose"]


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
    crowds = _crowds(state, crowd, scenario, base) if choose else [crowd]
    part = seconds / len(crowds)
    told = [_part(progress, at, len(crowds)) for at in range(len(crowds))]
    made = [
        _levelled(Looking(state, staffed, scenario, base, part, seed, tell), mode, crowd)
        for staffed, tell in zip(crowds, told, strict=True)
    ]
    return min(made, key=lambda one: (*_cost(state, one.staffed, one.after), len(one.people)))


def _crowds(state: State, crowd: Crowd, scenario: Scenario, base: Schedule) -> list[Crowd]:
    """Who could do what: whoever is free at the dates of now, and at those that tasks get when they wait."""
    slots = Slots(state, crowd, scenario, base, np.full(len(base.start), NEVER))
    crowds = [restaffed(state, crowd, base), handed_over(state, crowd, slots)]
    same = np.array_equal(crowds[0].uses.resource, crowds[1].uses.resource)
    return crowds[:1] if same else crowds


def _part(
    progress: Callable[[float, int], bool] | None, at: int, count: int
) -> Callable[[float, int], bool] | None:
    """What tells progress of one of several looks."""
    return None if progress is None else lambda share, finish: progress((at + share) / count, finish)


def _levelled(looking: Looking, mode: Mode, crowd: Crowd) -> Proposal:
    """The best of the plans found for a crowd. Args: crowd: who works on what as the plan is."""
    state, staffed, scenario, base = looking.state, looking.staffed, looking.scenario, looking.base
    if mode is Mode.EARLIEST:
        slots, found = looking.found()
        plans = [found.starts, *slots.gentle()] if found else []
    else:
        slots, found = Slots(state, staffed, scenario, base, base.late_start), None
        plans = [within(slots.problem)] if slots.rows else []
    placing = Placing(state, staffed, scenario, base, slots)
    made = [placing.of(starts) for starts in plans]
    if mode is Mode.WITHIN_SLACK:  # a task's own calendar may still carry it over the end of the plan
        made = [one for one in made if one.after.program_finish <= state.schedule.program_finish]
    unfit = made[0].unfit if made else ()
    made.append(Placed(_delays_now(state), state.schedule, unfit=unfit))
    best = min(made, key=lambda one: _cost(state, staffed, one.after))
    delays = _changed(state, best.delays)
    # With others at work nothing is proven: still others might be done earlier.
    same = staffed is crowd or best.after.program_finish <= base.program_finish
    proven = found is not None and found.is_proven and same and slots.proves(found.bound, best.after)
    return Proposal(state, mode, crowd, delays, best.after, found, staffed, best.unfit, best.early, proven)


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
