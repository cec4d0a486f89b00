"""Dates that planners demand: all eight, honoured against links or not, and deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tpm_desktop.planning.columns import Reason

if TYPE_CHECKING:
    from .conftest import Plan

# B takes a day after A, which takes five: by its link alone it would be on Monday 12.
AGAINST_ITS_LINK = {
    "MSO Wed 7": ("Wed 7 08:00", "Mon 12 08:00"),
    "MFO Wed 7 17:00": ("Wed 7 08:00", "Mon 12 08:00"),
    "SNLT Wed 7": ("Wed 7 08:00", "Mon 12 08:00"),
    "FNLT Wed 7 17:00": ("Wed 7 08:00", "Mon 12 08:00"),
    "SNET Wed 7": ("Mon 12 08:00", "Mon 12 08:00"),
    "FNET Wed 7 17:00": ("Mon 12 08:00", "Mon 12 08:00"),
}
AFTER_ITS_LINK = {
    "MSO Wed 14": "Wed 14 08:00",
    "MFO Wed 14 17:00": "Wed 14 08:00",
    "SNET Wed 14": "Wed 14 08:00",
    "FNET Wed 14 17:00": "Wed 14 08:00",
    "SNLT Wed 14": "Mon 12 08:00",
    "FNLT Wed 14 17:00": "Mon 12 08:00",
}


@pytest.mark.parametrize("constraint", AGAINST_ITS_LINK)
@pytest.mark.parametrize("honoured", [True, False])
def test_a_date_against_a_link(plan: Plan, constraint: str, honoured: bool) -> None:
    plan.with_options(honour_constraints=honoured)
    plan.task("A", 5).task("B", 1, after="A", constraint=constraint)
    assert plan.start("B") == AGAINST_ITS_LINK[constraint][0 if honoured else 1]


@pytest.mark.parametrize("constraint", ["MSO Wed 7", "MFO Wed 7 17:00", "SNLT Wed 7", "FNLT Wed 7 17:00"])
def test_a_date_that_cannot_be_met_shows_as_negative_slack_where_it_was_not_honoured(
    plan: Plan, constraint: str
) -> None:
    plan.with_options(honour_constraints=False)
    plan.task("A", 5).task("B", 1, after="A", constraint=constraint)
    assert plan.slack("A") == plan.slack("B") == -3
    assert plan.critical() == ["A", "B"]


@pytest.mark.parametrize("constraint", AFTER_ITS_LINK)
def test_a_date_after_the_link(plan: Plan, constraint: str) -> None:
    plan.task("A", 5).task("B", 1, after="A", constraint=constraint)
    assert plan.start("B") == AFTER_ITS_LINK[constraint]


def test_a_date_in_a_break_is_the_next_working_time(plan: Plan) -> None:
    plan.task("A", 1, constraint="SNET Sat 10 12:00").task("M", constraint="SNET Sat 10 12:00")
    assert plan.start("A") == plan.start("M") == "Mon 12 08:00"


def test_a_monday_demanded_after_a_friday_is_the_links_doing(plan: Plan) -> None:
    plan.task("A", 5).task("B", 1, after="A", constraint="SNET Mon 12")
    assert (plan.reason("B"), plan.driver("B")) == (Reason.LINK, "A")


def test_a_deadline_never_lengthens_slack_nor_moves_a_task(plan: Plan) -> None:
    plan.task("A", 1, by="Tue 6 17:00").task("B", 1, by="Fri 30 17:00").task("C", 5)
    assert [plan.slack(name) for name in "ABC"] == [1, 4, 0]
    assert plan.start("A") == "Mon 5 08:00"


def test_a_chain_of_tasks_as_late_as_possible_hangs_on_what_follows(plan: Plan) -> None:
    plan.task("A", 1, constraint="ALAP").task("B", 2, constraint="ALAP", after="A").task("C", 10)
    plan.task("D", 1, after=["B", "C"])
    assert plan.dates("B") == "Thu 15 08:00 - Fri 16 17:00"
    assert plan.dates("A") == "Wed 14 08:00 - Wed 14 17:00"
    assert (plan.reason("A"), plan.driver("A")) == (Reason.AS_LATE_AS_POSSIBLE, "A")


def test_as_late_as_possible_moves_nothing_that_follows(plan: Plan) -> None:
    plan.task("A", 1, constraint="ALAP").task("B", 1, after="A").task("C", 10)
    assert plan.start("A") == "Mon 5 08:00"
    assert plan.start("B") == "Tue 6 08:00"


def test_as_late_as_possible_without_anything_after_goes_to_the_end_or_the_deadline(plan: Plan) -> None:
    plan.task("A", 1, constraint="ALAP").task("B", 1, constraint="ALAP", by="Wed 7 17:00").task("C", 5)
    assert plan.dates("A") == "Fri 9 08:00 - Fri 9 17:00"
    assert plan.reason("A") == Reason.PROJECT_FINISH
    assert plan.dates("B") == "Wed 7 08:00 - Wed 7 17:00"


def test_a_summary_moves_with_its_children_that_are_as_late_as_possible(plan: Plan) -> None:
    plan.task("Phase").task("A", 1, inside="Phase", constraint="ALAP").task("C", 5)
    assert plan.dates("Phase") == "Fri 9 08:00 - Fri 9 17:00"
