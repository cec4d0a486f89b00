"""What of purchase orders and invoices counts in which account and month: for the budget as for capital."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import Flags, given, scaled
from tpm_desktop.finance.settling import Documents, Settled, orders_of_postings, settled
from tpm_desktop.model.spending import EntryKind
from tpm_desktop.plan.columns import Columns
from tpm_desktop.plan.fiscal import fiscal_calendar
from tpm_desktop.plan.in_own import Settling, settled_parts, targets_of

KINDS = {kind.value: n for n, kind in enumerate(EntryKind)}
ACTUAL, ACCRUAL, COMMITMENT = (KINDS[kind] for kind in EntryKind)
COUNTED_TABLES = ("capital_request", "purchase_order", "invoice", "cost_entry")

Numbers = NDArray[np.int64]
Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Counted:
    """Minor units of one request in a month since 1970: ordered and not spent, and spent."""

    month: int
    open: int
    spent: int


@dataclass(frozen=True, slots=True)
class Purchases:
    """What counts, by the rows of orders (o,), invoices (i,) and cost entries (e,).

    request: the request of each order; month_of_order: in which delivery is expected, or the order's own;
    month_of_invoice: in which it is said to count, or that of its date.
    """

    what: Settled
    request: Rows
    order_of_invoice: Rows
    month_of_order: Numbers
    month_of_invoice: Numbers

    @property
    def request_of_invoice(self) -> Rows:
        """Shape (i,), -1 for none."""
        return np.asarray(np.append(self.request, np.int32(-1))[self.order_of_invoice])


def read_purchases(tables: Mapping[str, Columns]) -> Purchases:
    """Raises: `FinanceError` when the amounts are too large to be summed."""
    order, invoice, entry = tables["purchase_order"], tables["invoice"], tables["cost_entry"]
    kind, order_of_invoice = entry.codes_of("kind", KINDS), invoice.rows_of("order_id", order.row)
    due, ordered = order.numbers["due"], order.numbers["ordered"]
    fiscal = fiscal_calendar(tables)
    said, dated = invoice.numbers["month"], invoice.numbers["dated"]
    priced = scaled(order.numbers["quantity"], order.numbers["unit_price"], 1)
    ordered_sums = np.where(given(order.numbers["total"]), order.numbers["total"], priced)
    documents = Documents(
        ordered=ordered_sums,
        invoiced=invoice.numbers["amount"],
        order_of_invoice=order_of_invoice,
        amount=entry.numbers["amount"],
        actual=kind == ACTUAL,
        commitment=kind == COMMITMENT,
        order=entry.rows_of("order_id", order.row),
        invoice=entry.rows_of("invoice_id", invoice.row),
        settles=entry.rows_of("settles_id", entry.row),
    )
    what = settled(_at_rates_of_orders(tables, documents))
    return Purchases(
        what=what,
        request=order.rows_of("request_id", tables["capital_request"].row),
        order_of_invoice=order_of_invoice,
        month_of_order=fiscal.months_of_days(np.where(given(due), due, ordered)),
        month_of_invoice=np.where(given(said), said, fiscal.months_of_days(dated)),
    )


def _at_rates_of_orders(tables: Mapping[str, Columns], documents: Documents) -> Documents:
    """With what each invoice and posting takes off its order or commitment where rates have moved since."""
    order, invoice, entry = tables["purchase_order"], tables["invoice"], tables["cost_entry"]
    if not (order.filled("currency").any() or entry.filled("currency").any()):
        return documents
    by, orders = Settling(), targets_of(order, "own_unit_price", documents.ordered)
    commitments = targets_of(entry, "own_amount", documents.amount)
    about = orders_of_postings(documents)
    settles = np.where(documents.actual & (about < 0), documents.settles, -1)
    of_orders = settled_parts(entry, np.where(documents.actual, about, -1), orders, "order", by)
    of_commitments = settled_parts(entry, settles, commitments, "commitment", by)
    return replace(
        documents,
        invoice_takes=settled_parts(invoice, documents.order_of_invoice, orders, "order", by),
        takes=np.where(about >= 0, of_orders, of_commitments),
    )


def counted_by_request(tables: Mapping[str, Columns]) -> dict[str, tuple[Counted, ...]]:
    """By the request's id; also what no account of the budget knows. Raises: `FinanceError`."""
    found, entry = read_purchases(tables), tables["cost_entry"]
    what, ids = found.what, tables["capital_request"].ids
    of_entry = np.append(found.request, np.int32(-1))[what.order]
    spent = np.where(entry.codes_of("kind", KINDS) == ACTUAL, entry.numbers["amount"], 0)
    nothing = np.zeros_like
    parts = (
        (found.request, found.month_of_order, what.orders, nothing(what.orders)),
        (found.request_of_invoice, found.month_of_invoice, nothing(what.invoices), what.invoices),
        (of_entry, entry.numbers["month"], what.commitments, spent),
    )
    listed: dict[str, list[Counted]] = {}
    for request, month, still_open, paid_for in parts:
        counts: Flags = (request >= 0) & ((still_open != 0) | (paid_for != 0))
        for at in np.flatnonzero(counts).tolist():
            one = Counted(int(month[at]), int(still_open[at]), int(paid_for[at]))
            listed.setdefault(ids[int(request[at])], []).append(one)
    return {request_id: tuple(each) for request_id, each in listed.items()}
