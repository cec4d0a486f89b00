"""The worked cases of the capital reference: present value, rates, payback; and what holds of any flows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tpm_desktop.finance.business_case import (
    dated_net_present_value,
    discounted_payback,
    equivalent_annual_sum,
    internal_rates,
    net_present_value,
    payback,
    profitability_index,
)
from tpm_desktop.finance.errors import FinanceError

A = [-100_000_00, 30_000_00, 40_000_00, 50_000_00, 20_000_00]
B = [-100_000_00, 30_000_00, 35_000_00, 40_000_00, 45_000_00]
C = [-500_000_00, *[150_000_00] * 5]
TWO = [-100_000_00, 230_000_00, -132_000_00]
FLOWS = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=12)
RATES = st.integers(0, 5_000).map(lambda share: Fraction(share, 10_000))


def per_cent(rate: int) -> Fraction:
    return Fraction(rate, 100)


@pytest.mark.parametrize(
    ("flows", "rate", "worth"),
    [
        (A, 8, 16_463_54), (A, 10, 11_556_59),
        (B, 8, 22_614_27), (B, 10, 16_986_54), (B, 12, 11_757_02),
        (C, 8, 98_906_51),
        (TWO, 5, -680_27), (TWO, 10, 0), (TWO, 15, 189_04), (TWO, 20, 0), (TWO, 25, -480_00),
    ],
)  # fmt: skip
def test_net_present_value_is_rounded_once(flows, rate, worth):
    assert net_present_value(flows, per_cent(rate)) == worth


def test_internal_rates():
    assert [internal_rates(flows).single for flows in (A, B, C)] == [
        Decimal("15.32"), Decimal("17.09"), Decimal("15.24"),
    ]  # fmt: skip
    assert internal_rates(TWO).found == (Decimal("10.00"), Decimal("20.00"))
    assert internal_rates(TWO).single is None
    assert internal_rates([100, 50]).found == ()
    assert internal_rates([0, 0]).found == ()


def test_payback_within_the_year():
    assert payback(A) == Fraction(26, 10)
    assert payback(B) == Fraction(2875, 1000)
    assert round(float(payback(C)), 2) == 3.33
    assert round(float(discounted_payback(B, per_cent(10))), 2) == 3.45
    assert round(float(discounted_payback(C, per_cent(8))), 2) == 4.03
    assert payback([-100, 30, 30]) is None


def test_index_and_annual_sum():
    assert round(float(profitability_index(C, per_cent(8))), 4) == 1.1978
    assert equivalent_annual_sum(C, per_cent(8)) == 24_771_77
    assert equivalent_annual_sum([-100, 60, 60], Fraction(0)) == 10
    assert profitability_index([100, 50], per_cent(8)) is None
    assert equivalent_annual_sum([-100], per_cent(8)) is None


def test_flows_on_days():
    flows = [
        (date(2026, 1, 15), -200_000_00),
        (date(2026, 7, 15), 60_000_00),
        (date(2027, 1, 15), 80_000_00),
        (date(2027, 7, 15), 90_000_00),
    ]
    assert dated_net_present_value(flows, per_cent(10)) == 7_998_58
    assert dated_net_present_value([], per_cent(10)) == 0


def test_a_rate_that_takes_everything_is_refused():
    for worth in (net_present_value, discounted_payback, profitability_index):
        with pytest.raises(FinanceError, match="more than -100 %"):
            worth([-1, 2], Fraction(-1))


@given(FLOWS)
def test_without_discount_the_value_is_the_sum(flows):
    assert net_present_value(flows, Fraction(0)) == sum(flows)


@given(st.integers(1, 10**12), st.lists(st.integers(1, 10**12), min_size=1, max_size=10))
def test_at_its_rate_a_plain_investment_is_worth_nothing(outlay, returns):
    found = internal_rates([-outlay, *returns])
    assume(found.single is not None and found.single > -99)  # others are beyond what is looked for
    near = [Fraction(found.single + step) / 100 for step in (Decimal("-0.01"), Decimal("0.01"))]
    high, low = (net_present_value([-outlay, *returns], rate) for rate in near)
    assert high >= 0 >= low


@given(FLOWS, RATES)
def test_years_with_and_without_days_agree(flows, rate):
    """Years of 365 days are years."""
    first = date(2026, 1, 1).toordinal()
    dated = [(date.fromordinal(first + 365 * n), flow) for n, flow in enumerate(flows)]
    assert abs(dated_net_present_value(dated, rate) - net_present_value(flows, rate)) <= 1


@given(FLOWS, RATES)
def test_discounting_never_pays_back_earlier(flows, rate):
    flows = [-abs(flows[0]) - 1, *map(abs, flows[1:])]
    late, early = discounted_payback(flows, rate), payback(flows)
    assert late is None or (early is not None and early <= late)
