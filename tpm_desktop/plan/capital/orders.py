"""Purchase orders with what came of them: receipts, invoices and payments, and what may be paid.

Amounts are whole minor units of the program's currency.
"""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.finance.purchasing import Ordered
from tpm_desktop.model.purchasing import Invoice, Payment, PurchaseOrder, Receipt


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice with what was paid of it."""

    row: Invoice
    payments: tuple[Payment, ...]

    @property
    def paid(self) -> int:
        return sum(one.amount for one in self.payments)


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase order with its receipts and invoices."""

    row: PurchaseOrder
    receipts: tuple[Receipt, ...]
    invoices: tuple[Billed, ...]

    @property
    def terms(self) -> Ordered:
        """What its sums are held to."""
        one = self.row
        shares = (one.advance or 0, one.retention or 0, one.price_share or 0, one.price_sum or 0)
        return Ordered(one.quantity, one.unit_price, *shares)

    @property
    def quantity_received(self) -> int:
        return sum(one.quantity for one in self.receipts)

    @property
    def received(self) -> int:
        """At the order's price."""
        return self.terms.received(self.quantity_received)

    @property
    def accepted(self) -> int:
        """What of the received was accepted, at the order's price."""
        return self.terms.received(sum(one.quantity for one in self.receipts if one.accepted))

    @property
    def matched(self) -> int:
        """What is invoiced, at the order's price."""
        return sum(self.terms.matched(one.row.quantity or 0, one.row.amount) for one in self.invoices)

    @property
    def invoiced(self) -> int:
        return sum(one.row.amount for one in self.invoices)

    @property
    def paid(self) -> int:
        return sum(one.paid for one in self.invoices)

    @property
    def retained(self) -> int:
        """What is kept back until final acceptance; nothing after it."""
        return sum(self.kept_back(one) for one in self.invoices)

    def kept_back(self, invoice: Billed) -> int:
        """Of one invoice."""
        return 0 if self.row.accepted else self.terms.retained(invoice.row.amount)

    def payable(self, invoice: Billed) -> int:
        """What may be paid of an invoice in all."""
        return invoice.row.amount - self.kept_back(invoice)

    def too_dear(self, invoice: Billed) -> int:
        """By how much an invoice is dearer than ordered and nobody has agreed; 0 where it can be paid."""
        if invoice.row.price_agreed_by_id:
            return 0
        return self.terms.too_dear(invoice.row.quantity or 0, invoice.row.amount)
