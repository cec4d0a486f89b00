"""Two baselines side by side, or one and the plan as it is: which tasks differ, and what that sums up to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.columns import NONE

from .baselines import Baselined, Variances, variances
from .columns import Numbers
from .state import State

PARTS = ("start", "finish", "duration", "work", "cost")


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the tasks without parts that a side holds. finish: the latest, minutes since 1970, `NONE` without
    any; work: minutes; cost: minor units; tasks: how many.
    """

    tasks: int
    finish: int
    work: int
    cost: int


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """first, second: what either holds; apart: the second less the first. rows: outline rows of the tasks
    that differ, or are held by one only, in outline order. sums: of either.
    """

    first: Baselined
    second: Baselined
    apart: Variances
    rows: Numbers
    sums: tuple[Sums, Sums]


def compare_baselines(state: State, first: int | None, second: int | None) -> BaselineComparison:
    """Compare two by their numbers; None is the plan as it is."""
    sides = [state.as_baseline if n is None else state.baseline_of(n) for n in (first, second)]
    differs = np.zeros(len(state.outline), np.bool_)
    for part in PARTS:
        differs |= getattr(sides[0], part) != getattr(sides[1], part)
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    return BaselineComparison(
        first=sides[0],
        second=sides[1],
        apart=variances(sides[1], sides[0], calendar),
        rows=np.flatnonzero(differs & ~state.outline.is_project),
        sums=(_sums(state, sides[0]), _sums(state, sides[1])),
    )


def _sums(state: State, side: Baselined) -> Sums:
    held = ~state.summary & (side.finish != NONE)
    finishes = side.finish[held]

    def summed(values: Numbers) -> int:
        return int(values[held & (values != NONE)].sum())

    return Sums(
        tasks=int(held.sum()),
        finish=int(finishes.max()) if finishes.size else NONE,
        work=summed(side.work),
        cost=summed(side.cost),
    )
