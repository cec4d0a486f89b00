"""Ticks follow the calendar, labels have room, and zooming keeps the date under the pointer."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.desktop.gantt.timescale import (
    COARSEST,
    DAY,
    FINEST,
    Step,
    TimeScale,
    Unit,
    minutes_of,
    moment_of,
    snap_step,
)

INSTANTS = st.integers(minutes_of(datetime(1990, 1, 1)), minutes_of(datetime(2100, 1, 1)))
SCALES = st.builds(TimeScale, INSTANTS.map(float), st.floats(FINEST, COARSEST))
STEPS = st.sampled_from(
    [
        Step(Unit.MINUTE, 15),
        Step(Unit.HOUR),
        Step(Unit.HOUR, 6),
        *(Step(unit) for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)),
        Step(Unit.YEAR, 10),
    ]
)
MONDAY = minutes_of(datetime(2026, 5, 4))


@given(SCALES, st.floats(0, 4000))
def test_a_pixel_and_its_instant_belong_together(scale, x):
    assert scale.x(scale.at(x)) == pytest.approx(x, abs=0.01)


@given(SCALES, st.floats(0.2, 5), st.floats(0, 4000))
def test_zooming_keeps_the_instant_under_the_pointer(scale, factor, x):
    zoomed = scale.zoomed(factor, x)
    assert zoomed.at(x) == pytest.approx(scale.at(x), abs=1e-3 * COARSEST)
    assert FINEST <= zoomed.minutes <= COARSEST


@given(STEPS, INSTANTS, st.integers(0, 400 * DAY), st.integers(0, 6))
def test_ticks_enclose_the_time_asked_for_in_order(step, first, length, weekday):
    ticks = step.ticks(first, first + min(length, step.shortest * 50), weekday)
    assert ticks[0] <= first
    assert ticks[-1] >= first + min(length, step.shortest * 50)
    assert all(b - a >= step.shortest for a, b in pairwise(ticks))
    assert all(step.floor(tick, weekday) == tick for tick in ticks)


@given(INSTANTS, st.integers(0, 6))
def test_weeks_begin_on_the_weekday_of_the_locale(instant, weekday):
    assert moment_of(Step(Unit.WEEK).floor(instant, weekday)).weekday() == weekday


@given(SCALES)
def test_labels_of_the_lower_tier_have_room_until_years(scale):
    tiers = scale.tiers
    assert scale.width(tiers.lower.shortest) >= 14
    assert tiers.upper.shortest > tiers.lower.shortest


def test_tiers_go_from_minutes_to_years():
    units = [TimeScale(0, FINEST * 1.15**n).tiers.lower.unit for n in range(100)]
    assert units == sorted(units)
    assert {Unit.MINUTE, Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR} == set(units)


@given(INSTANTS, st.integers(1, 3000 * DAY), st.floats(200, 3000))
def test_a_fitted_scale_shows_all(first, length, width):
    scale = TimeScale.fitting(first, first + length, width, 24)
    if scale.minutes < COARSEST:
        assert scale.x(first) >= 23
        assert scale.x(first + length) <= width - 23


def test_months_and_quarters_begin_on_their_first_day():
    at = minutes_of(datetime(2026, 5, 17, 13))
    assert moment_of(Step(Unit.MONTH).floor(at)) == datetime(2026, 5, 1)
    assert moment_of(Step(Unit.QUARTER).floor(at)) == datetime(2026, 4, 1)
    assert moment_of(Step(Unit.QUARTER).after(Step(Unit.QUARTER).floor(at))) == datetime(2026, 7, 1)
    assert moment_of(Step(Unit.YEAR, 10).floor(at)) == datetime(2020, 1, 1)


def test_dates_snap_to_days_from_afar_and_to_minutes_from_near():
    assert snap_step(TimeScale(MONDAY, 240)) == DAY
    assert snap_step(TimeScale(MONDAY, 4)) == 60
    assert snap_step(TimeScale(MONDAY, 0.4)) == 15
    assert snap_step(TimeScale(MONDAY, FINEST)) == 5
