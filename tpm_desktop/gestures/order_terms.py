"""What an order is held to when it is entered, and what follows from its terms for its invoices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.purchasing import Invoice, PurchaseOrder
from tpm_desktop.plan.capital.book import Book
from tpm_desktop.plan.capital.rows import CapitalRows

Values = Mapping[str, Any]


def refuse_stale_quote(book: Book, values: Values, formats: Formats) -> None:
    """A chosen quote holds on the day of the order. Raises: `EditError`."""
    ordered, supplier = values.get("ordered"), str(values.get("supplier") or "").strip().casefold()
    on = date.fromisoformat(ordered) if isinstance(ordered, str) and ordered else ordered
    if not isinstance(on, date):
        return  # the column says what is missing
    for quote in book.quotes:
        held = quote.chosen and supplier in ("", quote.supplier.strip().casefold())
        if held and quote.valid_until is not None and quote.valid_until < on:
            until = formats.date(quote.valid_until, year=True)
            raise EditError(
                f"the chosen quote of {quote.supplier} held until {until}; enter until when it holds now"
            )


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
