"""What the file says is uncertain, as the simulation asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tpm_desktop.model.simulation import Distribution
from tpm_desktop.planning.columns import NONE, WHOLE
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.distributions import Range, Shape
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.simulation.uncertain import Uncertain

from .columns import first
from .moving_together import groups
from .state import State
from .uncertain_costs import open_rows, uncertain_costs
from .uncertain_risks import OPEN, drivers

__all__ = ["Read", "read_uncertain"]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read. risks: rows of the register in the order of the drivers; problems: a sentence each of
    what could not be taken; the rest goes on."""

    uncertain: Uncertain
    risks: tuple[int, ...]
    problems: tuple[str, ...]


def read_uncertain(
    state: State,
    subject: Subject,
    *,
    responses: bool = False,
    strongest: bool = False,
    lost: Mapping[str, str] | None = None,
) -> Read:
    """Ranges of tasks, risks as drivers, tasks that move together, and costs that hang on durations.

    Args: responses: whether risks count as they will after their responses, which then cost; strongest:
    of several risks that hit a task only the one that acts most counts; lost: as `lost_tasks` gives it.
    """
    problems: list[str] = []
    ranges = _ranges(state, subject, problems)
    acting, risks = drivers(state, subject, responses, lost or {}, problems)
    uncertain = Uncertain(
        names=tuple(state.outline.ids),
        ranges=ranges,
        drivers=acting,
        groups=groups(state, ranges, problems),
        exists=_chances(state, subject),
        costs=uncertain_costs(state, subject, problems),
        at_once=strongest,
        sure_cost=_responses(state) if responses else 0.0,
    )
    return Read(uncertain, risks, tuple(problems))


def _ranges(state: State, subject: Subject, problems: list[str]) -> dict[int, Range]:
    program, left = state.inputs.tables["program"], subject.minutes_left
    duration = state.inputs.tasks.duration
    optimistic, pessimistic = state.numbers("optimistic"), state.numbers("pessimistic")
    low, high = first(program, "optimistic_share"), first(program, "pessimistic_share")
    if high < WHOLE:
        problems.append("The program's pessimistic duration is below 100 %; the planned one is taken")
        high = WHOLE
    usual = program.texts["distribution"][0] or Distribution.TRIANGULAR.value
    shapes, source = state.inputs.tables["task"].texts["distribution"], state.outline.source
    found = {}
    for row in np.flatnonzero(open_rows(state, subject)).tolist():
        whole, rest = int(duration[row]), float(left[row])
        share = rest / whole if whole else 1.0
        ends = (
            low / WHOLE * rest if optimistic[row] == NONE else float(optimistic[row]) * share,
            high / WHOLE * rest if pessimistic[row] == NONE else float(pessimistic[row]) * share,
        )
        try:
            one = Range(Shape(shapes[source[row]] or usual), ends[0], rest, ends[1])
            if one.utmost - rest > subject.room(row):
                raise PlanError("its range leads years beyond the plan; correct it")
            found[row] = one
        except PlanError as error:
            problems.append(f"“{state.names[row]}” counts as planned: {error}")
    return found


def _chances(state: State, subject: Subject) -> dict[int, float]:
    chance, still = state.numbers("chance"), open_rows(state, subject) & ~subject.inputs.is_begun
    rows = np.flatnonzero(still & (chance != NONE) & (chance < WHOLE))
    return {row: int(chance[row]) / WHOLE for row in rows.tolist()}


def _responses(state: State) -> float:
    """What the responses to open risks cost, in minor units, as far as the plan does not hold it."""
    table = state.inputs.tables["risk"]
    costs = table.numbers["response_cost"]
    counted = (int(costs[at]) for at in range(len(table)) if table.texts["status"][at] in OPEN)
    return float(sum(cost for cost in counted if cost != NONE))
