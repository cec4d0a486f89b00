"""The program simulated: what its dates and costs may come to, and what decides that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.simulation.percentiles import (
    cruciality,
    frontier,
    joint_confidence,
    least,
    sensitivity,
)
from tpm_desktop.planning.simulation.simulate import PROGRAM, Asked, Simulated, simulate
from tpm_desktop.planning.simulation.subject import Subject

from .state import State
from .uncertain import Read, read_uncertain

__all__ = ["Confidence", "Mattering", "Outcome", "run_simulation"]

MOST_MILESTONES = 60
"""More targets than so many nobody reads; the last of them are left out."""
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
    """A simulation of a state of the plan. left: by row the minutes that are still to be worked."""

    state: State
    asked: Asked
    responses: bool
    read: Read
    simulated: Simulated
    left: Numbers

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

    def both(self, share: float) -> float:
        """The share of runs that hold both the finish and the cost which this share of runs holds alone."""
        finish, cost = self.simulated.finishes[PROGRAM], self.simulated.costs
        return joint_confidence(cost, finish, least(cost, share), least(finish, share))

    @cached_property
    def frontier(self) -> list[tuple[int, int]]:
        """Finish and cost that 70 % of the runs hold together."""
        base = self.costs[0].planned - self._uncertain_cost(PROGRAM)
        pairs = frontier(self.simulated.costs, self.simulated.finishes[PROGRAM], JOINT)
        return [(round(finish), round(cost) + base) for finish, cost in pairs]

    @cached_property
    def points(self) -> tuple[Numbers, Numbers]:
        """Finish and cost of some runs, evenly chosen, to be shown as a cloud."""
        step = max(1, self.simulated.runs // SHOWN_POINTS)
        base = self.costs[0].planned - self._uncertain_cost(PROGRAM)
        return self.simulated.finishes[PROGRAM][::step], self.simulated.costs[::step] + base


def run_simulation(
    state: State,
    runs: int,
    seed: int,
    *,
    responses: bool = False,
    progress: Callable[[float], bool] | None = None,
) -> Outcome | None:
    """Simulate a state of the plan; None where `progress` stopped it before anything came out.

    May run in a thread of its own. Raises: `PlanError` where runs leave the years that can be planned.
    """
    asked = Asked(runs, seed, targets=tuple(_targets(state)), by=tuple(_projects(state)))
    subject = Subject(state.scenario.apart(), state.schedule)
    read = read_uncertain(state, subject, responses=responses)
    found = simulate(subject, read.uncertain, asked, progress)
    return None if found is None else Outcome(state, asked, responses, read, found, subject.minutes_left)


def _projects(state: State) -> list[int]:
    rows: list[int] = np.flatnonzero(state.outline.is_project).tolist()
    return [row for row in rows if state.outline.has_children()[row]]


def _targets(state: State) -> list[int]:
    """Component projects, and milestones that are still to come."""
    ahead = state.milestone & state.inputs.tasks.active & (state.done < 10_000)
    milestones = np.flatnonzero(ahead).tolist()[:MOST_MILESTONES]
    return sorted({*_projects(state), *milestones})
