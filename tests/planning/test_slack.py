"""Slack, critical tasks, and plans scheduled from their finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tpm_desktop.planning.columns import Reason
from tpm_desktop.planning.errors import PlanError

if TYPE_CHECKING:
    from .conftest import Plan


def test_finish_moves_when_the_only_driver_slips(plan: Plan) -> None:
    plan.task("Order", 5).task("Install", 2, after="Order")
    assert plan.finish("Install") == "Tue 13 17:00"
    plan.slip("Order", days=3)
    assert plan.finish("Install") == "Fri 16 17:00"


def test_free_slack_is_what_moves_nothing_that_follows(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1, after="A").task("C", 4).task("D", 1, after=["B", "C"]).task("E", 10)
    assert [plan.slack(name) for name in "ABCD"] == [7, 7, 5, 5]
    assert [plan.free_slack(name) for name in "ABCD"] == [0, 2, 0, 5]


@pytest.mark.parametrize(("link", "free"), [("FS+1d", 2), ("SS", 4), ("FF", 4), ("SF", 5)])
def test_free_slack_by_the_kind_of_link(plan: Plan, link: str, free: float) -> None:
    plan.task("A", 1).task("B", 1, after=f"A {link}", constraint="MSO Fri 9").task("C", 20)
    assert plan.free_slack("A") == free


def test_a_threshold_makes_nearly_critical_tasks_critical(plan: Plan) -> None:
    plan.with_options(critical_threshold=2 * 480).task("A", 3).task("B", 2).task("C", 5)
    assert plan.critical() == ["A", "C"]


def test_every_end_has_a_critical_path_of_its_own_if_wanted(plan: Plan) -> None:
    plan.with_options(multiple_critical_paths=True)
    plan.task("A", 1).task("B", 2, after="A").task("C", 10).task("D", 1).task("E", 1, after=["A", "D"])
    plan.task("Phase", after="E").task("F", 1, inside="Phase").task("G", 2, inside="Phase")
    assert plan.critical() == ["A", "B", "C", "D", "E", "Phase", "F", "G"]


def test_elapsed_tasks_slip_in_elapsed_time(plan: Plan) -> None:
    plan.task("Cure", elapsed_days=2).task("B", 5)
    assert plan.answer.total_slack[plan.row("Cure")] == (2 * 24 + 9) * 60


def test_from_the_finish_tasks_hang_on_it(plan: Plan) -> None:
    plan.with_options(from_finish=True, finish="Fri 30 17:00")
    plan.task("A", 2, constraint="ALAP").task("B", 3, constraint="ALAP", after="A")
    plan.task("C", 1, constraint="ALAP")
    assert plan.dates("B") == "Wed 28 08:00 - Fri 30 17:00"
    assert plan.dates("A") == "Mon 26 08:00 - Tue 27 17:00"
    assert plan.dates("C") == "Fri 30 08:00 - Fri 30 17:00"
    assert (plan.reason("C"), plan.reason("A")) == (Reason.PROJECT_FINISH, Reason.AS_LATE_AS_POSSIBLE)
    assert [plan.slack(name) for name in "ABC"] == [0, 0, 4]


def test_from_the_finish_a_task_as_soon_as_possible_starts_with_the_plan(plan: Plan) -> None:
    plan.with_options(from_finish=True, finish="Fri 30 17:00")
    plan.task("A", 5, constraint="ALAP").task("B", 1)
    assert plan.dates("A") == "Mon 26 08:00 - Fri 30 17:00"
    assert plan.start("B") == "Mon 26 08:00"


def test_from_the_finish_a_demanded_date_holds_against_what_follows(plan: Plan) -> None:
    plan.with_options(from_finish=True, finish="Fri 30 17:00")
    plan.task("A", 1, constraint="SNET Fri 30").task("B", 1, after="A", constraint="ALAP")
    assert plan.start("A") == "Fri 30 08:00"
    assert plan.start("B") == "2026-02-02 08:00"


def test_from_the_finish_needs_one(plan: Plan) -> None:
    plan.with_options(from_finish=True).task("A", 1)
    with pytest.raises(PlanError, match="give its finish date"):
        plan.start("A")


def test_what_makes_no_date_of_the_plan_is_not_critical(plan: Plan) -> None:
    plan.task("A", 5).task("P").task("B", 30, inside="P", active=False).task("Q")
    plan.task("Promise", 1, inside="Q", external=True, manual_start="Mon 26", manual_finish="Mon 26 17:00")
    assert plan.critical() == ["A"]


@pytest.mark.parametrize("several", [False, True])
def test_what_makes_no_date_of_the_plan_may_outlast_it(plan: Plan, several: bool) -> None:
    plan.with_options(multiple_critical_paths=several)
    plan.task("A", 5).task("Option", 30, active=False).task("P").task("B", 30, inside="P", active=False)
    plan.task("Promise", 1, external=True, manual_start="Mon 26", manual_finish="Mon 26 17:00")
    plan.task("C", 2, after="Promise", active=False)
    for name in ("Option", "P", "B", "Promise", "C"):
        assert (name, plan.slack(name), plan.free_slack(name)) == (name, 0, 0)
    assert plan.late_dates("Promise") == "Mon 26 08:00 - Mon 26 17:00"


def test_a_promise_is_late_for_the_date_that_waits_for_it(plan: Plan) -> None:
    plan.task("A", 5).task("Promise", 1, external=True, manual_start="Mon 26", manual_finish="Mon 26 17:00")
    plan.task("B", 1, after="Promise", manual=True, manual_start="Thu 22", manual_finish="Thu 22 17:00")
    assert plan.slack("Promise") == -3


def test_below_a_summary_with_a_deadline_an_option_keeps_to_it(plan: Plan) -> None:
    plan.task("P", by="Fri 16 17:00").task("A", 5, inside="P").task("Option", 20, inside="P", active=False)
    assert plan.slack("Option") == -10


def test_what_must_finish_with_a_summary_heeds_the_instant_when_its_last_child_has_to_be_over(
    plan: Plan,
) -> None:
    plan.calendar("Closed next week")
    for day in ("Mon 12", "Tue 13", "Wed 14", "Thu 15", "Fri 16"):
        plan.holiday(day, "Closed next week")
    plan.task("A", 1, constraint="SNLT Fri 30").task("P", after="A FF")
    plan.task("C", 5, inside="P", calendar="Closed next week").task("D", 5, after="C").task("E", 15)
    plan.link("D", to="E")
    assert plan.late_dates("A") == "Fri 9 08:00 - Fri 9 17:00"
