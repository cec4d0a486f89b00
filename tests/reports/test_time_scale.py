"""The scale above rows over time: its names fit whatever the span, and never touch."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats
from tpm_desktop.reports.theme import REGULAR, register_fonts
from tpm_desktop.reports.time_scale import TimeScale

FORMATS = Formats("en_GB", year=2026, today=lambda: date(2026, 6, 12))
START = datetime(2026, 5, 4, 8)


def wide(text: str) -> float:
    register_fonts()
    return pdfmetrics.stringWidth(text, REGULAR, 7.5)


def scale(days: int, width: float = 380) -> TimeScale:
    return TimeScale(START.date(), START.date() + timedelta(days=days), width, FORMATS, wide)


@pytest.mark.parametrize(
    ("days", "name"),
    [(6, "4"), (25, "4"), (80, "4"), (300, "May"), (1000, "Q2"), (3600, "2026"), (30_000, "2020")],
)
def test_the_scale_names_the_periods_that_fit(days, name):
    assert scale(days).ticks()[0].name == name


@given(st.integers(0, 60_000), st.sampled_from((150, 380, 700)), st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_names_of_the_scale_never_touch(days, width, first):
    made = TimeScale(first, first + timedelta(days=days), width, FORMATS, wide)
    assert made.x(first) >= 0
    assert made.x(first + timedelta(days=days)) <= width
    for ticks in (made.ticks(), made.upper()):
        ends = [*(tick.x for tick in ticks[1:]), width][: len(ticks)]
        for tick, end in zip(ticks, ends, strict=True):
            assert tick.x < end
            assert not tick.name or tick.x + 3 + wide(tick.name) <= end
    assert len(made.ticks()) < 200


def test_years_stand_above_where_a_plan_goes_over_new_year():
    assert [tick.name for tick in scale(400).upper()] == ["2026", "2027"]
    assert scale(100).upper()[0].name == "May 2026"
    assert scale(4000).upper() == []
