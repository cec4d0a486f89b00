"""How far benefits have come, and what that is worth by year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.finance.realisation import on_curve, share_reached, worth_by_year


def test_a_measure_may_rise_or_fall_to_its_target():
    assert share_reached(380, 750, 565) == Fraction(1, 2)
    assert share_reached(46, 34, 43) == Fraction(1, 4)
    assert share_reached(46, 34, 49) == Fraction(-1, 4), "worse than before"
    assert share_reached(10, 10, 12) is None


def test_between_points_the_curve_is_straight():
    curve = [(date(2026, 1, 1), Fraction(0)), (date(2026, 1, 11), Fraction(1))]
    days = [date(2025, 12, 1), date(2026, 1, 6), date(2026, 1, 11), date(2027, 1, 1)]
    assert [on_curve(curve, day) for day in days] == [0, Fraction(1, 2), 1, 1]


def test_a_year_at_target_brings_its_worth_whole():
    months = range(month_number(2026, 4), month_number(2028, 4))
    assert worth_by_year([(n, Fraction(1)) for n in months], 100_000_00, 4) == {
        2026: 100_000_00,
        2027: 100_000_00,
    }
    assert worth_by_year([(n, Fraction(1, 3)) for n in months], 100, 1) == {2026: 25, 2027: 33, 2028: 9}


@given(
    st.lists(st.fractions(-1, 2, max_denominator=50), max_size=60), st.integers(0, 10**12), st.integers(1, 12)
)
def test_years_sum_to_the_whole_to_the_last_minor_unit(shares, worth, starts_in):
    months = list(enumerate(shares, month_number(2026, 1)))
    whole = sum(shares, Fraction(0)) * worth / 12
    assert abs(sum(worth_by_year(months, worth, starts_in).values()) - whole) <= Fraction(1, 2)
