"""Purchase orders with what came of them: receipts, invoices and payments, and what may be paid.

Amounts are whole minor units of the program's currency.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.purchasing import Ordered, share_of
from tpm_desktop.model.purchasing import Invoice, Payment, PaymentStage, PurchaseOrder, Receipt, StageKind
from tpm_desktop.plan.in_own import in_minor


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice with what was paid of it."""

    row: Invoice
    payments: tuple[Payment, ...]

    @property
    def paid(self) -> int:
        return sum(one.amount for one in self.payments)

    @property
    def recovered(self) -> int:
        """What of an advance is set off."""
        return self.row.recovered or 0

    @property
    def gross(self) -> int:
        """What it is for, before anything was set off."""
        return self.row.amount + self.recovered


def _in_own(billed: Billed, code: str) -> Billed | None:
    """An invoice in minor units of its own currency; None where it can't be read."""
    row, paid = billed.row, [in_minor(one.own_amount, code) for one in billed.payments]
    own = {"amount": in_minor(row.own_amount, code), "recovered": in_minor(row.own_recovered, code)}
    if None in paid or own["amount"] is None:
        return None
    payments = zip(billed.payments, paid, strict=True)
    return Billed(
        Invoice(**{**row.model_dump(), **own}),
        tuple(Payment(**{**one.model_dump(), "amount": sum_}) for one, sum_ in payments),
    )


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase order with its receipts and invoices."""

    row: PurchaseOrder
    receipts: tuple[Receipt, ...]
    invoices: tuple[Billed, ...]
    stages: tuple[PaymentStage, ...] = ()

    @property
    def terms(self) -> Ordered:
        """What its sums are held to."""
        one = self.row
        shares = (one.advance or 0, one.retention or 0, one.price_share or 0, one.price_sum or 0)
        staged, released = (min(self.share(kind, met=True), WHOLE) for kind in StageKind)
        return Ordered(one.quantity, one.unit_price, *shares, staged, released, one.total)

    def share(self, kind: StageKind, *, met: bool = False) -> int:
        """What its stages of a kind come to, hundredths of a per cent; only of those that were reached."""
        return sum(one.share for one in self.stages if one.kind is kind and (one.met or not met))

    def in_its_currency(self) -> Order:
        """The same in minor units of the currency that it was placed in, in which its limits hold.

        Itself where that is the program's, or where what a file of elsewhere says in it can't be read.
        """
        code, row = self.row.currency, self.row
        if not code:
            return self
        price = in_minor(row.own_unit_price, code)
        invoices = [_in_own(one, code) for one in self.invoices]
        known = [one for one in invoices if one is not None]
        if price is None or len(known) < len(invoices):
            return self
        own = {"unit_price": price, "price_sum": in_minor(row.own_price_sum, code), "total": None}
        return replace(self, row=PurchaseOrder(**{**row.model_dump(), **own}), invoices=tuple(known))

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
        return sum(
            self.terms.matched(one.row.quantity or 0, one.gross) - one.recovered for one in self.invoices
        )

    @property
    def due_to_be_invoiced(self) -> int:
        """What was received, or falls due by stages, and isn't invoiced yet, before an advance is set off."""
        work = sum(
            self.terms.matched(one.row.quantity or 0, one.gross)
            for one in self.invoices
            if not one.row.for_advance
        )
        return max(self.received, share_of(self.terms.amount, self.terms.staged)) - work

    @property
    def advanced(self) -> int:
        """What was invoiced in advance."""
        return sum(one.row.amount for one in self.invoices if one.row.for_advance)

    @property
    def recovered(self) -> int:
        """What of the advance was set off against invoices."""
        return sum(one.recovered for one in self.invoices)

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
        if self.row.accepted or invoice.row.for_advance:
            return 0
        return min(self.terms.retained(invoice.gross), invoice.row.amount)

    def payable(self, invoice: Billed) -> int:
        """What may be paid of an invoice in all."""
        return invoice.row.amount - self.kept_back(invoice)

    def too_dear(self, invoice: Billed) -> int:
        """By how much an invoice is dearer than ordered and nobody has agreed; 0 where it can be paid."""
        if invoice.row.price_agreed_by_id:
            return 0
        return self.terms.too_dear(invoice.row.quantity or 0, invoice.gross)
