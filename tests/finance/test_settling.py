"""Orders, invoices and postings: whatever names what, nothing counts twice and nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.settling import Documents, settled

ACTUAL, COMMITMENT, ACCRUAL = "actual", "commitment", "accrual"
ORDER = 1000
Posting = tuple[str, int, dict[str, int]]


def counted(invoices: list[int], postings: list[Posting], orders: tuple[int, ...] = (ORDER,)):
    """What counts of orders with invoices on the first, and postings that name them by place."""

    def rows(name: str) -> np.ndarray:
        return np.array([names.get(name, -1) for _, _, names in postings], np.int32)

    return settled(
        Documents(
            ordered=np.array(orders, np.int64),
            invoiced=np.array(invoices, np.int64),
            order_of_invoice=np.zeros(len(invoices), np.int32),
            amount=np.array([amount for _, amount, _ in postings], np.int64),
            actual=np.array([kind == ACTUAL for kind, _, _ in postings], np.bool_),
            commitment=np.array([kind == COMMITMENT for kind, _, _ in postings], np.bool_),
            order=rows("order"),
            invoice=rows("invoice"),
            settles=rows("settles"),
        )
    )


@pytest.mark.parametrize(
    ("invoices", "postings", "open_order", "by_invoice", "open_postings"),
    [
        ([], [], 1000, [], []),
        ([300, 200], [], 500, [300, 200], []),
        ([1100], [], 0, [1100], []),
        # an actual counts in place of the invoice that it names, also with another amount
        ([300, 200], [(ACTUAL, 310, {"invoice": 0})], 490, [0, 200], [0]),
        # and one that names only the order in place of all its invoices
        ([300, 200], [(ACTUAL, 310, {"order": 0})], 690, [0, 0], [0]),
        # a commitment in place of the order, less what is spent
        ([300], [(COMMITMENT, 900, {"order": 0})], 0, [300], [600]),
        ([300], [(COMMITMENT, 900, {"order": 0}), (ACTUAL, 400, {"settles": 0})], 0, [0], [500, 0]),
        ([300], [(COMMITMENT, 200, {"order": 0}), (COMMITMENT, 500, {"order": 0})], 0, [300], [0, 400]),
        # a credit adds to what it names and replaces nothing
        ([300], [(ACTUAL, -50, {"invoice": 0})], 750, [300], [0]),
        # an accrual names nothing: it is taken back when the invoice comes
        ([300], [(ACCRUAL, 300, {"invoice": 0})], 700, [300], [0]),
        # postings without documents settle each other as ever
        ([], [(COMMITMENT, 90, {}), (ACTUAL, 55, {"settles": 0})], 1000, [], [35, 0]),
    ],
)  # fmt: skip
def test_what_is_committed_and_spent(invoices, postings, open_order, by_invoice, open_postings):
    found = counted(invoices, postings)
    assert found.orders.tolist() == [open_order]
    assert found.invoices.tolist() == by_invoice
    assert found.commitments.tolist() == open_postings


NAMES = st.dictionaries(st.sampled_from(("order", "invoice", "settles")), st.just(0), max_size=3)


@given(
    st.lists(st.integers(1, 10**12), max_size=4),
    st.lists(st.tuples(st.sampled_from((ACTUAL, COMMITMENT)), st.integers(1, 10**12), NAMES), max_size=5),
)
def test_an_order_never_comes_to_more_than_ordered_or_spent(invoices, postings):
    """Committed and spent of an order: what is ordered, or spent where that is more; never both documents."""
    postings = [
        (k, a, {n: r for n, r in names.items() if n != "invoice" or invoices}) for k, a, names in postings
    ]
    found = counted(invoices, postings)
    of_order = found.order == 0
    actual = np.array([kind == ACTUAL for kind, _, _ in postings], np.bool_)
    amounts = np.array([amount for _, amount, _ in postings], np.int64)
    spent = int(found.invoices.sum()) + int(amounts[of_order & actual].sum())
    commitments = int(amounts[of_order & ~actual].sum())
    still_open = int(found.orders.sum()) + int(found.commitments[of_order].sum())
    assert spent + still_open == max(commitments or ORDER, spent)
    named = {names["invoice"] for (kind, _, names) in postings if kind == ACTUAL and "invoice" in names}
    assert all(found.invoices[n] == 0 for n in named)
