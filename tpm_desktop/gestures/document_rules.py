"""Postings, orders and invoices that speak for each other: what may be named, and closed months stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import CapitalRequest
from tpm_desktop.model.purchasing import Invoice, PurchaseOrder
from tpm_desktop.model.spending import ClosedMonth, CostEntry, EntryKind
from tpm_desktop.plan.capital.invoice_numbers import folded
from tpm_desktop.plan.fiscal import fiscal_calendar_of, month_named

from .words import quoted

Values = Mapping[str, Any]
_FIGURES = {
    "invoice": {"amount", "month", "dated", "order_id"},
    "purchase_order": {"request_id"},
    "capital_request": {"account_id"},
}
_MEND = "book a cost entry in an open month that corrects it"


def closed_through(file: ProgramFile) -> date | None:
    """The last closed month; all before it are closed as well."""
    return max((row.month for row in file.rows(ClosedMonth)), default=None)


def month_of(invoice: Values, fiscal: FiscalCalendar) -> date | None:
    """The month in which an invoice counts, by the first day of the calendar's month that it is named by."""
    said = invoice.get("month") or invoice.get("dated")
    said = date.fromisoformat(said) if isinstance(said, str) else said
    if said is None or invoice.get("month"):
        return said.replace(day=1) if said else None
    return month_named(fiscal, said)


class Documents:
    """The orders and invoices of a file, for postings that name them."""

    def __init__(self, file: ProgramFile) -> None:
        self._formats, self._closed = Formats.of(file.program), closed_through(file)
        self._fiscal = fiscal_calendar_of(file.program)
        self._orders = {row.id: row for row in file.rows(PurchaseOrder)}
        self._invoices = {row.id: row for row in file.rows(Invoice)}
        self._requests = {row.id: row for row in file.rows(CapitalRequest)}

    def problems(self, row: Values) -> list[str]:
        """Why a posting can't name what it names."""
        invoice = self._invoices.get(str(row.get("invoice_id")))
        order = self._orders.get(str(row.get("order_id")))
        kind = row["kind"]
        if invoice is not None and kind != EntryKind.ACTUAL:
            return ["only an actual can speak for an invoice"]
        if order is not None and kind == EntryKind.ACCRUAL:
            return ["an accrual can't speak for an order; leave the order out"]
        if invoice is not None and order is not None and invoice.order_id != order.id:
            return [f"invoice {invoice.number} is of another order than {order.code or order.title}"]
        return []

    def closed_problems(self, row: Values, settled: CostEntry | None) -> list[str]:
        """Why an edit of a posting would change what counts in a closed month.

        Args: settled: the commitment that the posting settles.
        """
        if row["kind"] != EntryKind.ACTUAL or self._closed is None:
            return []
        one = self._invoices.get(str(row.get("invoice_id")))
        order_id = row.get("order_id") or (settled.order_id if settled else None)
        invoices = [one] if one else [each for each in self._invoices.values() if each.order_id == order_id]
        for invoice in invoices:
            month = month_of(invoice.model_dump(), self._fiscal)
            if month is not None and month <= self._closed and self._on_account(invoice):
                shown = self._formats.month(month)
                return [f"invoice {invoice.number} counts in {shown}, which is closed; {_MEND}"]
        return []

    def _on_account(self, invoice: Invoice) -> bool:
        order = self._orders.get(invoice.order_id)
        request = self._requests.get(order.request_id) if order else None
        return request is not None and request.account_id is not None


def refuse_closed_documents(
    file: ProgramFile, table: str, edits: Mapping[str, Values], added: Iterable[Values], gone: Iterable[str]
) -> None:
    """What would change a closed month by its invoices. Raises: `EditError`."""
    closed, figures = closed_through(file), _FIGURES.get(table)
    if closed is None or figures is None:
        return
    formats, fiscal = Formats.of(file.program), fiscal_calendar_of(file.program)
    changed = [row_id for row_id, values in edits.items() if figures & set(values)]
    touched: list[Values] = [one.model_dump() for one in invoices_below(file, table, [*changed, *gone])]
    if table == "invoice":
        before = {one["id"]: one for one in touched}
        touched += [{**before.get(row_id, {}), **edits[row_id]} for row_id in changed]
        touched += added
    for invoice in touched:
        month = month_of(invoice, fiscal)
        if month is not None and month <= closed:
            said = f"{formats.month(month)} is closed, so invoice {invoice.get('number')} can’t change it"
            raise EditError(f"{said}; enter a later month under “Counts in”, or {_MEND}")


def refuse_relabelled_documents(file: ProgramFile, table: str, edits: Mapping[str, Values]) -> None:
    """Who billed an order stays, and the number in a closed month, since doubles are found by both.

    A supplier left open can be entered later, and either be spelled otherwise. Judged for gesture, command
    line, paste and sheet; a merge takes what the copies had, undo what was there.
    Raises: `EditError`.
    """
    if table == "purchase_order":
        for order in file.rows_of(PurchaseOrder, [k for k, values in edits.items() if "supplier" in values]):
            was, said = folded(order.supplier), folded(edits[order.id]["supplier"])
            billed = file.rows(Invoice, order_id=order.id) if was not in ("", said) else ()
            if billed:
                named = order.code or quoted(order.title)
                raise EditError(
                    f"the supplier of {named} stays, since invoice {billed[0].number} came for it; add a note"
                    " where the name has changed, or remove the order’s invoices first"
                )
    closed = closed_through(file)
    if table == "invoice" and closed is not None:
        fiscal = fiscal_calendar_of(file.program)
        for one in file.rows_of(Invoice, [k for k, values in edits.items() if "number" in values]):
            month = month_of(one.model_dump(), fiscal)
            if folded(edits[one.id]["number"]) != folded(one.number) and month and month <= closed:
                shown = Formats.of(file.program).month(month)
                raise EditError(f"{shown} is closed, so invoice {one.number} keeps its number; add a note")


def invoices_below(file: ProgramFile, table: str, ids: Iterable[str]) -> Iterator[Invoice]:
    """The invoices below some rows of a table of purchases, of that table the invoices themselves."""
    wanted = set(ids)
    if not wanted:
        return
    orders = {row.id: row.request_id for row in file.rows(PurchaseOrder)}
    for invoice in file.rows(Invoice):
        above = {"invoice": invoice.id, "purchase_order": invoice.order_id}
        if above.get(table, orders.get(invoice.order_id)) in wanted:
            yield invoice


def invoices_of_account(file: ProgramFile, account_id: str) -> list[date]:
    """The months in which invoices count on an account."""
    requests = [row.id for row in file.rows(CapitalRequest, account_id=account_id)]
    fiscal = fiscal_calendar_of(file.program)
    months = (month_of(one.model_dump(), fiscal) for one in invoices_below(file, "capital_request", requests))
    return [month for month in months if month is not None]
