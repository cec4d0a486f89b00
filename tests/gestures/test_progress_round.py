"""The strokes of the weekly round: what each says of a task, and where it leaves the plan."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import progress_round
from tpm_desktop.gestures.progress import record_as_planned
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Task

DAY = 480
FRIDAY = datetime(2026, 1, 9, 17)  # the program starts on Monday 5 January at 8:00


@pytest.fixture
def week(desk):
    """A task that should be over by Friday, one under way, one that follows, one that starts on Monday."""
    desk.task("Order", days=3)
    desk.task("Survey", days=8)
    desk.task("Install", days=4, after="Order")
    desk.task("Test", days=2, after="Survey")
    progress_round.set_status_date(desk.program, FRIDAY)
    return desk


def row(desk, name):
    return desk.program.file.row(Task, desk.ids[name])


def label(desk):
    return desk.program.file.journal.records(1)[0].label


def test_done_is_done_on_the_planned_dates(week):
    progress_round.set_done(week.program, [week.ids["Order"]])
    order = row(week, "Order")
    assert (order.percent_complete, order.actual_start) == (10_000, datetime(2026, 1, 5, 8))
    assert order.actual_finish == datetime(2026, 1, 7, 17)
    assert label(week) == "Record “Order” as done"


def test_what_is_done_before_its_planned_finish_was_over_by_the_status_date(week):
    progress_round.set_done(week.program, [week.ids["Survey"]])
    assert (row(week, "Survey").actual_finish, row(week, "Survey").percent_complete) == (FRIDAY, 10_000)


def test_several_tasks_are_one_step_and_one_undo(week):
    progress_round.set_done(week.program, [week.ids["Order"], week.ids["Survey"]])
    assert label(week) == "Record 2 tasks as done"
    week.program.file.undo()
    assert [row(week, name).percent_complete for name in ("Order", "Survey")] == [0, 0]


def test_half_done_of_what_should_be_over_leaves_the_rest_for_after_the_status_date(week):
    progress_round.set_share(week.program, [week.ids["Order"]], 5_000)
    order = row(week, "Order")
    assert (order.percent_complete, order.actual_start) == (5_000, datetime(2026, 1, 5, 8))
    assert week.finish("Order") == "Tue 13 12:00"  # a day and a half from Monday morning
    assert label(week) == "Record “Order” as 50 % done"


def test_who_is_ahead_of_the_plan_goes_on_from_there(week):
    progress_round.set_share(week.program, [week.ids["Survey"]], 7_500)
    assert row(week, "Survey").resume is None
    assert week.finish("Survey") == "Wed 14 17:00"


def test_what_is_left_is_done_after_the_status_date(week):
    progress_round.set_share(week.program, [week.ids["Survey"]], 2_500)
    progress_round.set_remaining(week.program, [week.ids["Survey"]], 4 * DAY)
    assert week.finish("Survey") == "Thu 15 17:00"
    assert (row(week, "Survey").duration, row(week, "Survey").percent_complete) == (6 * DAY, 3_300)


def test_nothing_left_is_done(week):
    progress_round.set_remaining(week.program, [week.ids["Order"]], 0)
    assert row(week, "Order").percent_complete == 10_000


def test_a_start_up_to_the_status_date_is_a_fact_and_after_it_a_plan(week):
    progress_round.set_started(week.program, [week.ids["Install"]], datetime(2026, 1, 9, 8))
    assert row(week, "Install").actual_start == datetime(2026, 1, 9, 8)
    assert label(week) == "Record the start of “Install”"
    progress_round.set_started(week.program, [week.ids["Test"]], datetime(2026, 1, 19, 8))
    assert (row(week, "Test").actual_start, week.start("Test")) == (None, "Mon 19 08:00")
    assert label(week) == "Plan the start of “Test”"


def test_what_has_started_cant_be_planned_to_start_later(week):
    progress_round.set_started(week.program, [week.ids["Order"]], datetime(2026, 1, 5, 8))
    with pytest.raises(EditError, match="has started"):
        progress_round.set_started(week.program, [week.ids["Order"]], datetime(2026, 1, 19, 8))


def test_a_finish_up_to_the_status_date_is_a_fact_and_after_it_what_is_expected(week):
    progress_round.set_finished(week.program, [week.ids["Order"]], datetime(2026, 1, 8, 17))
    assert (row(week, "Order").percent_complete, row(week, "Order").duration) == (10_000, 4 * DAY)
    progress_round.set_share(week.program, [week.ids["Survey"]], 2_500)
    progress_round.set_finished(week.program, [week.ids["Survey"]], datetime(2026, 1, 20, 17))
    assert week.finish("Survey") == "Tue 20 17:00"
    assert label(week) == "Expect the finish of “Survey”"


def test_what_starts_later_can_be_done_but_not_half_done(week):
    with pytest.raises(EditError, match="say first when it started"):
        progress_round.set_share(week.program, [week.ids["Test"]], 5_000)
    progress_round.set_done(week.program, [week.ids["Test"]])
    assert row(week, "Test").actual_finish == FRIDAY


def test_as_planned_records_one_task_up_to_the_status_date_with_its_work(week):
    who = add_row(week.program, "resource", {"name": "Crew"})
    add_row(week.program, "assignment", {"task_id": week.ids["Survey"], "resource_id": who})
    record_as_planned(week.program, [week.ids["Survey"]])
    assert (row(week, "Survey").stop, row(week, "Order").percent_complete) == (FRIDAY, 0)
    assert week.program.file.rows(Assignment)[0].actual_work == 5 * DAY
    assert label(week) == "Record “Survey” as planned"


def test_as_planned_means_before_uncompleted_work_was_moved(week):
    program = week.program
    progress_round.set_started(program, [week.ids["Order"]], datetime(2026, 1, 5, 8))
    set_fields(program, "program", program.file.program.id, {"reschedule_uncompleted": True})
    assert week.finish("Order") == "Wed 14 17:00"
    record_as_planned(program, [week.ids["Order"]])
    assert row(week, "Order").actual_finish == datetime(2026, 1, 7, 17)


def test_done_of_work_that_was_moved_behind_the_status_date_is_done_when_it_was_meant_to_be(week):
    set_fields(week.program, "program", week.program.file.program.id, {"reschedule_uncompleted": True})
    progress_round.set_share(week.program, [week.ids["Order"]], 5_000)
    progress_round.set_done(week.program, [week.ids["Order"]])
    assert row(week, "Order").percent_complete == 10_000
    assert row(week, "Order").actual_finish <= FRIDAY


def test_the_status_date_moves_on_a_week_or_begins_at_the_end_of_a_working_day(desk):
    today = datetime(2026, 1, 10).date()  # a Saturday
    assert progress_round.next_status_date(desk.program, today) == FRIDAY
    progress_round.set_status_date(desk.program, FRIDAY)
    assert progress_round.next_status_date(desk.program, today) == datetime(2026, 1, 16, 17)
    assert label(desk) == "Set the status date to 9 January 2026"


def test_without_a_status_date_nothing_is_recorded(desk):
    desk.task("Order")
    for stroke in (progress_round.set_done, record_as_planned):
        with pytest.raises(EditError, match="no status date"):
            stroke(desk.program, [desk.ids["Order"]])


def test_summaries_are_refused_by_name(week):
    week.task("Cabling", parent="Order")
    with pytest.raises(EditError, match="“Order” is a summary task"):
        progress_round.set_done(week.program, [week.ids["Order"]])
