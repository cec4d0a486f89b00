"""What of orders and invoices counts, told once more row by row: postings speak for what they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Line = dict[str, Any]


class Bought:
    """Rows as `list --json` tells them; at most one commitment is entered for an order."""

    def __init__(
        self, requests: list[Line], orders: list[Line], invoices: list[Line], entries: list[Line]
    ) -> None:
        self.requests = {row["id"]: row for row in requests}
        self.orders = {row["id"]: row for row in orders}
        self.invoices, self.entries = invoices, entries
        self._by_id = {row["id"]: row for row in (*invoices, *entries)}

    def order_of(self, entry: Line) -> str | None:
        """The order that an actual or a commitment is about."""
        if entry["kind"] == "accrual":
            return None
        invoice, settled = self._by_id.get(entry["invoice_id"]), self._by_id.get(entry["settles_id"])
        if invoice or entry["order_id"]:
            return str(invoice["order_id"] if invoice else entry["order_id"])
        return self.order_of(settled) if settled else None

    def postings(self, order_id: str, kind: str) -> list[Line]:
        return [row for row in self.entries if row["kind"] == kind and self.order_of(row) == order_id]

    def alone(self, invoice: Line) -> bool:
        """Whether no posting speaks for an invoice."""
        named = [row for row in self.postings(invoice["order_id"], "actual") if row["amount"] > 0]
        return all(row["invoice_id"] not in (None, invoice["id"]) for row in named)

    def spent(self, order_id: str) -> int:
        by_invoice = sum(r["amount"] for r in self.invoices if r["order_id"] == order_id and self.alone(r))
        return by_invoice + sum(row["amount"] for row in self.postings(order_id, "actual"))

    def documents(self) -> Iterator[tuple[Line, str, str, int]]:
        """By request and month what counts by itself: invoices as actual, orders as committed."""
        for row in self.invoices:
            if self.alone(row):
                request = self.requests[self.orders[row["order_id"]]["request_id"]]
                yield request, (row["month"] or row["dated"])[:7], "actual", row["amount"]
        for row in self.orders.values():
            if not self.postings(row["id"], "commitment"):
                ordered = row["quantity"] * row["unit_price"]
                left = min(max(ordered - self.spent(row["id"]), 0), ordered)
                yield self.requests[row["request_id"]], (row["due"] or row["ordered"])[:7], "committed", left

    def left(self, commitment: Line) -> int:
        """What of a commitment is open."""
        order, amount = self.order_of(commitment), commitment["amount"]
        if order:
            return int(min(max(amount - self.spent(order), 0), amount))
        settled = sum(e["amount"] for e in self.entries if e["settles_id"] == commitment["id"])
        return int(max(amount - settled, 0))

    def counted(self) -> Iterator[tuple[Line, str, str, int]]:
        """All of the capital view: documents, and the postings that are about an order."""
        yield from self.documents()
        for row in self.entries:
            order = self.order_of(row)
            if order and row["kind"] != "accrual":
                figure = "actual" if row["kind"] == "actual" else "committed"
                amount = row["amount"] if figure == "actual" else self.left(row)
                yield self.requests[self.orders[order]["request_id"]], row["month"][:7], figure, amount
