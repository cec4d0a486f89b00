"""What of orders, invoices and postings counts as committed and as spent, so that nothing counts twice.

A posting speaks for the document that it names. An invoice counts as spent by itself until an actual posting
names it, or names its order without saying which invoice. What an order has not spent is committed, until a
commitment names it; then that one is, less what the order has spent. A posting at or below zero, such as a
credit, adds to a document and replaces nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .amounts import Flags, Money, refuse_overflow

Places = NDArray[np.int64] | NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Documents:
    """Orders (o,), invoices (i,) and postings (e,), in minor units; rows are -1 where there is none.

    ordered: (o,); invoiced, and the order of each invoice: (i,). Of the postings, all (e,): amount; actual,
    commitment: which are such; order, invoice, settles: the order, invoice and posting that each names.
    invoice_takes, takes: what each invoice and posting takes off what it settles, where that is not its own
    amount: in one currency, at the rate of the order or commitment.
    """

    ordered: Money
    invoiced: Money
    order_of_invoice: Places
    amount: Money
    actual: Flags
    commitment: Flags
    order: Places
    invoice: Places
    settles: Places
    invoice_takes: Money | None = None
    takes: Money | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """orders: what of each is committed by itself, (o,); invoices: what of each is spent by itself, (i,);
    commitments: what of each posting is still committed, (e,), 0 for those of another kind;
    order: the order that each posting is about, (e,), -1 for none.
    """

    orders: Money
    invoices: Money
    commitments: Money
    order: Places


def settled(documents: Documents) -> Settled:
    """What counts. Raises: `FinanceError` when the amounts are too large to be summed."""
    d = documents
    refuse_overflow(d.ordered, d.invoiced, d.amount)
    takes = d.amount if d.takes is None else d.takes
    of_invoices = d.invoiced if d.invoice_takes is None else d.invoice_takes
    order = orders_of_postings(d)
    speaks = d.actual & (d.amount > 0)
    by_invoice = _named(len(d.invoiced), d.invoice[speaks])
    by_order = _named(len(d.ordered), order[speaks & (d.invoice < 0)])
    spoken_for = by_invoice[:-1] | by_order[d.order_of_invoice]
    invoices = np.where(spoken_for, 0, d.invoiced)
    spent = np.zeros(len(d.ordered) + 1, np.int64)
    np.add.at(spent, d.order_of_invoice, np.where(spoken_for, 0, of_invoices))
    np.add.at(spent, order[d.actual], takes[d.actual])
    replaced = _named(len(d.ordered), order[d.commitment & (d.amount > 0)])
    left = np.clip(d.ordered - spent[:-1], 0, d.ordered)
    return Settled(np.where(replaced[:-1], 0, left), invoices, _commitments(d, order, spent, takes), order)


def orders_of_postings(d: Documents) -> Places:
    """The order that each posting is about, (e,), -1 for none.

    By the invoice that a posting names, else by itself, else by the commitment that it settles.
    """
    own = np.where(d.invoice >= 0, np.append(d.order_of_invoice, -1)[d.invoice], d.order)
    own = np.where(d.actual | d.commitment, own, -1)
    return np.where((own < 0) & d.actual, np.append(own, -1)[d.settles], own)


def _named(count: int, rows: Places) -> Flags:
    """Which of the rows are named; one more at the end, for none."""
    found = np.zeros(count + 1, np.bool_)
    found[rows] = True
    found[-1] = False
    return found


def _commitments(d: Documents, order: Places, spent: Money, takes: Money) -> Money:
    """Those of an order are settled by what it has spent, the first entered first; others by what says so."""
    taken = np.zeros(len(d.amount) + 1, np.int64)
    np.add.at(taken, d.settles[d.actual], takes[d.actual])
    left = d.amount - np.where(order >= 0, 0, taken[:-1])
    found = np.where(d.amount < 0, np.minimum(left, 0), np.maximum(left, 0))
    found = np.where(d.commitment, found, 0)
    rows = np.flatnonzero(d.commitment & (order >= 0) & (d.amount > 0))
    rows = rows[np.argsort(order[rows], kind="stable")]
    owner, amount = order[rows], d.amount[rows]
    running = np.cumsum(amount)
    first = np.searchsorted(owner, owner)
    before = (running - amount)[first] if rows.size else running
    found[rows] = np.clip(running - before - spent[owner], 0, amount)
    return found
