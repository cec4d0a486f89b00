"""The search for a shorter plan: a population of orders of the tasks, mixed and pushed together.

Sources: R. Kolisch and S. Hartmann (2006), who compare what is known to work; the peak crossover of V. Valls,
F. Ballestin and S. Quintanilla (2008) hands the busiest part of one plan on whole.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.problem import Problem, Starts

__all__ = ["Search"]

_POPULATION = 40
_REGRET = 1.5
_SWAPS = 0.04
_Kept = tuple[tuple[int, int, int], Starts, list[int]]
"""A plan that takes part: its merit (unfit tasks, slots, moves), its starts, its order."""


class Search:
    """A search that gives the same plans for the same seed.

    best: the shortest plan so far, of several as short the one that moves tasks least; made: how many plans
    were tried. Args: now: where the first tasks start today; without it no plan moves any.
    """

    def __init__(self, problem: Problem, seed: int, now: Starts | None = None) -> None:
        self._now = now or []
        self.problem, self._chance = problem, Random(seed)  # noqa: S311 - repeatable, not secret
        self._generator = Generator(problem)
        self.made = 0
        self.best: Starts = []
        self._merit = (len(problem), problem.horizon, 0)
        self._pool: list[_Kept] = []

    @property
    def length(self) -> int:
        """The slots of the best plan."""
        return self._merit[1]

    @property
    def is_fit(self) -> bool:
        """Whether the best plan keeps to all latest starts with enough of everybody."""
        return bool(self.best) and not self._merit[0]

    @property
    def steps(self) -> int:
        """The effort so far."""
        return self._generator.steps

    @property
    def is_proven(self) -> bool:
        """Whether no plan can be shorter."""
        return self.is_fit and self.length <= self.problem.bound

    def go_on(self, goes_on: Callable[[], bool]) -> None:
        """Search until told to stop, or until nothing can be shorter."""
        if not self.best:
            self._first(goes_on)
        while goes_on() and not self.is_proven:
            if len(self._pool) < _POPULATION:
                self._take(self._generator.serial(self._sampled()))
            else:
                self._breed()

    def add(self, starts: Starts) -> None:
        """Have a plan that something else found take part."""
        self._take(starts)

    def _first(self, goes_on: Callable[[], bool]) -> None:
        """Plans by the usual rules: the least latest start, the most work behind, in both schemes.

        At least one is made, the rest while told to go on: those of a large program take seconds.
        """
        problem, generator = self.problem, self._generator
        priority = problem.priority or [0] * len(problem)
        latest = [-tail for tail in problem.pressure]
        finish = [slots + start for slots, start in zip(problem.durations, latest, strict=True)]
        ranks: list[list[float]] = [
            [(-urgent) * problem.horizon + value for urgent, value in zip(priority, rule, strict=True)]
            for rule in (latest, finish)
        ]
        if problem.latest:  # a date goes before a priority
            ranks = [list(problem.latest), list(latest), *ranks]
        for rank in ranks:
            for scheme in (lambda rank: generator.serial(generator.by_rank(rank)), generator.parallel):
                if not self.best or goes_on():
                    self._take(scheme(rank))

    def _breed(self) -> None:
        one, other = self._chosen(), self._chosen()
        child = self._mixed(one, other)
        self._swap(child)
        self._take(self._generator.serial(child))

    def _take(self, starts: Starts) -> None:
        """Push a plan together and keep it if it is better than the worst."""
        starts = self._generator.justified(starts)
        self.made += 1
        merit = (*self._generator.merit(starts), self.problem.moved(starts, self._now))
        if not self.best or merit < self._merit:
            self.best, self._merit = starts, merit
        if any(merit == kept and starts == other for kept, other, _ in self._pool):
            return
        self._pool.append((merit, starts, self._order_of(starts)))
        if len(self._pool) > _POPULATION:
            self._pool.remove(max(self._pool, key=lambda kept: kept[0]))

    def _order_of(self, starts: Starts) -> list[int]:
        tails = self.problem.tails
        return self._generator.by_rank(
            [start * 2.0 - tails[task] / self.problem.horizon for task, start in enumerate(starts)]
        )

    def _sampled(self) -> list[int]:
        """An order by the least latest start, with a chance for others the greater, the less they lose."""
        chance, problem, pressure = self._chance, self.problem, self.problem.pressure
        waiting = [len(pairs) for pairs in problem.before]
        ready = [task for task, count in enumerate(waiting) if not count]
        found = []
        while ready:
            worst = min(pressure[task] for task in ready)
            weights = [(pressure[task] - worst + 1.0) ** _REGRET for task in ready]
            task = chance.choices(ready, weights)[0]
            self._generator.steps += len(ready)
            ready.remove(task)
            found.append(task)
            for other, _ in problem.after[task]:
                waiting[other] -= 1
                if not waiting[other]:
                    ready.append(other)
        return found

    def _chosen(self) -> _Kept:
        one, other = self._chance.choice(self._pool), self._chance.choice(self._pool)
        return one if one[0] <= other[0] else other

    def _mixed(self, one: _Kept, other: _Kept) -> list[int]:
        """A part of one order's time as it stands, what lies before and after it in the other's order."""
        chance, size = self._chance, len(self.problem)
        width = chance.randint(size // 4, max(3 * size // 4, 1))
        low = chance.randint(0, size - width)
        kept = one[2][low : low + width]
        within = set(kept)
        first = set(one[2][:low])
        head = [task for task in other[2] if task in first]
        tail = [task for task in other[2] if task not in first and task not in within]
        return head + kept + tail

    def _swap(self, order: list[int]) -> None:
        """Exchange a few neighbours that do not wait for each other."""
        before, chance = self.problem.before, self._chance
        for at in range(len(order) - 1):
            if chance.random() < _SWAPS:
                one, other = order[at], order[at + 1]
                if all(task != one for task, _ in before[other]):
                    order[at], order[at + 1] = other, one
