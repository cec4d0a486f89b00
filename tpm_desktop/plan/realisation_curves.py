"""What the chart of a benefit draws, in the unit of its measure: window and paper paint the same."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from .benefits import Realisation

_LEVELS, _TICKS = 4, 4  # about so many lines and dates
_STEPS = (1, 2, 5, 10)

Places = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Days with values. expected: from the newest measurement on, empty while there is none.

    first, last: the days that are shown; low, high: the values, with some room.
    """

    planned: Places
    measured: Places
    expected: Places
    first: date
    last: date
    low: float
    high: float

    def levels(self) -> list[int]:
        """Whole values for lines across."""
        wide = max((self.high - self.low) / _LEVELS, 1)
        power = 10 ** math.floor(math.log10(wide))
        step = int(next(s * power for s in _STEPS if s * power >= wide))
        return list(range(math.ceil(self.low / step) * step, math.floor(self.high) + 1, step))

    def ticks(self) -> list[date]:
        """Firsts of months at even steps, none at the very edges."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if months / s <= _TICKS), 120)
        begin = self.first.year * 12 + self.first.month - 1
        days = [
            date(n // 12, n % 12 + 1, 1) for n in range(-(-begin // step) * step, begin + months + 1, step)
        ]
        edge = (self.last - self.first).days * 0.06
        return [
            day for day in days if edge <= (day - self.first).days <= (self.last - self.first).days - edge
        ]


def curves_of(one: Realisation) -> Curves | None:
    """The curves of a benefit; None where baseline or target are not known, or no day is."""
    base, target = one.benefit.baseline, one.benefit.target
    if base is None or target is None or not (one.planned or one.measured):
        return None

    def value(share: float) -> float:
        return base + share * (target - base)

    planned = tuple((day, value(float(share))) for day, share in one.planned)
    measured = tuple((day, value(float(share))) for day, share in one.measured)
    days = [day for day, _ in (*planned, *measured)]
    expected: Places = ()
    if measured and planned:
        since = measured[-1][0]
        ahead = [since, *(day for day, _ in planned if day > since)]
        expected = tuple((day, value(float(one.expected(day)))) for day in ahead)
    values = [v for _, v in (*planned, *measured, *expected)]
    room = max(max(values) - min(values), 1) * 0.08
    first, last = min(days), max(days)
    if first == last:
        last = date.fromordinal(first.toordinal() + 30)
    return Curves(planned, measured, expected, first, last, min(values) - room, max(values) + room)
