"""A level at a time by columns gives what the rules give task by task, whatever the plan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.plans import CALENDARS, START, Odd, odd_plan
from tpm_desktop.planning import backward_sweep, forward_sweep, levels
from tpm_desktop.planning.columns import Links, Options, Reason, Schedule, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.schedule import schedule

COMPARED = (
    "start", "finish", "early_start", "early_finish", "late_start", "late_finish", "start_slack",
    "finish_slack", "total_slack", "free_slack", "critical", "duration", "program_start", "program_finish",
)  # fmt: skip


def nothing_plain(inputs: Inputs, harmless: object) -> np.ndarray:
    return np.zeros(inputs.n, np.bool_)


def scheduled(plan: Odd) -> Schedule | None:
    """None where the plan can't be scheduled: people who never work at the same time as their task."""
    try:
        return schedule(CALENDARS, plan.tasks, plan.links, plan.options, plan.assignments, None, plan.splits)
    except PlanError:
        return None


@given(st.integers(0, 2**32), st.sampled_from([1, 3, 1000]))
def test_columns_say_what_the_rules_say(seed, narrow):
    plan = odd_plan(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(levels, "NARROW", narrow)
        by_columns = scheduled(plan)
        patch.setattr(forward_sweep, "undated", nothing_plain)
        patch.setattr(backward_sweep, "undated", nothing_plain)
        by_rules = scheduled(plan)
    assert (by_columns is None) == (by_rules is None)
    if by_columns is not None and by_rules is not None:
        for name in COMPARED:
            assert np.array_equal(getattr(by_columns, name), getattr(by_rules, name)), name


@given(st.integers(0, 2**32))
def test_what_holds_a_task_explains_its_start(seed):
    """Where a link decides, it is one to the task itself or to a summary above, as the answer says."""
    plan = odd_plan(seed)
    found = scheduled(plan)
    if found is not None:
        at = np.flatnonzero((found.reason == Reason.LINK) & ~found.summary)
        assert (plan.links.successor[found.driver[at]] == found.holder[at]).all()


def test_a_chain_longer_than_any_table_of_working_time():
    tasks, links = Tasks.empty(3_000), Links.empty(2_999)
    tasks.duration[:] = 4_800
    links.predecessor[:], links.successor[:] = np.arange(2_999), np.arange(1, 3_000)
    found = schedule(CALENDARS, tasks, links, Options(start=START))
    assert (
        found.finish[-1] - found.start[0] == (6_000 - 1) * 7 * 1440 + 4 * 1440 + 540
    )  # from a Monday to a Friday
    assert (found.total_slack == 0).all()


def test_a_chain_beyond_the_years_that_can_be_planned_is_refused():
    tasks, links = Tasks.empty(10_000), Links.empty(9_999)
    tasks.duration[:] = 4_800
    links.predecessor[:], links.successor[:] = np.arange(9_999), np.arange(1, 10_000)
    with pytest.raises(PlanError, match="no working time after 2199-12-31"):
        schedule(CALENDARS, tasks, links, Options(start=START))
