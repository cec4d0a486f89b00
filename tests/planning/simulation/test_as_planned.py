"""Where nothing is uncertain every run is the plan: the runs' own pass agrees with the engine's."""

from __future__ import annotations

from itertools import count, islice

import numpy as np
import pytest

from tests.planning.plans import CALENDARS, odd_plan
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.simulation.clock_table import ClockTable
from tpm_desktop.planning.simulation.runs import Runs
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.worktime import DAY

START = 20_458 * DAY


def asked(seed: int) -> Scenario:
    odd = odd_plan(seed)
    return Scenario(CALENDARS, odd.tasks, odd.links, odd.options, odd.assignments, splits=odd.splits)


def can_be_scheduled(seed: int) -> bool:
    try:
        asked(seed).scheduled()
    except PlanError:
        return False
    return True


@pytest.mark.parametrize("seed", [*islice(filter(can_be_scheduled, count()), 40)])
def test_any_plan(seed):
    odd, scenario = odd_plan(seed), asked(seed)
    schedule = scenario.scheduled()
    subject = Subject(scenario, schedule)
    left = subject.minutes_left
    drawn = [
        None if subject.is_fixed[row] or subject.inputs.done[row] else np.full(2, left[row], np.int32)
        for row in range(len(odd.tasks))
    ]
    for draw in (drawn.__getitem__, lambda row: None):
        runs = Runs(subject, draw, 2, range(len(odd.tasks)))
        active = np.flatnonzero(odd.tasks.active).tolist()
        found = {row: int(np.max(runs.finishes(row))) for row in active}
        assert found == {row: int(schedule.finish[row]) for row in active}
        ends = [int(np.max(runs.finishes(row))) for row in subject.ends]
        assert max(ends, default=schedule.program_finish) == schedule.program_finish


@pytest.mark.parametrize("calendar", CALENDARS, ids=lambda calendar: calendar.name)
def test_a_clock_table_says_what_the_calendar_says(calendar):
    table = ClockTable(calendar, START, START + 60 * DAY)
    instants = np.arange(START, START + 40 * DAY, 7)
    marks = table.marks(instants)
    assert marks.tolist() == [calendar.mark(instant) for instant in instants.tolist()]
    assert table.instants(marks).tolist() == [calendar.at_mark(mark) for mark in marks.tolist()]
