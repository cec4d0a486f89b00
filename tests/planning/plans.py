"""Plans made at random of all that a plan can hold, many of them odd, to compare ways of scheduling them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from tpm_desktop.planning.calendars import CalendarException, CalendarSpec, Shift, compile_calendars
from tpm_desktop.planning.columns import (
    NONE,
    Assignments,
    Constraint,
    LagUnit,
    LinkKind,
    Links,
    Options,
    Splits,
    Tasks,
)

START = 20_458 * 1440 + 480  # Monday 5 January 2026, 08:00
OFFICE = (Shift(480, 720), Shift(780, 1020))
CALENDARS = compile_calendars(
    [
        CalendarSpec("Standard", week=dict.fromkeys(range(5), OFFICE)),
        CalendarSpec("Weekend", week={5: OFFICE, 6: OFFICE}),
        CalendarSpec("Night", week=dict.fromkeys(range(7), (Shift(0, 360), Shift(1320, 1440)))),
        CalendarSpec("Always", week=dict.fromkeys(range(7), (Shift(0, 1440),))),
        CalendarSpec("Holiday", base=0, exceptions=(CalendarException(20_463, 20_470),)),
    ]
)


@dataclass(frozen=True)
class Odd:
    """A plan and how it is to be scheduled."""

    tasks: Tasks
    links: Links
    assignments: Assignments
    options: Options
    splits: Splits


def odd_plan(seed: int) -> Odd:
    """A plan of up to sixty rows; the same for the same seed."""
    chance = Random(seed)
    several = chance.random() < 0.6
    tasks = _tasks(chance, several)
    options = Options(
        start=START,
        honour_constraints=chance.random() < 0.7,
        multiple_critical_paths=chance.random() < 0.3,
        from_finish=(from_finish := chance.random() < 0.15),
        finish=START + 60 * 1440 + 540 if from_finish else NONE,
        status_date=START + 5 * 1440 if chance.random() < 0.2 else NONE,
        reschedule_uncompleted=True,
    )
    links, assignments = _links(chance, tasks, several), _assignments(chance, len(tasks))
    return Odd(tasks, links, assignments, options, _splits(chance, len(tasks)))


def _tasks(chance: Random, several: bool) -> Tasks:
    n = chance.randint(2, chance.choice([6, 14, 60]))
    tasks = Tasks.empty(n)
    flat = chance.choice([0, 3, 10])
    for row in range(1, n):
        tasks.parent[row] = chance.choice([*_above(tasks, row - 1), *[-1] * (1 + flat)])
    tasks.duration[:] = chance.choices([0, 30, 240, 480, 1440, 2400], k=n)
    if several:
        tasks.calendar[:] = chance.choices([-1, -1, 0, 1, 2, 3, 4], k=n)
        tasks.elapsed[:] = [chance.random() < 0.1 for _ in range(n)]
    special = chance.choice([0, 0, 0.05, 0.2])
    parents = set(tasks.parent.tolist())
    for row in range(n):
        _specials(chance, tasks, row, special, leaf=row not in parents)
    return tasks


def _specials(chance: Random, tasks: Tasks, row: int, special: float, leaf: bool) -> None:
    if chance.random() < special:
        kind = chance.choice([*Constraint][1:])
        tasks.constraint[row] = kind
        if kind is not Constraint.ALAP:
            tasks.constraint_date[row] = _instant(chance)
    if chance.random() < special:
        tasks.deadline[row] = _instant(chance)
    if chance.random() < special and leaf:
        tasks.actual_start[row] = _instant(chance)
        tasks.done[row] = chance.choice([0, 3_000, 5_000, 10_000])
        if tasks.done[row] == 10_000:
            tasks.actual_finish[row] = tasks.actual_start[row] + chance.choice([0, 540, 1440])
    if chance.random() < special / 2:
        tasks.manual[row] = True
        tasks.external[row] = chance.random() < 0.3
        tasks.manual_start[row] = _instant(chance)
        tasks.manual_finish[row] = tasks.manual_start[row] + 540
    tasks.active[row] = chance.random() >= special / 2
    if chance.random() < special / 2:
        tasks.levelling_delay[row] = chance.choice([0, 480, 1440])
    if chance.random() < special / 3 and tasks.parent[row] < 0:
        tasks.project_start[row] = _instant(chance)
    tasks.container[row] = chance.random() < special / 3


def _splits(chance: Random, n: int) -> Splits:
    """Breaks in a few tasks, some of them at or after the end of their work."""
    count = chance.choice([0, 0, 1, 4])
    return Splits(
        np.array(chance.choices(range(n), k=count), np.int32),
        np.array(chance.choices([60, 240, 480, 2400], k=count), np.int64),
        np.array(chance.choices([1, 480, 1440], k=count), np.int64),
    )


def _instant(chance: Random) -> int:
    return START + chance.randint(-3, 20) * 1440 + chance.choice([0, 0, 240, 300, 540, 100, 777])


def _links(chance: Random, tasks: Tasks, several: bool) -> Links:
    n = len(tasks)
    found = []
    for _ in range(chance.randint(0, 2 * n)):
        one, other = sorted((chance.randrange(n), chance.randrange(n)))
        if one not in _above(tasks, other):
            found.append((one, other))
    links = Links.empty(len(found))
    units = [*LagUnit] if several else [LagUnit.WORKING, LagUnit.PERCENT]
    for row, (one, other) in enumerate(found):
        links.predecessor[row], links.successor[row] = one, other
        links.kind[row] = chance.choice([*LinkKind, LinkKind.FS, LinkKind.FS])
        links.lag[row] = chance.choice([0, 0, 60, 480, -120, 5_000])
        links.lag_unit[row] = chance.choice([LagUnit.WORKING, LagUnit.WORKING, *units])
    return links


def _above(tasks: Tasks, row: int) -> list[int]:
    """The row and all summaries above it."""
    found = [row]
    while tasks.parent[found[-1]] >= 0:
        found.append(int(tasks.parent[found[-1]]))
    return found


def _assignments(chance: Random, n: int) -> Assignments:
    k = chance.choice([0, 0, n // 2, n])
    found = Assignments.empty(k)
    found.task[:] = [chance.randrange(n) for _ in range(k)]
    found.calendar[:] = chance.choices([-1, 0, 0, 0, 4], k=k)
    found.delay[:] = chance.choices([0, 0, 0, 480], k=k)
    found.work[:] = chance.choices([NONE, 480, 960], k=k)
    return found
