"""How long all checks of schedule quality take, the push through the engine among them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, Options
from tpm_desktop.planning.quality import Baseline, Bookings, Facts, Subject, assess
from tpm_desktop.planning.schedule import schedule

from .test_schedule import START, generated

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

PEOPLE = 200


def checked(n: int) -> Subject:
    """The generated program, a fifth of it done, with a baseline and 200 people on its tasks."""
    random = Random(n)
    calendars, tasks, links = generated(n)
    plan = schedule(calendars, tasks, links, Options(start=START))
    status = START + (plan.program_finish - START) // 5
    over = (plan.finish <= status) & ~plan.summary
    tasks.done[over] = WHOLE
    tasks.actual_start[over], tasks.actual_finish[over] = plan.start[over], plan.finish[over]
    options = Options(start=START, status_date=status)
    now = schedule(calendars, tasks, links, options)
    leaves = np.flatnonzero(~now.summary).astype(np.int32)
    who = np.array([random.randrange(PEOPLE) for _ in leaves], np.int32)
    owner = np.full(n, -1, np.int32)
    owner[leaves] = who
    calendar, units = np.zeros(len(leaves), np.int32), np.full(len(leaves), 5_000, np.int64)
    return Subject(
        calendars=calendars,
        tasks=tasks,
        links=links,
        assignments=Assignments.empty(),
        options=options,
        schedule=now,
        facts=Facts(
            names=[f"Install rack {row}" for row in range(n)],
            milestone=np.zeros(n, np.bool_),
            marked=np.zeros(n, np.bool_),
            estimated=np.zeros(n, np.bool_),
            provided=owner >= 0,
            owner=owner,
            stream=np.zeros(n, np.int32),
            usual_duration=480,
            minutes_per_week=2400,
        ),
        baseline=Baseline(plan.start, plan.finish, plan.duration, NONE),
        bookings=Bookings(leaves, who, calendar, units, np.full(PEOPLE, WHOLE, np.int64)),
    )


@pytest.mark.parametrize("n", [1_000, 10_000])
def test_all_checks(benchmark: BenchmarkFixture, n: int) -> None:
    results = benchmark(assess, checked(n))
    assert any(result.found.numerator for result in results)
