"""Where instants lie on a time axis and which tiers of it can be told apart; knows no Qt.

Instants are minutes since 1970-01-01 00:00 local wall clock, as the planning engine counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import IntEnum
from typing import overload

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.finance.fiscal_year import month_number, year_and_month

MINUTE, HOUR, DAY, WEEK = 1, 60, 1440, 10_080
FINEST = 0.1
_LEAST_YEAR = 14  # pixels
COARSEST = 365 * DAY / _LEAST_YEAR
_EPOCH = datetime(1970, 1, 1)
_EPOCH_WEEKDAY = 3  # 1 January 1970 was a Thursday; Monday is 0
_FIRST, _LAST = datetime(1800, 1, 1), datetime(2300, 1, 1)

Pixels = NDArray[np.floating]


class Unit(IntEnum):
    """What a tier counts, from fine to coarse."""

    MINUTE = 0
    HOUR = 1
    DAY = 2
    WEEK = 3
    MONTH = 4
    QUARTER = 5
    YEAR = 6


@dataclass(frozen=True, slots=True)
class Step:
    """A tier's distance between ticks: `count` units. starts_in: month that a year begins with, 1 to 12.

    weeks: the fiscal calendar where its months are whole weeks, for months, quarters and years of one.
    """

    unit: Unit
    count: int = 1
    starts_in: int = 1
    weeks: FiscalCalendar | None = None

    @property
    def shortest(self) -> int:
        """The least minutes between two ticks."""
        months = {Unit.MONTH: 28 * DAY, Unit.QUARTER: 90 * DAY, Unit.YEAR: 365 * DAY}
        minutes = {Unit.MINUTE: MINUTE, Unit.HOUR: HOUR, Unit.DAY: DAY, Unit.WEEK: WEEK, **months}
        return minutes[self.unit] * self.count

    def floor(self, instant: float, first_weekday: int = 0) -> int:
        """The tick at or before an instant."""
        at = int(np.floor(instant))
        if self.unit is Unit.WEEK:
            shift = ((_EPOCH_WEEKDAY - first_weekday) % 7) * DAY
            return (at + shift) // WEEK * WEEK - shift
        if self.unit < Unit.WEEK:
            return at // self.shortest * self.shortest
        before, moment = self.starts_in - 1, moment_of(at)
        if self.weeks is not None:
            moment = self.named(at)
        whole = (moment.year * 12 + moment.month - 1 - before) // self._months * self._months + before
        return self._begins(whole)

    def after(self, tick: int) -> int:
        """The tick that follows one."""
        if self.unit <= Unit.WEEK:
            return tick + self.shortest
        moment = self.named(tick)
        return self._begins(moment.year * 12 + moment.month - 1 + self._months)

    def named(self, tick: int) -> datetime:
        """What a tick is named by: its moment, or the month of a calendar of weeks that it lies in."""
        moment = moment_of(tick)
        if self.weeks is None:
            return moment
        year, month = year_and_month(self.weeks.month_of(moment.date()))
        return datetime(year, month, 1)

    @property
    def _months(self) -> int:
        return {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[self.unit] * self.count

    def _begins(self, whole: int) -> int:
        """The instant at which a month begins, counted from the year 0."""
        year, month = whole // 12, whole % 12 + 1
        if self.weeks is None:
            return minutes_of(datetime(year, month, 1))
        return minutes_of(datetime.combine(self.weeks.first_day(month_number(year, month)), time.min))

    def ticks(self, first: float, last: float, first_weekday: int = 0) -> list[int]:
        """All ticks from the one at or before `first` to the first one at or after `last`."""
        found = [self.floor(first, first_weekday)]
        while found[-1] < last:
            found.append(self.after(found[-1]))
        return found


@dataclass(frozen=True, slots=True)
class Tiers:
    """The two tiers of a time scale: what the upper and the lower one count."""

    upper: Step
    lower: Step

    def steps(
        self, count: int = 2, starts_in: int = 1, weeks: FiscalCalendar | None = None
    ) -> tuple[Step, ...]:
        """From the coarsest to the finest: one more above, if three are asked for.

        Args: starts_in: first month of the years and quarters; decades are those of the calendar; weeks: the
        fiscal calendar where its months are whole weeks.
        """
        found = (_ABOVE[self.upper.unit, self.upper.count], self.upper, self.lower)[-count:]

        def fiscal(step: Step) -> Step:
            if step.count > 1 or step.unit < Unit.MONTH:
                return step
            begins = 1 if step.unit is Unit.MONTH else starts_in
            return replace(step, starts_in=begins, weeks=weeks)

        return tuple(map(fiscal, found))


_LEVELS: tuple[tuple[Tiers, float], ...] = (
    # the least pixels that a tick of the lower tier needs for its label
    (Tiers(Step(Unit.DAY), Step(Unit.MINUTE, 5)), 44),
    (Tiers(Step(Unit.DAY), Step(Unit.MINUTE, 15)), 44),
    (Tiers(Step(Unit.DAY), Step(Unit.HOUR)), 44),
    (Tiers(Step(Unit.DAY), Step(Unit.HOUR, 3)), 42),
    (Tiers(Step(Unit.DAY), Step(Unit.HOUR, 6)), 30),
    (Tiers(Step(Unit.MONTH), Step(Unit.DAY)), 18),
    (Tiers(Step(Unit.MONTH), Step(Unit.WEEK)), 17),
    (Tiers(Step(Unit.QUARTER), Step(Unit.MONTH)), 30),
    (Tiers(Step(Unit.YEAR), Step(Unit.MONTH)), 14),
    (Tiers(Step(Unit.YEAR), Step(Unit.QUARTER)), 22),
    (Tiers(Step(Unit.YEAR, 10), Step(Unit.YEAR)), 0),
)


_ABOVE = {
    (Unit.DAY, 1): Step(Unit.MONTH),
    (Unit.MONTH, 1): Step(Unit.YEAR),
    (Unit.QUARTER, 1): Step(Unit.YEAR),
    (Unit.YEAR, 1): Step(Unit.YEAR, 10),
    (Unit.YEAR, 10): Step(Unit.YEAR, 100),
}


@dataclass(frozen=True, slots=True)
class TimeScale:
    """left: the instant at pixel 0; minutes: how many of them a pixel shows."""

    left: float
    minutes: float

    @overload
    def x(self, instant: float) -> float: ...
    @overload
    def x(self, instant: NDArray[np.int64]) -> Pixels: ...
    def x(self, instant: float | NDArray[np.int64]) -> float | Pixels:
        """The pixel of an instant."""
        return (instant - self.left) / self.minutes

    def at(self, x: float) -> float:
        """The instant at a pixel."""
        return self.left + x * self.minutes

    def width(self, minutes: float) -> float:
        """Pixels that a length of time takes."""
        return minutes / self.minutes

    def moved(self, pixels: float) -> TimeScale:
        """The scale with its left edge so many pixels later."""
        return replace(self, left=self.left + pixels * self.minutes)

    def zoomed(self, factor: float, x: float) -> TimeScale:
        """The scale with `factor` times the pixels for a time; the instant at pixel `x` stays there."""
        minutes = min(max(self.minutes / factor, FINEST), COARSEST)
        return TimeScale(self.at(x) - x * minutes, minutes)

    @classmethod
    def fitting(cls, first: int, last: int, width: float, margin: float) -> TimeScale:
        """The scale that shows the time from `first` to `last` in a width, with a margin at both sides."""
        room = max(width - 2 * margin, 1.0)
        minutes = min(max((last - first) / room, FINEST), COARSEST)
        spare = (room - (last - first) / minutes) / 2 if last - first < room * minutes else 0.0
        return cls(first - (margin + min(spare, margin)) * minutes, minutes)

    @property
    def tiers(self) -> Tiers:
        """The finest two tiers whose labels have room."""
        for tiers, pixels in _LEVELS:
            if self.width(tiers.lower.shortest) >= pixels:
                return tiers
        return _LEVELS[-1][0]


def moment_of(instant: float) -> datetime:
    """The wall-clock time of an instant; far beyond any plan, the last that can be said."""
    try:
        return min(max(_EPOCH + timedelta(minutes=int(instant)), _FIRST), _LAST)
    except OverflowError:
        return _FIRST if instant < 0 else _LAST


def minutes_of(moment: datetime) -> int:
    """The instant of a wall-clock time."""
    return int((moment - _EPOCH).total_seconds()) // 60


def snap_step(scale: TimeScale) -> int:
    """Minutes to which a dragged date keeps: days while several fit a screen, then hours, quarters, fives."""
    if scale.width(DAY) < 240:
        return DAY
    if scale.width(HOUR) < 120:
        return HOUR
    return 15 if scale.width(HOUR) < 480 else 5
