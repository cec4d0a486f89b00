"""Recording progress and taking a baseline do what a planner relies on at a month's end."""

from __future__ import annotations

from datetime import datetime

from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.progress import record_progress
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Baseline, BaselineTask, Task

DAY = 480
FRIDAY = datetime(2026, 1, 9, 17)


def row(desk, name):
    return desk.program.file.row(Task, desk.ids[name])


def assigned(desk, task, **values):
    who = add_row(desk.program, "resource", {"name": "Buyers", "rate": 6000})
    return add_row(desk.program, "assignment", {"task_id": desk.ids[task], "resource_id": who, **values})


def test_what_was_planned_to_be_over_is_done_on_its_planned_dates(desk):
    desk.task("Order", days=3)
    desk.task("Ordered", days=0, after="Order")
    record_progress(desk.program, FRIDAY)
    assert (row(desk, "Order").percent_complete, row(desk, "Ordered").percent_complete) == (10_000, 10_000)
    assert row(desk, "Order").actual_finish == datetime(2026, 1, 7, 17)
    assert desk.program.file.program.status_date == FRIDAY


def test_what_is_under_way_is_done_up_to_the_status_date_and_not_later(desk):
    desk.task("Order", days=8)
    assigned(desk, "Order", units=5000)
    record_progress(desk.program, FRIDAY)
    order = row(desk, "Order")
    assert (order.percent_complete, order.stop, order.actual_finish) == (6200, FRIDAY, None)
    assert desk.finish("Order") == "Wed 14 17:00"
    (assignment,) = desk.program.file.rows(Assignment)
    assert assignment.actual_work == 5 * DAY // 2


def test_what_has_not_begun_stays_as_it_is(desk):
    desk.task("Order", days=5)
    desk.task("Install", days=2, after="Order")
    record_progress(desk.program, FRIDAY)
    assert row(desk, "Install").actual_start is None
    assert row(desk, "Install").percent_complete == 0


def test_a_task_that_is_done_keeps_its_actual_dates(desk):
    desk.task("Order", days=2)
    early = datetime(2026, 1, 5, 17)
    set_fields(desk.program, "task", desk.ids["Order"], {"actual_finish": early})
    record_progress(desk.program, FRIDAY)
    assert row(desk, "Order").actual_finish == early


def test_progress_is_one_step_to_undo(desk):
    desk.task("Order", days=2)
    record_progress(desk.program, FRIDAY)
    undone = desk.program.file.undo()
    assert undone is not None
    assert undone.label == "Record progress to 9 January 2026"
    assert row(desk, "Order").percent_complete == 0


def test_a_longer_duration_keeps_what_is_done_and_moves_the_finish(desk):
    desk.task("Order", days=8)
    assigned(desk, "Order")
    record_progress(desk.program, FRIDAY)
    set_fields(desk.program, "task", desk.ids["Order"], {"duration": 10 * DAY})
    assert row(desk, "Order").percent_complete == 5000
    assert desk.finish("Order") == "Fri 16 17:00"
    (assignment,) = desk.program.file.rows(Assignment)
    assert (assignment.work, assignment.actual_work) == (10 * DAY, 5 * DAY)


def test_a_duration_shorter_than_what_is_done_finishes_the_task(desk):
    desk.task("Order", days=8)
    record_progress(desk.program, FRIDAY)
    set_fields(desk.program, "task", desk.ids["Order"], {"duration": 3 * DAY})
    assert row(desk, "Order").percent_complete == 10_000
    assert row(desk, "Order").actual_finish == datetime(2026, 1, 7, 17)


def test_work_done_follows_the_share_that_is_entered(desk):
    desk.task("Order", days=4)
    assigned(desk, "Order")
    set_fields(desk.program, "task", desk.ids["Order"], {"percent_complete": 2500})
    assert desk.program.file.rows(Assignment)[0].actual_work == DAY
    set_fields(desk.program, "task", desk.ids["Order"], {"percent_complete": 5000, "duration": 6 * DAY})
    assert desk.program.file.rows(Assignment)[0].actual_work == 3 * DAY
    assert desk.program.plan.state.money.costs.program_actual == 24 * 6000


def test_a_baseline_keeps_dates_work_and_cost_while_the_plan_goes_on(desk):
    desk.task("Racks")
    desk.task("Order", days=2, parent="Racks")
    assigned(desk, "Order")
    taken = datetime(2026, 1, 2, 12)
    baseline_id = take_baseline(desk.program, "Approved plan", taken=taken)
    set_fields(desk.program, "task", desk.ids["Order"], {"duration": 5 * DAY})
    kept = {kept.task_id: kept for kept in desk.program.file.rows(BaselineTask, baseline_id=baseline_id)}
    for name in ("Racks", "Order"):
        baseline = kept[desk.ids[name]]
        assert (baseline.start, baseline.finish) == (datetime(2026, 1, 5, 8), datetime(2026, 1, 6, 17))
        assert (baseline.duration, baseline.work, baseline.cost) == (2 * DAY, 2 * DAY, 16 * 6000)
    (found,) = desk.program.file.rows(Baseline)
    assert (found.number, found.name, found.taken) == (0, "Approved plan", taken)


def test_a_baseline_replaces_the_one_of_its_number(desk):
    desk.task("Order")
    take_baseline(desk.program, "First plan")
    take_baseline(desk.program, "Second plan")
    take_baseline(desk.program, "What was asked", number=1)
    assert [b.name for b in desk.program.file.rows(Baseline)] == ["Second plan", "What was asked"]
    assert len(desk.program.file.rows(BaselineTask)) == 2
