"""Taking a step with a capital request: a decision, an order, a receipt, an invoice, a payment, an asset."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.purchasing import share_of
from tpm_desktop.formats.amounts import minor_digits_of
from tpm_desktop.model.capital_life import LifeStep, Stage
from tpm_desktop.model.purchasing import StageKind
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.orders import Order
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.in_own import in_minor

from .following import apply, following
from .words import quoted

Values = dict[str, Any]


def book_of(program: OpenProgram, request_id: str) -> Book:
    """A request with all that is part of it. Raises: `EditError` where it is gone."""
    found = read_books(program.plan.state.capital, [request_id])
    if not found:
        raise EditError("that capital request is gone")
    return found[0]


def take_step(program: OpenProgram, request_id: str, step: LifeStep, values: Mapping[str, Any]) -> str:
    """Record a step with its row, in one transaction named for it; returns the row's id.

    Raises: `EditError`, `ProgramFileError`; then nothing is changed.
    """
    request = book_of(program, request_id).request
    edits, (row,) = following(program, step.table, {}, [values])
    with program.file.transaction(f"{step.verb}: {request.code} {quoted(request.title)}") as edit:
        apply(edit, edits)
        return edit.add(step.table, **row)


def proposed(program: OpenProgram, request_id: str, step: LifeStep) -> Values:
    """What a step begins with before anybody says anything: today, and all that is left to do."""
    book, day = book_of(program, request_id), day_of_status(program.plan.state)
    digits = minor_digits_of(program.file.program.currency)
    if step.table == "capital_step":
        asked = book.requested if step.to in (Stage.SUBMITTED, Stage.REVIEWED, Stage.APPROVED) else None
        return {"request_id": request_id, "state": step.to.value, "taken": day, "amount": asked}
    if step.to is Stage.ORDERED:
        return {
            "request_id": request_id,
            "title": book.request.title,
            "ordered": day,
            **_first_cost(book, digits),
        }
    if step.to is Stage.RECEIVED:
        return {"received": day, **_still_to_come(book)}
    if step.to is Stage.INVOICED:
        return {"dated": day, **_still_to_be_invoiced(book, digits)}
    if step.to is Stage.PAID:
        return {"paid": day, **_still_to_be_paid(book, digits)}
    return {"request_id": request_id, "in_service": day, **_asset(book)}


def _first_cost(book: Book, digits: int) -> Values:
    """The first cost line that no order is for yet."""
    lines = book.costs[len(book.orders) :]
    if not lines:
        return {}
    price = in_minor(lines[0].own_unit_price, lines[0].currency) if lines[0].currency else None
    asked = {"unit_price": lines[0].unit_price} if price is None else {"unit_price": price}
    return {"quantity": lines[0].quantity, **_typed(lines[0].currency, asked, digits)}


def _typed(currency: str | None, amounts: Mapping[str, int], digits: int) -> Values:
    """Amounts in minor units of a currency as they would be typed, with the currency where it is another.

    One with more decimals than the program's currency has is left to be said in its own currency.
    Args: digits: of the program's currency, by which what is typed is read.
    """
    if not currency:
        return dict(amounts)
    scale = digits - minor_digits_of(currency)
    typed = {name: Decimal(amount).scaleb(scale) for name, amount in amounts.items()}
    whole = {name: int(amount) for name, amount in typed.items() if amount == amount.to_integral_value()}
    return {**whole, "currency": currency}


def _open(book: Book, lacking: dict[str, int]) -> Order | None:
    return next((order for order in book.orders if lacking[order.row.id] > 0), None)


def _still_to_come(book: Book) -> Values:
    left = {order.row.id: order.row.quantity - order.quantity_received for order in book.orders}
    order = _open(book, left)
    return {"order_id": order.row.id, "quantity": left[order.row.id]} if order else {}


def _still_to_be_invoiced(book: Book, digits: int) -> Values:
    """In the currency of the order."""
    orders = [order.in_its_currency() for order in book.orders]
    ahead = next((order for order in orders if advance_due(order)), None)
    if ahead is not None:
        amounts = _typed(ahead.row.currency, {"amount": advance_due(ahead)}, digits)
        return {"order_id": ahead.row.id, **amounts, "for_advance": True}
    order = next((order for order in orders if order.due_to_be_invoiced > 0), None)
    if order is None:
        return {"order_id": book.orders[0].row.id} if book.orders else {}
    amount, price = order.due_to_be_invoiced, order.row.unit_price
    whole = {"quantity": amount // price} if price and amount % price == 0 else {}
    off = min(share_of(amount, order.row.advance or 0), order.advanced - order.recovered)
    amounts = {"amount": amount - off, **({"recovered": off} if off else {})}
    return {"order_id": order.row.id, **_typed(order.row.currency, amounts, digits), **whole}


def advance_due(order: Order) -> int:
    """What may be invoiced in advance, while nothing came of an order yet and nothing is invoiced."""
    if order.received or order.invoices or order.share(StageKind.STAGE, met=True):
        return 0
    return share_of(order.terms.amount, order.row.advance or 0)


def _still_to_be_paid(book: Book, digits: int) -> Values:
    """In the currency of the order."""
    orders = [order.in_its_currency() for order in book.orders]
    invoices = [(one, order.payable(one) - one.paid) for order in orders for one in order.invoices]
    found = next(((one, left) for one, left in invoices if left > 0), None)
    if found is None:
        return {}
    return {"invoice_id": found[0].row.id, **_typed(found[0].row.currency, {"amount": found[1]}, digits)}


def _asset(book: Book) -> Values:
    request = book.request
    return {
        "title": request.title,
        "asset_class": request.asset_class,
        "cost": max(book.accepted - book.capitalised, 0),
        "method": request.method,
        "convention": request.convention,
        "life": request.life,
        "residual": request.residual,
    }
