"""How long the engine takes for a full schedule: forward, backward and slack of a generated program."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tpm_desktop.planning.calendars import (
    Calendar,
    CalendarException,
    CalendarSpec,
    Shift,
    compile_calendars,
)
from tpm_desktop.planning.columns import LinkKind, Links, Options, Tasks
from tpm_desktop.planning.network import would_close
from tpm_desktop.planning.schedule import schedule

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

START = 20_458 * 1440 + 480  # Monday 5 January 2026, 08:00
PHASE = 10
"""Tasks below each summary."""


def generated(n: int) -> tuple[tuple[Calendar, ...], Tasks, Links]:
    """A program of `n` rows: phases of ten tasks, about 1.2 links a task, two in five of them with a lag."""
    random = Random(n)
    office = (Shift(480, 720), Shift(780, 1020))
    holidays = tuple(CalendarException(20_454 + 30 * at, 20_454 + 30 * at) for at in range(120))
    calendars = compile_calendars(
        [CalendarSpec("Standard", week=dict.fromkeys(range(5), office), exceptions=holidays)]
    )
    tasks = Tasks.empty(n)
    rows = np.arange(n)
    inside = rows % (PHASE + 1) > 0
    tasks.parent[inside] = (rows - rows % (PHASE + 1))[inside]
    tasks.duration[inside] = [480 * random.randint(1, 5) for _ in range(int(inside.sum()))]
    found = [
        (before, row)
        for row in rows[inside].tolist()
        for before in sorted({random.randint(max(0, row - 200), row) for _ in range(random.randint(0, 3))})
        if before < row and inside[before]
    ]
    links = Links.empty(len(found))
    links.predecessor[:], links.successor[:] = np.array(found).T
    links.kind[:] = random.choices([LinkKind.FS, LinkKind.SS, LinkKind.FF], (3, 1, 1), k=len(found))
    links.lag[:] = random.choices([0, 480, -240], (3, 1, 1), k=len(found))
    return calendars, tasks, links


@pytest.mark.parametrize("n", [1_000, 10_000])
def test_full_schedule(benchmark: BenchmarkFixture, n: int) -> None:
    calendars, tasks, links = generated(n)
    found = benchmark(schedule, calendars, tasks, links, Options(start=START))
    assert found.critical.any()
    assert found.program_finish > START


@pytest.mark.parametrize("n", [1_000, 10_000])
def test_refusing_a_link_that_closes_a_ring(benchmark: BenchmarkFixture, n: int) -> None:
    _, tasks, links = generated(n)
    first = int(links.predecessor[0])
    last = int(links.successor[links.predecessor == first][0])
    assert benchmark(would_close, tasks, links, last, first) is not None
