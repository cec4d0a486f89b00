"""Which fiscal year a month falls in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.fiscal_year import (
    FiscalYear,
    fiscal_year,
    month_number,
    year_and_month,
    years_between,
)


@pytest.mark.parametrize(
    ("year", "month", "starts_in", "expected"),
    [(2026, 3, 4, 2025), (2026, 4, 4, 2026), (2027, 3, 4, 2026), (2026, 1, 1, 2026), (2026, 12, 1, 2026),
     (2026, 9, 10, 2025), (2026, 10, 10, 2026), (1969, 12, 4, 1969), (1969, 3, 4, 1968)],
)  # fmt: skip
def test_a_month_falls_in_the_fiscal_year_that_began_last(
    year: int, month: int, starts_in: int, expected: int
) -> None:
    assert fiscal_year(month_number(year, month), starts_in) == expected


def test_a_label_is_made_of_the_years_at_both_ends() -> None:
    april = FiscalYear.beginning(2026, 4)
    assert (april.start_year, april.end_year) == (2026, 2027)
    assert (year_and_month(april.first), year_and_month(april.last)) == ((2026, 4), (2027, 3))
    january = FiscalYear.beginning(2026, 1)
    assert (january.start_year, january.end_year) == (2026, 2026)


def test_no_months_touch_no_years() -> None:
    assert years_between(5, 4, 4) == ()


@given(st.integers(-900, 2700), st.integers(1, 12))
def test_every_month_lies_inside_its_own_year(month: int, starts_in: int) -> None:
    year = FiscalYear.beginning(fiscal_year(month, starts_in), starts_in)
    assert year.first <= month <= year.last
    assert year_and_month(year.first)[1] == starts_in
    assert month_number(*year_and_month(month)) == month
