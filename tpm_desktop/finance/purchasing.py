"""What may be ordered, received, invoiced and paid, and what is retained: the limits that sums are held to.

All amounts are whole minor units, all shares hundredths of a per cent; limits are inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .amounts import WHOLE, rounded


def share_of(amount: int, share: int) -> int:
    """A share of an amount, rounded once."""
    return rounded(Fraction(amount * share, WHOLE))


def ceiling(approved: int, tolerance: int) -> int:
    """Up to where orders may go: what was approved with a tolerance, down to the whole minor unit."""
    return approved * (WHOLE + tolerance) // WHOLE


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order's terms.

    advance: the share that may be invoiced before receipt; retention: the share of each invoice that is kept
    back until final acceptance; price_share, price_sum: by how much an invoice may be dearer than ordered,
    the lesser of the two; staged: the share that falls due by stages that were reached; released: of what is
    retained the share that is paid all the same; total: all of it where that was converted from another
    currency as one sum, so that the price of each is only about a part of it.
    """

    quantity: int
    unit_price: int
    advance: int = 0
    retention: int = 0
    price_share: int = 0
    price_sum: int = 0
    staged: int = 0
    released: int = 0
    total: int | None = None

    @property
    def amount(self) -> int:
        return self.received(self.quantity)

    def received(self, quantity: int) -> int:
        """What a received quantity comes to at the order's price."""
        if self.total is None or not self.quantity:
            return quantity * self.unit_price
        return rounded(Fraction(self.total * quantity, self.quantity))

    def may_be_invoiced(self, quantity: int) -> int:
        """Up to what sum, at the order's price, once a quantity is received or stages are reached."""
        reached = max(self.received(quantity), share_of(self.amount, self.staged))
        return min(reached + share_of(self.amount, self.advance), self.amount)

    def matched(self, quantity: int, amount: int) -> int:
        """An invoice at the order's price; one of no quantity is for an advance or a part: its amount."""
        return self.received(quantity) if quantity else amount

    def too_dear(self, quantity: int, amount: int) -> int:
        """By how much an invoice is dearer than ordered; 0 where that is within tolerance."""
        matched = self.matched(quantity, amount)
        allowed = min(share_of(matched, self.price_share), self.price_sum)
        return amount - matched if amount - matched > allowed else 0

    def retained(self, amount: int) -> int:
        """What is kept back of an invoice, without what was released since."""
        kept = share_of(amount, self.retention)
        return kept - share_of(kept, self.released)


def over_share(approved: int, committed: int) -> Fraction:
    """How far orders are above the approval, as a fraction of it; 0 where nothing is, or is approved."""
    return max(Fraction(committed - approved, approved), Fraction(0)) if approved else Fraction(0)
