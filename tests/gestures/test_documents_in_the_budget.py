"""Orders and invoices in the budget: where they count, what speaks for them, and that closed months stay."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.capital_desk import CapitalDesk
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.money import Cell, Measure, set_amounts
from tpm_desktop.model.finance import BudgetLine
from tpm_desktop.plan import OpenProgram

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (1, 2, 3, 4))


class Desk(CapitalDesk):
    """A desk whose request stands on an account, all of it ordered for March and a part invoiced."""

    def __init__(self, program: OpenProgram) -> None:
        super().__init__(program)
        self.account = self.add("account", name="Servers", treatment="capex")
        set_amounts(program, [Cell(self.account, JANUARY, Measure.PLANNED, 900_000_00)])
        self.approved(account_id=self.account)
        self.ordered = self.order(10, 20_000, due=date(2026, 3, 20))
        self.receive(self.ordered, 4)
        self.bill = self.invoice(self.ordered, "R-1", 80_000, 4)

    def post(self, amount: int, kind: str = "actual", month: date = MARCH, **values: object) -> str:
        row = {"text": "Servers", "account_id": self.account, "month": month, "amount": amount * 100}
        return self.add("cost_entry", kind=kind, **row, **values)

    def counts(self, month: date) -> tuple[int, int]:
        """Committed and actual of the account in a month, in whole units."""
        budget = self.program.plan.state.money.budget
        at = (month.year - 1970) * 12 + month.month - 1 - int(budget.months[0])
        months = budget.accounts.months
        return tuple(int(figure[0, at]) // 100 for figure in (months.committed, months.actual))


@pytest.fixture
def desk(tmp_path):
    days = {"start": datetime(2026, 1, 5, 8), "status_date": datetime(2026, 6, 30, 17)}
    with OpenProgram.create(tmp_path / "desk.tpm", fiscal_year_start=1, **days) as program:
        yield Desk(program)


def test_an_order_counts_when_delivery_is_expected_and_an_invoice_in_its_month(desk):
    assert (desk.counts(FEBRUARY), desk.counts(MARCH)) == ((0, 80_000), (120_000, 0))
    desk.set("invoice", desk.bill, month=MARCH)
    assert (desk.counts(FEBRUARY), desk.counts(MARCH)) == ((0, 0), (120_000, 80_000))
    assert (desk.book.open, desk.book.spent) == (120_000_00, 80_000_00)


def test_a_posting_counts_in_place_of_the_invoice_until_it_is_removed(desk):
    posted = desk.post(81_000, invoice_id=desk.bill)
    assert (desk.counts(FEBRUARY), desk.counts(MARCH)) == ((0, 0), (119_000, 81_000))
    assert (desk.book.invoiced, desk.book.spent) == (80_000_00, 81_000_00)
    desk.remove("cost_entry", posted)
    assert (desk.counts(FEBRUARY), desk.counts(MARCH)) == ((0, 80_000), (120_000, 0))


def test_an_amount_typed_into_a_cell_counts_the_invoice_in(desk):
    set_amounts(desk.program, [Cell(desk.account, FEBRUARY, Measure.ACTUAL, 90_000_00)])
    assert desk.counts(FEBRUARY) == (0, 90_000)
    assert {row.month: row.actual for row in desk.program.file.rows(BudgetLine)}[FEBRUARY] == 10_000_00


def test_what_cannot_be_named_is_refused(desk):
    other = desk.order(1, 100)
    for values, said in (
        ({"kind": "accrual", "order_id": desk.ordered}, "leave the order out"),
        ({"kind": "commitment", "invoice_id": desk.bill}, "only an actual can speak for an invoice"),
        ({"invoice_id": desk.bill, "order_id": other}, "R-1 is of another order than PO-2"),
    ):
        with pytest.raises(EditError, match=said):
            desk.post(100, **values)


def test_what_counts_in_a_closed_month_stays(desk):
    desk.add("closed_month", month=FEBRUARY)
    for edit in (
        lambda: desk.set("invoice", desk.bill, amount=70_000_00),
        lambda: desk.set("invoice", desk.bill, month=MARCH),
        lambda: desk.remove("invoice", desk.bill),
        lambda: desk.post(80_000, invoice_id=desk.bill),
        lambda: desk.post(80_000, order_id=desk.ordered),
        lambda: desk.invoice(desk.ordered, "R-2", 10),
        lambda: desk.remove("account", desk.account),
    ):
        with pytest.raises(EditError, match="closed"):
            edit()
    assert desk.counts(FEBRUARY) == (0, 80_000)
    desk.receive(desk.ordered, 1)
    desk.invoice(desk.ordered, "R-3", 20_000, 1, month=APRIL)
    assert (desk.counts(APRIL), desk.counts(MARCH)) == ((0, 20_000), (100_000, 0))


def test_by_whom_and_by_what_number_it_was_billed_stays(desk):
    """Else a number could be booked again under a supplier that is named for a moment only."""
    desk.set("purchase_order", desk.ordered, supplier="Racks & Rails")  # was left open
    for supplier in ("Cables", "", None):
        with pytest.raises(EditError, match="supplier of PO-1 stays, since invoice R-1 came for it"):
            desk.set("purchase_order", desk.ordered, supplier=supplier)
    desk.set("purchase_order", desk.ordered, supplier="RACKS & Rails", notes="Now named otherwise")
    desk.set("invoice", desk.bill, number="R-11")
    desk.add("closed_month", month=FEBRUARY)
    desk.set("invoice", desk.bill, number="r-11", notes="Paid by transfer")
    with pytest.raises(EditError, match="Feb 2026 is closed, so invoice r-11 keeps its number; add a note"):
        desk.set("invoice", desk.bill, number="R-1")
    free = desk.order(1, 100, supplier="Cables")
    desk.set("purchase_order", free, supplier=None)


def test_what_was_paid_in_a_closed_month_stays(desk):
    """Also of an invoice that itself counts in a later month, and when its order goes."""
    desk.set("invoice", desk.bill, month=APRIL)
    paid = desk.pay(desk.bill, 50_000)
    desk.add("closed_month", month=FEBRUARY)
    for edit in (
        lambda: desk.pay(desk.bill, 10),
        lambda: desk.set("payment", paid, amount=10_00),
        lambda: desk.set("payment", paid, paid=date(2026, 3, 2)),
        lambda: desk.remove("payment", paid),
    ):
        with pytest.raises(EditError, match="Feb 2026 is closed, so what was paid"):
            edit()
    desk.set("payment", paid, notes="By bank transfer", amount=50_000_00)
    later = desk.pay(desk.bill, 10, paid=date(2026, 3, 2))
    with pytest.raises(EditError, match="Feb 2026 is closed"):
        desk.set("payment", later, paid=date(2026, 2, 27))
    desk.remove("payment", later)
    assert desk.book.paid == 50_000_00


def test_a_posting_that_speaks_for_a_closed_month_is_not_taken_back(desk):
    posted = desk.post(81_000, month=MARCH, invoice_id=desk.bill)
    desk.add("closed_month", month=FEBRUARY)
    with pytest.raises(EditError, match="Feb"):
        desk.remove("cost_entry", posted)


def test_purchases_without_an_account_say_so_until_it_is_chosen(desk):
    desk.approved()
    desk.order(2, 500)
    assert desk.book.open == 1_000_00
    desk.set("capital_request", desk.request_id, account_id=desk.account)
    assert desk.counts(JANUARY) == (1_000, 0)
