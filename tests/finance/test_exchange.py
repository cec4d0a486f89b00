"""Amounts in other currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.exchange import converted, exchange_variance, rate_on, read_rate


def test_a_commitment_and_its_invoice_at_two_rates():
    """C19 of the reference: the difference is a variance of its own."""
    committed = converted(Decimal("48250.00"), read_rate("1.0837"), 2)
    invoiced = converted(Decimal("48250.00"), read_rate("1.1012"), 2)
    assert (committed, invoiced) == (5_228_853, 5_313_290)
    assert exchange_variance(committed, invoiced) == -84_437


@pytest.mark.parametrize(
    ("own", "rate", "digits", "minor"),
    [("10000", "0.0064", 2, 6400), ("1.234", "3.25", 2, 401), ("100.00", "157.345", 0, 15_735),
     ("2.50", "0.3075", 3, 769),
     ("-48250.00", "1.0837", 2, -5_228_853)],
)  # fmt: skip
def test_currencies_of_no_two_and_three_minor_digits(own, rate, digits, minor):
    assert converted(Decimal(own), read_rate(rate), digits) == minor


@given(st.integers(-(10**14), 10**14), st.integers(1, 10**9))
def test_there_and_back_is_within_half_a_minor_unit_of_the_rate(minor, rate):
    """Rounded once, an amount stays what it was, as far as one minor unit of the program's tells it."""
    own, exact = Decimal(minor).scaleb(-2), Decimal(rate).scaleb(-6)
    there = Decimal(converted(own, exact, 2)).scaleb(-2)
    assert abs(there - own * exact) <= Decimal("0.005")
    assert converted(-own, exact, 2) == -converted(own, exact, 2)
    assert converted(own, Decimal(1), 2) == minor


def test_the_last_rate_from_a_day_or_before_holds():
    rates = [(date(2026, 1, 1), Decimal("1.08")), (date(2026, 4, 1), Decimal("1.10"))]
    assert rate_on(rates, date(2025, 12, 31)) is None
    assert rate_on(rates, date(2026, 3, 31)) == Decimal("1.08")
    assert rate_on(rates, date(2026, 4, 1)) == Decimal("1.10")


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "NaN", "Infinity", "1e99", "0.0000000000001", "x" * 10_000, "١"]
)
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(FinanceError, match="above 0"):
        read_rate(text)
