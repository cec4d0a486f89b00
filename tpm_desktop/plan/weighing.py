"""What each risk does to finish and cost: the runs without it, all other numbers the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tpm_desktop.planning.simulation.percentiles import least
from tpm_desktop.planning.simulation.simulate import AIMED_AT, PROGRAM, Asked, Simulated, simulate
from tpm_desktop.planning.simulation.subject import Subject

from .uncertain import Read

__all__ = ["Parts", "Weighed", "weigh_risks", "weighing"]

MOST_RISKS = 20
"""More are not weighed: those that delay or cost least on average are left out."""
MOST_RUNS = 5_000
Progress = Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a risk adds; this does not add up, since risks act together.

    risk: row of the register. finish: minutes by which the P80 of the program's finish is earlier without it;
    cost: minor units by which that of the cost is less.
    """

    risk: int
    finish: int
    cost: int


class Parts:
    """One progress over several simulations."""

    def __init__(self, whole: Progress | None, count: int) -> None:
        self._whole, self._count, self._begun = whole, count, 0

    def next(self) -> Progress:
        """The progress of the next one."""
        before, self._begun = self._begun, self._begun + 1
        return lambda share: self._whole is None or self._whole((before + share) / self._count)


def weighing(read: Read) -> int:
    """How many risks are weighed."""
    return min(len(set(read.risks)), MOST_RISKS)


def weigh_risks(
    subject: Subject, read: Read, asked: Asked, found: Simulated, parts: Parts
) -> tuple[Weighed, ...]:
    """The foremost risks, what moves the finish most first; as far as it is not stopped."""
    runs = min(asked.runs, MOST_RUNS)
    asked = replace(asked, runs=runs, targets=(), by=())
    finish = least(found.finishes[PROGRAM][:runs], AIMED_AT)
    cost = least(found.costs[:runs], AIMED_AT)
    made = []
    for risk in _foremost(read):
        kept = [driver for driver, row in zip(read.uncertain.drivers, read.risks, strict=True) if row != risk]
        without = simulate(subject, replace(read.uncertain, drivers=tuple(kept)), asked, parts.next())
        if without is None:
            break
        less = finish - least(without.finishes[PROGRAM], AIMED_AT), cost - least(without.costs, AIMED_AT)
        made.append(Weighed(risk, round(less[0]), round(less[1])))
    return tuple(sorted(made, key=lambda one: (-abs(one.finish), -abs(one.cost), one.risk)))


def _foremost(read: Read) -> list[int]:
    weight: dict[int, tuple[float, float]] = {}
    for driver, risk in zip(read.uncertain.drivers, read.risks, strict=True):
        days, cost = weight.get(risk, (0.0, 0.0))
        delay = abs(driver.delay.mean) * len(driver.rows) if driver.delay else 0.0
        price = abs(driver.cost.mean) if driver.cost else 0.0
        weight[risk] = (days + driver.probability * delay, cost + driver.probability * price)
    by_days = sorted(weight, key=lambda risk: (-weight[risk][0], -weight[risk][1], risk))
    by_cost = sorted(weight, key=lambda risk: (-weight[risk][1], -weight[risk][0], risk))
    first = dict.fromkeys(risk for pair in zip(by_days, by_cost, strict=True) for risk in pair)
    return list(first)[:MOST_RISKS]
