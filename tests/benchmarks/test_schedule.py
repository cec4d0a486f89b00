"""How long the engine takes for a full pass over a program; to be judged by ratio to `test_loop`.

The pass is forward, backward, slack and roll-up over an order that is known; what that order costs, once for
each change of the outline or the links, stands beside it.
"""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
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
from tpm_desktop.planning.columns import (
    WHOLE,
    Assignments,
    Constraint,
    LagUnit,
    LinkKind,
    Links,
    Options,
    Tasks,
)
from tpm_desktop.planning.driving import Driving
from tpm_desktop.planning.levels import network
from tpm_desktop.planning.network import would_close
from tpm_desktop.planning.rings import find_rings
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.schedule import schedule
from tpm_desktop.planning.what_if import slipped, what_if

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

START = 20_458 * 1440 + 480  # Monday 5 January 2026, 08:00
PHASE = 10
"""Tasks below each summary."""
PROJECT = 1_001
"""Rows of each component project, at the most."""
SIZES = (1_000, 10_000, 50_000, 100_000)


def calendars(count: int = 1) -> tuple[Calendar, ...]:
    """Office hours with a holiday a month, each calendar on other days."""
    office = (Shift(480, 720), Shift(780, 1020))
    return compile_calendars(
        [
            CalendarSpec(
                f"Calendar {number}",
                week=dict.fromkeys(range(5), office),
                exceptions=tuple(
                    CalendarException(20_454 + number + 30 * at, 20_454 + number + 30 * at)
                    for at in range(120)
                ),
            )
            for number in range(count)
        ]
    )


def generated(n: int) -> tuple[tuple[Calendar, ...], Tasks, Links]:
    """Parallel projects in phases of ten tasks, 1.7 links a task, one in twenty of them to another project.

    Three in five links are finish to start, two in five have a lag or lead; one task in twenty has a date of
    its own, one in fifty a deadline, and one in ten is a milestone.
    """
    chance = Random(n)
    tasks = Tasks.empty(n)
    rows = np.arange(n)
    inside = rows % (PHASE + 1) > 0
    tasks.parent[inside] = (rows - rows % (PHASE + 1))[inside]
    tasks.duration[inside] = [
        480 * chance.choice((0, 1, 1, 2, 2, 3, 4, 5, 5, 8)) for _ in range(int(inside.sum()))
    ]
    for row in rows[inside].tolist():
        if chance.random() < 0.05:
            tasks.constraint[row] = Constraint.SNET
            tasks.constraint_date[row] = START + 1440 * chance.randint(0, 300)
        if chance.random() < 0.02:
            tasks.deadline[row] = START + 1440 * chance.randint(200, 600) + 540
    return calendars(), tasks, _links(chance, n, inside)


def _links(chance: Random, n: int, inside: np.ndarray) -> Links:
    pairs = set()
    for row in np.flatnonzero(inside).tolist():
        place = row % PROJECT
        for _ in range(chance.choice((1, 2, 2, 2, 3))):
            before = chance.randint(max(0, place - 200), place)
            project = row // PROJECT if chance.random() < 0.95 else chance.randint(0, n // PROJECT)
            other = project * PROJECT + before
            if before < place and other < n and inside[other]:
                pairs.add((other, row))
    links = Links.empty(len(pairs))
    links.predecessor[:], links.successor[:] = np.array(sorted(pairs)).T
    links.kind[:] = chance.choices([LinkKind.FS, LinkKind.SS, LinkKind.FF], (3, 1, 1), k=len(pairs))
    links.lag[:] = chance.choices([0, 480, -240], (3, 1, 1), k=len(pairs))
    return links


def chain(n: int) -> tuple[Tasks, Links]:
    """One line of tasks of half an hour."""
    tasks, links = Tasks.empty(n), Links.empty(n - 1)
    tasks.duration[:] = 30
    links.predecessor[:], links.successor[:] = np.arange(n - 1), np.arange(1, n)
    return tasks, links


@pytest.mark.benchmark(group="full pass")
@pytest.mark.parametrize("n", SIZES)
def test_full_pass(benchmark: BenchmarkFixture, n: int) -> None:
    made, tasks, links = generated(n)
    order = network(tasks, links)
    found = benchmark(schedule, made, tasks, links, Options(start=START), None, order)
    assert found.critical.any()
    assert found.program_finish > START
    benchmark.extra_info["links"] = len(links)


@pytest.mark.benchmark(group="full pass")
@pytest.mark.parametrize("n", SIZES)
def test_loop(benchmark: BenchmarkFixture, n: int) -> None:
    """To measure the machine by: eight gathers over the links and as many columns, bound by memory."""
    _, tasks, links = generated(n)

    def loop() -> int:
        column = tasks.duration.copy()
        for _ in range(8):
            said = column.take(links.predecessor)
            said += links.lag
            np.maximum.at(column, links.successor, said)
        return int(column.sum())

    assert benchmark(loop) > 0


@pytest.mark.benchmark(group="full pass")
def test_twenty_calendars(benchmark: BenchmarkFixture) -> None:
    _, tasks, links = generated(10_000)
    made, chance = calendars(20), Random(20)
    tasks.calendar[:] = [chance.randrange(20) for _ in range(len(tasks))]
    order = network(tasks, links)
    assert benchmark(schedule, made, tasks, links, Options(start=START), None, order).critical.any()


@pytest.mark.benchmark(group="full pass")
def test_half_of_it_done(benchmark: BenchmarkFixture) -> None:
    """A program in its middle: what was to be over is over, what was to be under way is half done."""
    made, tasks, links = generated(10_000)
    order = network(tasks, links)
    planned = schedule(made, tasks, links, Options(start=START), None, order)
    status = int(np.median(planned.start))
    leaf = ~planned.summary
    over, begun = (
        leaf & (planned.finish <= status),
        leaf & (planned.start < status) & (planned.finish > status),
    )
    tasks.actual_start[over | begun] = planned.start[over | begun]
    tasks.actual_finish[over] = planned.finish[over]
    tasks.done[over], tasks.done[begun] = WHOLE, WHOLE // 2
    options = Options(start=START, status_date=status, reschedule_uncompleted=True)
    assert benchmark(schedule, made, tasks, links, options, None, order).critical.any()


@pytest.mark.benchmark(group="full pass")
@pytest.mark.parametrize("kind", ["plain", "elapsed lags", "two calendars"])
def test_a_chain_of_10k(benchmark: BenchmarkFixture, kind: str) -> None:
    tasks, links = chain(10_000)
    if kind == "elapsed lags":
        links.lag[:], links.lag_unit[:] = 60, LagUnit.ELAPSED
    elif kind == "two calendars":
        tasks.calendar[:] = np.arange(len(tasks)) % 2
    order = network(tasks, links)
    found = benchmark(schedule, calendars(2), tasks, links, Options(start=START), None, order)
    assert found.critical[-1]


@pytest.mark.benchmark(group="order")
@pytest.mark.parametrize("n", SIZES)
def test_order(benchmark: BenchmarkFixture, n: int) -> None:
    """What a new link or task costs on top: the levels and the entries of both passes."""
    _, tasks, links = generated(n)

    def ordered() -> int:
        found = network(tasks, links)
        return len(found.before.link) + len(found.after.link) + len(found.runs)

    assert benchmark(ordered) > 2 * len(links)


@pytest.mark.benchmark(group="what follows")
@pytest.mark.parametrize("n", [1_000, 10_000])
def test_driving_links_and_longest_path(benchmark: BenchmarkFixture, n: int) -> None:
    made, tasks, links = generated(n)
    asked = Scenario(made, tasks, links, Options(start=START), Assignments.empty())
    found = asked.scheduled()
    assert benchmark(lambda: Driving.of(asked, found).longest_path()).any()


@pytest.mark.benchmark(group="what follows")
@pytest.mark.parametrize("n", [1_000, 10_000])
def test_what_if_a_task_slips(benchmark: BenchmarkFixture, n: int) -> None:
    made, tasks, links = generated(n)
    asked = Scenario(made, tasks, links, Options(start=START), Assignments.empty()).ordered()
    found = asked.scheduled()
    assert benchmark(lambda: what_if(found, slipped(asked, found, [1], 2_400))).moved.size


@pytest.mark.benchmark(group="order")
@pytest.mark.parametrize("n", [1_000, 10_000])
def test_finding_all_rings(benchmark: BenchmarkFixture, n: int) -> None:
    _, tasks, links = generated(n)
    links.predecessor[0], links.successor[0] = links.successor[1], links.predecessor[1]
    assert benchmark(find_rings, tasks, links)


@pytest.mark.benchmark(group="order")
@pytest.mark.parametrize("n", [1_000, 10_000])
def test_refusing_a_link_that_closes_a_ring(benchmark: BenchmarkFixture, n: int) -> None:
    _, tasks, links = generated(n)
    first = int(links.predecessor[0])
    last = int(links.successor[links.predecessor == first][0])
    assert benchmark(would_close, tasks, links, last, first) is not None


@pytest.mark.benchmark(group="memory")
def test_bytes_a_task(benchmark: BenchmarkFixture) -> None:
    """At the most, of a pass over 100,000 tasks, without the columns it is given."""
    made, tasks, links = generated(100_000)
    order = network(tasks, links)
    schedule(made, tasks, links, Options(start=START), None, order)
    tracemalloc.start()
    kept = schedule(made, replace(tasks), links, Options(start=START), None, order)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept.critical.any()
    benchmark.extra_info.update(kept=held // len(tasks), peak=peak // len(tasks))
    benchmark(lambda: None)
