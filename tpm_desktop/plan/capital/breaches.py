"""What must hold of every request and its purchases, whoever edits them; what doesn't is a breach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tpm_desktop.finance.depreciation import charges
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.macrs import MACRS
from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import CapitalState, DepreciationMethod
from tpm_desktop.model.purchasing import Asset

from .book import Book
from .orders import Billed, Order
from .terms_breaches import Breach, broken_terms

__all__ = ["Breach", "breaches"]


def breaches(book: Book, formats: Formats, day: date) -> list[Breach]:
    """Of one request by a day. Limits are inclusive."""
    found = [*_orders(book, formats), *_assets(book, formats), *_dates(book, formats, day)]
    for order in book.orders:
        own = order.in_its_currency()
        told = formats if own is order else formats.in_currency(str(order.row.currency))
        found += [*broken_terms(own, told, day), *_of_order(own, told), *_numbers(book, order)]
    return found


def _money(formats: Formats, amount: int) -> str:
    return formats.money(amount, currency=True)


def _orders(book: Book, formats: Formats) -> Iterator[Breach]:
    code = book.request.code
    if book.orders and book.approval is None:
        said = f"{code} is not approved, so nothing can be ordered on it yet; get it approved first"
        yield Breach("unapproved", book.request.id, said)
        return
    over = book.committed - book.ceiling
    if over > 0:
        amounts = (book.committed, over, book.ceiling)
        said, more, limit = (_money(formats, amount) for amount in amounts)
        text = f"orders on {code} would come to {said}, {more} above the {limit} that may be ordered"
        yield Breach("committed", book.request.id, f"{text}; order for less or ask for more", over)


def _of_order(order: Order, formats: Formats) -> Iterator[Breach]:
    row, terms = order.row, order.terms
    code = row.code or f"“{row.title}”"
    over = order.quantity_received - row.quantity
    if over > 0:
        came, of = formats.integer(order.quantity_received), formats.integer(row.quantity)
        yield Breach("received", row.id, f"{came} of {of} would be received on {code}; receive less", over)
    allowed = terms.may_be_invoiced(order.quantity_received)
    over = order.matched - allowed
    if over > 0:
        came = "received or due by its stages" if order.stages else "received"
        what = f"{came}, with the advance" if row.advance else came
        said, limit = _money(formats, order.matched), _money(formats, allowed)
        text = f"invoices on {code} would come to {said}, {limit} is {what}"
        yield Breach("invoiced", row.id, f"{text}; book the receipt first or the invoice for less", over)
    for one in order.invoices:
        yield from _payments(order, one, formats)


def _numbers(book: Book, order: Order) -> Iterator[Breach]:
    """A supplier gives a number once, whatever the order."""
    for one in order.invoices:
        if (other := book.twice.get(one.row.id)) is None:
            continue
        of = f" of {order.row.supplier}" if order.row.supplier else ""
        said = f"invoice {one.row.number}{of} is booked on {other.code or f'“{other.title}”'} already"
        yield Breach("number", one.row.id, f"{said}; check its number")


def _payments(order: Order, invoice: Billed, formats: Formats) -> Iterator[Breach]:
    number = invoice.row.number
    over = invoice.paid - order.payable(invoice)
    if over > 0:
        kept = order.kept_back(invoice)
        less = f" ({_money(formats, kept)} is retained)" if kept else ""
        limit, said = _money(formats, order.payable(invoice)), _money(formats, invoice.paid)
        text = f"{limit} of invoice {number} may be paid{less}, not {said}"
        yield Breach("paid", invoice.row.id, f"{text}; pay less", over)
    dear = order.too_dear(invoice)
    if dear and invoice.payments:
        text = f"invoice {number} is {_money(formats, dear)} dearer than ordered, so it is held"
        yield Breach("price", invoice.row.id, f"{text}; say who has agreed to the price first", dear)


def _assets(book: Book, formats: Formats) -> Iterator[Breach]:
    over = book.capitalised - book.accepted
    if over > 0:
        said, limit = _money(formats, book.capitalised), _money(formats, book.accepted)
        yield Breach(
            "capitalised",
            book.request.id,
            f"assets of {book.request.code} would cost {said}, {limit} is received and accepted; enter less",
            over,
        )
    yield from _left_out(book, formats)
    for asset in book.assets:
        if asset.method is DepreciationMethod.MACRS:
            if asset.life not in (years * 12 for years in MACRS):
                known = ", ".join(str(years * 12) for years in MACRS)
                said = (
                    f"MACRS has tables for {known} months; choose such a life for {asset.code or asset.title}"
                )
                yield Breach("macrs", asset.id, said)
        elif (asset.residual or 0) > asset.cost:
            said = f"the residual value of {asset.code or asset.title} is above its cost; enter a lower one"
            yield Breach("residual", asset.id, said, (asset.residual or 0) - asset.cost)
        yield from _changes(book, asset)


def _left_out(book: Book, formats: Formats) -> Iterator[Breach]:
    """Once all came and some of it is in service: what of its capital no asset bears.

    At what was invoiced where that is less. Told and never refused, since a cost is parted over assets one by
    one, and one request may enter service in steps.
    """
    if not book.assets or any(one.quantity_received < one.row.quantity for one in book.orders):
        return
    limit = min(book.accepted, book.invoiced) - (book.requested - book.capital)
    less = limit - book.capitalised
    if less > 0:
        said, left, came = (_money(formats, amount) for amount in (book.capitalised, less, limit))
        text = f"assets of {book.request.code} cost {said}, {left} less than the {came} of capital that came"
        mend = "enter what else is in service, or correct a cost"
        yield Breach("left out", book.request.id, f"{text} for them; {mend}", less, refused=False)


def _changes(book: Book, asset: Asset) -> Iterator[Breach]:
    """Each change says what it changes, and together they can be charged."""
    named = asset.code or f"“{asset.title}”"
    changes = book.changes.get(asset.id, ())
    for one in changes:
        if one.life is None and not one.written_off:
            said = (
                f"a change of {named} says neither the life left nor what is written off; enter one of them"
            )
            yield Breach("empty change", one.id, said)
    if changes:
        try:
            charges(book.terms(asset, 1), 1)
        except FinanceError as problem:
            yield Breach("change", asset.id, f"{named}: {problem}")


def _dates(book: Book, formats: Formats, day: date) -> Iterator[Breach]:
    """Events are in order, and none lies ahead."""
    first = next((one.taken for one in book.steps if one.state is CapitalState.APPROVED), None)
    events: list[tuple[str, str, date, date | None, str]] = []
    for order in book.orders:
        ordered = order.row.ordered
        events.append((order.row.id, "ordered", ordered, first, "the approval"))
        events += [(one.id, "received", one.received, ordered, "the order") for one in order.receipts]
        for invoice in order.invoices:
            dated = invoice.row.dated
            events.append((invoice.row.id, "invoiced", dated, ordered, "the order"))
            events += [(one.id, "paid", one.paid, dated, "the invoice") for one in invoice.payments]
    came = min((one.received for order in book.orders for one in order.receipts), default=None)
    for asset in book.assets:
        events.append((asset.id, "in service", asset.in_service, came, "the first receipt"))
        if asset.retired:
            events.append((asset.id, "retired", asset.retired, asset.in_service, "its entry into service"))
    for row_id, what, on, after, named in events:
        shown = formats.date(on, year=True)
        if after is not None and on < after:
            said = f"{what} on {shown} would be before {named} of {formats.date(after, year=True)}"
            yield Breach(f"before {what}", row_id, f"{said}; correct the date", (after - on).days)
        if on > day and what != "retired":
            said = f"{what} on {shown} lies ahead; enter what has happened by {formats.date(day, year=True)}"
            yield Breach(f"ahead {what}", row_id, said, (on - day).days)
