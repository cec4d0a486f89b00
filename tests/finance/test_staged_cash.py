"""When an order is paid by its own terms: advance, stages, retention and its releases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.staged_cash import Agreed, released, still_to_pay

C4 = Agreed(194_000_00, delivery=5, retention=500, final=12)
"""Forty pieces at 4,850.00 with 5 % retained, as in the reference's C3 and C4."""


def test_what_is_retained_comes_at_the_end():
    assert still_to_pay(C4) == [(5, 184_300_00), (12, 9_700_00)]


def test_an_advance_is_set_off_against_all_work():
    """10 % in month 1, so each later payment is 10 % less."""
    one = Agreed(194_000_00, 5, advance=1_000, advanced_in=1, retention=500, final=12)
    assert still_to_pay(one) == [(1, 19_400_00), (5, 164_900_00), (12, 9_700_00)]
    begun = Agreed(
        194_000_00, 5, advance=1_000, advanced_in=1, retention=500, final=12,
        advanced=19_400_00, billed=121_250_00,
    )  # fmt: skip
    assert still_to_pay(begun) == [(5, 61_837_50), (12, 3_637_50)]


def test_stages_fall_due_in_their_months_and_the_rest_with_delivery():
    one = Agreed(100_000_00, 9, stages=((3, 3_000), (6, 5_000)), retention=1_000, final=20)
    assert still_to_pay(one) == [(3, 27_000_00), (6, 45_000_00), (9, 18_000_00), (20, 10_000_00)]
    billed = Agreed(100_000_00, 9, stages=((3, 3_000), (6, 5_000)), billed=40_000_00)
    assert still_to_pay(billed) == [(6, 40_000_00), (9, 20_000_00)]


def test_what_is_retained_is_released_in_steps():
    assert released(9_700_00, ((7, 5_000), (9, 2_500)), 12) == [(7, 4_850_00), (9, 2_425_00), (12, 2_425_00)]
    assert released(1, ((7, 5_000), (9, 5_000)), 12) == [(7, 1)]


shares = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 2_500)), max_size=4).map(tuple)


@given(st.integers(0, 10**12), shares, st.integers(0, 3_000), st.integers(0, 3_000), shares)
def test_all_of_an_order_is_paid_and_nothing_twice(amount, stages, advance, retention, releases):
    paid = still_to_pay(Agreed(amount, 30, stages, advance, 2, retention, tuple(sorted(releases)), final=61))
    assert all(part > 0 for _, part in paid)
    assert abs(sum(part for _, part in paid) - amount) <= len(stages) + 2  # each part is rounded once
