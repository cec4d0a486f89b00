"""How work earns its budget: the methods for earning, and sums spread over time and over lines.

Source: the measurement methods of EIA-748 and the PMI practice standard for earned value management.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from .amounts import LARGEST, WHOLE, Codes, Flags, Money, Shares, scaled


class Earning(IntEnum):
    """What a package earns by."""

    PERCENT = 0  # physical per cent complete, of accepted units too
    AT_FINISH = 1  # 0/100
    HALF_AT_START = 2  # 50/50
    QUARTER_AT_START = 3  # 25/75
    FIFTH_AT_START = 4  # 20/80
    MILESTONES = 5  # weights of milestones reached
    APPORTIONED = 6  # as its base task earns
    LEVEL_OF_EFFORT = 7  # as planned


AT_START = np.array([0, 0, WHOLE // 2, WHOLE // 4, WHOLE // 5, 0, 0, 0], np.int64)
"""By `Earning`: the share, in hundredths of a per cent, that is earned when the work starts."""


def earned_shares(method: Codes, started: Flags, finished: Flags, done: Shares, reached: Shares) -> Shares:
    """The share of its budget that each package has earned, hundredths of a per cent, shape (n,).

    Args: done: per cent complete, of an apportioned package its base's; reached: sum of the weights of
    milestones reached. Level of effort earns what is planned, which is no share of the work: 0 here.
    """
    by_ends = np.where(finished, WHOLE, np.where(started, AT_START[method], 0))
    found = np.where(method == Earning.MILESTONES, np.minimum(reached, WHOLE), by_ends)
    found = np.where(np.isin(method, (Earning.PERCENT, Earning.APPORTIONED)), done, found)
    return np.where(method == Earning.LEVEL_OF_EFFORT, 0, found).astype(np.int64)


def capped(done: Shares, accepted: Flags, cap: int) -> Shares:
    """Per cent complete no higher than the cap until the work is accepted, hundredths of a per cent."""
    return np.where(accepted, done, np.minimum(done, cap))


def earned(budget: Money, shares: Shares) -> Money:
    """Minor units earned of each budget, rounded once."""
    return scaled(budget, shares, WHOLE)


def spread(total: Money, passed: NDArray[np.int64], length: NDArray[np.int64]) -> Money:
    """Sums spread over periods by cumulative rounding: each takes up what the ones before left over.

    Args: total: (n,) minor units; passed: (n, m) how much of each one's length lies before the end of each
    period, never falling; length: (n,), positive.
    Returns: (n, m); each row adds up to its total where its whole length is passed.
    """
    within = np.clip(passed, 0, length[:, None])
    if not within.size:
        return np.zeros(within.shape, np.int64)
    largest = int(np.abs(total).max()) * int(length.max())
    sums = total.astype(object) if largest > LARGEST // 4 else total
    divisor = length[:, None]
    product = sums[:, None] * within
    running = (2 * abs(product) + divisor) // (2 * divisor) * np.where(product < 0, -1, 1)
    reached = running.astype(np.int64)
    reached[:, 1:] -= reached[:, :-1].copy()
    return np.asarray(reached)


def shared_out(total: int, weights: NDArray[np.int64]) -> Money:
    """A sum over lines in proportion to weights, exactly: largest remainder, ties to the first line.

    Args: total: minor units; weights: (n,), none below 0, one above.
    """
    whole, size = int(weights.sum()), abs(total)
    parts = [divmod(size * int(weight), whole) for weight in weights]
    left = size - sum(part for part, _ in parts)
    first = sorted(range(len(parts)), key=lambda n: (-parts[n][1], n))[:left]
    found = np.array([part for part, _ in parts], np.int64)
    found[first] += 1
    return found if total >= 0 else -found
