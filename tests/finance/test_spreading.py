"""Parting a sum over periods: the parts make it up to the last minor unit."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.spreading import Shape, apportioned, weights

SUMS = st.integers(-(10**14), 10**14)


def test_e14_a_hundred_over_three_lines_by_the_largest_remainder():
    assert apportioned(100_00, [1, 1, 1]) == [33_34, 33_33, 33_33]


def test_e6_ten_thousand_by_working_days():
    assert apportioned(10_000_00, [10, 20, 5]) == [2_857_14, 5_714_29, 1_428_57]


def test_the_shapes_over_four_months():
    spread = {shape: apportioned(100_00, weights(4, shape)) for shape in Shape}
    assert spread == {
        Shape.EVEN: [25_00, 25_00, 25_00, 25_00],
        Shape.FRONT: [40_00, 30_00, 20_00, 10_00],
        Shape.BACK: [10_00, 20_00, 30_00, 40_00],
        Shape.S: [15_63, 34_38, 34_37, 15_62],
    }


@given(SUMS, st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_parts_make_up_the_sum_and_none_is_off_its_share_by_a_minor_unit(total, by):
    parts = apportioned(total, by)
    assert sum(parts) == total
    whole = sum(by) or len(by)
    shares = by if sum(by) else [1] * len(by)
    assert all(abs(part * whole - total * share) < whole for part, share in zip(parts, shares, strict=True))


@given(st.integers(1, 60))
def test_front_falls_back_rises_and_the_s_is_alike_from_both_ends(count):
    assert all(a > b for a, b in pairwise(weights(count, Shape.FRONT)))
    assert weights(count, Shape.BACK) == weights(count, Shape.FRONT)[::-1]
    assert weights(count, Shape.S) == weights(count, Shape.S)[::-1]
    assert list(accumulate(weights(count, Shape.S)))[-1] == count**3
