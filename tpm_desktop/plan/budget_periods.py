"""The periods that a budget is shown by: months, quarters or years of a fiscal calendar, with totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.budget import Budget
from tpm_desktop.finance.fiscal_year import FiscalYear, year_and_month, years_between
from tpm_desktop.planning.columns import NONE

from .budget_lines import status_month
from .columns import first
from .fiscal import fiscal_calendar
from .state import State

_MOST_EMPTY_MONTHS = 120  # a plan that runs on longer gets its further months when a line stands in them
_QUARTER = 3


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    WHOLE = "whole"


STEPS = (Span.MONTH, Span.QUARTER, Span.YEAR)
"""What a budget can be shown by."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period. first, last: months since 1970; past: none of it is after the status month.

    status: the status month is in it; year: the fiscal year that it is in, None for all years together.
    """

    span: Span
    first: int
    last: int
    year: FiscalYear | None
    past: bool = False
    status: bool = False

    @property
    def day(self) -> date:
        """The first day of the month that it is named by."""
        return first_day(self.first)

    @property
    def quarter(self) -> int:
        """The number of the fiscal quarter that it begins in, 1 to 4."""
        return 0 if self.year is None else (self.first - self.year.first) // _QUARTER + 1

    def months(self) -> list[int]:
        """All its months, since 1970."""
        return list(range(self.first, self.last + 1))


def first_day(month: int) -> date:
    """What a month, counted from January 1970, is named by: the first day of the calendar's month."""
    return date(*year_and_month(month), 1)


def read_periods(
    state: State, by: Span = Span.MONTH, starts_in: int | None = None, budget: Budget | None = None
) -> list[Period]:
    """Whole fiscal years from the program's start, or the first amount, to its finish, or the last amount.

    Args: by: what each year is parted into, its own total following; just all years for the whole.
    starts_in: the month in which a year begins, 1 to 12, the program's unless given; budget: another than by
    the months of cost, such as that by payment.
    The last period is all years.
    """
    tables = state.inputs.tables
    begins = starts_in or int(first(tables["program"], "fiscal_year_start"))
    status = status_month(tables)
    found: list[Period] = []
    for year in years_between(*_reach(state, budget or state.money.budget), begins):
        if by in (Span.MONTH, Span.QUARTER):
            step = 1 if by is Span.MONTH else _QUARTER
            begun = range(year.first, year.last + 1, step)
            found += [_period(by, month, month + step - 1, year, status) for month in begun]
        found.append(_period(Span.YEAR, year.first, year.last, year, status))
    whole = Period(Span.WHOLE, found[0].first, found[-1].last, None)
    return [whole] if by is Span.WHOLE else [*found, whole]


def _period(span: Span, begin: int, end: int, year: FiscalYear, status: int | None) -> Period:
    if status is None:
        return Period(span, begin, end, year)
    return Period(span, begin, end, year, end <= status, span is not Span.YEAR and begin <= status <= end)


def stretches(months: NDArray[np.int64], periods: list[Period]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each period begins and ends among the budget's months, as `Amounts.between` takes it."""
    begins = np.searchsorted(months, [period.first for period in periods], "left")
    ends = np.searchsorted(months, [period.last for period in periods], "right")
    return begins, ends


def _reach(state: State, budget: Budget) -> tuple[int, int]:
    """The first and the last month that has to be shown."""
    tables = state.inputs.tables
    fiscal = fiscal_calendar(tables)
    begins = fiscal.month_at(int(first(tables["program"], "start")))
    months = budget.months
    if months.size:
        begins = min(begins, int(months[0]))
    ends = max(begins, int(months[-1])) if months.size else begins
    finish = int(state.schedule.program_finish)
    if finish != NONE:
        ends = max(ends, min(fiscal.month_at(finish), begins + _MOST_EMPTY_MONTHS))
    return begins, ends
