"""Earned schedule: how far the plan's own curve the earned value has come, in periods.

Source: W. Lipke, Earned Schedule. At the end of late work an index of money is 1 again; this one is not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .amounts import Money


@dataclass(frozen=True, slots=True)
class EarnedSchedule:
    """In periods; nan where there is none. es: earned schedule; at: actual time; pd: planned duration."""

    es: float
    at: float
    pd: int

    @property
    def sv(self) -> float:
        """SV(t): below 0 is late."""
        return self.es - self.at

    @property
    def spi(self) -> float:
        """SPI(t)."""
        return self.es / self.at if self.at > 0 else math.nan

    @property
    def ieac(self) -> float:
        """IEAC(t): periods the whole will take if time goes on as it has."""
        return self.pd / self.spi if self.es > 0 and self.at > 0 else math.nan

    @property
    def tspi(self) -> float:
        """The SPI(t) that the rest needs to end on time; none when the time or the work is at its end."""
        late = self.at >= self.pd
        return math.nan if late or self.es >= self.pd else (self.pd - self.es) / (self.pd - self.at)


def earned_schedule(planned: Money, earned: int, at: float) -> EarnedSchedule:
    """How far on its curve the earned value stands.

    Args: planned: cumulative planned value by period up to its end, shape (m,), never falling; earned: to
    date, minor units; at: periods passed, a part of one where the status date lies within it.
    A flat stretch is passed over; periods before anything is planned do not count.
    """
    if not planned.size or planned[-1] <= 0:
        return EarnedSchedule(math.nan, math.nan, 0)
    lead = int(np.flatnonzero(planned > 0)[0])
    curve = [0, *planned[lead:].tolist()]
    whole = curve.index(curve[-1])
    n = max(period for period, value in enumerate(curve) if value <= max(earned, 0))
    es = float(whole) if n >= whole else n + (max(earned, 0) - curve[n]) / (curve[n + 1] - curve[n])
    return EarnedSchedule(es, max(at - lead, 0.0), whole)
