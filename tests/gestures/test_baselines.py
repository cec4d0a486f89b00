"""Baselines are set for all or some tasks, cleared, renamed and chosen, each in one step."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.baselines import (
    clear_baseline,
    compare_with_baseline,
    rename_baseline,
    take_baseline,
)
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.schedule import Baseline, BaselineTask
from tpm_desktop.plan.baseline_comparison import compare_baselines
from tpm_desktop.planning.columns import NONE

DAY = 480


@pytest.fixture
def plan(desk):
    """Racks: order 2 d, then install 3 d, by a crew of 60 an hour."""
    desk.task("Racks")
    desk.task("Order", days=2, parent="Racks")
    desk.task("Install", days=3, parent="Racks", after="Order")
    crew = add_row(desk.program, "resource", {"name": "Crew", "rate": 6_000})
    add_row(desk.program, "assignment", {"task_id": desk.ids["Install"], "resource_id": crew})
    return desk


def held(plan, number=0):
    (baseline,) = plan.program.file.rows(Baseline, number=number)
    rows = plan.program.file.rows(BaselineTask, baseline_id=baseline.id)
    names = {task: name for name, task in plan.ids.items()}
    return {names[row.task_id]: row for row in rows}


def variance(plan, part, name):
    state = plan.program.plan.state
    return int(getattr(state.variances, part)[state.outline.row[plan.ids[name]]])


def label(plan):
    return plan.program.file.journal.records(1)[0].label


def slip(plan, days=2):
    set_fields(plan.program, "task", plan.ids["Order"], {"duration": (2 + days) * DAY})


def test_variances_are_the_plan_less_the_baseline(plan):
    take_baseline(plan.program, "Agreed")
    slip(plan)
    set_fields(plan.program, "task", plan.ids["Install"], {"duration": 4 * DAY})
    assert (variance(plan, "start", "Order"), variance(plan, "finish", "Order")) == (0, 2 * DAY)
    assert (variance(plan, "start", "Install"), variance(plan, "finish", "Install")) == (2 * DAY, 3 * DAY)
    assert (variance(plan, "duration", "Install"), variance(plan, "work", "Install")) == (DAY, DAY)
    assert variance(plan, "cost", "Install") == 8 * 6_000
    for name in ("Racks", "Data centre"):
        assert (variance(plan, "finish", name), variance(plan, "cost", name)) == (3 * DAY, 8 * 6_000)


def test_a_task_without_baseline_has_no_variance(plan):
    take_baseline(plan.program, "Agreed")
    plan.task("Extra")
    assert {variance(plan, part, "Extra") for part in ("start", "finish", "duration", "work", "cost")} == {
        NONE
    }


def test_some_tasks_are_taken_anew_and_the_others_stay(plan):
    take_baseline(plan.program, "Agreed")
    slip(plan)
    take_baseline(plan.program, "Agreed", tasks=[plan.ids["Install"]])
    assert held(plan)["Install"].start == datetime(2026, 1, 9, 8)
    assert held(plan)["Order"].duration == 2 * DAY
    assert held(plan)["Racks"].finish == datetime(2026, 1, 9, 17)  # as it was
    assert label(plan) == "Take “Install” into baseline “Agreed”"
    plan.program.file.undo()
    assert held(plan)["Install"].start == datetime(2026, 1, 7, 8)


def test_the_summaries_above_take_span_and_sums_of_what_is_held_of_their_parts(plan):
    take_baseline(plan.program, "Agreed")
    slip(plan)
    take_baseline(plan.program, "Agreed", tasks=[plan.ids["Install"]], roll_up=True)
    racks = held(plan)["Racks"]
    assert (racks.start, racks.finish) == (datetime(2026, 1, 5, 8), datetime(2026, 1, 13, 17))
    assert (racks.duration, racks.work, racks.cost) == (7 * DAY, 3 * DAY, 24 * 6_000)


def test_some_tasks_alone_begin_a_baseline(plan):
    take_baseline(plan.program, "Change 7", number=3, tasks=[plan.ids["Order"], plan.ids["Install"]])
    assert set(held(plan, 3)) == {"Order", "Install"}
    assert label(plan) == "Take 2 tasks into baseline “Change 7”"


def test_the_lowest_is_compared_with_until_another_is_chosen(plan):
    take_baseline(plan.program, "First", number=1)
    slip(plan)
    take_baseline(plan.program, "Second", number=10)
    assert variance(plan, "finish", "Install") == 2 * DAY
    compare_with_baseline(plan.program, 10)
    assert (variance(plan, "finish", "Install"), label(plan)) == (0, "Compare with baseline “Second”")
    clear_baseline(plan.program, 10)
    assert variance(plan, "finish", "Install") == 2 * DAY


def test_clearing_is_one_step_for_all_or_some(plan):
    take_baseline(plan.program, "Agreed")
    clear_baseline(plan.program, 0, [plan.ids["Order"]])
    assert (set(held(plan)), label(plan)) == ({"Racks", "Install"}, "Clear 1 task from baseline “Agreed”")
    with pytest.raises(EditError, match="holds none of the selected tasks"):
        clear_baseline(plan.program, 0, [plan.ids["Order"]])
    clear_baseline(plan.program, 0)
    assert (plan.program.file.rows(Baseline), label(plan)) == ([], "Clear baseline “Agreed”")
    plan.program.file.undo()
    assert set(held(plan)) == {"Racks", "Install"}


def test_a_baseline_is_renamed(plan):
    take_baseline(plan.program, "Agreed")
    rename_baseline(plan.program, 0, "Approved by the committee")
    (found,) = plan.program.file.rows(Baseline)
    assert (found.name, label(plan)) == ("Approved by the committee", "Rename baseline “Agreed”")


@pytest.mark.parametrize("stroke", [clear_baseline, compare_with_baseline])
def test_what_is_not_there_is_refused(plan, stroke):
    with pytest.raises(EditError, match="there is no baseline 4; set it first"):
        stroke(plan.program, 4)
    with pytest.raises(EditError, match="numbered from 0 to 10"):
        take_baseline(plan.program, "Too many", number=11)


def test_two_baselines_and_the_plan_are_compared_with_their_sums(plan):
    take_baseline(plan.program, "First")
    slip(plan)
    take_baseline(plan.program, "Second", number=1)
    set_fields(plan.program, "task", plan.ids["Install"], {"duration": DAY})
    state = plan.program.plan.state
    both = compare_baselines(state, 0, 1)
    names = [state.names[row] for row in both.rows]
    assert names == ["Racks", "Order", "Install"]
    install = state.outline.row[plan.ids["Install"]]
    assert (int(both.apart.start[install]), int(both.apart.work[install])) == (2 * DAY, 0)
    assert both.sums[1].finish - both.sums[0].finish == 4 * 1440  # a weekend lies between
    now = compare_baselines(state, 1, None)
    assert [state.names[row] for row in now.rows] == ["Racks", "Install"]
    assert (now.sums[0].cost, now.sums[1].cost) == (24 * 6_000, 8 * 6_000)
    assert not len(compare_baselines(state, 1, 1).rows)
