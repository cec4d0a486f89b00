"""Actual and remaining duration and work, percent complete and actual dates edit each other consistently."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.program import OutOfSequence
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Task
from tpm_desktop.plan.figures import figures_of

DAY = 480


def at(day, hour=8):
    return datetime(2026, 1, day, hour)


def row(desk, name="A"):
    return desk.program.file.row(Task, desk.ids[name])


def put(desk, name="A", **values):
    set_fields(desk.program, "task", desk.ids[name], values)


def figures(desk, name="A"):
    """Days, and hours of work."""
    state = desk.program.plan.state
    found = figures_of(state, state.outline.row[desk.ids[name]])
    return {key: value / (60 if "work" in key else DAY) for key, value in found.items()}


def assign(desk, name="A", **values):
    person = add_row(desk.program, "resource", {"name": "Ann"})
    return add_row(desk.program, "assignment", {"task_id": desk.ids[name], "resource_id": person, **values})


def test_case_30_an_actual_start_moves_a_task_and_what_follows_it(desk):
    desk.task("A", days=2)
    desk.task("B", days=1, after="A")
    put(desk, actual_start=at(6))
    assert (desk.start("A"), desk.finish("A")) == ("Tue 06 08:00", "Wed 07 17:00")
    assert desk.start("B") == "Thu 08 08:00"


def test_case_31_what_is_left_is_rescheduled_after_the_status_date(desk):
    desk.task("A", days=4)
    put(desk, percent_complete=5000)
    program = desk.program.file.program.id
    set_fields(desk.program, "program", program, {"status_date": at(12, 17)})
    assert desk.finish("A") == "Thu 08 17:00"
    set_fields(desk.program, "program", program, {"reschedule_uncompleted": True})
    assert (desk.start("A"), desk.finish("A")) == ("Mon 05 08:00", "Wed 14 17:00")
    assert figures(desk)["remaining_duration"] == 2


def test_the_rest_of_a_task_begun_too_early_waits_or_goes_on_as_the_program_says(desk):
    desk.task("A", days=5)
    desk.task("B", days=4, after="A")
    put(desk, "B", actual_start=at(6), percent_complete=2500)
    assert desk.finish("B") == "Wed 14 17:00"
    override = {"out_of_sequence": OutOfSequence.PROGRESS_OVERRIDE}
    set_fields(desk.program, "program", desk.program.file.program.id, override)
    assert desk.finish("B") == "Fri 09 17:00"


def test_an_actual_duration_makes_the_share_and_leaves_the_rest(desk):
    desk.task("A", days=4)
    put(desk, actual_duration=3 * DAY)
    assert (row(desk).percent_complete, row(desk).actual_start) == (7500, at(5))
    assert figures(desk) == pytest.approx(
        {"actual_duration": 3, "remaining_duration": 1, "work": 0, "actual_work": 0, "remaining_work": 0}
    )
    assert desk.finish("A") == "Thu 08 17:00"


def test_an_actual_duration_is_kept_to_the_minute(desk):
    desk.task("A", days=3)
    put(desk, actual_duration=DAY)
    assert row(desk).percent_complete == 3300
    assert (figures(desk)["actual_duration"], desk.finish("A")) == (1, "Wed 07 17:00")


def test_a_longer_actual_duration_than_planned_is_the_duration(desk):
    desk.task("A", days=2)
    put(desk, actual_duration=3 * DAY)
    assert (row(desk).duration, row(desk).percent_complete) == (3 * DAY, 10_000)
    assert row(desk).actual_finish == at(7, 17)


def test_a_remaining_duration_moves_the_finish(desk):
    desk.task("A", days=4)
    put(desk, percent_complete=5000)
    put(desk, remaining_duration=6 * DAY)
    assert (row(desk).duration, row(desk).percent_complete) == (8 * DAY, 2500)
    assert desk.finish("A") == "Wed 14 17:00"
    put(desk, remaining_duration=0)
    assert (row(desk).percent_complete, row(desk).actual_finish) == (10_000, at(6, 17))


def test_a_remaining_duration_opens_a_done_task_again(desk):
    desk.task("A", days=2)
    put(desk, percent_complete=10_000)
    put(desk, remaining_duration=2 * DAY)
    assert (row(desk).percent_complete, row(desk).actual_finish) == (5000, None)
    assert desk.finish("A") == "Thu 08 17:00"


def test_a_remaining_duration_of_a_task_not_begun_is_its_duration(desk):
    desk.task("A", days=2)
    put(desk, remaining_duration=3 * DAY)
    assert (row(desk).duration, row(desk).percent_complete, row(desk).actual_start) == (3 * DAY, 0, None)


def test_actual_and_remaining_duration_together_make_the_duration(desk):
    desk.task("A", days=2)
    put(desk, actual_duration=DAY, remaining_duration=3 * DAY)
    assert (row(desk).duration, row(desk).percent_complete) == (4 * DAY, 2500)


def test_work_done_makes_progress_and_progress_work_done(desk):
    desk.task("A", days=4)
    assignment = assign(desk)
    put(desk, actual_work=8 * 60)
    assert (row(desk).percent_complete, row(desk).actual_start) == (2500, at(5))
    set_fields(desk.program, "assignment", assignment, {"actual_work": 16 * 60})
    assert row(desk).percent_complete == 5000
    put(desk, percent_complete=7500)
    assert desk.program.file.rows(Assignment)[0].actual_work == 24 * 60


def test_remaining_work_makes_the_rest_longer(desk):
    desk.task("A", days=4)
    assign(desk)
    put(desk, percent_complete=5000)
    put(desk, remaining_work=32 * 60)
    assert (row(desk).duration, figures(desk)["work"], figures(desk)["actual_work"]) == (6 * DAY, 48, 16)
    assert (figures(desk)["actual_duration"], desk.finish("A")) == (2, "Mon 12 17:00")


def test_more_work_done_than_planned_makes_more_work(desk):
    desk.task("A", days=1)
    assign(desk)
    put(desk, actual_work=16 * 60)
    assert (figures(desk)["work"], row(desk).duration, row(desk).percent_complete) == (16, 2 * DAY, 10_000)


def test_an_actual_finish_makes_the_duration_and_the_work(desk):
    desk.task("A", days=4)
    assign(desk)
    put(desk, actual_finish=at(6, 17))
    assert (row(desk).duration, row(desk).percent_complete, figures(desk)["work"]) == (2 * DAY, 10_000, 16)
    put(desk, actual_finish=None)
    assert (row(desk).percent_complete, row(desk).actual_start) == (0, at(5))
    put(desk, actual_start=None)
    assert (row(desk).percent_complete, row(desk).actual_start) == (0, None)


def test_a_task_done_before_its_turn_began_before_it(desk):
    desk.task("A", days=5)
    desk.task("B", days=2, after="A")
    put(desk, "B", actual_finish=at(7, 17))
    assert (row(desk, "B").actual_start, row(desk, "B").duration) == (at(6), 2 * DAY)
    with pytest.raises(EditError, match="can't finish before it starts"):
        put(desk, "B", actual_finish=at(5, 17))


def test_the_date_until_which_work_is_done_makes_the_share(desk):
    desk.task("A", days=4)
    put(desk, stop=at(7, 17))
    assert (row(desk).percent_complete, row(desk).actual_start) == (7500, at(5))


def test_a_summary_takes_its_figures_from_its_parts(desk):
    desk.task("Racks")
    desk.task("A", days=2, parent="Racks")
    assign(desk)
    put(desk, "A", percent_complete=5000)
    assert figures(desk, "Racks")["work"] == figures(desk, "Racks")["actual_work"] * 2 == 16
    with pytest.raises(EditError, match="its work follows from the tasks below it"):
        put(desk, "Racks", work=600)


def test_elapsed_and_working_time_are_not_mixed(desk):
    desk.task("A", days=4)
    with pytest.raises(EditError, match="working time, such as 3 d"):
        put(desk, actual_duration=1440, elapsed=True)


def finished(desk, name="A"):
    task = row(desk, name)
    return task.percent_complete, task.actual_start, task.actual_finish, task.duration // DAY


def test_a_done_task_that_lasts_longer_is_under_way_again(desk):
    desk.task("A", days=3)
    assign(desk)
    put(desk, percent_complete=10_000)
    put(desk, duration=6 * DAY)
    assert finished(desk) == (5000, at(5), None, 6)
    assert (figures(desk)["actual_duration"], desk.finish("A")) == (3, "Mon 12 17:00")
    assert (figures(desk)["work"], figures(desk)["actual_work"]) == (48, 24)


def test_a_done_task_that_lasts_shorter_was_over_earlier(desk):
    desk.task("A", days=3)
    assign(desk)
    desk.task("B", days=1, after="A")
    put(desk, percent_complete=10_000)
    put(desk, duration=DAY)
    assert finished(desk) == (10_000, at(5), at(5, 17), 1)
    assert (figures(desk)["work"], figures(desk)["remaining_work"]) == (8, 0)
    assert (desk.finish("A"), desk.start("B")) == ("Mon 05 17:00", "Tue 06 08:00")


def test_a_milestone_that_is_reached_and_gets_a_duration_has_only_begun(desk):
    desk.task("A", days=0)
    put(desk, actual_finish=at(6))
    put(desk, duration=2 * DAY)
    assert finished(desk) == (0, at(6), None, 2)
    assert desk.finish("A") == "Wed 07 17:00"


def test_more_work_on_a_done_task_opens_it_again(desk):
    desk.task("A", days=2)
    assignment = assign(desk)
    put(desk, percent_complete=10_000)
    set_fields(desk.program, "assignment", assignment, {"work": 32 * 60})
    assert finished(desk) == (5000, at(5), None, 4)
    assert (figures(desk)["actual_work"], desk.finish("A")) == (16, "Thu 08 17:00")


def test_a_duration_that_comes_with_dates_is_theirs(desk):
    desk.task("A", days=3)
    put(desk, percent_complete=10_000)
    put(desk, duration=2 * DAY, actual_finish=at(6, 17))
    assert finished(desk) == (10_000, at(5), at(6, 17), 2)


def test_what_is_done_of_a_split_task_ends_after_its_break(desk):
    desk.task("A", days=2)
    split = {"task_id": desk.ids["A"], "after": DAY, "length": 2 * DAY}
    add_row(desk.program, "task_split", split)
    assert desk.finish("A") == "Thu 08 17:00"
    put(desk, actual_duration=2 * DAY)
    assert row(desk).actual_finish == at(8, 17)
    put(desk, duration=3 * DAY)
    assert (figures(desk)["actual_duration"], row(desk).stop) == (2, at(8, 17))
    assert desk.finish("A") == "Fri 09 17:00"
    put(desk, actual_finish=at(9, 17))
    assert (row(desk).duration, row(desk).percent_complete) == (3 * DAY, 10_000)


def test_work_done_on_a_weekend_leaves_the_duration(desk):
    desk.task("A", days=1)
    put(desk, actual_start=at(10), actual_finish=at(10, 17))
    assert (row(desk).duration, desk.finish("A")) == (DAY, "Sat 10 17:00")
    desk.task("B", days=2, manual=True)
    put(desk, "B", manual_start=at(10), manual_finish=at(11, 17))
    assert (row(desk, "B").duration, desk.finish("B")) == (2 * DAY, "Sun 11 17:00")
    put(desk, "B", manual_start=at(12), manual_finish=at(12))
    assert row(desk, "B").duration == 0
