"""What would be if a task slipped: slack is just what it can slip, and the rest is left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tpm_desktop.planning.clocks import ELAPSED
from tpm_desktop.planning.columns import Assignments, Constraint, LinkKind, Options, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.what_if import Difference, slipped, what_if

from .conftest import DAY, said
from .test_properties import CALENDARS, START, links_of
from .test_rings import scenario

if TYPE_CHECKING:
    from .conftest import Plan

STANDARD = CALENDARS[0]


def slip(plan: Plan, name: str, days: float) -> Difference:
    asked = scenario(plan)
    found = asked.scheduled()
    return what_if(found, slipped(asked, found, [plan.row(name)], round(days * DAY)))


def told(plan: Plan, difference: Difference) -> list[str]:
    """What moved: each task with its new start and finish."""
    return [
        f"{plan.rows[row]['name']} {said(difference.after.start[row])} - {said(difference.after.finish[row])}"
        for row in difference.moved.tolist()
    ]


def test_what_follows_moves_with_a_task_that_slips(plan: Plan) -> None:
    plan.task("A", 2).task("B", 3, after="A").task("C", 1)
    found = slip(plan, "A", 2)
    assert told(plan, found) == ["A Wed 7 08:00 - Thu 8 17:00", "B Fri 9 08:00 - Tue 13 17:00"]
    assert said(found.after.program_finish) == "Tue 13 17:00"
    assert plan.finish("B") == "Fri 9 17:00"  # the plan itself stays as it is


def test_a_slip_within_the_slack_moves_only_the_task(plan: Plan) -> None:
    plan.task("A", 1).task("B", 5).task("C", 1, after=["A", "B"])
    assert told(plan, slip(plan, "A", 4)) == ["A Fri 9 08:00 - Fri 9 17:00"]
    beyond = slip(plan, "A", 5)
    assert told(plan, beyond) == ["A Mon 12 08:00 - Mon 12 17:00", "C Tue 13 08:00 - Tue 13 17:00"]
    assert beyond.newly_critical.tolist() == [plan.row("A")]
    assert beyond.no_longer_critical.tolist() == [plan.row("B")]


def test_of_a_begun_task_what_is_left_goes_on_later(plan: Plan) -> None:
    plan.task("A", 4, actual_start="Mon 5", done=5000).task("B", 1, after="A")
    assert told(plan, slip(plan, "A", 2)) == ["A Mon 5 08:00 - Mon 12 17:00", "B Tue 13 08:00 - Tue 13 17:00"]


def test_a_manual_task_is_given_later_dates(plan: Plan) -> None:
    plan.task("A", 2, manual=True, manual_start="Mon 5", manual_finish="Tue 6 17:00").task("B", 1, after="A")
    assert told(plan, slip(plan, "A", 1)) == ["A Tue 6 08:00 - Wed 7 17:00", "B Thu 8 08:00 - Thu 8 17:00"]


def test_a_date_that_held_the_task_gives_way_and_is_missed(plan: Plan) -> None:
    plan.task("A", 2, constraint="MSO Mon 5").task("B", 1, after="A")
    found = slip(plan, "A", 1)
    assert told(plan, found) == ["A Tue 6 08:00 - Wed 7 17:00", "B Thu 8 08:00 - Thu 8 17:00"]
    assert found.after.total_slack[0] == -DAY


@pytest.mark.parametrize("kind", ["FNLT", "MFO"])
def test_a_date_for_the_finish_is_missed_as_well(plan: Plan, kind: str) -> None:
    plan.task("A", 2, constraint=f"{kind} Tue 6 17:00")
    assert slip(plan, "A", 1).after.total_slack[0] == -DAY


def test_a_delayed_task_starts_just_so_much_later(plan: Plan) -> None:
    plan.task("A", 1, levelling_delay=1440).task("B", 1, after="A")
    assert told(plan, slip(plan, "A", 1))[0] == "A Wed 7 08:00 - Wed 7 17:00"


def test_a_slip_can_be_elapsed_time(plan: Plan) -> None:
    plan.task("A", 1, constraint="SNET Fri 9")
    asked = scenario(plan)
    later = slipped(asked, asked.scheduled(), [0], 3 * 1440, ELAPSED)
    assert said(int(later.scheduled().start[0])) == "Mon 12 08:00"


@pytest.mark.parametrize("columns", [{"done": 10_000}, {"actual_finish": "Mon 5 17:00"}])
def test_what_is_done_cannot_slip(plan: Plan, columns: dict[str, object]) -> None:
    plan.task("A", 1, **columns)
    with pytest.raises(PlanError, match="row 0 is done or a summary; slip tasks of which something is left"):
        slip(plan, "A", 1)


def test_a_slip_out_of_all_years_is_told(plan: Plan) -> None:
    plan.task("A", 1)
    with pytest.raises(PlanError, match="no working time after 2199"):
        slip(plan, "A", 1_000_000)


def test_any_change_can_be_asked(plan: Plan) -> None:
    plan.task("A", 2).task("B", 3, after="A")
    asked = scenario(plan)
    tasks = replace(asked.tasks, duration=asked.tasks.duration * 2)
    found = what_if(asked.scheduled(), replace(asked, tasks=tasks))
    assert told(plan, found) == ["A Mon 5 08:00 - Thu 8 17:00", "B Fri 9 08:00 - Fri 16 17:00"]
    fewer = replace(asked, tasks=Tasks.empty(1), links=links_of([]))
    with pytest.raises(PlanError, match="different tasks can't be compared"):
        what_if(asked.scheduled(), fewer)


@st.composite
def plain(draw: st.DrawFn) -> Scenario:
    """Tasks of one calendar without outline or dates, with links forward."""
    n = draw(st.integers(2, 10))
    tasks = Tasks.empty(n)
    tasks.duration[:] = draw(st.lists(st.sampled_from([30, 240, DAY, 3 * DAY]), min_size=n, max_size=n))
    pairs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=14))
    rows = [
        (*sorted(pair), int(draw(st.sampled_from(LinkKind))), draw(st.sampled_from([0, 0, 60, DAY, -120])), 0)
        for pair in pairs
        if pair[0] != pair[1]
    ]
    return Scenario(CALENDARS, tasks, links_of(rows), Options(start=START), Assignments.empty())


def later(asked: Scenario, row: int, minutes: int) -> Difference:
    found = asked.scheduled()
    return what_if(found, slipped(asked, found, [row], minutes) if minutes else asked)


@given(plain(), st.data())
def test_slipping_by_the_total_slack_keeps_the_finish_and_one_minute_more_does_not(
    asked: Scenario, data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(asked.tasks) - 1))
    slack = int(asked.scheduled().total_slack[row])
    kept, broken = later(asked, row, slack), later(asked, row, slack + 1)
    assert STANDARD.between(kept.before.program_finish, kept.after.program_finish) == 0
    assert STANDARD.between(broken.before.program_finish, broken.after.program_finish) > 0


@given(plain(), st.data())
def test_slipping_by_the_free_slack_moves_no_other_task_and_one_minute_more_does(
    asked: Scenario, data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(asked.tasks) - 1))
    slack = int(asked.scheduled().free_slack[row])

    def others(found: Difference) -> bool:
        """Whether another task moved, or the plan's finish did."""
        apart = np.arange(len(asked.tasks)) != row
        moved = STANDARD.to_work(found.after.start) != STANDARD.to_work(found.before.start)
        finish = STANDARD.between(found.before.program_finish, found.after.program_finish)
        return bool((moved & apart).any()) or finish > 0

    assert not others(later(asked, row, slack))
    assert others(later(asked, row, slack + 1))


@given(plain(), st.data(), st.integers(1, 5 * DAY))
def test_a_slip_is_what_dragging_the_bar_would_give(asked: Scenario, data: st.DataObject, by: int) -> None:
    row = data.draw(st.integers(0, len(asked.tasks) - 1))
    found = asked.scheduled()
    assume(found.total_slack[row] >= 0)
    tasks = replace(
        asked.tasks,
        constraint=asked.tasks.constraint.copy(),
        constraint_date=asked.tasks.constraint_date.copy(),
    )
    tasks.constraint[row] = Constraint.SNET
    tasks.constraint_date[row] = STANDARD.start_after(int(found.start[row]), by)
    dragged = replace(asked, tasks=tasks).scheduled()
    assert (later(asked, row, by).after.start == dragged.start).all()
