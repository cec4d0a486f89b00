"""Plans that cannot be scheduled: each says in one line what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.errors import CalendarError, PlanError

if TYPE_CHECKING:
    from .conftest import Plan


def test_a_negative_duration(plan: Plan) -> None:
    plan.task("A", 1).task("B", -1)
    with pytest.raises(PlanError, match="row 1 has a negative duration; give it none or more"):
        plan.start("A")


def test_a_negative_levelling_delay(plan: Plan) -> None:
    plan.task("A", 1, levelling_delay=-5)
    with pytest.raises(PlanError, match="row 0 has a negative levelling delay; give it none or more"):
        plan.start("A")


def test_a_duration_beyond_all_calendars(plan: Plan) -> None:
    plan.task("A", 1_000_000)
    with pytest.raises(PlanError, match="has no working time after 2199-12-3"):
        plan.start("A")


def test_an_elapsed_duration_beyond_all_calendars(plan: Plan) -> None:
    plan.task("A", elapsed_days=1_000_000)
    with pytest.raises(PlanError, match=r"keep its dates between 1900 and 2199|no working time after"):
        plan.start("A")


def test_a_lag_beyond_all_calendars(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1, after="A FS+9999999ed")
    with pytest.raises(PlanError, match=r"keep its dates between 1900 and 2199|no working time after"):
        plan.start("B")


def test_a_task_calendar_without_working_time(plan: Plan) -> None:
    plan.calendar("Closed", days=()).task("A", 1, calendar="Closed")
    with pytest.raises(CalendarError, match="“Closed” has no working time; give it a working day"):
        plan.start("A")


def test_a_calendar_without_working_time_that_nothing_uses_does_no_harm(plan: Plan) -> None:
    plan.calendar("Closed", days=()).task("A", 1)
    assert plan.finish("A") == "Mon 5 17:00"


def test_a_calendar_that_is_not_there(plan: Plan) -> None:
    plan.task("A", 1)
    plan.rows[0]["calendar"] = 9
    with pytest.raises(CalendarError, match="a calendar that is not there; choose another"):
        plan.start("A")


def test_dates_that_contradict_each_other_are_scheduled_all_the_same(plan: Plan) -> None:
    plan.task("A", 2, actual_start="Fri 9", actual_finish="Mon 5 17:00")
    plan.task("B", manual=True, manual_start="Fri 9", manual_finish="Mon 5 17:00")
    plan.task("C", 1, actual_start="Mon 5", done=5000, stop="2025-01-01 08:00", resume="2025-06-01 08:00")
    plan.task("D", 2, done=20_000)
    assert plan.dates("A") == plan.dates("B") == "Fri 9 08:00 - Fri 9 08:00"
    assert plan.finish("C") == "Mon 5 17:00"
    assert plan.finish("D") == "Tue 6 17:00"


def test_no_instant_is_left_out(plan: Plan) -> None:
    plan.task("S", manual=True).task("A", inside="S", external=True).task("B", manual=True, active=False)
    plan.task("C", 1, manual=True, manual_finish="Wed 7 17:00").task("D", 1, done=100, after="C")
    answer = plan.answer
    for column in ("start", "finish", "early_start", "late_start", "late_finish"):
        assert not np.any(getattr(answer, column) == NONE)
    assert plan.start("C") == "Wed 7 08:00"
