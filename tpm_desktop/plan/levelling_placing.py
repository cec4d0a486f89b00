"""Plans in slots placed by the engine, on every task's own calendar, as the delays that bring them about."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.planning.columns import Schedule
from tpm_desktop.planning.scenario import Scenario

from .crowd import Crowd, since_status
from .levelling_delays import as_delays
from .levelling_slots import Slots
from .state import State

__all__ = ["Placed", "Placing"]

_ROUNDS = 3
"""After so many looks at who is in somebody's way, all wait for their slots."""
Placed = tuple[dict[int, int], Schedule]
"""Delays in elapsed minutes by row, and the plan with them."""


@dataclass(frozen=True)
class Placing:
    """What places plans in slots.

    base: the plan without delays; within: whether no task may pass its slack.
    """

    state: State
    staffed: Crowd
    scenario: Scenario
    base: Schedule
    slots: Slots
    within: bool

    def of(self, starts: list[int]) -> Placed:
        """A plan in slots as delays; only who is in somebody's way waits for its slot to begin."""
        on_time: set[int] = set()
        for left in range(_ROUNDS, -1, -1):
            targets = self.slots.targets(starts, self.within, on_time)
            delays, after = as_delays(self.scenario, self.base, targets)
            early = self.slots.early(starts, after) - on_time
            if not early & self._crowded(after):
                break
            on_time |= early & self._crowded(after) if left > 1 else early
        return delays, after

    def _crowded(self, after: Schedule) -> set[int]:
        left = self.staffed.overloads(after, since_status(self.state))
        return {row for one in left for row in one.tasks}
