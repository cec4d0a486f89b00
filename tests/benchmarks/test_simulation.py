"""How long thousands of runs of a program take, calendars, risk drivers and the longest path included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.test_schedule import START, generated
from tpm_desktop.planning.columns import Assignments, Options
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.simulation.distributions import Range, Shape
from tpm_desktop.planning.simulation.simulate import Asked, simulate
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.simulation.uncertain import Driver, Uncertain

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture


@pytest.mark.benchmark(
    group="simulation: at most 600 ms for 10,000 runs of 1,000 tasks, 2,500 ms for 5,000 of 10,000"
)
@pytest.mark.parametrize(
    ("runs", "tasks"),
    [
        pytest.param(10_000, 1_000, id="10000 runs x 1000 tasks"),
        pytest.param(5_000, 10_000, id="5000 runs x 10000 tasks"),
    ],
)
@pytest.mark.parametrize("shape", [Shape.TRIANGULAR, Shape.PERT])
def test_simulating(benchmark: BenchmarkFixture, runs: int, tasks: int, shape: Shape) -> None:
    """Every task has a range, ten risks act on a share of them each."""
    calendars, columns, links = generated(tasks)
    scenario = Scenario(calendars, columns, links, Options(start=START), Assignments.empty()).ordered()
    schedule = scenario.scheduled()
    working = [row for row in range(tasks) if columns.duration[row] > 0 and not schedule.summary[row]]
    ranges = {
        row: Range(shape, 0.9 * minutes, minutes, 1.5 * minutes)
        for row in working
        if (minutes := int(columns.duration[row]))
    }
    factor = Range(Shape.TRIANGULAR, 1.0, 1.1, 1.4)
    drivers = tuple(Driver(f"risk {at}", 0.3, tuple(working[at::50]), factor=factor) for at in range(10))
    uncertain = Uncertain(tuple(f"task {row}" for row in range(tasks)), ranges, drivers)
    benchmark.pedantic(
        lambda: simulate(Subject(scenario, schedule), uncertain, Asked(runs, seed=7)),
        rounds=3,
        warmup_rounds=1,
    )
