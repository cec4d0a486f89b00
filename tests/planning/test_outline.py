"""Summaries and component projects: they hold their children, and take their dates from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tpm_desktop.planning.columns import Reason

if TYPE_CHECKING:
    from .conftest import Plan


def test_a_link_to_a_summary_holds_all_its_children(plan: Plan) -> None:
    plan.task("Approve", 2).task("Phase", after="Approve")
    plan.task("A", 1, inside="Phase").task("B", 3, inside="Phase")
    assert plan.start("A") == plan.start("B") == plan.start("Phase") == "Wed 7 08:00"
    assert plan.holder("A") == "Phase"
    assert plan.driver("A") == "Approve"


def test_a_link_to_a_summary_holds_through_several_levels(plan: Plan) -> None:
    plan.task("Approve", 2).task("Phase", after="Approve FS+1d").task("Step", inside="Phase")
    plan.task("A", 1, inside="Step")
    assert plan.start("A") == "Thu 8 08:00"


def test_the_last_child_of_a_summary_holds_what_follows(plan: Plan) -> None:
    plan.task("Phase").task("A", 1, inside="Phase").task("B", 3, inside="Phase").task(
        "Next", 1, after="Phase"
    )
    assert plan.start("Next") == "Thu 8 08:00"
    assert plan.slack("A") == 2
    assert plan.critical() == ["Phase", "B", "Next"]


def test_what_starts_with_a_summary_limits_only_its_first_child(plan: Plan) -> None:
    plan.task("Phase").task("A", 1, inside="Phase").task("B", 1, inside="Phase", after="A")
    plan.task("Watch", 5, after="Phase SS")
    assert plan.start("Watch") == "Mon 5 08:00"
    assert plan.slack("A") == 0
    assert plan.slack("B") == 3


def test_a_summary_lasts_from_its_first_start_to_its_last_finish_on_the_plans_calendar(plan: Plan) -> None:
    plan.task("Phase").task("A", 1, inside="Phase").task("B", elapsed_days=7, inside="Phase")
    assert plan.dates("Phase") == "Mon 5 08:00 - Mon 12 08:00"
    assert plan.answer.duration[plan.row("Phase")] == 5 * 480


def test_a_lag_of_a_share_of_a_summary(plan: Plan) -> None:
    plan.task("Phase").task("A", 4, inside="Phase").task("Review", 1, after="Phase SS+50%")
    assert plan.start("Review") == "Wed 7 08:00"


def test_a_date_demanded_of_a_summary_holds_its_children(plan: Plan) -> None:
    plan.task("Phase", constraint="SNET Thu 8").task("A", 1, inside="Phase")
    assert plan.start("A") == "Thu 8 08:00"
    assert (plan.reason("A"), plan.holder("A")) == (Reason.CONSTRAINT, "Phase")


def test_the_deadline_of_a_summary_is_its_childrens(plan: Plan) -> None:
    plan.task("Phase", by="Wed 7 17:00").task("A", 5, inside="Phase").task("B", 1, inside="Phase")
    assert plan.slack("A") == -2
    assert plan.slack("B") == 2


def test_a_manual_summary_keeps_its_dates_and_holds_its_children(plan: Plan) -> None:
    plan.task("Phase", manual=True, manual_start="Wed 7", manual_finish="Fri 16 17:00")
    plan.task("A", 1, inside="Phase")
    assert plan.dates("Phase") == "Wed 7 08:00 - Fri 16 17:00"
    assert plan.dates("A") == "Wed 7 08:00 - Wed 7 17:00"


def test_a_summary_takes_no_notice_of_inactive_children(plan: Plan) -> None:
    plan.task("Phase").task("A", 1, inside="Phase").task("Option", 9, inside="Phase", active=False)
    assert plan.finish("Phase") == "Mon 5 17:00"


def test_a_component_project_starts_no_earlier_than_it_was_told(plan: Plan) -> None:
    plan.task("Software", container=True, project_start="Mon 12").task("A", 2, inside="Software")
    plan.task("Network", container=True).task("B", 1, inside="Network")
    assert plan.start("A") == "Mon 12 08:00"
    assert (plan.reason("A"), plan.holder("A")) == (Reason.SUBPROJECT_START, "Software")
    assert plan.start("B") == "Mon 5 08:00"


def test_a_component_project_cannot_start_before_the_program(plan: Plan) -> None:
    plan.task("Software", container=True, project_start="2025-12-01 08:00").task("A", 2, inside="Software")
    assert plan.start("A") == "Mon 5 08:00"


def test_an_empty_component_project_stands_at_its_start_and_counts_for_nothing(plan: Plan) -> None:
    plan.task("Software", container=True, project_start="Mon 19").task("Network", container=True)
    plan.task("B", 1, inside="Network")
    assert plan.dates("Software") == "Mon 19 08:00 - Mon 19 08:00"
    assert plan.answer.duration[plan.row("Software")] == 0
    assert plan.answer.program_finish == plan.answer.finish[plan.row("B")]
    assert plan.critical() == ["Network", "B"]


def test_a_program_without_any_task_stands_at_its_start(plan: Plan) -> None:
    plan.task("Software", container=True)
    assert plan.answer.program_start == plan.answer.program_finish == plan.options["start"]


def test_a_plan_of_nothing_is_answered(plan: Plan) -> None:
    assert len(plan.answer.start) == 0
    assert plan.answer.program_start == plan.options["start"]
