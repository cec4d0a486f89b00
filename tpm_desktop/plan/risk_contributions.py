"""What each risk adds to the finish and the cost: the program simulated with and without it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tpm_desktop.planning.simulation.percentiles import least
from tpm_desktop.planning.simulation.simulate import PROGRAM, Asked, Simulated, simulate
from tpm_desktop.planning.simulation.subject import Subject

from .state import State
from .uncertain import read_uncertain

SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Contribution:
    """By how much the P80 is better without a risk: working minutes and minor units. row: of the register.

    They don't add up: risks that hit side by side hide each other.
    """

    row: int
    minutes: int
    cost: int


def contributions(state: State, runs: int, seed: int, *, responses: bool = False, most: int = 10) -> list[Contribution]:  # fmt: skip  # noqa: E501
    """Those of the risks with the greatest mean effect, the greatest contribution first; the same random
    numbers with and without.

    Args: runs: 10 at the least; responses: risks count as after their responses. Raises: `PlanError`.
    """
    subject = Subject(state.scenario.apart(), state.schedule)
    read = read_uncertain(state, subject, responses=responses)
    drivers = read.uncertain.drivers
    if not drivers:
        return []
    asked = Asked(max(runs, 10), seed)
    whole = simulate(subject, read.uncertain, asked)
    assert whole is not None  # nobody stops it
    weight: dict[int, float] = {}
    unit = max(state.inputs.options.minutes_per_day, 1)
    for driver, row in zip(drivers, read.risks, strict=True):
        days = abs(driver.delay.mean) / unit if driver.delay else 0.0
        money = abs(driver.cost.mean) if driver.cost else 0.0
        weight[row] = weight.get(row, 0.0) + driver.probability * (days * 1e9 + money)
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    found = []
    for row in sorted(weight, key=lambda row: (-weight[row], row))[:most]:
        kept = tuple(d for d, at in zip(drivers, read.risks, strict=True) if at != row)
        without = simulate(subject, replace(read.uncertain, drivers=kept), asked)
        assert without is not None
        finish, better = (_p80(one.finishes[PROGRAM]) for one in (whole, without))
        found.append(Contribution(row, calendar.between(better, finish), _cost(whole) - _cost(without)))
    return sorted(found, key=lambda one: (-abs(one.minutes), -abs(one.cost), one.row))


def _p80(values: np.ndarray) -> int:
    return round(least(np.sort(values), SHARE))


def _cost(one: Simulated) -> int:
    return round(least(np.sort(one.costs), SHARE))
