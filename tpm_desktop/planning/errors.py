"""What can be wrong with a plan, said in one line with what to do about it."""

from collections.abc import Sequence


class PlanError(Exception):
    """A plan that cannot be scheduled as it stands."""


class BeyondYears(PlanError):
    """A plan that some runs of a simulation would take beyond the years that can be planned."""

    def __init__(self, widest: str = "") -> None:
        """Args: widest: the task whose range reaches furthest, where its name is known."""
        most = f", the widest is that of “{widest}”" if widest else ""
        super().__init__(
            f"some runs would take the plan beyond the years that can be planned; narrow the ranges{most}"
        )


class CalendarError(PlanError):
    """A calendar that cannot be used: no working time, bad shifts, or a ring of base calendars."""


class CycleError(PlanError):
    """Tasks that wait for each other.

    `ring` holds the row of each task of one ring, in order; callers who know the names give them,
    and the message then reads as a planner would say it.
    """

    def __init__(self, ring: Sequence[int], names: Sequence[str] | None = None) -> None:
        self.ring = list(ring)
        said = list(names) if names is not None else [f"row {task}" for task in ring]
        if len(said) == 1:
            super().__init__(f"this task waits for itself: {said[0]}; remove its link to itself")
        else:
            around = " → ".join([*said, said[0]])
            super().__init__(f"these tasks wait for each other: {around}; remove one of the links")
