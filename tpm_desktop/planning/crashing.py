"""The time-cost trade-off: what to shorten so that a finish comes earlier for the least money.

Tasks have a duration that money can shorten, links hold their starts apart. The least cost of each finish is
a linear program, solved by the simplex of OR-Tools (GLOP): convex in the finish, and exact where shortening
the cheapest critical task would not be, since a task shortened before may be lengthened again.
Sources: J. E. Kelley and M. R. Walker (1959); D. R. Fulkerson (1961).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tpm_desktop.planning.columns import LinkKind
from tpm_desktop.planning.errors import PlanError

if TYPE_CHECKING:
    from ortools.linear_solver.pywraplp import Solver, Variable

__all__ = ["Activity", "Tie", "TradeOff", "offset", "weighty"]

_NOWHERE = -(2**62)
_LITTLE = 1e-6
"""Of two ways that cost the same, the one that shortens less: so little does a unit cost at least."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that takes time.

    duration: in any unit; most: how much of it can be bought away; slope: what a unit of that costs; release:
    no earlier start; is_fixed: starts just then, whatever else is asked.
    """

    duration: int
    most: int = 0
    slope: float = 0.0
    release: int = 0
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two activities, by their places, with its lag."""

    before: int
    after: int
    kind: LinkKind = LinkKind.FS
    lag: int = 0

    @property
    def from_finish(self) -> bool:
        """Whether it holds from the finish of what comes before."""
        return self.kind in (LinkKind.FS, LinkKind.FF)

    @property
    def to_finish(self) -> bool:
        """Whether it holds the finish of what comes after."""
        return self.kind in (LinkKind.FF, LinkKind.SF)


class TradeOff:
    """Asked for one finish after the other; each answer takes up where the last one was.

    ends: the activities that must be over by the finish.
    """

    def __init__(self, activities: Sequence[Activity], ties: Sequence[Tie], ends: Sequence[int]) -> None:
        from ortools.linear_solver.pywraplp import Solver

        self._solver: Solver = Solver.CreateSolver("GLOP")
        self._activities = activities
        self._starts = [self._start(at, one) for at, one in enumerate(activities)]
        self._cuts = [
            self._solver.NumVar(0.0, float(one.most), "") if one.most else None for one in activities
        ]
        self._end = self._solver.NumVar(0.0, self._solver.infinity(), "")
        for tie in ties:
            if not activities[tie.after].is_fixed:
                self._tie(tie)
        for at in ends:
            self._apart(self._starts[at], self._end, activities[at].duration, [(self._cuts[at], 1.0)])

    def _start(self, at: int, one: Activity) -> Variable:
        high = float(one.release) if one.is_fixed else self._solver.infinity()
        return self._solver.NumVar(float(one.release), high, "")

    def _tie(self, tie: Tie) -> None:
        lag, cuts = tie.lag, []
        if tie.from_finish:
            lag += self._activities[tie.before].duration
            cuts.append((self._cuts[tie.before], 1.0))
        if tie.to_finish:
            lag -= self._activities[tie.after].duration
            cuts.append((self._cuts[tie.after], -1.0))
        self._apart(self._starts[tie.before], self._starts[tie.after], lag, cuts)

    def _apart(
        self, one: Variable, other: Variable, lag: int, cuts: Sequence[tuple[Variable | None, float]]
    ) -> None:
        """other >= one + lag, less what is cut away."""
        row = self._solver.Constraint(float(lag), self._solver.infinity())
        row.SetCoefficient(other, 1.0)
        if one is not other:
            row.SetCoefficient(one, -1.0)
        for cut, sign in cuts:
            if cut is not None:
                row.SetCoefficient(cut, sign)

    def earliest(self) -> int:
        """The earliest finish that money can buy."""
        goal = self._solver.Objective()
        goal.Clear()
        self._end.SetUb(self._solver.infinity())
        goal.SetCoefficient(self._end, 1.0)
        goal.SetMinimization()
        return round(self._end.solution_value()) if self._solver.Solve() == 0 else 0

    def cheapest(self, finish: int) -> list[int] | None:
        """What to cut away of each activity for a finish at the least cost; None where none is so early."""
        goal = self._solver.Objective()
        goal.Clear()
        self._end.SetUb(float(finish))
        for one, cut in zip(self._activities, self._cuts, strict=True):
            if cut is not None:
                goal.SetCoefficient(cut, one.slope + _LITTLE)
        goal.SetMinimization()
        if self._solver.Solve() != 0:
            return None
        return [0 if cut is None else round(cut.solution_value()) for cut in self._cuts]


def offset(activities: Sequence[Activity], tie: Tie) -> int:
    """How far the start after lies at least behind the start before."""
    ahead = activities[tie.before].duration if tie.from_finish else 0
    return ahead + tie.lag - (activities[tie.after].duration if tie.to_finish else 0)


def weighty(
    activities: Sequence[Activity], ties: Sequence[Tie], ends: Sequence[int], within: int
) -> tuple[list[int], int]:
    """The activities on a path to the ends that is no more than so much shorter than the longest one.

    Gives their places and the finish. The rest can't matter while the finish is moved by no more than that.
    Errors: PlanError where activities wait for each other.
    """
    ahead: list[list[Tie]] = [[] for _ in activities]
    for tie in ties:
        ahead[tie.before].append(tie)
    order = _in_turn(ahead)
    starts = [one.release for one in activities]
    for tie in (tie for at in order for tie in ahead[at] if not activities[tie.after].is_fixed):
        starts[tie.after] = max(starts[tie.after], starts[tie.before] + offset(activities, tie))
    tails = [_NOWHERE] * len(activities)
    for at in ends:
        tails[at] = activities[at].duration
    for tie in (tie for at in reversed(order) for tie in ahead[at] if tails[tie.after] > _NOWHERE):
        tails[tie.before] = max(tails[tie.before], offset(activities, tie) + tails[tie.after])
    finish = max((starts[at] + activities[at].duration for at in ends), default=0)
    return [at for at in range(len(activities)) if starts[at] + tails[at] >= finish - within], finish


def _in_turn(ahead: Sequence[Sequence[Tie]]) -> list[int]:
    """The places so that what others wait for comes first."""
    waiting = [0] * len(ahead)
    for tie in (tie for ties in ahead for tie in ties):
        waiting[tie.after] += 1
    found = [at for at, count in enumerate(waiting) if not count]
    for at in found:  # grows while it is read
        for tie in ahead[at]:
            waiting[tie.after] -= 1
            if not waiting[tie.after]:
                found.append(tie.after)
    if len(found) < len(ahead):
        raise PlanError("some tasks wait for each other")
    return found
