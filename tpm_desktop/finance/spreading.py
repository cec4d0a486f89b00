"""Parting a sum: over periods in a shape, so that the parts are whole minor units and make up the sum."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from .earning import shared_out


class Shape(StrEnum):
    """How a sum is spread over periods of one length."""

    EVEN = "even"
    FRONT = "front"
    BACK = "back"
    S = "s"


def weights(count: int, shape: Shape) -> list[int]:
    """What each of `count` periods gets in relation to the others.

    Front and back: straight lines down and up. S: the steps of 3x² - 2x³, so that the running sum begins and
    ends slowly.
    """
    if shape is Shape.FRONT:
        return list(range(count, 0, -1))
    if shape is Shape.BACK:
        return list(range(1, count + 1))
    if shape is Shape.S:
        reached = [k * k * (3 * count - 2 * k) for k in range(count + 1)]
        return [reached[k + 1] - reached[k] for k in range(count)]
    return [1] * count


def apportioned(total: int, by: Sequence[int]) -> list[int]:
    """A sum in proportion to weights, by the largest remainder; among equal ones the first gets it.

    Args: total: minor units, of either sign; by: none below zero; evenly where all are zero.
    Returns: as many parts, whose sum is the total.
    """
    if not by:
        return []
    shares = by if any(by) else [1] * len(by)
    return [int(part) for part in shared_out(total, np.array(shares, np.int64))]
