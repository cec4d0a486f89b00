"""Fiscal calendars: which month of the fiscal calendar a day falls in, and the days that such a month has.

Where a fiscal year is 52 or 53 whole weeks, its months are periods of four or five weeks, named by the months
of the calendar which they nearly cover. They are counted like those, as months since January 1970, so that
sums by month need no other rule than the one that turns days into months, which lives here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import numpy as np

from .amounts import NONE, Minutes, Months
from .fiscal_year import MONTHS_OF_YEAR, fiscal_year, month_number, year_and_month

_EPOCH = date(1970, 1, 1)
_FIRST_YEAR, _LAST_YEAR = 1890, 2210  # further than any date that a program can hold
_MINUTES_OF_DAY, _WEEK = 1440, 7
_LONG_YEAR = 53


class Pattern(StrEnum):
    """What the months of a fiscal year are: those of the calendar, or so many weeks in each of a quarter."""

    MONTHS = "months"
    W445 = "4-4-5"
    W454 = "4-5-4"
    W544 = "5-4-4"


class YearEnd(StrEnum):
    """The day on which a year of weeks ends: a weekday's last one in a month, or its nearest to that end."""

    LAST = "last"
    NEAREST = "nearest"


class ExtraWeek(StrEnum):
    """Which month of a year of 53 weeks has one more: the last of the year, or of its first quarter."""

    YEAR = "year"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """starts_in: first month of the year, 1 to 12; weekday: on which a year of weeks ends, 0 for Monday."""

    starts_in: int = 1
    pattern: Pattern = Pattern.MONTHS
    ends: YearEnd = YearEnd.LAST
    weekday: int = 5
    extra: ExtraWeek = ExtraWeek.YEAR

    @property
    def by_weeks(self) -> bool:
        """Whether its months are whole weeks instead of those of the calendar."""
        return self.pattern is not Pattern.MONTHS

    def year_of(self, day: date) -> int:
        """The calendar year that the fiscal year of a day is known by: that of its first month."""
        return fiscal_year(self.month_of(day), self.starts_in)

    def month_of(self, day: date) -> int:
        """The month that a day falls in, since January 1970."""
        if not self.by_weeks:
            return month_number(day.year, day.month)
        return int(self.months_of_days(np.array([(day - _EPOCH).days]))[0])

    def month_at(self, minute: int) -> int:
        """The month that an instant falls in, minutes since 1970."""
        return int(self.months_of_days(np.array([minute // _MINUTES_OF_DAY]))[0])

    def months_of_days(self, days: Months) -> Months:
        """The months that days since 1970 fall in; `NONE` stays."""
        if not self.by_weeks:
            return np.asarray(days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64))
        starts = _starts(self)
        found = np.searchsorted(starts, days, "right") - 1 + month_number(_FIRST_YEAR, self.starts_in)
        return np.where(days == NONE, NONE, found)

    def months_at(self, minutes: Minutes) -> Months:
        """The months that instants fall in, minutes since 1970; `NONE` stays."""
        return self.months_of_days(np.where(minutes == NONE, NONE, minutes // _MINUTES_OF_DAY))

    def first_days(self, months: Months) -> Months:
        """The first day of each month, since 1970."""
        if not self.by_weeks:
            return np.asarray(months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64))
        starts = _starts(self)
        place = np.clip(months - month_number(_FIRST_YEAR, self.starts_in), 0, len(starts) - 1)
        return np.asarray(starts[place])

    def starts(self, months: Months) -> Minutes:
        """Minutes since 1970 at which months begin."""
        return self.first_days(months) * _MINUTES_OF_DAY

    def first_day(self, month: int) -> date:
        """The first day of a month."""
        if not self.by_weeks:
            return date(*year_and_month(month), 1)
        return _EPOCH + timedelta(days=int(self.first_days(np.array([month]))[0]))

    def last_day(self, month: int) -> date:
        """The last day of a month."""
        return self.first_day(month + 1) - timedelta(days=1)

    def weeks_of(self, month: int) -> int:
        """How many whole weeks a month has."""
        return (self.first_day(month + 1) - self.first_day(month)).days // _WEEK


CALENDAR_YEARS = FiscalCalendar()
"""Months of the calendar, years from January."""


def year_end(calendar: FiscalCalendar, year: int) -> date:
    """The last day of a year of weeks that is known by the calendar year of its first month."""
    after = date(*year_and_month(month_number(year, calendar.starts_in) + MONTHS_OF_YEAR), 1)
    last = after - timedelta(days=1)
    back = (last.weekday() - calendar.weekday) % _WEEK
    if calendar.ends is YearEnd.NEAREST and back > _WEEK // 2:
        back -= _WEEK
    return last - timedelta(days=back)


@cache
def _starts(calendar: FiscalCalendar) -> Months:
    """The first days of all months, since 1970."""
    longer = 2 if calendar.extra is ExtraWeek.QUARTER else 11
    quarter = [int(weeks) for weeks in calendar.pattern.value.split("-")]
    found: list[int] = []
    day = (year_end(calendar, _FIRST_YEAR - 1) - _EPOCH).days + 1
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        weeks = quarter * 4
        after = (year_end(calendar, year) - _EPOCH).days + 1
        if after - day == _LONG_YEAR * _WEEK:
            weeks[longer] += 1
        for count in weeks:
            found.append(day)
            day += count * _WEEK
    return np.array(found, np.int64)
