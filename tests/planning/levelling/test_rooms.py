"""Room for tasks while a plan fills up: found as by looking at every slot, and no slower for many tasks."""

from __future__ import annotations

from itertools import count
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.problem import ENDLESS, Problem
from tpm_desktop.planning.levelling.rooms import Rooms
from tpm_desktop.planning.levelling.search import Search

MOST, SLOTS = 3, 30
GUARD = 1 << MOST.bit_length()
ASKED = st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(1, MOST), st.integers(0, 40))


@given(st.lists(st.integers(0, MOST), min_size=8, max_size=8), st.lists(ASKED, max_size=25), st.booleans())
def test_room_is_found_where_looking_at_every_slot_finds_it(begun, asked, forwards):
    rooms = Rooms([*(n | GUARD for n in begun), *[MOST | GUARD] * 300], GUARD)
    free = [*begun, *[MOST] * 300]
    for slot, length, need, more in asked:
        starts = range(slot, slot + more + 1) if forwards else range(slot + more, -1, -1)
        fits = (at for at in starts if min(free[at : at + length]) >= need)
        found = (
            rooms.first(slot, length, need, slot + more)
            if forwards
            else rooms.before(slot + more, length, need)
        )
        assert found == next(fits, None)
        if found is None:
            rooms.take_what_is(slot, length, need)
        else:
            rooms.take(found, length, need)
        at = slot if found is None else found
        free[at : at + length] = [n - need if n >= need else n for n in free[at : at + length]]
    assert [n - GUARD for n in rooms.free] == free


def test_a_large_program_with_latest_starts_keeps_to_its_effort():
    """Ten people with a hundred tasks each: slots that are full are not looked at again."""
    chance = Random(4)
    tasks, people = 1000, 10
    durations = [chance.randrange(8, 64) for _ in range(tasks)]
    demands = [[int(kind == task % people) for kind in range(people)] for task in range(tasks)]
    latest = [chance.randrange(3000) if task < 20 else ENDLESS for task in range(tasks)]
    problem = Problem(durations, demands, [1] * people, latest=latest)
    generator = Generator(problem)
    generator.within(range(tasks), latest)
    assert generator.steps < 6 * sum(durations) + 20 * tasks  # by looking at each slot: some 50 times the sum
    search, plans = Search(problem, 1), count(1)
    search.go_on(lambda: next(plans) < 3)
    assert search.made == 3
