"""Bids by weighted scores: worked figures, and what must hold for any bids."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.bids import WHOLE, Judgement, Offer, ranked

BEST = 5
QUALITY, SECURITY, PRICE = Judgement(4_000), Judgement(2_000, least=3), Judgement(4_000, is_price=True)
CRITERIA = (QUALITY, SECURITY, PRICE)


def test_worked_figures_of_three_bids():
    cheap = Offer(800_000, (3, 3, None))
    good = Offer(1_000_000, (5, 4, None))
    found = ranked(CRITERIA, [cheap, good], BEST)
    # 40 × 3/5 + 20 × 3/5 + 40 × 5/5 = 76; 40 × 5/5 + 20 × 4/5 + 40 × (0.8 × 5)/5 = 88
    assert [one.points for one in found] == [7_600, 8_800]
    assert [one.rank for one in found] == [2, 1]
    assert found[1].scores[2] == Fraction(4)


def test_a_bid_below_a_least_score_is_out_and_its_price_is_not_the_lowest():
    cheap_but_unsafe = Offer(100_000, (5, 2, None))
    found = ranked(CRITERIA, [cheap_but_unsafe, Offer(800_000, (3, 3, None))], BEST)
    assert (found[0].is_out, found[0].knocked_out, found[0].rank) == (True, (1,), None)
    assert (found[1].scores[2], found[1].rank) == (Fraction(5), 1)


def test_a_price_can_knock_out_too():
    dear = Judgement(WHOLE, is_price=True, least=3)
    found = ranked([dear], [Offer(100, (None,)), Offer(200, (None,))], BEST)
    assert [one.is_out for one in found] == [False, True]  # half the score for double the price: 2.5


def test_a_bid_without_all_scores_or_disqualified_has_no_rank():
    offers = [Offer(1, (3, None, None)), Offer(None, (3, 3, None)), Offer(1, (5, 5, None), disqualified=True)]
    found = ranked(CRITERIA, offers, BEST)
    assert [one.missing for one in found] == [(1,), (2,), (2,)]
    assert [one.rank for one in found] == [None, None, None]
    assert [one.is_out for one in found] == [False, False, True]


def test_equal_points_share_a_rank_and_the_next_one_is_skipped():
    found = ranked([Judgement(WHOLE)], [Offer(None, (score,)) for score in (4, 5, 4, 3)], BEST)
    assert [one.rank for one in found] == [2, 1, 2, 4]


OFFERS = st.lists(
    st.builds(
        Offer,
        price=st.none() | st.integers(0, 10**14),
        scores=st.tuples(*[st.none() | st.integers(0, BEST)] * 3),
        disqualified=st.booleans(),
    ),
    max_size=6,
)


@given(OFFERS)
def test_points_stay_within_the_whole_and_the_best_of_those_in_comes_first(offers):
    found = ranked(CRITERIA, offers, BEST)
    assert all(0 <= one.points <= WHOLE for one in found)
    able = [one for one in found if one.rank is not None]
    assert all((one.rank == 1) == (one.points == max(other.points for other in able)) for one in able)


@given(OFFERS, st.integers(2, 9))
def test_the_currency_does_not_matter(offers, factor):
    dearer = [Offer(o.price and o.price * factor, o.scores, o.disqualified) for o in offers]
    assert ranked(CRITERIA, offers, BEST) == ranked(CRITERIA, dearer, BEST)
