"""Cases with known answers, simulated by a real plan on a calendar that always works."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pytest

from tests.planning.plans import CALENDARS
from tpm_desktop.planning.columns import Assignments, Links, Options, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.simulation.distributions import Range, Shape
from tpm_desktop.planning.simulation.percentiles import cruciality, joint_confidence, least, percentile
from tpm_desktop.planning.simulation.simulate import PROGRAM, Asked, Simulated, simulate
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.simulation.uncertain import Alike, Costs, Driver, Group, Uncertain
from tpm_desktop.planning.worktime import DAY

ALWAYS, START = 3, 20_458 * DAY
TRIANGULAR = Range(Shape.TRIANGULAR, 2 * DAY, 4 * DAY, 9 * DAY)
RUNS = Asked(10_000, seed=11)


def days(*points: float, shape: Shape = Shape.TRIANGULAR) -> Range:
    low, high = points[0] * DAY, points[-1] * DAY
    return Range(shape, low, points[1] * DAY if len(points) > 2 else (low + high) / 2, high)


def plan(durations: list[float], pairs: list[tuple[int, int]] = ()) -> Subject:
    """Tasks of so many days, those of a pair one after the other."""
    tasks, links = Tasks.empty(len(durations)), Links.empty(len(pairs))
    tasks.duration[:] = np.array(durations) * DAY
    for at, (before, after) in enumerate(pairs):
        links.predecessor[at], links.successor[at] = before, after
    options = Options(start=START, calendar=ALWAYS)
    scenario = Scenario(CALENDARS, tasks, links, options, Assignments.empty())
    return Subject(scenario, scenario.scheduled())


def run(subject: Subject, asked: Asked = RUNS, **uncertain: object) -> Simulated:
    names = tuple(f"task {row}" for row in range(subject.inputs.n))
    found = simulate(subject, Uncertain(names, **uncertain), asked)
    assert found is not None
    return found


def finish(found: Simulated, target: int = PROGRAM) -> np.ndarray:
    """Days from the plan's begin, a number a run."""
    return (found.finishes[target] - START) / DAY


def test_ten_tasks_in_series():
    subject = plan([4] * 10, [(row, row + 1) for row in range(9)])
    done = finish(run(subject, ranges=dict.fromkeys(range(10), TRIANGULAR)))
    assert done.mean() == pytest.approx(50, abs=0.01)
    assert done.std() == pytest.approx(4.6547, abs=0.12)
    assert percentile(done, 0.8) == pytest.approx(53.92, abs=0.2)


def test_merge_bias_of_parallel_tasks():
    wide = days(8, 10, 15)
    one = finish(run(plan([10]), ranges={0: wide}))
    assert (one.mean(), percentile(one, 0.8)) == pytest.approx((11, 12.354), abs=0.01)
    two = finish(run(plan([10] * 2), ranges=dict.fromkeys(range(2), wide)))
    assert (two.mean(), percentile(two, 0.8)) == pytest.approx((11.84, 13.078), abs=0.05)
    five = finish(run(plan([10] * 5), ranges=dict.fromkeys(range(5), wide)))
    assert (five.mean(), percentile(five, 0.8)) == pytest.approx((12.8145, 13.764), abs=0.05)


def test_the_greater_of_two_uniform():
    done = finish(run(plan([5, 5]), ranges=dict.fromkeys(range(2), days(0, 10, shape=Shape.UNIFORM))))
    assert done.mean() == pytest.approx(20 / 3, abs=0.1)
    assert done.var() == pytest.approx(100 / 18, abs=0.25)


@pytest.mark.parametrize(("together", "spread"), [(0.6, 17.889), (0.0, 14.142), (1.0, 20.0)])
def test_two_in_series_that_correlate(together, spread):
    """Nearly normal: a PERT range of the deviation 10 is as wide as 52.9 to either side."""
    half = 10 * sqrt(7)
    part = days(100 - half, 100, 100 + half, shape=Shape.PERT)
    matrix = np.array([[1.0, together], [together, 1.0]])
    groups = (Group.of((0, 1), matrix),)
    done = finish(run(plan([100, 100], [(0, 1)]), ranges={0: part, 1: part}, groups=groups))
    assert done.mean() == pytest.approx(200, abs=0.1)
    assert done.std() == pytest.approx(spread, rel=0.02)


@pytest.mark.parametrize(("together", "spread"), [(0.0, 31.6), (0.27, 58.6), (1.0, 100.0)])
def test_ten_in_series_that_move_together(together, spread):
    """Zero correlation is an assumption too: ten tasks of the deviation 10, nearly normal."""
    half, chain = 10 * sqrt(7), [(row, row + 1) for row in range(9)]
    part = days(100 - half, 100, 100 + half, shape=Shape.PERT)
    groups = (Alike("site", tuple(range(10)), together),)
    done = finish(run(plan([100] * 10, chain), ranges=dict.fromkeys(range(10), part), groups=groups))
    assert done.mean() == pytest.approx(1000, abs=0.5)
    assert done.std() == pytest.approx(spread, rel=0.03)


def test_a_further_task_that_moves_with_others_leaves_theirs_alone():
    wide, asked = days(8, 10, 15), Asked(500, 9, targets=(0, 1))
    two, three = (
        run(plan([10] * 3), asked, ranges=dict.fromkeys(range(3), wide), groups=(Alike("site", rows, 0.5),))
        for rows in ((0, 1), (0, 1, 2))
    )
    for row in (0, 1):
        assert (two.finishes[row] == three.finishes[row]).all()


def test_a_risk_that_may_delay():
    risk = Driver("flood", 0.3, (0,), delay=days(10, 10, 10))
    late = finish(run(plan([5]), drivers=(risk,))) - 5
    assert (late.mean(), round(late.std(), 2)) == pytest.approx((3, 4.58), abs=0.01)
    assert (least(late, 0.6), least(late, 0.8)) == (0, 10)


def test_two_risks_multiply():
    one = Driver("one", 0.5, (0,), factor=Range(Shape.TRIANGULAR, 1.2, 1.2, 1.2))
    two = Driver("two", 0.3, (0,), factor=Range(Shape.TRIANGULAR, 1.5, 1.5, 1.5))
    done = finish(run(plan([100]), drivers=(one, two)))
    assert done.mean() == pytest.approx(126.5, abs=0.4)
    assert done.std() == pytest.approx(27.798, abs=0.4)
    values, counts = np.unique(np.round(done), return_counts=True)
    assert values.tolist() == [100, 120, 150, 180]
    assert (counts / 10_000).tolist() == pytest.approx([0.35, 0.35, 0.15, 0.15], abs=0.015)
    at_once = finish(run(plan([100]), drivers=(one, two), at_once=True))
    assert np.unique(np.round(at_once)).tolist() == [100, 120, 150]


def test_a_shared_risk_makes_tasks_correlate():
    def risk(name: str, *rows: int) -> Driver:
        return Driver(name, 0.5, rows, factor=Range(Shape.TRIANGULAR, 1.2, 1.2, 1.2))

    shared, own = risk("shared", 0, 1), (risk("own", 0), risk("other", 1))
    asked = Asked(10_000, 2, targets=(0, 1))
    for drivers, together in (((shared,), 1.0), ((shared, *own), 0.4979)):
        found = run(plan([100, 100]), asked, drivers=drivers)
        assert np.corrcoef(finish(found, 0), finish(found, 1))[0, 1] == pytest.approx(together, abs=0.03)


def test_cost_and_finish_together():
    """Independent, each within its P80: 64 % hold both; costs that hang on the duration hold more often."""
    part = days(8, 10, 15)
    apart = {0: Costs(once=100.0, factor=Range(Shape.TRIANGULAR, 0.8, 1, 1.5))}
    linked = {0: Costs(once=20.0, a_minute=1.0)}
    held = []
    for costs in (apart, linked):
        found = run(plan([10]), Asked(10_000, 3, by=(0,)), ranges={0: part}, costs=costs)
        assert (found.costs == found.costs_by[0]).all()
        at = percentile(found.costs, 0.8), percentile(found.finishes[PROGRAM], 0.8)
        held.append(joint_confidence(found.costs, found.finishes[PROGRAM], *at))
    assert held == pytest.approx([0.64, 0.8], abs=0.015)


def test_what_lies_on_the_path_and_what_matters():
    """A long chain beside a short task: the chain decides nearly always, the short one hardly ever."""
    subject = plan([10, 10, 12], [(0, 1)])
    ranges = {0: days(8, 10, 15), 1: days(8, 10, 15), 2: days(8, 12, 20)}
    found = run(subject, ranges=ranges)
    assert found.critical[0] == found.critical[1] > 0.97
    assert found.critical.get(2, 0) < 0.03
    assert found.spread[0] == pytest.approx(sqrt(13 / 6) * DAY, rel=0.01)
    assert cruciality(found.durations[0], found.finishes[PROGRAM]) == pytest.approx(
        6 / pi * np.arcsin(0.354), 0.1
    )


def test_a_task_that_may_not_be_needed():
    done = finish(run(plan([10, 5], [(0, 1)]), exists={0: 0.25}))
    values, counts = np.unique(np.round(done), return_counts=True)
    assert values.tolist() == [5, 15]
    assert counts[1] / 10_000 == pytest.approx(0.25, abs=0.001)


def test_the_same_seed_gives_the_same_figures_whatever_else_is_planned():
    alone = run(plan([10]), Asked(500, 9, targets=(0,)), ranges={0: days(8, 10, 15)})
    more = run(plan([10, 4]), Asked(500, 9, targets=(0,)), ranges={0: days(8, 10, 15), 1: TRIANGULAR})
    assert (alone.finishes[0] == more.finishes[0]).all()
    other = run(plan([10]), Asked(500, 10, targets=(0,)), ranges={0: days(8, 10, 15)})
    assert (alone.finishes[0] != other.finishes[0]).any()


def test_it_stops_once_it_is_sure_enough():
    asked = Asked(50_000, 1, converged=round(0.1 * DAY))
    assert run(plan([10]), asked, ranges={0: days(9.9, 10, 10.1)}).runs == 5_000


def test_it_stops_when_told_so():
    subject = plan([4] * 200)
    uncertain = Uncertain(tuple(map(str, range(200))), dict.fromkeys(range(200), TRIANGULAR))
    assert simulate(subject, uncertain, Asked(10_000), lambda share: False) is None
    told: list[float] = []
    half = simulate(subject, uncertain, Asked(10_000), lambda share: told.append(share) or share < 0.6)
    assert half is not None
    assert half.runs == 5_000
    assert told == sorted(told)


@pytest.mark.parametrize("years", [40, 150])
def test_ranges_that_leave_the_years_of_plans_are_refused(years):
    """One such task, and a chain in which minutes would no longer be countable."""
    wide = days(10, 10, 366 * years)
    for size in (1, 60):
        subject = plan([10] * size, [(row, row + 1) for row in range(size - 1)])
        with pytest.raises(PlanError, match="beyond the years that can be planned; narrow the ranges"):
            run(subject, Asked(100, 1), ranges=dict.fromkeys(range(size), wide))


@pytest.mark.parametrize("asked", [{"runs": 3}, {"runs": 1_000_000}, {"seed": -1}])
def test_what_can_not_be_run_is_refused(asked):
    with pytest.raises(PlanError):
        Asked(**asked)
