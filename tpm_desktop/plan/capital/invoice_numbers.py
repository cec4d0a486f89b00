"""Which invoices a supplier would have sent twice: by number, over all orders of all requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from tpm_desktop.model.purchasing import Invoice, PurchaseOrder


def folded(text: str | None) -> str:
    """A number or name as it is compared: whatever its case and its blanks."""
    return " ".join((text or "").split()).casefold()


def booked_twice(
    invoices: Iterable[Invoice], orders: Mapping[str, PurchaseOrder]
) -> dict[str, PurchaseOrder]:
    """By invoice the order that has its number from its supplier as well, its own before another one.

    An order that names no supplier is compared with itself only, since two may number alike.
    """
    found: dict[tuple[str, str], list[Invoice]] = {}
    for one in invoices:
        if one.order_id in orders:
            sender = folded(orders[one.order_id].supplier) or f"\N{NULL}{one.order_id}"
            found.setdefault((sender, folded(one.number)), []).append(one)
    twice: dict[str, PurchaseOrder] = {}
    for alike in found.values():
        times = Counter(one.order_id for one in alike)
        for one in alike if len(alike) > 1 else ():
            other = next((order_id for order_id in times if order_id != one.order_id), one.order_id)
            twice[one.id] = orders[one.order_id if times[one.order_id] > 1 else other]
    return twice
