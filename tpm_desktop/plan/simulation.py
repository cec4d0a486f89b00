"""The program simulated: what its dates and costs may come to, and what decides that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import Minutes
from tpm_desktop.planning.errors import BeyondYears
from tpm_desktop.planning.simulation.distributions import Floats
from tpm_desktop.planning.simulation.percentiles import (
    band,
    cruciality,
    frontier,
    joint_confidence,
    least,
    sensitivity,
)
from tpm_desktop.planning.simulation.simulate import AIMED_AT, PROGRAM, Asked, Simulated, simulate
from tpm_desktop.planning.simulation.subject import Subject

from .crowd import since_status
from .state import State
from .uncertain import Read, read_uncertain
from .weighing import Parts, Weighed, weigh_risks, weighing

__all__ = ["Confidence", "Mattering", "Outcome", "run_simulation"]

MOST_MILESTONES = 60
"""More targets than so many nobody reads; the last of them are left out."""
_HALF_A_DAY = 720
SHOWN_POINTS = 400
JOINT = 0.7
"""Programs are funded to this confidence of cost and finish together (NASA)."""
Numbers = NDArray[np.number]


@dataclass(frozen=True, slots=True)
class Confidence:
    """What one finish, as instants, or one cost, in minor units, came to.

    row: of the outline, `PROGRAM` for the program. planned: as the plan has it. ordered: all runs, sorted.
    """

    row: int
    planned: int
    ordered: Numbers

    def at(self, share: float) -> int:
        """The least value that a share of the runs does not exceed: one that came out, so working time."""
        return round(least(self.ordered, share))

    @property
    def chance(self) -> float:
        """The share of runs that are as planned or better."""
        return float(np.searchsorted(self.ordered, self.planned, "right")) / len(self.ordered)

    @property
    def mean(self) -> int:
        """The middle of all runs."""
        return round(float(np.mean(self.ordered)))


@dataclass(frozen=True, slots=True)
class Mattering:
    """How much a task decides the finish.

    critical: the share of runs in which it lies on the longest path. sensitivity: the schedule sensitivity
    index; cruciality: the rank correlation of its duration with the finish; None where it never differs.
    """

    row: int
    critical: float
    sensitivity: float | None
    cruciality: float | None


@dataclass(frozen=True)
class Outcome:
    """A simulation of a state of the plan.

    left: by row the minutes that are still to be worked. strongest: of several risks that hit a task only
    the one that acts most counted. after: the same runs with risks as after their responses, where that was
    asked. weighed: what each risk does, where that was asked.
    """

    state: State
    asked: Asked
    responses: bool
    read: Read
    simulated: Simulated
    left: Numbers
    strongest: bool = False
    after: Outcome | None = None
    weighed: tuple[Weighed, ...] = ()

    @cached_property
    def finishes(self) -> list[Confidence]:
        """The program's finish, then those of the projects and milestones in the outline's order."""
        schedule, found = self.state.schedule, self.simulated.finishes
        program = Confidence(PROGRAM, schedule.program_finish, np.sort(found[PROGRAM]))
        targets = self.asked.targets
        return [program, *(Confidence(r, int(schedule.finish[r]), np.sort(found[r])) for r in targets)]

    @cached_property
    def costs(self) -> list[Confidence]:
        """The program's cost, then the projects': what is spent and what each run adds to it."""
        spent, found = self.state.money.costs, [self._cost(PROGRAM, self.simulated.costs)]
        for row in self.asked.by:
            base = int(spent.task[row]) - self._uncertain_cost(row)
            found.append(Confidence(row, int(spent.task[row]), np.sort(self.simulated.costs_by[row]) + base))
        return found

    @cached_property
    def band(self) -> tuple[int, int]:
        """Between which instants the P80 of the program's finish lies with 95 % confidence."""
        low, high = band(self.finishes[0].ordered, AIMED_AT)
        return round(low), round(high)

    @property
    def is_steady(self) -> bool:
        """Whether it stopped because more runs would hardly move the P80; or could have."""
        return self.band[1] - self.band[0] < _steady(self.state)

    def cost_of(self, row: int) -> Confidence | None:
        """The cost of the program or of a project; None of what has no cost of its own, as a milestone."""
        return next((one for one in self.costs if one.row == row), None)

    def _cost(self, row: int, costs: Numbers) -> Confidence:
        planned = self.state.money.cost_of_tasks
        return Confidence(row, planned, np.sort(costs) + (planned - self._uncertain_cost(PROGRAM)))

    def _uncertain_cost(self, target: int) -> int:
        """What the plan spends on all that was drawn: this much of its cost each run replaces."""
        inside = self.state.outline.below(target) if target != PROGRAM else range(len(self.state.outline))
        costs = self.read.uncertain.costs
        return round(
            sum(
                costs[row].once + costs[row].a_minute * float(self.left[row])
                for row in costs
                if target == PROGRAM or row in inside
            )
        )

    def working_days(self, planned: int, found: int) -> int:
        """Working days of the program's calendar from one instant to another, in whole ones outward."""
        options = self.state.inputs.options
        minutes = self.state.inputs.calendars[options.calendar].between(planned, found)
        return -(-minutes // options.minutes_per_day) if minutes > 0 else minutes // options.minutes_per_day

    @cached_property
    def mattering(self) -> list[Mattering]:
        """The tasks that spread the finish, those first that do so most."""
        found, finish = self.simulated, self.simulated.finishes[PROGRAM]
        spread = float(np.std(finish))
        return [
            Mattering(
                row,
                found.critical.get(row, 0.0),
                sensitivity(found.critical.get(row, 0.0), found.spread[row], spread),
                cruciality(durations, finish),
            )
            for row, durations in found.durations.items()
        ]

    def pairs(self, row: int = PROGRAM) -> tuple[Minutes, Floats]:
        """Finish and cost of the program or a project in each run."""
        found = self.simulated
        costs = found.costs if row == PROGRAM else found.costs_by[row]
        one = self.cost_of(row)
        planned = 0 if one is None else one.planned
        return found.finishes[row], costs + (planned - self._uncertain_cost(row))

    def both(self, share: float, row: int = PROGRAM) -> float:
        """The share of runs that hold both the finish and the cost which this share of runs holds alone."""
        finish, cost = self.pairs(row)
        return joint_confidence(cost, finish, least(cost, share), least(finish, share))

    def frontier(self, row: int = PROGRAM) -> list[tuple[int, int]]:
        """Finish and cost that 70 % of the runs hold together."""
        finish, cost = self.pairs(row)
        return [(round(at), round(most)) for at, most in frontier(cost, finish, JOINT)]

    def points(self, row: int = PROGRAM) -> tuple[Numbers, Numbers]:
        """Finish and cost of some runs, evenly chosen, to be shown as a cloud."""
        step = max(1, self.simulated.runs // SHOWN_POINTS)
        finish, cost = self.pairs(row)
        return finish[::step], cost[::step]


def run_simulation(
    state: State,
    runs: int,
    seed: int,
    *,
    responses: bool = False,
    strongest: bool = False,
    steady: bool = False,
    beside: bool = False,
    weigh: bool = False,
    lost: Mapping[str, str] | None = None,
    progress: Callable[[float], bool] | None = None,
) -> Outcome | None:
    """Simulate a state of the plan; None where `progress` stopped it before anything came out.

    Args: responses: risks as after their responses; strongest: of several risks that hit a task only the one
    that acts most counts; steady: stop before all runs once more of them would hardly move the P80; beside:
    run again with risks as after their responses; weigh: run again without each risk in turn, the same
    numbers for all else; lost: of risks whose task was deleted its name, as `lost_tasks` finds it. May run in
    a thread of its own.
    Raises: `PlanError` where runs leave the years that can be planned.
    """
    asked = Asked(
        runs, seed, tuple(_targets(state)), tuple(_projects(state)), _steady(state) if steady else None
    )
    subject = Subject(state.scenario.apart(), state.schedule)
    read = read_uncertain(state, subject, responses=responses, strongest=strongest, lost=lost)
    parts = Parts(progress, 1 + beside + (weighing(read) if weigh else 0))
    try:
        found = simulate(subject, read.uncertain, asked, parts.next())
    except BeyondYears as error:
        raise BeyondYears(_widest(state, read)) from error
    if found is None:
        return None
    left, after = subject.minutes_left, None
    same = replace(asked, runs=found.runs, converged=None)
    if beside and not responses:
        other = read_uncertain(state, subject, responses=True, strongest=strongest)
        again = simulate(subject, other.uncertain, same, parts.next())
        after = None if again is None else Outcome(state, same, True, other, again, left, strongest)
    weighed = weigh_risks(subject, read, same, found, parts) if weigh else ()
    return Outcome(state, asked, responses, read, found, left, strongest, after, weighed)


def _widest(state: State, read: Read) -> str:
    """The task whose range reaches furthest beyond what is planned; nothing where no task has one."""
    ranges = read.uncertain.ranges
    row = max(ranges, key=lambda each: (ranges[each].utmost - ranges[each].likely, -each), default=-1)
    return state.names[row] if row >= 0 else ""


def _steady(state: State) -> int:
    """Minutes, half a day or half a per cent of the time left: so wide may the band of the P80 be."""
    left = state.schedule.program_finish - since_status(state)
    return max(_HALF_A_DAY, left // 200)


def _projects(state: State) -> list[int]:
    rows: list[int] = np.flatnonzero(state.outline.is_project).tolist()
    return [row for row in rows if state.outline.has_children()[row]]


def _targets(state: State) -> list[int]:
    """Component projects, and milestones that are still to come."""
    ahead = state.milestone & state.inputs.tasks.active & (state.done < 10_000)
    milestones = np.flatnonzero(ahead).tolist()[:MOST_MILESTONES]
    return sorted({*_projects(state), *milestones})
