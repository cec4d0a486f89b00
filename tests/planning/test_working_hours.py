"""Plans on other hours than an office's, worked by hand: nights, round the clock, long days for a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tpm_desktop.planning.calendars import CalendarSpec, Shift, WorkWeek

from .conftest import instant

if TYPE_CHECKING:
    from .conftest import Plan

EVENING, EARLY, MORNING = Shift(23 * 60, 24 * 60), Shift(0, 3 * 60), Shift(4 * 60, 8 * 60)
NIGHTS = CalendarSpec(
    "Night shift",
    week={
        0: (EVENING,),
        **dict.fromkeys(range(1, 5), (EARLY, MORNING, EVENING)),
        5: (EARLY, MORNING),
    },
)
"""Eight hours from 23:00 on, Monday to Friday, with a break at three."""


@pytest.fixture
def nights(plan: Plan) -> Plan:
    plan.calendars.append(NIGHTS)
    return plan


@pytest.mark.parametrize(
    ("days", "finish"), [(0.125, "Tue 6 00:00"), (2, "Wed 7 08:00"), (5, "Sat 10 08:00"), (6, "Tue 13 08:00")]
)
def test_nights_go_over_midnight_and_rest_from_saturday_morning(
    nights: Plan, days: float, finish: str
) -> None:
    nights.task("A", days, calendar="Night shift").task("B", 10)
    assert nights.dates("A") == f"Mon 5 23:00 - {finish}"


def test_days_and_nights_hand_over_to_each_other(nights: Plan) -> None:
    nights.task("A", 1).task("B", 1, after="A", calendar="Night shift").task("C", 1, after="B")
    assert nights.dates("B") == "Mon 5 23:00 - Tue 6 08:00"
    assert nights.dates("C") == "Tue 6 08:00 - Tue 6 17:00"
    assert nights.critical() == ["A", "B", "C"]


def test_a_lag_is_counted_in_the_nights_of_what_waits(nights: Plan) -> None:
    nights.task("A", 1).task("B", 1, after="A FS+1d", calendar="Night shift")
    assert nights.dates("B") == "Tue 6 23:00 - Wed 7 08:00"


def test_a_date_off_takes_the_end_of_one_night_and_the_begin_of_the_next(nights: Plan) -> None:
    nights.holiday("Tue 6", "Night shift").task("A", 1, calendar="Night shift")
    assert nights.dates("A") == "Mon 5 23:00 - Wed 7 08:00"


def test_round_the_clock(plan: Plan) -> None:
    plan.calendar("24 hours", range(7), (Shift(0, 24 * 60),))
    plan.task("A", 9, calendar="24 hours", constraint="SNET Fri 9").task("B", 1, after="A")
    assert plan.dates("A") == "Fri 9 08:00 - Mon 12 08:00"
    assert plan.dates("B") == "Mon 12 08:00 - Mon 12 17:00"


def test_long_days_for_two_weeks(plan: Plan) -> None:
    long = (Shift(7 * 60, 12 * 60), Shift(13 * 60, 18 * 60))
    first, last = instant("Mon 5") // 1440, instant("Fri 16") // 1440
    weeks = WorkWeek(first, last, {**dict.fromkeys(range(4), long), 4: ()})
    plan.calendars[0] = replace(plan.calendars[0], work_weeks=(weeks,))
    plan.with_options(start="Mon 5 07:00").task("A", hours=50).task("B", hours=40, after="A")
    assert plan.dates("A") == "Mon 5 07:00 - Mon 12 18:00"
    assert plan.dates("B") == "Tue 13 07:00 - Tue 20 10:00"


def test_a_persons_days_off_in_a_derived_calendar(plan: Plan) -> None:
    plan.calendars.append(CalendarSpec("Fitter", base=0))
    plan.holiday("Mon 12").holiday("Wed 7", "Fitter").task("A", 5).assign("A", "Fitter").task("B", 5)
    assert plan.finish("A") == "Tue 13 17:00"
    assert plan.finish("B") == "Fri 9 17:00"
