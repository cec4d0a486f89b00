"""What follows for requests, orders and assets: stage, sums, book value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import State
from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.case import book_value
from tpm_desktop.plan.capital.orders import Order
from tpm_desktop.plan.capital.words import stage_text
from tpm_desktop.plan.due import day_of_status

from .columns import Column
from .derived import follows
from .rows import Row

translate = QCoreApplication.translate
Columns = list[tuple[str, Column]]


class _Books:
    """The requests of the present state, read once for all cells."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of: State | None = None
        self.requests: dict[str, Book] = {}
        self.orders: dict[str, Order] = {}

    def now(self) -> _Books:
        """As things stand."""
        state = self._session.program.plan.state
        if state is not self._of:
            self._of = state
            books = read_books(state.capital)
            self.requests = {book.request.id: book for book in books}
            self.orders = {order.row.id: order for book in books for order in book.orders}
        return self


def capital_columns(session: Session, table: str) -> Columns:
    """The columns of one of these tables with the names of those that they stand after."""
    books = _Books(session)
    makers = {"capital_request": _requests, "purchase_order": _orders, "asset": _assets}
    return makers[table](session, books)


def _requests(session: Session, books: _Books) -> Columns:
    tr = translate

    def stage(row_id: str, row: Row) -> str | None:
        book = books.now().requests.get(row_id)
        return None if book is None else stage_text(book, day_of_status(session.program.plan.state))

    def sum_of(name: str) -> Callable[[str, Row], int | None]:
        def value(row_id: str, row: Row) -> int | None:
            book = books.now().requests.get(row_id)
            return None if book is None else int(getattr(book, name))

        return value

    parts = [
        ("requested", tr("Register", "Requested"), tr("Register", "The sum of its cost lines")),
        ("approved", tr("Register", "Approved"), tr("Register", "What the last approval is about")),
        ("committed", tr("Register", "Ordered"), tr("Register", "The sum of its purchase orders")),
        ("invoiced", tr("Register", "Spent"), tr("Register", "The sum of its invoices")),
    ]
    hint = tr("Register", "Follows from decisions, orders, receipts, invoices, payments and assets")
    column = follows("stage", tr("Register", "Stage"), hint, stage, lambda v: v or "", right=False)
    return [
        ("project_id", column),
        *(("project_id", _amount(session, name, head, note, sum_of(name))) for name, head, note in parts),
    ]


def _orders(session: Session, books: _Books) -> Columns:
    tr = translate

    def sum_of(read: Callable[[Order], int]) -> Callable[[str, Row], int | None]:
        def value(row_id: str, row: Row) -> int | None:
            order = books.now().orders.get(row_id)
            return None if order is None else read(order)

        return value

    parts: list[tuple[str, str, str, Callable[[Order], int]]] = [
        ("amount", tr("Register", "Sum"), tr("Register", "Quantity by price"), lambda o: o.terms.amount),
        (
            "received",
            tr("Register", "Received"),
            tr("Register", "At the order’s price"),
            lambda o: o.received,
        ),
        ("invoiced", tr("Register", "Invoiced"), tr("Register", "All its invoices"), lambda o: o.invoiced),
        ("paid", tr("Register", "Paid"), tr("Register", "All its payments"), lambda o: o.paid),
    ]
    return [
        ("ordered", _amount(session, name, heading, hint, sum_of(read)))
        for name, heading, hint, read in parts
    ]


def _assets(session: Session, books: _Books) -> Columns:
    def value(row_id: str, row: Row) -> int | None:
        found = books.now().requests.get(str(row["request_id"]))
        asset = next((one for one in found.assets if one.id == row_id), None) if found else None
        if found is None or asset is None:
            return None
        starts_in = session.program.file.program.fiscal_year_start
        return book_value(found, asset, day_of_status(session.program.plan.state), starts_in)

    heading = translate("Register", "Book value")
    hint = translate("Register", "Cost less what is charged by the status date")
    return [("cost", _amount(session, "book_value", heading, hint, value))]


def _amount(session: Session, name: str, heading: str, hint: str, value: Callable[[str, Row], Any]) -> Column:
    formats = session.formats

    def show(amount: int | None) -> str:
        return formats.money(amount, dash=True)

    return follows(name, f"{heading}, {formats.currency}", hint, value, show, total=show)
