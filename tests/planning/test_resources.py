"""Whose working time a task runs on; the mixed crew's dates are those that Microsoft Project stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tpm_desktop.planning.calendars import Shift
from tpm_desktop.planning.errors import CalendarError

if TYPE_CHECKING:
    from .conftest import Plan

NIGHT = (Shift(0, 3 * 60), Shift(4 * 60, 8 * 60), Shift(23 * 60, 24 * 60))
ALWAYS = (Shift(0, 24 * 60),)


def test_the_resource_decides_where_the_task_has_no_calendar(plan: Plan) -> None:
    plan.calendar("Part time", days=(0, 2, 4)).task("A", 2).assign("A", "Part time")
    assert plan.dates("A") == "Mon 5 08:00 - Wed 7 17:00"


def test_task_and_resource_work_when_both_do(plan: Plan) -> None:
    plan.calendar("Part time", days=(0, 2, 4)).calendar("Lab", days=(2, 3))
    plan.task("A", 2, calendar="Lab").assign("A", "Part time")
    assert plan.dates("A") == "Wed 7 08:00 - Wed 14 17:00"


def test_the_task_decides_alone_where_resource_calendars_are_ignored(plan: Plan) -> None:
    plan.calendar("Part time", days=(0, 2, 4)).calendar("Lab", days=(2, 3))
    plan.task("A", 2, calendar="Lab", ignore_resource_calendars=True).assign("A", "Part time")
    assert plan.dates("A") == "Wed 7 08:00 - Thu 8 17:00"


def test_a_task_and_a_resource_that_never_work_together_are_told(plan: Plan) -> None:
    plan.calendar("Weekend", days=(5, 6)).calendar("Lab", days=(2, 3))
    plan.task("A", 2, calendar="Lab").assign("A", "Weekend")
    with pytest.raises(CalendarError, match=r"“Lab & Weekend” has no working time; give it a working day"):
        plan.start("A")


def test_elapsed_tasks_take_no_notice_of_resources(plan: Plan) -> None:
    plan.calendar("Part time", days=(0, 2, 4)).task("A", elapsed_days=1).assign("A", "Part time")
    assert plan.dates("A") == "Mon 5 08:00 - Tue 6 08:00"


def test_two_people_of_the_same_hours_take_as_long_as_the_duration_says(plan: Plan) -> None:
    plan.calendar("Installer").task("A", 5).assign("A", "Installer", hours=16).assign("A", hours=40)
    assert plan.finish("A") == "Fri 9 17:00"


def test_a_crew_of_different_hours_takes_until_its_last_is_done(plan: Plan) -> None:
    plan.calendar("Night shift", days=range(5), hours=NIGHT).calendar("24 hours", range(7), ALWAYS)
    plan.with_options(start="Wed 7 17:00").task("A", hours=136)
    plan.assign("A", "Night shift", hours=80).assign("A", "24 hours", hours=80)
    assert plan.dates("A") == "Wed 7 17:00 - Wed 21 08:00"


def test_what_is_left_of_a_crews_work_decides_once_it_has_begun(plan: Plan) -> None:
    plan.calendar("24 hours", range(7), ALWAYS)
    plan.task("A", hours=24, actual_start="Mon 5", done=5000, stop="Mon 5 17:00")
    plan.assign("A", hours=16, actual_work=8 * 60).assign("A", "24 hours", hours=8, actual_work=8 * 60)
    assert plan.finish("A") == "Tue 6 17:00"


def test_an_assignment_that_begins_later_makes_the_task_end_later(plan: Plan) -> None:
    plan.task("A", 2).assign("A", hours=8).assign("A", hours=8, delay=3 * 480)
    assert plan.dates("A") == "Mon 5 08:00 - Thu 8 17:00"


def test_slack_counts_on_the_plans_calendar_not_the_resources(plan: Plan) -> None:
    plan.calendar("24 hours", range(7), ALWAYS).task("A", hours=24).assign("A", "24 hours").task("B", 10)
    assert plan.dates("A") == "Mon 5 08:00 - Tue 6 08:00"
    assert plan.slack("A") == 9


def test_slack_counts_on_the_tasks_own_calendar(plan: Plan) -> None:
    plan.calendar("Lab", days=(0, 2, 4)).task("A", 1, calendar="Lab").task("B", 10)
    assert plan.slack("A") == 5


def test_a_resource_calendar_that_is_not_there_is_told(plan: Plan) -> None:
    plan.task("A", 1).assign("A")
    plan.work[0]["calendar"] = 7
    with pytest.raises(CalendarError, match="not there; choose another"):
        plan.start("A")
