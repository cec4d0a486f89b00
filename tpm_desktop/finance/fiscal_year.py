"""Fiscal years: which one a month falls in, and the months that it has.

A month is the number of months since January 1970; a fiscal year is known by the calendar year it starts in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .amounts import Months

MONTHS_OF_YEAR = 12
_EPOCH = 1970


def month_number(year: int, month: int) -> int:
    """Months since January 1970."""
    return (year - _EPOCH) * MONTHS_OF_YEAR + month - 1


def year_and_month(number: int) -> tuple[int, int]:
    """The calendar year and the month, 1 to 12, of a month's number."""
    return _EPOCH + number // MONTHS_OF_YEAR, number % MONTHS_OF_YEAR + 1


def fiscal_year(month: int, starts_in: int) -> int:
    """The calendar year in which the month's fiscal year starts; `starts_in` is its first month, 1 to 12."""
    return _EPOCH + (month - starts_in + 1) // MONTHS_OF_YEAR


def fiscal_years(months: Months, starts_in: int) -> Months:
    """`fiscal_year` of every month."""
    return _EPOCH + (months - starts_in + 1) // MONTHS_OF_YEAR


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """One fiscal year: what its label is made of, and its first and last month's number."""

    start_year: int
    end_year: int
    first: int
    last: int

    @classmethod
    def beginning(cls, start_year: int, starts_in: int) -> FiscalYear:
        """The fiscal year that begins in a calendar year."""
        first = month_number(start_year, starts_in)
        last = first + MONTHS_OF_YEAR - 1
        return cls(start_year, year_and_month(last)[0], first, last)


def years_between(first: int, last: int, starts_in: int) -> tuple[FiscalYear, ...]:
    """The fiscal years that the months from first to last touch, in order; none when last is before first."""
    if last < first:
        return ()
    years = np.arange(fiscal_year(first, starts_in), fiscal_year(last, starts_in) + 1)
    return tuple(FiscalYear.beginning(year, starts_in) for year in years.tolist())
