"""The shortest plan that can be found in a while: by a search, beside it by the exact solver."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tpm_desktop.planning.levelling.exact import Exact, least_change, solve
from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.problem import Problem, Starts
from tpm_desktop.planning.levelling.search import Search

__all__ = ["Levelled", "level"]

STEPS = 8_000_000
"""Steps of the search that count as a second; a plan hangs on these, not on the clock."""
EXACT_UP_TO = 80
"""More tasks than so many are nothing for the exact solver: it takes longer to prove than anybody waits."""
EXACT_SHARE = 0.6
"""The solver's own seconds for one of ours: it counts by memory used, about as fast on small problems."""
_WARM = 200

Progress = Callable[[float, int], bool]
"""Told which share is done and how many slots the best plan has; says whether to go on."""


@dataclass(frozen=True, slots=True)
class Levelled:
    """What was found.

    length: slots of the plan; no plan is shorter than `bound`. made: plans that were tried. unfit: the tasks
    that found no room by their latest start, and leave somebody overloaded.
    """

    starts: Starts
    length: int
    bound: int
    made: int
    unfit: tuple[int, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Whether no plan can be shorter."""
        return self.length <= self.bound and not self.unfit


def level(
    problem: Problem,
    seconds: float,
    seed: int = 1,
    progress: Progress | None = None,
    now: Starts | None = None,
) -> Levelled:
    """A plan within the capacities, as short as can be found; the same for the same seed and seconds.

    Args: seconds: about so long on one core; counted by steps, so that the plan is the same on any machine.
    now: where the tasks start today; of the plans of that length the one is then looked for that moves them
    least, counted by priority.
    Errors: PlanError where a task needs more than there is, or tasks wait for each other.
    """
    search, goes_on = Search(problem, seed, now), progress or (lambda share, length: True)
    most = STEPS * seconds
    stopped = False

    def told(limit: float) -> bool:
        nonlocal stopped
        stopped = stopped or not goes_on(min(search.steps / most, 1.0), search.length)
        return not stopped and search.steps < limit

    search.go_on(lambda: told(most) and search.made < _WARM)
    exact = Exact(None, problem.bound)
    if len(problem) <= EXACT_UP_TO and not search.is_proven and not stopped:
        known, fit, effort = search.best, search.is_fit, EXACT_SHARE * seconds
        with ThreadPoolExecutor(1) as beside:
            solving = beside.submit(solve, problem, known, effort, seed, lambda: not stopped, fit)
            search.go_on(lambda: told(most))
            exact = solving.result()
    else:
        search.go_on(lambda: told(most))
    if exact.starts is not None and (not search.is_fit or problem.length(exact.starts) < search.length):
        search.add(exact.starts)
    best = search.best
    if now is not None and len(problem) <= EXACT_UP_TO and not stopped and search.is_fit:
        best = least_change(
            problem, best, now, EXACT_SHARE * seconds, seed, lambda: goes_on(1.0, search.length)
        )
    unfit = tuple(Generator(problem).unfit(best))
    return Levelled(best, search.length, max(problem.bound, exact.bound), search.made, unfit)
