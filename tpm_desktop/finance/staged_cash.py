"""When an order is paid by its own terms: an advance, stages of the work, and what is retained of them.

All amounts are whole minor units, all shares hundredths of a per cent, months are counted from January 1970.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .amounts import WHOLE
from .purchasing import share_of

Paid = list[tuple[int, int]]
"""Months and what is paid in them."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What an order agrees, and what came of it.

    amount: of the whole order; stages: month and share of the work that falls due then; delivery: the month
    of all else; advance: share paid in `advanced_in`, and set off against what is billed; retention: share
    kept of all work; releases: month and share of what is retained; final: the month of all else of it.
    advanced: billed in advance so far; billed: of the work so far, before anything is set off.
    """

    amount: int
    delivery: int
    stages: tuple[tuple[int, int], ...] = ()
    advance: int = 0
    advanced_in: int = 0
    retention: int = 0
    releases: tuple[tuple[int, int], ...] = ()
    final: int = 0
    advanced: int = 0
    billed: int = 0


def still_to_pay(one: Agreed) -> Paid:
    """What isn't billed yet, by the months in which it is paid; nothing of no amount."""
    advance = one.advance if one.advanced or not one.billed else 0  # too late for one that nobody asked for
    due = max(share_of(one.amount, advance) - one.advanced, 0) if not one.billed else 0
    found, kept = [(one.advanced_in, due)], 0
    for month, work in _unbilled(one):
        back = share_of(work, one.retention)
        paid = max(work - share_of(work, advance) - back, 0)
        found.append((month, paid))
        kept += min(back, work - share_of(work, advance))
    return [(month, part) for month, part in (*found, *released(kept, one.releases, one.final)) if part]


def released(kept: int, releases: Sequence[tuple[int, int]], final: int) -> Paid:
    """What is retained by the months of its releases; what none of them releases comes in the final one."""
    found, share, before = [], 0, 0
    for month, part in releases:
        share = min(share + part, WHOLE)
        now = share_of(kept, share)
        found.append((month, now - before))
        before = now
    return [(month, part) for month, part in (*found, (final, kept - before)) if part]


def _unbilled(one: Agreed) -> Paid:
    """The work by the months in which it falls due, without what is billed: that was due first."""
    works = [(month, share_of(one.amount, share)) for month, share in one.stages]
    works.append((one.delivery, one.amount - sum(work for _, work in works)))
    found, gone = [], one.billed
    for month, work in sorted(works):
        off = min(max(work, 0), gone)
        gone -= off
        if work > off:
            found.append((month, work - off))
    return found
