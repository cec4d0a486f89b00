"""Durations, instants, clock times and amounts as MSPDI writes them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.exchange.mspdi import values


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_durations_are_read_as_written(minutes):
    assert values.duration(values.print_duration(minutes)) == minutes


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 12, 31)))
def test_instants_are_read_as_written(moment):
    to_the_minute = moment.replace(second=0, microsecond=0)
    assert values.instant(values.print_instant(to_the_minute)) == to_the_minute


@given(st.integers(min_value=0, max_value=1439))
def test_clock_times_are_read_as_written(minute):
    assert values.clock(values.print_clock(minute)) == minute


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from([0, 2, 3]))
def test_costs_are_read_as_written(minor, digits):
    assert values.minor_units(Decimal(values.print_hundredths(minor, digits)), digits) == minor


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([0, 2, 3]))
def test_rates_are_read_as_written(minor, digits):
    assert (
        values.minor_units(Decimal(values.print_units(minor, digits)), digits, of_hundredths=False) == minor
    )


@given(st.integers(min_value=0, max_value=10**7))
def test_shares_are_read_as_written(share):
    assert values.hundredths(Decimal(values.print_share(share))) == share


def test_a_few_seconds_are_no_milestone():
    assert (values.duration("PT0H0M20S"), values.duration("PT0H0M0S"), values.duration("PT0H1M20S")) == (
        1,
        0,
        1,
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-05T08:00:00", datetime(2026, 1, 5, 8)),
        ("2026-01-05T08:00:59", datetime(2026, 1, 5, 8)),
        ("2026-01-05", datetime(2026, 1, 5)),
        ("2026-01-05T08:00:00+02:00", datetime(2026, 1, 5, 8)),
        ("2026-01-05T08:00:00Z", datetime(2026, 1, 5, 8)),
    ],
)
def test_forms_of_instants(text, moment):
    assert values.instant(text) == moment


@pytest.mark.parametrize("text", ["", "P", "PT", "8h", "PT8", "P1M", "PT1e3H", "PT" + "9" * 30 + "H"])
def test_texts_that_are_no_durations(text):
    with pytest.raises(ValueError, match="duration"):
        values.duration(text)


@pytest.mark.parametrize("text", ["", "NaN", "inf", "1e20", "9" * 50, "0x1", "1,5"])
def test_texts_that_are_no_numbers(text):
    with pytest.raises(ValueError, match="number"):
        values.number(text)
