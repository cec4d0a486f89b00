"""What is to be read from the runs: percentiles with their bands, sensitivities, joint confidence."""

import heapq
from math import ceil, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.simulation.distributions import Floats

__all__ = ["band", "cruciality", "frontier", "joint_confidence", "least", "percentile", "sensitivity"]

Numbers = NDArray[np.number]
Z95 = 1.959963984540054


def percentile(values: Numbers, share: float) -> float:
    """The value that a share of the runs does not exceed, between two runs by a straight line.

    Source: R. J. Hyndman and Y. Fan (1996), type 7.
    """
    return float(np.quantile(values, share))


def least(values: Numbers, share: float) -> float:
    """The least value that a share of the runs does not exceed: always one that came out.

    For results of few values, as of risks that come about or not, where the middle of two is none.
    """
    return float(np.quantile(values, share, method="inverted_cdf"))


def band(values: Numbers, share: float) -> tuple[float, float]:
    """Between which values the percentile lies with 95 % confidence, by order statistics."""
    n, ordered = len(values), np.sort(values)
    wide = Z95 * sqrt(n * share * (1 - share))
    low, high = floor(n * share - wide), ceil(n * share + wide)
    return float(ordered[max(low, 1) - 1]), float(ordered[min(high, n) - 1])


def cruciality(durations: Numbers, finishes: Numbers) -> float | None:
    """How closely a finish follows a duration: their rank correlation (Spearman), without its sign.

    None where one of them never differs.
    """
    one, other = _ranks(durations), _ranks(finishes)
    spread = one.std() * other.std()
    return None if not spread else float(abs(np.mean((one - one.mean()) * (other - other.mean())) / spread))


def sensitivity(critical: float, spread: float, spread_of_finish: float) -> float | None:
    """The schedule sensitivity index: criticality times the ratio of both standard deviations."""
    return None if not spread_of_finish else critical * spread / spread_of_finish


def joint_confidence(costs: Numbers, finishes: Numbers, cost: float, finish: float) -> float:
    """The share of runs that cost no more and end no later."""
    return float(np.mean((costs <= cost) & (finishes <= finish)))


def frontier(costs: Floats, finishes: Numbers, share: float) -> list[tuple[float, float]]:
    """For each finish in turn the least cost with which a share of the runs holds both.

    Pairs of finish and cost; a later finish that allows no less cost is left out.
    """
    need = ceil(share * len(costs) - 1e-9)
    order = np.lexsort((costs, finishes))
    cheapest: list[float] = []  # the `need` least costs so far, the greatest of them first
    found: list[tuple[float, float]] = []
    for at, run in enumerate(order.tolist()):
        heapq.heappush(cheapest, -float(costs[run]))
        if len(cheapest) > need:
            heapq.heappop(cheapest)
        last_of_day = at + 1 == len(order) or finishes[order[at + 1]] != finishes[run]
        if last_of_day and len(cheapest) == need and (not found or -cheapest[0] < found[-1][1]):
            found.append((float(finishes[run]), -cheapest[0]))
    return found


def _ranks(values: Numbers) -> Floats:
    """The rank of each value, those that are equal sharing the middle one."""
    ordered, place, many = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(many)
    return np.asarray((last - (many - 1) / 2.0)[place]) if len(ordered) else np.zeros(0)
