"""Levelling: the worked instances, real problems, and what every plan must keep to."""

from __future__ import annotations

from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.levelling.psplib import DATA, best_known, read
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.level import level
from tpm_desktop.planning.levelling.problem import ENDLESS, Problem, Starts


def instance(capacity: int, tasks: str, links: str = "") -> Problem:
    """As "A3/2 B2/1": duration and need; links as "A-D B-E+2", a lag after the finish."""
    rows = {word[0]: tuple(map(int, word[1:].split("/"))) for word in tasks.split()}
    names = list(rows)
    waits = [
        (names.index(one[0]), names.index(one[2]), rows[one[0]][0] + int(one[3:] or 0))
        for one in links.split()
    ]
    return Problem([d for d, _ in rows.values()], [[r] for _, r in rows.values()], [capacity], waits)


I1 = instance(3, "A3/2 B2/1 C4/2 D2/3 E3/1 F1/2", "A-D B-E C-F")
I2 = instance(4, "A4/2 B3/2 C5/1 D2/3 E4/2 F3/1 G2/2 H1/4", "A-D B-E C-F D-H E-H F-G")
I3 = instance(2, "A3/1 B3/1 C2/1 D2/1 E2/1")
I4 = instance(3, "A3/2 B4/2 C2/1 D3/1 E2/2 F1/3", "A-C A-D+2 B-E C-F E-F")
I5 = instance(1, "A3/1 B2/1 C4/1 D1/1 E2/1", "A-C+4 B-D+6 D-E")
I6 = instance(3, "A4/1 B4/2 C1/2 D4/3 E4/2", "A-B C-D C-E D-E")


def check(problem: Problem, starts: Starts) -> None:
    """A plan breaks no link and needs nothing more than there is."""
    assert all(starts[other] >= starts[one] + slots for one, other, slots in problem.waits)
    assert all(start >= first for start, first in zip(starts, problem.earliest, strict=True))
    for kind, most in enumerate(problem.capacities):
        for slot in range(problem.length(starts)):
            taken = sum(
                needs[kind]
                for start, slots, needs in zip(starts, problem.durations, problem.demands, strict=True)
                if start <= slot < start + slots
            )
            assert taken <= (most if isinstance(most, int) else most[min(slot, len(most) - 1)])


@pytest.mark.parametrize(
    ("problem", "path", "optimum"),
    [(I1, 5, 10), (I2, 10, 14), (I3, 3, 6), (I4, 8, 10), (I5, 11, 14), (I6, 9, 13)],
    ids=["I1", "I2", "I3", "I4", "I5", "I6"],
)
def test_the_worked_instances(problem, path, optimum):
    assert max(s + t for s, t in zip(problem.earliest, problem.tails, strict=True)) == path
    found = level(problem, 0.2)
    check(problem, found.starts)
    assert (found.length, found.bound, found.is_proven) == (optimum, optimum, True)


def test_what_serial_generation_makes_of_every_order():
    """I4: orders that links allow give 10, 13 or 15; justification takes three of them from 15 to 13."""
    made = {}
    for order in permutations(range(6)):
        place = {task: at for at, task in enumerate(order)}
        if all(place[one] < place[other] for one, other, _ in I4.waits):
            starts = Generator(I4).serial(order)
            check(I4, starts)
            pushed = Generator(I4).justified(starts)
            check(I4, pushed)
            made[order] = (I4.length(starts), I4.length(pushed))
    assert {first for first, _ in made.values()} == {10, 13, 15}
    assert all(later <= first for first, later in made.values())
    assert made[1, 4, 0, 2, 3, 5] == (15, 13)


def test_the_parallel_scheme_never_waits():
    """I6: waiting at first pays, which this scheme can't do."""
    lengths = {
        I6.length(Generator(I6).parallel([float(rank) for rank in order])) for order in permutations(range(5))
    }
    assert min(lengths) == 16


def test_capacity_that_comes_and_goes():
    """Two people, one of them away in slots 2 and 3."""
    problem = Problem([2, 3], [[1], [1]], [[2, 2, 1, 1, 2]], release=[1, 0])
    found = level(problem, 0.1)
    check(problem, found.starts)
    assert found.length == 5


@pytest.mark.parametrize(
    ("problem", "wrong"),
    [
        (lambda: Problem([2], [[3]], [2]), "task 1 needs more than there is"),
        (lambda: level(Problem([1, 1], [[1], [1]], [1], [(0, 1, 1), (1, 0, 1)]), 0.1), "wait for each other"),
    ],
)
def test_what_can_not_be_levelled_is_said(problem, wrong):
    with pytest.raises(PlanError, match=wrong):
        problem()


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000))
def test_any_problem(seed):
    """Random lags, releases and capacities by slot: nothing is broken, the same seed gives the same plan."""
    chance = Random(seed)
    size = chance.randint(1, 14)
    capacity = [[chance.randint(2, 4) for _ in range(chance.randint(1, 6))] for _ in range(2)]
    durations = [chance.randint(0, 5) for _ in range(size)]
    demands = [[chance.randint(0, most[-1]) for most in capacity] for _ in range(size)]
    waits = [
        (one, other, chance.randint(-2, 6))
        for one in range(size)
        for other in range(one + 1, size)
        if chance.random() < 0.2
    ]
    problem = Problem(durations, demands, capacity, waits, [chance.randint(0, 4) for _ in range(size)])
    found = level(problem, 0.01, seed=seed)
    check(problem, found.starts)
    assert found.bound <= found.length == problem.length(found.starts)
    assert level(problem, 0.01, seed=seed) == found


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_of_the_shortest_plans_the_one_that_moves_tasks_least(seed):
    """Against all plans of that length of four tasks, moves weighed by priority; as short as without."""
    chance = Random(seed)
    durations = [chance.randint(1, 3) for _ in range(4)]
    priority = [chance.choice([100, 500, 900]) for _ in range(4)]
    problem = Problem(
        durations,
        [[chance.randint(0, 2)] for _ in range(4)],
        [2],
        [(0, 1, durations[0])],
        priority=priority,
    )
    now = [chance.randint(0, 5) for _ in range(4)]
    short = level(problem, 0.05, seed=seed)
    found = level(problem, 0.05, seed=seed, now=now)
    check(problem, found.starts)
    assert found.length == short.length

    def moved(starts: Starts) -> int:
        return sum(p * abs(start - at) for p, start, at in zip(priority, starts, now, strict=True))

    least = min(
        moved(list(starts))
        for starts in product(range(short.length), repeat=4)
        if problem.length(list(starts)) <= short.length and _holds(problem, list(starts))
    )
    assert moved(found.starts) == least


@pytest.mark.parametrize("urgent", [45, 89])
def test_of_more_tasks_than_the_solver_takes_an_urgent_one_stays(urgent):
    """Ninety equal tasks could go in any order, all as short; one after the other from slot 0."""
    priority = [900 if task == urgent else 100 for task in range(90)]
    found = level(Problem([1] * 90, [[1]] * 90, [1], priority=priority), 0.05, now=[0] * 90)
    assert found.length == 90
    assert found.starts[urgent] == 0


def test_priorities_weigh_among_plans_that_are_as_short():
    """One person is to do two tasks of a day at once; a third, by others, lasts longer than both in turn."""
    for urgent in (0, 1):
        priority = [900 if task == urgent else 100 for task in range(3)]
        problem = Problem([1, 1, 5], [[1], [1], [0]], [1], priority=priority)
        found = level(problem, 0.05, now=[0, 0, 0])
        assert found.starts == [0 if task in (urgent, 2) else 1 for task in range(3)]


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_latest_starts(seed):
    """Against all plans of four tasks: where one keeps to them it is found, as short as can be; else the
    unfit are named, and no task but these starts late or where there is not enough."""
    chance = Random(seed)
    durations = [chance.randint(1, 3) for _ in range(4)]
    latest = [chance.choice([ENDLESS, chance.randint(0, 6)]) for _ in range(4)]
    waits = [(0, 1, durations[0])]
    latest = [max(last, durations[0] if task == 1 else 0) for task, last in enumerate(latest)]
    problem = Problem(durations, [[chance.randint(0, 2)] for _ in range(4)], [2], waits, latest=latest)
    found = level(problem, 0.05, seed=seed)
    fitting = [
        problem.length(list(starts))
        for starts in product(range(sum(durations) + 1), repeat=4)
        if all(at <= last for at, last in zip(starts, latest, strict=True)) and _holds(problem, list(starts))
    ]
    assert bool(fitting) == (not found.unfit)
    if fitting:
        check(problem, found.starts)
        assert all(at <= last for at, last in zip(found.starts, latest, strict=True))
        assert found.bound <= found.length == min(fitting)
    assert all(found.starts[other] >= found.starts[one] + slots for one, other, slots in waits)


def _holds(problem: Problem, starts: Starts) -> bool:
    try:
        check(problem, starts)
    except AssertionError:
        return False
    return True


def test_it_can_be_stopped():
    told = []
    chance = Random(5)
    problem = Problem(
        [chance.randint(1, 9) for _ in range(90)], [[chance.randint(1, 3)] for _ in range(90)], [4]
    )
    found = level(problem, 60, progress=lambda share, length: bool(told.append(length)) or len(told) < 20)
    check(problem, found.starts)
    assert len(told) == 20
    assert found.length == min(told)


@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not here")
@pytest.mark.parametrize("name", ["j30_38_8", "j60_4_7", "j120_40_3"])
def test_a_problem_of_the_library(name):
    problem = read(DATA / f"{name}.rcp")
    found = level(problem, 1.0)
    check(problem, found.starts)
    assert found.length == best_known()[name]
