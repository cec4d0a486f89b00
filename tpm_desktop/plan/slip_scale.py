"""The milestone trend as geometry, which window and paper paint: report dates across, expected ones up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tpm_desktop.formats import Formats

from .trends import Slip

LINES = 8
"""So many milestones can be told apart in one chart."""
_ROOM = 0.06  # of the span, above and below
_TICKS = 6


@dataclass(frozen=True, slots=True)
class SlipScale:
    """The days that are shown. first, last: report dates; low, high: expected dates."""

    slips: tuple[Slip, ...]
    first: date
    last: date
    low: date
    high: date

    def across(self, day: date) -> float:
        """Share of the width."""
        return (day - self.first).days / max((self.last - self.first).days, 1)

    def up(self, day: date) -> float:
        """Share of the height, from below."""
        return (day - self.low).days / max((self.high - self.low).days, 1)

    def reports(self) -> list[date]:
        """The report dates, oldest first."""
        return sorted({on for slip in self.slips for on, _ in slip.points})

    def expected_ticks(self) -> list[date]:
        """Firsts of months at even steps of the expected dates."""
        months = (self.high.year - self.low.year) * 12 + self.high.month - self.low.month
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if months / s <= _TICKS), 120)
        begin = self.low.year * 12 + self.low.month - 1
        days = (
            date(n // 12, n % 12 + 1, 1) for n in range(-(-begin // step) * step, begin + months + 2, step)
        )
        return [day for day in days if self.low <= day <= self.high]

    def diagonal(self) -> tuple[tuple[date, date], tuple[date, date]] | None:
        """Where a milestone is reached on its report date, as far as it is in sight."""
        begin, end = max(self.first, self.low), min(self.last, self.high)
        return ((begin, begin), (end, end)) if begin < end else None


def slip_scale(slips: Sequence[Slip]) -> SlipScale | None:
    """The scale of some milestones; None where there are not two report dates to draw a line between."""
    shown = tuple(slip for slip in slips[:LINES] if slip.points)
    days = [on for slip in shown for on, _ in slip.points]
    if len(set(days)) < 2:
        return None
    expected = [at for slip in shown for _, at in slip.points]
    room = timedelta(days=max(7, round((max(expected) - min(expected)).days * _ROOM)))
    return SlipScale(shown, min(days), max(days), min(expected) - room, max(expected) + room)


def apart(wanted: Sequence[float], size: float, low: float, high: float) -> list[float]:
    """Heights for labels so that none covers another: each as near as can be to where it is wanted.

    Args: wanted: the middles; size: the height of one; low, high: what they stay between.
    Returns: the middles, in the order given.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    found = [0.0] * len(wanted)
    floor = low - size / 2
    for place in order:
        found[place] = floor = max(wanted[place], floor + size)
    ceiling = high + size / 2
    for place in reversed(order):
        found[place] = ceiling = min(found[place], ceiling - size)
    return found


def slip_text(slip: Slip, formats: Formats) -> str:
    """By how many working days it moved, in a few signs: "+15 d"; nothing where it did not."""
    return formats.duration(slip.later, unit="d", sign=True) if slip.later else ""
