"""Three-point estimates: PERT figures, sums of independent lines, confidence, accuracy of classes."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.estimating import (
    amount_at,
    confidence,
    deviation,
    expected_each,
    in_range,
    scaled_cost,
    span,
)

MONEY = st.integers(-(10**14), 10**14)
RANGE = st.lists(MONEY, min_size=3, max_size=3).map(sorted)


def expected(*sides: int | None) -> int:
    """Of a line by itself."""
    (found,) = expected_each([sides])
    return found


def test_mean_and_deviation_are_those_of_pert():
    assert expected(100_00, 130_00, 190_00) == 135_00  # (100 + 4 x 130 + 190) / 6
    assert deviation([span(100_00, 130_00, 190_00)]) == 15_00  # (190 - 100) / 6


def test_a_line_without_a_range_is_expected_as_entered():
    assert (expected(None, 70_00, None), span(None, 70_00, None)) == (70_00, 0)
    assert expected(None, None, None) == 0
    assert expected(None, 60, 120) == 70  # (60 + 240 + 120) / 6


def test_halves_are_rounded_away_from_zero():
    assert expected(0, 0, 3) == 1
    assert expected(-3, 0, 0) == -1


def test_independent_lines_are_less_uncertain_together():
    # 6 sigma of 30 and 40: sigma 5 and 6.67, together 8.33 and not 11.67
    assert deviation([30_00, 40_00]) == 8_33


def test_confidence_is_that_of_the_normal_distribution():
    assert confidence(1_000, 100, 1_000) == 5_000
    assert confidence(1_000, 100, 1_100) == 8_413
    assert confidence(1_000, 100, 900) == 1_587
    assert confidence(1_000, 0, 1_000) is None
    assert amount_at(100_000, 10_000) == 108_416  # 0.8416 standard deviations for 80 %


def test_a_class_says_how_far_off_a_cost_may_be():
    assert in_range(200_00, 3) == (160_00, 260_00)
    assert in_range(200_00, None) is None


def test_a_known_cost_is_scaled_by_units_and_size():
    assert scaled_cost(1_250_00, 40, None) == 50_000_00
    assert scaled_cost(480_000_00, None, 7_500) == 360_000_00
    assert scaled_cost(1, 1, 5_000) == 1  # half a cent, away from zero
    with pytest.raises(FinanceError):
        scaled_cost(10**14, 10**9, 10**6)


def test_lines_together_are_expected_without_a_stray_cent():
    # a third of a cent less each than two of them would be rounded up to
    lines = [(600_00, 820_00, 1_500_00), (1_300_00, 1_900_00, 3_500_00), (500_00, 800_00, 1_500_00)]
    assert expected_each(lines) == [896_67, 2_066_67, 866_66]
    assert expected_each([]) == []


@given(st.lists(RANGE, max_size=20))
def test_lines_add_up_to_the_mean_of_their_sum_and_none_is_off_by_a_whole_cent(lines):
    found = expected_each(lines)
    exact = [Fraction(low + 4 * likely + high, 6) for low, likely, high in lines]
    assert abs(sum(found) - sum(exact)) <= Fraction(1, 2)
    assert all(abs(one - mean) < 1 for one, mean in zip(found, exact, strict=True))


@given(RANGE)
def test_the_mean_lies_within_the_range(amounts):
    low, likely, high = amounts
    assert low <= expected(low, likely, high) <= high


@given(st.lists(st.integers(0, 2 * 10**14), max_size=20))
def test_deviations_add_up_in_squares(spans):
    exact = sqrt(sum(one * one for one in spans)) / 6
    assert deviation(spans) == pytest.approx(exact, abs=0.51, rel=1e-12)
