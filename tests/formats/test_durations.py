"""Durations, lags and links: how they look and what people may type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.schedule import LagUnit, LinkType

from .conftest import made, outcome

MINUTES = st.integers(-(10**8), 10**8)
DAYS = st.sampled_from((480, 450, 462, 432, 600, 1440, 1, 7))


@pytest.mark.parametrize(
    ("minutes", "elapsed", "shown"),
    [
        (1440, False, "3 d"),
        (1200, False, "2.5 d"),
        (240, False, "4 h"),
        (90, False, "1.5 h"),
        (30, False, "30 min"),
        (0, False, "0 d"),
        (500, False, "1 d 20 min"),
        (540, False, "1 d 1 h"),
        (-960, False, "−2 d"),
        (1440, True, "1 ed"),
        (480, True, "8 eh"),
        (480 * 1234, False, "1,234 d"),
        (None, False, ""),
    ],
)
def test_durations_are_shown_in_days(formats: Formats, minutes, elapsed, shown):
    assert formats.duration(minutes, elapsed=elapsed) == shown


def test_a_unit_can_be_asked_for(formats: Formats):
    assert formats.duration(4800, unit="w") == "2 w"
    assert formats.duration(500, unit="d") == "1 d"
    assert formats.duration(-500, unit="h") == "−8.3 h"
    assert formats.duration(2, unit="d") == "0 d"
    assert formats.duration(480, sign=True) == "+1 d"


@pytest.mark.parametrize(
    ("typed", "minutes", "elapsed"),
    [
        ("3d", 1440, False),
        ("2 w", 4800, False),
        ("4h", 240, False),
        ("90m", 90, False),
        ("1ed", 1440, True),
        ("3", 1440, False),
        ("1 mo", 9600, False),
        ("2,5 days", 1200, False),
        ("1 d 20 min", 500, False),
        ("1d4h", 720, False),
        (".5d", 240, False),
        ("0", 0, False),
        ("2 eweeks", 20160, True),
        ("1 emo", 43200, True),
    ],
)
def test_durations_are_read(formats: Formats, typed, minutes, elapsed):
    assert formats.parse_duration(typed) == (minutes, elapsed)


@pytest.mark.parametrize(
    "typed", ["", "d", "3 Tage", "3 x", "1d 2", "1d 1ed", "3 d 2 years", "-", "9" * 400 + "d"]
)
def test_what_is_no_duration_is_refused_with_an_example(formats: Formats, typed):
    with pytest.raises(ValueProblem, match="write it as 3 d, 2 w, 4 h"):
        formats.parse_duration(typed)


def test_a_duration_below_zero_or_beyond_all_plans_is_refused(formats: Formats):
    with pytest.raises(ValueProblem, match="below zero"):
        formats.parse_duration("-3d")
    with pytest.raises(ValueProblem, match="longer than a plan"):
        formats.parse_duration("999999999999 d")
    with pytest.raises(ValueProblem, match="less than a minute; write at least 1 min"):
        formats.parse_duration("0.0005 d")
    assert formats.parse_duration("0.002 d") == (1, False)


def test_a_week_is_the_programs_week():
    formats = made(minutes_per_day=450, minutes_per_week=1800, days_per_month=18)
    assert formats.parse_duration("1w") == (1800, False)
    assert formats.parse_duration("1 mo") == (450 * 18, False)


@given(MINUTES, st.booleans(), DAYS, st.sampled_from(("en_GB", "de_DE", "fr_FR", "ar_EG")))
def test_durations_come_back_from_what_is_shown(minutes, elapsed, day, locale):
    formats = made(locale, minutes_per_day=day)
    assert formats.parse_duration(formats.duration(minutes, elapsed=elapsed), below_zero=True) == (
        minutes,
        elapsed,
    )


@pytest.mark.parametrize(
    ("typed", "kind", "lag", "unit", "shown"),
    [
        ("fs", LinkType.FS, 0, LagUnit.WORKING, "FS"),
        ("FS+2d", LinkType.FS, 960, LagUnit.WORKING, "FS+2 d"),
        ("ss-1w", LinkType.SS, -2400, LagUnit.WORKING, "SS−5 d"),
        ("+50%", LinkType.FS, 5000, LagUnit.PERCENT, "FS+50 %"),
        ("FF 3ed", LinkType.FF, 4320, LagUnit.ELAPSED, "FF+3 ed"),
        ("sf-25e%", LinkType.SF, -2500, LagUnit.ELAPSED_PERCENT, "SF−25 e%"),
    ],
)
def test_links_read_as_planners_write_them(formats: Formats, typed, kind, lag, unit, shown):
    assert formats.parse_link(typed) == (kind, lag, unit)
    assert formats.link(kind, lag, unit) == shown


@given(st.sampled_from(LinkType), st.integers(-1_000_000, 1_000_000), st.sampled_from(LagUnit))
def test_links_come_back_from_what_is_shown(kind, lag, unit):
    formats = made()
    expected = unit if lag else LagUnit.WORKING
    assert formats.parse_link(formats.link(kind, lag, unit)) == (kind, lag, expected)
    assert formats.parse_lag(formats.lag(lag, unit)) == (lag, unit)


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text):
    formats = made()
    for read in (formats.parse_duration, formats.parse_lag, formats.parse_link):
        assert "\n" not in str(outcome(read, text))
