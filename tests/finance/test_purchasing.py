"""The worked cases of the capital reference: tolerance, receipts, retention; capital or operating."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.amounts import rounded
from tpm_desktop.finance.capitalisation import CostKind, SoftwareRule, Stage, verdict
from tpm_desktop.finance.purchasing import Ordered, ceiling, over_share, share_of

ORDER = Ordered(40, 4_850_00, advance=1_000, retention=500, price_share=200, price_sum=500_00)


def test_up_to_where_orders_may_go():
    assert ceiling(250_000_00, 500) == 262_500_00
    assert ceiling(250_000_00, 0) == 250_000_00
    assert over_share(250_000_00, 255_000_00) == Fraction(2, 100)
    assert over_share(250_000_00, 180_000_00) == 0
    assert over_share(0, 1) == 0


def test_receipts_and_invoices_of_an_order():
    assert ORDER.amount == 194_000_00
    assert ORDER.received(25) == 121_250_00
    assert ORDER.may_be_invoiced(0) == 19_400_00
    assert ORDER.may_be_invoiced(40) == ORDER.amount
    assert ORDER.matched(25, 121_250_00) == 121_250_00
    assert ORDER.too_dear(15, 73_875_00) == 1_125_00
    assert ORDER.too_dear(15, 73_250_00) == 0  # 500.00 more
    assert ORDER.too_dear(0, 19_400_00) == 0
    assert Ordered(40, 4_850_00).too_dear(15, 72_750_01) == 1


def test_retention():
    assert [ORDER.retained(amount) for amount in (121_250_00, 72_750_00)] == [6_062_50, 3_637_50]


@given(st.integers(0, 10**13), st.integers(0, 10_000))
def test_a_share_and_its_rest_are_the_whole(amount, share):
    assert 0 <= share_of(amount, share) <= amount
    assert abs(share_of(amount, share) + share_of(amount, 10_000 - share) - amount) <= 1


SOFTWARE = [
    (CostKind.EVALUATION, Stage.PRELIMINARY, 42_000),
    (CostKind.TRAINING, Stage.OPERATION, 27_500),
    (CostKind.DATA_CONVERSION, Stage.DEVELOPMENT, 38_000),
    (CostKind.OVERHEAD, Stage.DEVELOPMENT, 18_000),
    (CostKind.MAINTENANCE, Stage.OPERATION, 9_000),
    (CostKind.CODING, Stage.DEVELOPMENT, 310_000),
    (CostKind.CONFIGURATION, Stage.DEVELOPMENT, 85_000),
    (CostKind.TESTING, Stage.DEVELOPMENT, 60_000),
    (CostKind.CONVERSION_SOFTWARE, Stage.DEVELOPMENT, 12_000),
    (CostKind.INTEREST, Stage.DEVELOPMENT, 6_200),
]


def test_software_is_split_by_stage():
    sums = {True: 0, False: 0}
    for kind, stage, amount in SOFTWARE:
        sums[verdict(kind, stage=stage, unit_cost=amount).capital] += amount
    assert sums == {True: 473_200, False: 134_500}


@pytest.mark.parametrize("rule", SoftwareRule)
def test_before_its_criteria_are_met_software_is_operating(rule):
    early = verdict(CostKind.CODING, stage=Stage.PRELIMINARY, rule=rule)
    later = verdict(CostKind.CODING, stage=Stage.DEVELOPMENT, rule=rule)
    assert (early.capital, later.capital) == (False, True)
    assert early.reason != later.reason


def test_threshold_and_life():
    price = {"unit_cost": 4_999_99, "threshold": 5_000_00}
    assert not verdict(CostKind.PRICE, **price).capital
    assert verdict(CostKind.PRICE, **{**price, "unit_cost": 5_000_00}).capital
    assert not verdict(CostKind.LICENCE, unit_cost=9_000_00, threshold=5_000_00, life=11).capital
    assert verdict(CostKind.LICENCE, unit_cost=9_000_00, threshold=5_000_00, life=12).capital
    assert not verdict(CostKind.INTEREST, unit_cost=9_000_00).capital  # of what is bought


@given(st.integers(-(10**9), 10**9), st.integers(1, 20_000), st.integers(1, 40))
def test_halves_go_away_from_zero_so_that_a_credit_note_is_the_invoice_turned_round(amount, share, pieces):
    exact = Decimal(amount) * share / 10_000
    assert share_of(amount, share) == int(
        exact.quantize(Decimal(1), ROUND_HALF_UP)
    )  # Decimal's half up is away from zero
    assert rounded(Fraction(amount * share, 10_000)) == -rounded(Fraction(-amount * share, 10_000))
    order, turned = (Ordered(pieces, 0, retention=share, total=sign * amount) for sign in (1, -1))
    assert [order.received(n) for n in range(pieces)] == [-turned.received(n) for n in range(pieces)]
    assert order.retained(amount) == -order.retained(-amount)


def test_half_a_minor_unit_owed_is_one():
    assert (rounded(Fraction(-25, 2)), rounded(Fraction(25, 2))) == (-13, 13)
    assert (rounded(Fraction(-37, 3)), share_of(-1_25, 10_00)) == (-12, -13)
