"""What tasks are still to cost: how much of it hangs on their duration, and by what else it may differ."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.model.simulation import Distribution
from tpm_desktop.planning.columns import NONE, WHOLE
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.distributions import Range, Shape
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.simulation.uncertain import Costs

from .columns import first
from .state import State

__all__ = ["open_rows", "uncertain_costs"]


def open_rows(state: State, subject: Subject) -> NDArray[np.bool_]:
    """Tasks that are still to be worked. Shape (n,)."""
    tasks = state.inputs.tasks
    found = ~state.summary & tasks.active & ~tasks.external & ~subject.inputs.is_done
    return np.asarray(found & (subject.minutes_left > 0))


def uncertain_costs(state: State, subject: Subject, problems: list[str]) -> dict[int, Costs]:
    """What is still to be spent on each task: work by the minute of its duration, all else once."""
    spent, assignment = state.money.costs, state.inputs.tables["assignment"]
    owner = assignment.rows_of("task_id", state.outline.row)
    resource = state.inputs.tables["resource"]
    kinds = resource.texts["kind"]
    who = assignment.rows_of("resource_id", resource.row)
    works = np.array([at >= 0 and kinds[at] == ResourceKind.WORK.value for at in who.tolist()], np.bool_)
    by_work = np.zeros(len(state.outline), np.float64)
    rest = (spent.assignment - spent.assignment_actual).astype(np.float64)
    chosen = works & (owner >= 0)
    np.add.at(by_work, owner[chosen], np.maximum(rest[chosen], 0.0))
    left = (spent.own - spent.own_actual).astype(np.float64)
    minutes, factors = subject.minutes_left, _Factors(state, problems)
    found = {}
    for row in np.flatnonzero(open_rows(state, subject) & (left > 0)).tolist():
        work = min(by_work[row], left[row])
        found[row] = Costs(
            once=float(left[row] - work), a_minute=float(work) / float(minutes[row]), factor=factors.of(row)
        )
    return found


class _Factors:
    """By what the costs of each task may be multiplied besides its duration."""

    def __init__(self, state: State, problems: list[str]) -> None:
        program = state.inputs.tables["program"]
        self._state, self._problems = state, problems
        self._usual = (first(program, "optimistic_cost"), first(program, "pessimistic_cost"))
        self._shape = Shape(program.texts["cost_distribution"][0] or Distribution.TRIANGULAR.value)
        self._low, self._high = state.numbers("optimistic_cost"), state.numbers("pessimistic_cost")

    def of(self, row: int) -> Range | None:
        """None where nothing but the duration decides."""
        low = self._usual[0] if self._low[row] == NONE else int(self._low[row])
        high = self._usual[1] if self._high[row] == NONE else int(self._high[row])
        if low == high == WHOLE:
            return None
        try:
            return Range(self._shape, low / WHOLE, 1.0, high / WHOLE)
        except PlanError as error:
            self._problems.append(f"The costs of “{self._state.names[row]}” count as planned: {error}")
            return None
