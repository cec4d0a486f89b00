"""Sequencing of a dependency matrix: givers first, loops together, little feedback within them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.sequence import sequence


@st.composite
def weighted(draw: st.DrawFn) -> tuple[int, dict[tuple[int, int], int]]:
    n = draw(st.integers(1, 9))
    ends = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))
    return n, draw(st.dictionaries(ends, st.integers(1, 9), max_size=20))


def reaches(n: int, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    found = set(pairs)
    for middle in range(n):
        found |= {(a, d) for a, b in found if b == middle for c, d in found if c == middle}
    return found


@given(weighted())
def test_feedback_lies_within_loops_only_and_a_loop_is_what_reaches_itself(
    asked: tuple[int, dict[tuple[int, int], int]],
) -> None:
    n, weights = asked
    order, loops = sequence(n, weights)
    assert sorted(order) == list(range(n))
    place = {element: at for at, element in enumerate(order)}
    far = reaches(n, {pair for pair in weights if pair[0] != pair[1]})
    looped = {order[at] for first, last in loops for at in range(first, last + 1)}
    assert looped == {one for one in range(n) if (one, one) in far}
    for one, other in weights:
        together = any(first <= place[one] <= last and first <= place[other] <= last for first, last in loops)
        assert place[one] <= place[other] or together


def test_what_needs_no_change_stays_in_its_order() -> None:
    assert sequence(4, {(0, 2): 1, (1, 2): 5, (2, 3): 1}) == ([0, 1, 2, 3], [])


def test_a_loop_begins_with_what_gives_most() -> None:
    """Three that need each other: the single weak link back is what remains below the diagonal."""
    order, loops = sequence(4, {(2, 1): 4, (1, 0): 3, (0, 2): 1, (0, 3): 1})
    assert (order, loops) == ([2, 1, 0, 3], [(0, 2)])
