"""Plans in slots placed by the engine, on every task's own calendar, as the delays that bring them about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tpm_desktop.planning.columns import Schedule
from tpm_desktop.planning.scenario import Scenario

from .crowd import Crowd, since_status
from .levelling_delays import Placed, as_delays
from .levelling_slots import Slots
from .state import State

__all__ = ["Placing"]

_ROUNDS = 3
"""After so many looks at who is in somebody's way, all wait for their slots."""


@dataclass(frozen=True)
class Placing:
    """What places plans in slots. base: the plan without delays."""

    state: State
    staffed: Crowd
    scenario: Scenario
    base: Schedule
    slots: Slots

    def of(self, starts: list[int]) -> Placed:
        """A plan in slots as delays; only who is in somebody's way waits for its slot to begin."""
        on_time: set[int] = set()
        for left in range(_ROUNDS, -1, -1):
            placed = as_delays(self.scenario, self.base, self.slots.targets(starts, on_time))
            early = self.slots.early(starts, placed.after) - on_time
            crowded = early & self._crowded(placed.after)
            if not crowded:
                break
            on_time |= crowded if left > 1 else early
        return replace(placed, unfit=self.slots.unfit(starts))

    def _crowded(self, after: Schedule) -> set[int]:
        left = self.staffed.overloads(after, since_status(self.state))
        return {row for one in left for row in one.tasks}
