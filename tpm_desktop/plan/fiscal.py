"""The fiscal calendar that a program has chosen: what turns its days into months of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from tpm_desktop.finance.fiscal_calendar import ExtraWeek, FiscalCalendar, Pattern, YearEnd
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.model.program import FiscalWeekday, Program

from .columns import Columns, first

_WEEKDAYS = {key.value: n for n, key in enumerate(FiscalWeekday)}


def fiscal_calendar(tables: Mapping[str, Columns]) -> FiscalCalendar:
    """By the plan's columns."""
    program = tables["program"]
    names = ("fiscal_year_start", "fiscal_months", "fiscal_year_end", "fiscal_weekday", "fiscal_extra_week")
    return _calendar(*(first(program, name) for name in names))


def fiscal_calendar_of(program: Program) -> FiscalCalendar:
    """By the program's row."""
    return _calendar(
        program.fiscal_year_start,
        str(program.fiscal_months),
        str(program.fiscal_year_end),
        str(program.fiscal_weekday),
        str(program.fiscal_extra_week),
    )


def month_named(fiscal: FiscalCalendar, day: date) -> date:
    """The month of a day as columns of months hold it: the first day of the month that it is named by."""
    return date(*year_and_month(fiscal.month_of(day)), 1)


@cache
def _calendar(starts_in: int, months: str, ends: str, weekday: str, extra: str) -> FiscalCalendar:
    return FiscalCalendar(
        int(starts_in), Pattern(months), YearEnd(ends), _WEEKDAYS[weekday], ExtraWeek(extra)
    )
