"""The budget by the months in which it is paid."""

from __future__ import annotations

from datetime import date

from tests.gestures.test_documents_in_the_budget import desk
from tests.gestures.test_spending import APRIL, JUNE, MAY, books
from tpm_desktop.gestures.money import Measure
from tpm_desktop.plan.breakdown import Level, Row
from tpm_desktop.plan.budget_drill import drilled_cash
from tpm_desktop.plan.budget_periods import Span, read_periods

__all__ = ["books", "desk"]


def month(day):
    return (day.year - 1970) * 12 + day.month - 1


def cash(books, figure):
    """Whole units by month, of those in which there are any."""
    budget = books.program.plan.state.cash.budget
    values = getattr(budget.program.months, figure).tolist()
    return {int(m): v // 100 for m, v in zip(budget.months, values, strict=True) if v}


def test_what_is_planned_is_paid_by_the_terms_of_its_account(books):
    books.account("Racks", APRIL, 1_000, payment_days=30, retention=1_000, retention_months=2)
    books.enter("Racks", MAY, Measure.PLANNED, 500)
    april, may = month(APRIL), month(MAY)
    assert cash(books, "planned") == {april + 1: 900, may + 1: 450, april + 3: 100, may + 3: 50}


def test_an_entry_goes_by_its_own_days_and_date(books):
    books.account("Racks", payment_days=60)
    books.book("Racks", APRIL, 100)
    books.book("Racks", APRIL, 200, day=date(2026, 4, 1), payment_days=10)
    assert cash(books, "actual") == {month(APRIL): 200, month(JUNE): 100}


def test_no_cost_is_lost_or_paid_twice_in_any_direction(books):
    books.account("Racks", APRIL, 1_000, treatment="capex", payment_days=45, advance=3_333, advance_months=3)
    books.account("Rent", MAY, 777, payment_month_end=True)
    books.book("Racks", APRIL, 333, kind="commitment")
    books.book("Rent", APRIL, 111, kind="accrual")
    state = books.program.plan.state
    for level in ("projects", "accounts", "treatments", "program", "funds"):
        paid, costs = (getattr(one, level).whole.parts for one in (state.cash.budget, state.money.budget))
        assert paid.tolist() == costs.tolist()


def test_a_sum_of_payments_is_taken_apart(books):
    books.account("Racks", APRIL, 1_000, payment_days=30, retention=1_000, retention_months=2)
    state = books.program.plan.state
    (whole,) = read_periods(state, Span.WHOLE, None, state.cash.budget)
    parts = drilled_cash(state, Row(Level.PROGRAM, "", 0), "planned", whole)
    assert [(one.table, one.month, one.amount) for one in parts] == [
        ("budget_line", month(MAY), 90_000),
        ("budget_line", month(JUNE) + 1, 10_000),
    ]


def test_without_accounts_nothing_is_paid(books):
    assert books.program.plan.state.cash.budget.months.size == 0


def test_an_invoice_is_cash_when_it_was_paid_and_what_is_open_after_the_status_month(desk):
    """80,000 of which 30,000 was paid in March; the rest is overdue in June, so July is the earliest."""
    desk.pay(desk.bill, 30_000, paid=date(2026, 3, 20))
    desk.set("purchase_order", desk.ordered, payment_days=30)
    budget = desk.program.plan.state.cash.budget
    actual = dict(zip(budget.months.tolist(), (budget.program.months.actual // 100).tolist(), strict=True))
    assert {m: v for m, v in actual.items() if v} == {
        month(date(2026, 3, 1)): 30_000,
        month(date(2026, 7, 1)): 50_000,
    }
