"""What follows from an order's own terms when an invoice is entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.model.purchasing import Invoice, PurchaseOrder
from tpm_desktop.plan.capital.rows import CapitalRows

Values = Mapping[str, Any]


def with_recovered(rows: CapitalRows, values: Values) -> dict[str, Any]:
    """A new invoice with what of the advance it sets off, where it doesn't say itself.

    By how much an invoice of pieces is cheaper than ordered is taken as set off, while any of the advance is
    left: so the supplier's own figures can be entered as they stand on the paper.
    """
    made = dict(values)
    order = rows.all(PurchaseOrder).get(str(values.get("order_id")))
    quantity, amount = values.get("quantity"), values.get("amount")
    if order is None or values.get("recovered") is not None or values.get("for_advance"):
        return made
    if not isinstance(quantity, int) or not isinstance(amount, int):
        return made
    booked = [one for one in rows.all(Invoice).values() if one.order_id == order.id]
    advanced = sum(one.amount for one in booked if one.for_advance)
    left = advanced - sum(one.recovered or 0 for one in booked)
    less = min(quantity * order.unit_price - amount, left)
    if less > 0:
        made["recovered"] = less
    return made
