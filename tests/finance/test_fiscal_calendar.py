"""Which month of a fiscal calendar a day falls in: calendars as published, and what holds for all."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.amounts import NONE
from tpm_desktop.finance.fiscal_calendar import (
    CALENDAR_YEARS,
    ExtraWeek,
    FiscalCalendar,
    Pattern,
    YearEnd,
    year_end,
)
from tpm_desktop.finance.fiscal_year import month_number

RETAIL = FiscalCalendar(2, Pattern.W454, YearEnd.NEAREST, 5)
"""The calendar of the US National Retail Federation: 4-5-4, the Saturday nearest to the end of January."""
calendars = st.builds(
    FiscalCalendar,
    st.integers(1, 12),
    st.sampled_from(Pattern),
    st.sampled_from(YearEnd),
    st.integers(0, 6),
    st.sampled_from(ExtraWeek),
)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("year", "begins", "ends"),
    [(2012, date(2012, 1, 29), date(2013, 2, 2)),  # of 53 weeks
     (2017, date(2017, 1, 29), date(2018, 2, 3)),  # of 53 weeks
     (2022, date(2022, 1, 30), date(2023, 1, 28)), (2023, date(2023, 1, 29), date(2024, 2, 3)),
     (2024, date(2024, 2, 4), date(2025, 2, 1))],
)  # fmt: skip
def test_retail_years_are_those_that_were_published(year, begins, ends):
    first = month_number(year, 2)
    assert (RETAIL.first_day(first), RETAIL.last_day(first + 11)) == (begins, ends)
    assert RETAIL.year_of(begins) == RETAIL.year_of(ends) == year
    assert RETAIL.year_of(begins - timedelta(days=1)) == year - 1


def test_the_months_of_a_retail_year_of_53_weeks():
    months = [RETAIL.first_day(month_number(2023, 2) + n) for n in range(13)]
    assert months == [
        date(2023, 1, 29), date(2023, 2, 26), date(2023, 4, 2), date(2023, 4, 30), date(2023, 5, 28),
        date(2023, 7, 2), date(2023, 7, 30), date(2023, 8, 27), date(2023, 10, 1), date(2023, 10, 29),
        date(2023, 11, 26), date(2023, 12, 31), date(2024, 2, 4),
    ]  # fmt: skip
    assert [RETAIL.weeks_of(month_number(2023, 2) + n) for n in range(12)] == [4, 5, 4] * 3 + [4, 5, 5]


@pytest.mark.parametrize(
    ("starts_in", "year", "ends"),
    [(10, 2021, date(2022, 9, 24)), (10, 2022, date(2023, 9, 30)), (10, 2023, date(2024, 9, 28)),
     (8, 2014, date(2015, 7, 25)), (8, 2015, date(2016, 7, 30)), (8, 2022, date(2023, 7, 29)),
     (1, 2021, date(2021, 12, 25)), (1, 2022, date(2022, 12, 31)), (1, 2023, date(2023, 12, 30))],
)  # fmt: skip
def test_years_that_end_on_the_last_saturday_of_a_month(starts_in, year, ends):
    """As makers of computers, networks and processors report them."""
    assert year_end(FiscalCalendar(starts_in, Pattern.W445, YearEnd.LAST, 5), year) == ends


def test_the_week_more_in_the_first_quarter():
    """A maker of computers: fourteen weeks from 25 September to 31 December 2022, else thirteen."""
    calendar = FiscalCalendar(10, Pattern.W445, YearEnd.LAST, 5, ExtraWeek.QUARTER)
    ends = [calendar.last_day(month_number(year, 12)) for year in (2021, 2022, 2023)]
    assert ends == [date(2021, 12, 25), date(2022, 12, 31), date(2023, 12, 30)]


@given(calendars, days)
def test_a_day_lies_within_the_month_that_it_falls_in(calendar, day):
    month = calendar.month_of(day)
    assert calendar.first_day(month) <= day <= calendar.last_day(month)


@given(calendars, st.integers(1900, 2190))
def test_a_year_is_whole_weeks_in_the_pattern(calendar, year):
    first = month_number(year, calendar.starts_in)
    begins, ends = calendar.first_day(first), calendar.last_day(first + 11)
    if not calendar.by_weeks:
        assert (begins.day, (ends + timedelta(days=1)).day) == (1, 1)
        return
    weeks = [calendar.weeks_of(first + n) for n in range(12)]
    assert ends.weekday() == calendar.weekday
    assert ends == year_end(calendar, year)
    usual = [int(count) for count in calendar.pattern.split("-")] * 4
    longer = 2 if calendar.extra is ExtraWeek.QUARTER else 11
    more = ((ends - begins).days + 1) // 7 - 52
    assert more in (0, 1)
    usual[longer] += more
    assert weeks == usual


@given(calendars, st.lists(days, min_size=1, max_size=8))
def test_many_days_at_once_are_what_each_is(calendar, some):
    numbers = np.array([(day - date(1970, 1, 1)).days for day in some])
    months = calendar.months_of_days(numbers)
    assert months.tolist() == [calendar.month_of(day) for day in some]
    assert calendar.months_at(numbers * 1440 + 1439).tolist() == months.tolist()
    begins = [(calendar.first_day(month) - date(1970, 1, 1)).days for month in months.tolist()]
    assert calendar.first_days(months).tolist() == begins
    assert calendar.starts(months).tolist() == [day * 1440 for day in begins]


@pytest.mark.parametrize("calendar", [CALENDAR_YEARS, RETAIL])
def test_no_day_falls_in_no_month(calendar):
    assert calendar.months_of_days(np.array([NONE, 0])).tolist()[0] == NONE
    assert calendar.months_at(np.array([NONE])).tolist() == [NONE]
