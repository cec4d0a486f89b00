"""How work is spread over an assignment: the standard contours, and how much longer they make it.

Source: the documentation of Microsoft Project's work contours: ten parts of equal length, each at a share of
the assignment's units.
"""

from enum import IntEnum

__all__ = ["Contour", "time_after", "time_for"]

PARTS = 10
FULL = 100


class Contour(IntEnum):
    """Where in an assignment how much of its work lies; the numbers are those of MSPDI."""

    FLAT = 0
    BACK_LOADED = 1
    FRONT_LOADED = 2
    DOUBLE_PEAK = 3
    EARLY_PEAK = 4
    LATE_PEAK = 5
    BELL = 6
    TURTLE = 7
    BY_HAND = 8


_FLAT = (FULL,) * PARTS
SHARES: dict[int, tuple[int, ...]] = {
    Contour.FLAT: _FLAT,
    Contour.BACK_LOADED: (10, 15, 25, 50, 50, 75, 75, 100, 100, 100),
    Contour.FRONT_LOADED: (100, 100, 100, 75, 75, 50, 50, 25, 15, 10),
    Contour.DOUBLE_PEAK: (25, 50, 100, 50, 25, 25, 50, 100, 50, 25),
    Contour.EARLY_PEAK: (25, 50, 100, 100, 75, 50, 50, 25, 15, 10),
    Contour.LATE_PEAK: (10, 15, 25, 50, 50, 75, 100, 100, 50, 25),
    Contour.BELL: (10, 20, 40, 80, 100, 100, 80, 40, 20, 10),
    Contour.TURTLE: (25, 50, 75, 100, 100, 100, 100, 75, 50, 25),
    Contour.BY_HAND: _FLAT,
}
"""Per cent of the units in each tenth of the time; of work spread by hand nothing is known."""


def time_for(minutes: int, contour: int) -> int:
    """The minutes that work takes which at full units would take so many."""
    return -(-minutes * PARTS * FULL // sum(SHARES[contour]))


def time_after(minutes: int, done: int, contour: int) -> int:
    """The minutes that are left of such work, of which so many minutes at full units are done."""
    shares = SHARES[contour]
    all_shares = sum(shares)
    left = max(minutes - done, 0) * all_shares
    for parts, share in enumerate(reversed(shares)):  # what is left stands at the end
        if left <= minutes * share:
            return -(-(parts * minutes * share + left) * FULL // (share * all_shares))
        left -= minutes * share
    return time_for(minutes, contour)
