"""How far a benefit has come between its baseline and its target, and what that is worth year by year."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from .amounts import rounded
from .fiscal_year import fiscal_year

Point = tuple[date, Fraction]


def share_reached(baseline: int, target: int, value: int) -> Fraction | None:
    """The part of the way from baseline to target, whichever is larger; below 0 is worse than before.

    None where both are the same, since nothing shall change.
    """
    return None if target == baseline else Fraction(value - baseline, target - baseline)


def on_curve(points: Sequence[Point], day: date) -> Fraction:
    """The share on a day, straight between points in order of days; 0 before the first, the last after it."""
    place = bisect_right([on for on, _ in points], day)
    if not place:
        return Fraction(0)
    before, share = points[place - 1]
    if place == len(points):
        return share
    after, reached = points[place]
    return share + (reached - share) * Fraction((day - before).days, (after - before).days)


def worth_by_year(shares: Sequence[tuple[int, Fraction]], worth: int, starts_in: int) -> dict[int, int]:
    """What a benefit brings by the calendar year in which each fiscal year starts.

    Args: shares: month (since January 1970) and the share reached at its end, months in order; worth: minor
    units a year at the target. A month brings a twelfth of it in proportion; rounded cumulatively, so that
    the years sum to the whole.
    """
    found: dict[int, int] = {}
    running, placed = Fraction(0), 0
    for month, share in shares:
        running += share * worth / 12
        now = rounded(running)
        year = fiscal_year(month, starts_in)
        found[year] = found.get(year, 0) + now - placed
        placed = now
    return found
