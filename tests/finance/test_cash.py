"""When costs become cash."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.budget import Places
from tpm_desktop.finance.budget_amounts import Amounts
from tpm_desktop.finance.cash import Payments, Terms, by_terms, due_month, paid

MAY = (2026 - 1970) * 12 + 4


def day(text):
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("dated", "terms", "months"),
    [
        (None, Terms(), 0),  # as long as nothing is agreed, in its own month
        (None, Terms(days=30), 1),
        ("2026-05-01", Terms(days=30), 0),  # 31 May
        ("2026-05-02", Terms(days=30), 1),
        ("2026-05-02", Terms(days=30, month_end=True), 1),  # 30 June
        ("2026-05-02", Terms(days=60, month_end=True), 2),
        ("2026-12-31", Terms(days=1), 8),
    ],
)
def test_an_invoice_is_due_by_its_terms(dated, terms, months):
    assert due_month(MAY, None if dated is None else day(dated), terms) == MAY + months


def test_advance_rest_and_retention_are_paid_apart():
    terms = Terms(days=30, advance=2_000, ahead=2, retention=500, held=12)
    assert by_terms(MAY, None, terms) == [(MAY - 2, 2_000), (MAY + 1, 7_500), (MAY + 13, 500)]
    assert by_terms(MAY, None, Terms(advance=WHOLE, retention=WHOLE)) == [(MAY, WHOLE)]


def test_a_retention_of_five_per_cent():
    """C4 of the reference: 121,250.00 of which 6,062.50 is kept back."""
    amounts = np.full((6, 1), 12_125_000, np.int64)
    schedule = by_terms(MAY, None, Terms(days=30, retention=500, held=6))
    there, found = paid(one(MAY), Amounts(amounts), payments([schedule]))
    assert found.actual.tolist() == [11_518_750, 606_250]
    assert there.month.tolist() == [MAY + 1, MAY + 7]


@given(
    st.lists(
        st.tuples(
            st.integers(-(10**14), 10**14),
            st.lists(st.tuples(st.integers(0, 900), st.integers(1, 10**14)), min_size=1, max_size=4),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_paid_is_just_what_it_costs(lines):
    """Whatever the parts weigh, each line's payments sum to it, to the last minor unit."""
    count = len(lines)
    place = Places(np.zeros(count, np.int32), np.full(count, MAY), np.zeros(count, np.int8))
    amounts = np.array([[amount for amount, _ in lines]] * 6, np.int64)
    due = payments([parts for _, parts in lines])
    _, found = paid(place, Amounts(amounts), due)
    for line, (amount, _) in enumerate(lines):
        assert int(found.outlook[due.line == line].sum()) == amount


def one(month):
    return Places(np.zeros(1, np.int32), np.array([month]), np.zeros(1, np.int8))


def payments(schedules):
    flat = [(line, *part) for line, parts in enumerate(schedules) for part in parts]
    line, month, weight = (np.array(column, np.int64) for column in zip(*flat, strict=True))
    return Payments(line.astype(np.int32), month, weight)
