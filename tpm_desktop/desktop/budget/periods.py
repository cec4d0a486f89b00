"""The grid's columns of amounts: months by fiscal year, each with its total behind, the grand total last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tpm_desktop.finance.fiscal_year import FiscalYear, year_and_month, years_between
from tpm_desktop.plan import State
from tpm_desktop.plan.columns import first
from tpm_desktop.plan.money import status_month
from tpm_desktop.planning.columns import NONE

_MOST_EMPTY_MONTHS = 120  # a plan that runs on longer gets its further months when a line stands in them


class Span(StrEnum):
    """How long a column's period is."""

    MONTH = "month"
    YEAR = "year"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Period:
    """One column. first: months since 1970 of its first month; past: none of it is after the status month."""

    span: Span
    first: int
    year: FiscalYear | None
    past: bool = False
    status: bool = False

    @property
    def day(self) -> date:
        """The first day of it."""
        return first_day(self.first)


def first_day(month: int) -> date:
    """The first day of a month that is counted from January 1970."""
    return date(*year_and_month(month), 1)


def read_periods(state: State) -> list[Period]:
    """Whole fiscal years from the program's start, or the first amount, to its finish, or the last amount."""
    tables = state.inputs.tables
    starts_in = int(first(tables["program"], "fiscal_year_start"))
    status = status_month(tables)
    found: list[Period] = []
    for year in years_between(*_reach(state), starts_in):
        found += [
            Period(Span.MONTH, month, year, status is not None and month <= status, month == status)
            for month in range(year.first, year.last + 1)
        ]
        found.append(Period(Span.YEAR, year.first, year, status is not None and year.last <= status))
    start = found[0].first
    return [*found, Period(Span.WHOLE, start, None)]


def _reach(state: State) -> tuple[int, int]:
    """The first and the last month that the grid has to show."""
    begins = _month(int(first(state.inputs.tables["program"], "start")))
    months = state.money.budget.months
    if months.size:
        begins = min(begins, int(months[0]))
    ends = max(begins, int(months[-1])) if months.size else begins
    finish = int(state.schedule.program_finish)
    if finish != NONE:
        ends = max(ends, min(_month(finish), begins + _MOST_EMPTY_MONTHS))
    return begins, ends


def _month(minutes: int) -> int:
    day = date.fromordinal(date(1970, 1, 1).toordinal() + minutes // 1440)
    return (day.year - 1970) * 12 + day.month - 1
