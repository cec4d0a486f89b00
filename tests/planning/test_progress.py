"""Tasks that have begun or are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tpm_desktop.planning.columns import Reason

if TYPE_CHECKING:
    from .conftest import Plan


def test_what_is_left_goes_on_after_what_is_done(plan: Plan) -> None:
    plan.task("A", 4, actual_start="Mon 5", done=2500)
    assert plan.dates("A") == "Mon 5 08:00 - Thu 8 17:00"
    assert plan.reason("A") == Reason.ACTUAL


def test_what_is_left_waits_for_the_resume_date(plan: Plan) -> None:
    plan.task("A", 4, actual_start="Mon 5", done=5000, stop="Tue 6 17:00", resume="Mon 12")
    plan.task("B", 1, after="A")
    assert plan.dates("A") == "Mon 5 08:00 - Tue 13 17:00"
    assert plan.start("B") == "Wed 14 08:00"


def test_a_share_in_whole_per_cents_does_not_shift_the_finish(plan: Plan) -> None:
    plan.task("A", 3, actual_start="Mon 5", done=3300, stop="Mon 5 17:00")
    assert plan.finish("A") == "Wed 7 17:00"


def test_work_in_overtime_leaves_what_the_share_says(plan: Plan) -> None:
    plan.task("A", 5, actual_start="Mon 5", done=4000, stop="Mon 5 17:00")
    assert plan.finish("A") == "Thu 8 17:00"


def test_a_share_done_without_a_start_counts_from_where_the_task_stands(plan: Plan) -> None:
    plan.with_options(status_date="Wed 14", reschedule_uncompleted=True)
    plan.task("A", 2).task("B", 2, after="A", done=5000)
    assert plan.dates("B") == "Wed 7 08:00 - Wed 14 17:00"


def test_a_done_task_is_neither_critical_nor_moved(plan: Plan) -> None:
    plan.task("A", 2, actual_start="Tue 6", actual_finish="Fri 9 17:00", done=10_000).task("B", 1, after="A")
    assert plan.dates("A") == "Tue 6 08:00 - Fri 9 17:00"
    assert plan.start("B") == "Mon 12 08:00"
    assert plan.critical() == ["B"]


def test_an_actual_finish_alone_places_a_task_before_it(plan: Plan) -> None:
    plan.task("A", 2, actual_finish="Fri 9 17:00")
    assert plan.dates("A") == "Thu 8 08:00 - Fri 9 17:00"


def test_an_actual_start_beats_links_and_dates(plan: Plan) -> None:
    plan.task("A", 1).task("B", 2, after="A", constraint="SNET Mon 12", actual_start="Tue 6")
    assert plan.dates("B") == "Tue 6 08:00 - Wed 7 17:00"


def test_what_is_left_of_a_task_begun_too_early_waits_for_its_predecessor(plan: Plan) -> None:
    plan.task("A", 5).task("B", 4, after="A", actual_start="Tue 6", done=2500, stop="Tue 6 17:00")
    assert plan.dates("B") == "Tue 6 08:00 - Wed 14 17:00"
    assert plan.slack("A") == 0


def test_the_predecessor_of_a_begun_task_may_last_until_the_work_goes_on(plan: Plan) -> None:
    plan.task("Scope", hours=4, actual_start="Mon 5", done=3000, stop="Mon 5 09:12")
    plan.task("Sponsor", 1, after="Scope", actual_start="Mon 5 13:00", done=3000, stop="Mon 5 15:24")
    assert plan.finish("Scope") == "Mon 5 12:00"
    assert plan.late_dates("Scope") == "Mon 5 08:00 - Mon 5 15:24"
    assert plan.slack("Scope") == 144 / 480


def test_the_slack_of_a_begun_task_is_that_of_its_finish(plan: Plan) -> None:
    plan.task("A", 2, actual_start="Mon 5", done=5000).task("B", 5)
    assert plan.late_dates("A") == "Mon 5 08:00 - Fri 9 17:00"
    assert plan.slack("A") == 3


def test_the_status_date_moves_only_what_should_have_been_done_before_it(plan: Plan) -> None:
    plan.with_options(status_date="Wed 7", reschedule_uncompleted=True)
    plan.task("Late", 4, actual_start="Mon 5", done=2500)
    plan.task("On time", 4, actual_start="Mon 5", done=7500)
    plan.task("Done", 1, actual_start="Mon 5", done=10_000)
    assert plan.finish("Late") == "Fri 9 17:00"
    assert plan.reason("Late") == Reason.STATUS_DATE
    assert plan.finish("On time") == "Thu 8 17:00"
    assert plan.finish("Done") == "Mon 5 17:00"


def test_a_begun_milestone_stays_and_lets_its_predecessor_slip_as_far_as_what_follows(plan: Plan) -> None:
    plan.task("A", 1).task("M", after="A", actual_start="Mon 5 17:00", done=3000).task("B", 1, after="M")
    plan.task("C", 5)
    assert plan.dates("M") == "Mon 5 17:00 - Mon 5 17:00"
    assert plan.slack("A") == plan.slack("M") == 3


def test_what_is_left_of_a_task_begun_too_early_goes_on_where_progress_overrides_links(plan: Plan) -> None:
    plan.with_options(progress_override=True)
    plan.task("A", 5).task("B", 4, after="A", actual_start="Tue 6", done=2500, stop="Tue 6 17:00")
    plan.task("C", 1, after="B")
    assert plan.dates("B") == "Tue 6 08:00 - Fri 9 17:00"
    assert plan.start("C") == "Mon 12 08:00"
    assert plan.slack("A") == 1


def test_a_task_that_has_not_begun_waits_also_where_progress_overrides_links(plan: Plan) -> None:
    plan.with_options(progress_override=True)
    plan.task("A", 5).task("B", 4, after="A")
    assert plan.start("B") == "Mon 12 08:00"
