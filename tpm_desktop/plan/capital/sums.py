"""Capital plan against approved against committed against spent, by fiscal year and asset class.

Planned: cost lines of requests in the plan, by their months; approved: what was approved, over the years as
the cost lines lie; committed: orders; paid: payments; capitalised: assets, each by its date.
Open and spent are what the budget counts as committed and actual (`finance/settling.py`), in the same months.
Whole requests count, with what of them is operating.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date

import numpy as np

from tpm_desktop.finance.apportioning import added_up
from tpm_desktop.finance.earning import shared_out
from tpm_desktop.finance.fiscal_year import fiscal_year, month_number
from tpm_desktop.model.capital import AssetClass, CapitalState

from .book import Book, cost_of

GONE = (CapitalState.REJECTED, CapitalState.WITHDRAWN)
Key = tuple[int, AssetClass]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Minor units. They add up."""

    planned: int = 0
    approved: int = 0
    committed: int = 0
    open: int = 0
    spent: int = 0
    paid: int = 0
    capitalised: int = 0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def left(self) -> int:
        """What is approved and not ordered: below 0 is above the approval."""
        return self.approved - self.committed


@dataclass(frozen=True, slots=True)
class CapitalLine:
    """One line. year: the calendar year in which the fiscal year starts; None for all years or classes."""

    year: int | None
    asset_class: AssetClass | None
    amounts: Amounts


def capital_lines(books: Iterable[Book], starts_in: int) -> list[CapitalLine]:
    """Each fiscal year followed by its asset classes, then all years and their classes; none without amounts.

    Args: starts_in: the first month of fiscal years, 1 to 12.
    """
    cells = _cells(books, starts_in)
    if not cells:
        return []
    found: list[CapitalLine] = []
    for year in [*sorted({year for year, _ in cells}), None]:
        of_year = {
            c: _sum(a for (y, k), a in cells.items() if k is c and year in (y, None)) for c in AssetClass
        }
        found.append(CapitalLine(year, None, _sum(of_year.values())))
        found += [CapitalLine(year, one, sums) for one, sums in of_year.items() if any(astuple(sums))]
    return found


FIGURES = ("planned", "approved", "committed", "left", "open", "spent", "paid", "capitalised")
"""The amounts of a line, by name."""


def shown_amounts(found: Sequence[CapitalLine], unit: int) -> list[dict[str, int]]:
    """The amounts of lines as multiples of a unit: those of classes make up their year's, years all years."""
    exact = [[getattr(one.amounts, name) for name in FIGURES] for one in found]
    groups: list[tuple[int, list[int]]] = []
    for n, one in enumerate(found):
        if one.asset_class is None:
            groups.append((n, []))
        elif groups:
            groups[-1][1].append(n)
    years = [n for n, _ in groups if found[n].year is not None]
    top = [(n, years) for n, _ in groups if found[n].year is None]
    shown = added_up(np.array(exact, np.int64).reshape(len(found), len(FIGURES)), [*top, *groups], unit)
    return [dict(zip(FIGURES, row, strict=True)) for row in shown.tolist()]


def amounts_of(book: Book, starts_in: int) -> Amounts:
    """The sums of one request over all years."""
    return _sum(amounts for _, amounts in _of_book(book, starts_in))


def years_of(book: Book, starts_in: int) -> set[int]:
    """The fiscal years in which a request has any amount, by the year that they start in."""
    return {year for year, _ in _of_book(book, starts_in)}


def _cells(books: Iterable[Book], starts_in: int) -> Mapping[Key, Amounts]:
    found: dict[Key, Amounts] = {}
    for book in books:
        for year, amounts in _of_book(book, starts_in):
            key = (year, book.request.asset_class)
            found[key] = found.get(key, Amounts()) + amounts
    return found


def _of_book(book: Book, starts_in: int) -> Iterator[tuple[int, Amounts]]:
    def named(month: date) -> int:
        return fiscal_year(month_number(month.year, month.month), starts_in)

    def year(day: date) -> int:
        return fiscal_year(book.fiscal.month_of(day), starts_in)

    request = book.request
    costs = [(named(line.month), cost_of(line)) for line in book.costs]
    if request.in_plan and request.state not in GONE:
        yield from ((at, Amounts(planned=amount)) for at, amount in costs)
    if book.approval is not None and request.state not in GONE:
        weights = np.array([amount for _, amount in costs], np.int64)
        if weights.sum() > 0:
            parts = shared_out(book.approved, weights).tolist()
            yield from ((at, Amounts(approved=part)) for (at, _), part in zip(costs, parts, strict=True))
        else:
            yield year(book.approval.taken), Amounts(approved=book.approved)
    for order in book.orders:
        yield year(order.row.ordered), Amounts(committed=order.terms.amount)
        for invoice in order.invoices:
            yield from ((year(one.paid), Amounts(paid=one.amount)) for one in invoice.payments)
    for one in book.counted:
        yield fiscal_year(one.month, starts_in), Amounts(open=one.open, spent=one.spent)
    for asset in book.assets:
        yield year(asset.in_service), Amounts(capitalised=asset.cost)


def _sum(parts: Iterable[Amounts]) -> Amounts:
    total = Amounts()
    for part in parts:
        total = total + part
    return total
