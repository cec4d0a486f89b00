"""The time-cost trade-off: the worked case, a case that greed gets wrong, and what holds for any network."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpm_desktop.planning.columns import LinkKind
from tpm_desktop.planning.crashing import Activity, Tie, TradeOff, weighty

WORKED = [Activity(6, 2, 100), Activity(8, 3, 50), Activity(7, 2, 80), Activity(4, 1, 200)]
LINKS = [Tie(0, 1), Tie(0, 2), Tie(1, 3), Tie(2, 3)]


def cost(activities, cuts):
    return sum(one.slope * cut for one, cut in zip(activities, cuts, strict=True))


def test_the_worked_case():
    """A before B and C, both before D: the least extra cost of each finish from 18 down."""
    trade = TradeOff(WORKED, LINKS, [3])
    costs = [cost(WORKED, trade.cheapest(finish) or []) for finish in range(18, 11, -1)]
    assert costs == [0, 50, 150, 250, 380, 510, 710]
    assert trade.earliest() == 12
    assert trade.cheapest(11) is None
    assert trade.cheapest(17) == [0, 1, 0, 0]


def test_what_was_shortened_is_lengthened_again():
    """The bridge between two paths is bought first; shortening its neighbours then makes that superfluous."""
    first, bridge, last = Activity(4, 2, 60), Activity(4, 2, 50), Activity(4, 2, 60)
    activities = [first, bridge, last, Activity(7), Activity(7)]
    ties = [Tie(0, 1), Tie(1, 2), Tie(0, 3), Tie(4, 2)]
    trade = TradeOff(activities, ties, [2, 3])
    assert trade.cheapest(11) == [0, 1, 0, 0, 0]
    assert trade.cheapest(10) == [1, 0, 1, 0, 0]  # 120; who keeps the bridge short pays 170


def test_other_links_hold_as_well():
    activities = [Activity(10, 4, 1.0), Activity(6, 3, 2.0)]
    finishes = {
        LinkKind.FS: 16, LinkKind.SS: 10, LinkKind.FF: 10, LinkKind.SF: 10,
    }  # fmt: skip
    for kind, finish in finishes.items():
        _, found = weighty(activities, [Tie(0, 1, kind)], [0, 1], 100)
        assert found == finish
    assert TradeOff(activities, [Tie(0, 1, LinkKind.FF)], [1]).earliest() == 6
    assert TradeOff(activities, [Tie(0, 1, LinkKind.SS, 2)], [1]).earliest() == 5


def test_what_is_fixed_stays():
    activities = [Activity(5, 5, 1.0), Activity(3, release=20, is_fixed=True), Activity(2, 1, 1.0)]
    trade = TradeOff(activities, [Tie(0, 1), Tie(1, 2)], [2])
    assert trade.earliest() == 24
    assert trade.cheapest(24) == [0, 0, 1]


def test_only_what_can_matter_is_asked():
    activities = [Activity(10), Activity(2), Activity(1)]
    assert weighty(activities, [Tie(0, 2), Tie(1, 2)], [2], 5) == ([0, 2], 11)
    assert weighty(activities, [Tie(0, 2), Tie(1, 2)], [2], 8) == ([0, 1, 2], 11)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2), st.integers(1, 9)), min_size=2, max_size=4),
    st.data(),
)
def test_nothing_is_cheaper(rows, data):
    """Against all there is to try."""
    activities = [Activity(days, min(most, days), float(slope)) for days, most, slope in rows]
    pairs = [(one, other) for other in range(len(rows)) for one in range(other)]
    ties = [Tie(*pair) for pair in pairs if data.draw(st.booleans())]
    ends = list(range(len(rows)))
    _, normal = weighty(activities, ties, ends, 0)
    trade, least = TradeOff(activities, ties, ends), {}
    for cuts in product(*(range(one.most + 1) for one in activities)):
        cut = [Activity(one.duration - less) for one, less in zip(activities, cuts, strict=True)]
        _, finish = weighty(cut, ties, ends, 0)
        least[finish] = min(least.get(finish, 1e9), cost(activities, cuts))
    assert trade.earliest() == min(least)
    for finish in range(normal, min(least) - 1, -1):
        best = min(value for at, value in least.items() if at <= finish)
        assert cost(activities, trade.cheapest(finish) or []) == pytest.approx(best)
