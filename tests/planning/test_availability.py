"""How much there is of a resource over time."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.availability import Availability
from tpm_desktop.planning.columns import NONE, WHOLE

HALF = WHOLE // 2


def at(there: Availability, *instants: int) -> list[int]:
    return there.at(np.array(instants, np.int64)).tolist()


def test_half_until_a_day_and_all_afterwards():
    there = Availability.of(WHOLE, [(NONE, 100, HALF)])
    assert at(there, -5, 99, 100, 1_000) == [HALF, HALF, WHOLE, WHOLE]
    assert (there.least, there.most, there.last) == (HALF, WHOLE, WHOLE)
    assert list(there.between(90, 120)) == [(90, 100, HALF), (100, 120, WHOLE)]


def test_who_leaves_is_there_no_more():
    there = Availability.of(WHOLE, [(100, NONE, 0)])
    assert at(there, 99, 100, 10_000) == [WHOLE, 0, 0]
    assert there.last == 0


def test_of_two_periods_that_overlap_the_later_one_holds():
    there = Availability.of(WHOLE, [(0, 100, HALF), (40, 60, 0)])
    assert at(there, 0, 39, 40, 59, 60, 99, 100) == [HALF, HALF, 0, 0, HALF, HALF, WHOLE]


def test_what_never_changes_is_one_step():
    assert Availability.of(WHOLE, [(10, 20, WHOLE)]) == Availability.always(WHOLE)
    assert list(Availability.always(HALF).between(1, 9)) == [(1, 9, HALF)]


periods = st.lists(
    st.tuples(st.one_of(st.just(NONE), st.integers(0, 40)), st.integers(0, 40), st.integers(0, 3)).map(
        lambda one: (one[0], max(one[1], one[0] + 1 if one[0] != NONE else 1), one[2])
    ),
    max_size=4,
)


@given(periods, st.integers(-5, 50), st.integers(1, 30))
def test_pieces_cover_a_span_and_say_what_each_instant_has(periods, start, length):
    there = Availability.of(2, periods)
    pieces = list(there.between(start, start + length))
    assert [pieces[0][0], pieces[-1][1]] == [start, start + length]
    assert all(one[1] == other[0] for one, other in itertools.pairwise(pieces))
    for begin, end, units in pieces:
        assert set(at(there, *range(begin, end))) == {units}
