"""Work that is spread unevenly, and overtime; the durations are those that Microsoft Project stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.calendars import Shift
from tpm_desktop.planning.contours import Contour, time_after, time_for

if TYPE_CHECKING:
    from .conftest import Plan

ALWAYS = (Shift(0, 24 * 60),)
NIGHT = (Shift(0, 3 * 60), Shift(4 * 60, 8 * 60), Shift(23 * 60, 24 * 60))


@pytest.mark.parametrize(
    ("contour", "hours"),
    [
        (Contour.FLAT, 80),
        (Contour.BACK_LOADED, 133 + 1 / 3),
        (Contour.FRONT_LOADED, 133 + 1 / 3),
        (Contour.DOUBLE_PEAK, 160),
        (Contour.EARLY_PEAK, 160),
        (Contour.LATE_PEAK, 160),
        (Contour.BELL, 160),
        (Contour.TURTLE, 114 + 2 / 7),
    ],
)
def test_eighty_hours_of_work_take_as_long_as_the_contour_makes_them(contour: Contour, hours: float) -> None:
    assert time_for(80 * 60, contour) == pytest.approx(hours * 60, abs=1)


def test_what_is_left_of_front_loaded_work_takes_longer_than_what_is_done() -> None:
    assert time_for(600, Contour.FRONT_LOADED) == 1000
    assert time_after(600, 300, Contour.FRONT_LOADED) == 700
    assert time_after(600, 300, Contour.BACK_LOADED) == 300


@given(st.sampled_from(Contour), st.integers(0, 10_000), st.integers(0, 10_000))
def test_nothing_done_leaves_all_and_all_done_leaves_nothing(
    contour: Contour, minutes: int, done: int
) -> None:
    assert time_after(minutes, 0, contour) == time_for(minutes, contour)
    assert time_after(minutes, minutes, contour) == 0
    assert 0 <= time_after(minutes, done, contour) <= time_for(minutes, contour)


def test_a_contour_makes_a_crew_of_different_hours_take_longer(plan: Plan) -> None:
    plan.calendar("24 hours", range(7), ALWAYS).task("A", hours=40).assign("A", "24 hours", hours=8)
    plan.assign("A", hours=24, contour=int(Contour.FRONT_LOADED))
    assert plan.finish("A") == "Fri 9 17:00"


def test_overtime_takes_no_working_time(plan: Plan) -> None:
    plan.calendar("Night shift", days=range(5), hours=NIGHT).calendar("24 hours", range(7), ALWAYS)
    plan.with_options(start="2010-06-09 12:00").task("A", hours=121)
    plan.assign("A", "Night shift", hours=80, overtime=5 * 60)
    plan.assign("A", "24 hours", hours=80, overtime=10 * 60)
    assert plan.dates("A") == "2010-06-09 12:00 - 2010-06-23 02:00"


def test_overtime_that_is_done_leaves_the_regular_work(plan: Plan) -> None:
    plan.calendar("24 hours", range(7), ALWAYS)
    plan.task("A", hours=16, actual_start="Mon 5", done=5000, stop="Mon 5 17:00")
    plan.assign("A", hours=20, overtime=4 * 60, actual_work=10 * 60, actual_overtime=2 * 60)
    plan.assign("A", "24 hours", hours=8, actual_work=8 * 60)
    assert plan.finish("A") == "Tue 6 17:00"
