"""Plans, rates of people, orders and invoices in currencies of their own: each at its rate, none at 1 : 1."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.capital_desk import CapitalDesk
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.capital import proposed
from tpm_desktop.gestures.money import Cell, Measure, set_amounts
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.benefits import Benefit
from tpm_desktop.model.capital import CapitalCost
from tpm_desktop.model.capital_life import Stage, purchase_step
from tpm_desktop.model.finance import BudgetLine
from tpm_desktop.model.purchasing import Invoice, PurchaseOrder
from tpm_desktop.model.resources import Resource
from tpm_desktop.plan import OpenProgram

JANUARY, APRIL, MAY = date(2026, 1, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def program(tmp_path):
    with OpenProgram.create(
        tmp_path / "p.tpm", name="P", start=datetime(2026, 1, 5, 8), status_date=datetime(2026, 5, 29, 17)
    ) as opened:
        yield opened


@pytest.fixture
def account(program):
    return add_row(program, "account", {"name": "Racks"})


@pytest.fixture
def desk(program):
    """A request for 60,000 that is approved; EUR has rates from January, a lower one from 10 February."""
    for kind, day, text in (("budget", JANUARY, "1.1"), ("day", JANUARY, "1.0837")):
        rate(program, text, day, kind)
    rate(program, "1.01", date(2026, 2, 10))
    made = CapitalDesk(program)
    made.approved(60_000)
    return made


def rate(program, text, day=JANUARY, kind="day", code="EUR"):
    values = {"currency": code, "valid_from": day, "rate": text, "kind": kind}
    return add_row(program, "exchange_rate", values)


def whole(program):
    return program.plan.state.money.budget.program.whole


def order(desk, quantity, price, **values):
    row = {"request_id": desk.request_id, "title": "Order", "buyer_id": desk.ids["Buyer"], "currency": "EUR"}
    row |= {"ordered": date(2026, 1, 20), "quantity": quantity, "own_unit_price": price}
    return desk.add("purchase_order", **row, **values)


def test_a_plan_counts_at_the_budget_rate_and_what_is_booked_at_that_of_its_day(program, account):
    rate(program, "1.0837", kind="budget")
    rate(program, "1.0837")
    rate(program, "1.1012", MAY)
    line = {"account_id": account, "month": MAY, "currency": "eur", "own_planned": "48250"}
    row = program.file.row(BudgetLine, add_row(program, "budget_line", line))
    assert (row.planned, row.own_planned, row.actual) == (5_228_853, "48250.00", None)
    entry = {"text": "Racks", "account_id": account, "month": MAY, "amount": 4_825_000, "currency": "EUR"}
    add_row(program, "cost_entry", entry)
    assert int(whole(program).variance) == int(whole(program).exchange) == -84_437  # C19 of the reference


def test_a_changed_budget_rate_moves_all_that_is_planned_at_it(program, account):
    row = rate(program, "1.1", kind="budget")
    add_row(
        program,
        "budget_line",
        {"account_id": account, "month": MAY, "currency": "EUR", "own_planned": "100"},
    )
    rates = {"own_rate": "80", "own_overtime_rate": "100"}
    person = add_row(program, "resource", {"name": "Architect", "currency": "EUR", **rates})
    benefit = add_row(program, "benefit", {"title": "Less rent", "currency": "EUR", "own_worth": "5000"})
    set_fields(program, "exchange_rate", row, {"rate": "1.2"})
    assert int(whole(program).planned) == 12_000
    assert program.file.row(Resource, person).rate == 9_600
    assert program.file.row(Benefit, benefit).worth == 600_000
    program.file.undo()
    assert program.file.row(Resource, person).overtime_rate == 11_000
    with pytest.raises(EditError, match="resource “Architect”: no budget rate of EUR is known for 5 Jan"):
        remove_rows(program, "exchange_rate", [row])


def test_a_cell_is_typed_in_its_currency_and_never_overwritten_by_a_bare_amount(program, account):
    rate(program, "1.1", kind="budget")

    def enter(amount, currency=""):
        set_amounts(program, [Cell(account, MAY, Measure.PLANNED, amount, currency)])

    enter(10_000, "EUR")
    assert int(whole(program).planned) == 11_000
    with pytest.raises(EditError, match="May 2026 is in EUR; type “EUR 1,000”, or “USD 1,000”"):
        enter(5_000)
    enter(5_000, "USD")
    (line,) = program.file.rows(BudgetLine)
    assert (line.planned, line.currency, line.own_planned) == (5_000, None, None)
    enter(20_000, "EUR")
    (line,) = program.file.rows(BudgetLine)
    assert (line.planned, line.own_planned) == (22_000, "200.00")
    enter(None)
    assert program.file.rows(BudgetLine) == []


def test_cost_lines_follow_the_budget_rate_until_they_are_decided_on(program):
    row = rate(program, "1.1", kind="budget")
    desk = CapitalDesk(program)
    desk.request(0)
    cost = desk.cost(0, currency="EUR", own_unit_price="0.35", quantity=100_000, unit_price=None)
    assert desk.book.requested == 3_850_000  # 35,000 EUR, converted once
    set_fields(program, "exchange_rate", row, {"rate": "1.2"})
    assert desk.book.requested == 4_200_000
    set_fields(program, "capital_cost", cost, {"quantity": 10})
    assert desk.book.requested == 420
    set_fields(program, "capital_cost", cost, {"currency": None})
    found = program.file.row(CapitalCost, cost)
    assert (found.own_unit_price, found.total, desk.book.requested) == (None, None, found.unit_price * 10)


def test_an_order_is_held_to_its_terms_in_its_own_currency(program, desk):
    """A higher rate is no higher price: the invoice can be paid, and nothing is partly."""
    row = order(desk, 10, "4825")
    assert program.file.row(PurchaseOrder, row).total == 5_228_853
    desk.receive(row, 10)
    rate(program, "1.1012", date(2026, 2, 20))
    invoice = desk.invoice(row, "1", 48_250, 10, dated=date(2026, 2, 24))
    found = program.file.row(Invoice, invoice)
    assert (found.amount, found.own_amount, found.currency) == (5_313_290, "48250.00", "EUR")
    desk.pay(invoice, 48_250)
    assert not desk.book.open and not desk.book.is_partly(Stage.PAID)


def test_an_order_is_converted_once_and_leaves_nothing_open_when_rates_fall(program, desk):
    row = order(desk, 10_000, "0.35")
    assert program.file.row(PurchaseOrder, row).total == 379_295  # 3,500 EUR, not 10,000 times 0.38
    desk.receive(row, 10_000)
    half = desk.invoice(row, "1", 1_750, 5_000)
    assert desk.book.open == 379_295 - 189_648
    with pytest.raises(EditError, match=r"would come to EUR.3,500\.01, EUR.3,500 is received"):
        desk.invoice(row, "2", 1_750.01)
    desk.invoice(row, "2", 1_750, 5_000)
    assert (desk.book.open, desk.book.spent) == (0, 2 * 176_750)
    with pytest.raises(EditError, match="the order is in EUR"):
        set_fields(program, "invoice", half, {"currency": "GBP"})
    with pytest.raises(EditError, match="stays in its currency"):
        set_fields(program, "purchase_order", row, {"currency": None})


def test_steps_propose_what_is_left_in_the_currency_of_the_order(program, desk):
    row = order(desk, 10, "4825")
    desk.receive(row, 4)
    said = proposed(program, desk.request_id, purchase_step("invoice"))
    assert (said["currency"], said["amount"], said["quantity"]) == ("EUR", 1_930_000, 4)
    invoice = desk.invoice(row, "1", 19_300, 4)
    said = proposed(program, desk.request_id, purchase_step("payment"))
    assert (said["invoice_id"], said["currency"], said["amount"]) == (invoice, "EUR", 1_930_000)
