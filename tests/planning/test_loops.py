"""Loops that lead from one owner to another and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.loops import loops


def test_a_loop_is_told_by_its_shortest_ring_between_owners():
    # 0 and 1 belong to one, 2 and 3 to another: 0 → 2 → 3 → 1 → 0, and the shorter 0 → 2 → 0.
    pairs = [(0, 2), (2, 3), (3, 1), (1, 0), (2, 0)]
    assert loops(4, pairs, [7, 7, 8, 8]) == [((0, 1, 2, 3), (2, 0))]


def test_a_loop_within_one_owner_is_its_own_affair():
    assert loops(3, [(0, 1), (1, 0), (1, 2)], [7, 7, 8]) == []


def test_what_gives_to_itself_is_no_loop():
    assert loops(2, [(0, 0), (0, 1)], [7, 8]) == []


PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30)


@given(PAIRS, st.lists(st.integers(0, 2), min_size=9, max_size=9))
def test_rings_go_around_over_given_pairs_and_cross(pairs, owner):
    known = set(pairs)
    for members, ring in loops(9, pairs, owner):
        steps = list(zip(ring, (*ring[1:], ring[0]), strict=True))
        assert known.issuperset(steps)
        assert any(owner[one] != owner[other] for one, other in steps)
        assert set(ring) <= set(members)
        assert len(set(ring)) == len(ring)


@given(st.permutations(range(9)), PAIRS, st.lists(st.integers(0, 2), min_size=9, max_size=9))
def test_without_a_way_back_there_is_no_loop(order, pairs, owner):
    onwards = [(one, other) for one, other in pairs if order[one] < order[other]]
    assert loops(9, onwards, owner) == []
