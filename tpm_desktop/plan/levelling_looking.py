"""Looking for plans in slots: as early as can be within the dates that hold, or within slack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import NONE, Schedule
from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.level import Levelled, level
from tpm_desktop.planning.levelling.problem import Problem, Starts
from tpm_desktop.planning.scenario import Scenario

from .crowd import Crowd
from .levelling_bounds import latest_starts
from .levelling_delays import hanging_on
from .levelling_slots import Slots
from .state import State

__all__ = ["Looking", "within"]

_LOOKS, _LOOK = 3, 0.15
"""How often a look tells which deadlines there is no room for, each in so much of the time."""


@dataclass(frozen=True)
class Looking:
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


def within(problem: Problem) -> Starts:
    """The most urgent first, each within its slack."""
    latest = problem.latest
    order = sorted(range(len(problem)), key=lambda at: (-problem.priority[at], latest[at], at))
    return Generator(problem).within(order, latest)
