"""A capital request goes its way step by step: each by a person, none skipped, no sum above its limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.capital_desk import CapitalDesk
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.model.capital import CapitalCost, CapitalStep
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.life import events, offered


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CapitalDesk]:
    start = datetime(2026, 1, 5, 8)
    with OpenProgram.create(
        tmp_path / "plan.tpm", start=start, status_date=datetime(2026, 12, 31, 17)
    ) as one:
        yield CapitalDesk(one)


def verbs(desk: CapitalDesk) -> list[str]:
    return [step.verb for step in offered(desk.book, date(2026, 12, 31))]


def test_from_draft_to_depreciation(desk):
    desk.request(194_000)
    assert (desk.state, verbs(desk)) == ("draft", ["Submit", "Withdraw"])
    desk.step("submitted", "Requester")
    desk.step("reviewed", "Controller")
    assert verbs(desk) == ["Approve", "Reject", "Defer", "Withdraw"]
    desk.step("approved", "Sponsor")
    assert verbs(desk) == ["Ask for more", "Withdraw", "Order", "Close short"]
    order = desk.order(40, 4_850)
    desk.receive(order, 25)
    assert (desk.stage(), desk.book.is_partly(desk.book.bought(date(2026, 2, 2)))) == ("received", True)
    desk.receive(order, 15)
    invoice = desk.invoice(order, "R-1", 194_000, 40)
    desk.pay(invoice, 194_000)
    assert desk.stage() == "paid"
    desk.serve(194_000)
    assert (desk.stage((3, 20)), desk.stage((4, 1))) == ("in_service", "depreciating")
    assert [(e.stage.value, e.amount) for e in events(desk.book)] == [
        ("submitted", 194_000_00), ("reviewed", 194_000_00), ("approved", 194_000_00),
        ("ordered", 194_000_00), ("received", 121_250_00), ("received", 72_750_00),
        ("invoiced", 194_000_00), ("paid", 194_000_00), ("in_service", 194_000_00),
    ]  # fmt: skip
    assert all(event.person_id for event in events(desk.book))
    desk.program.file.undo()
    assert desk.stage() == "paid"


@pytest.mark.parametrize("to", ["reviewed", "approved", "rejected", "deferred", "closed"])
def test_no_step_is_skipped(desk, to):
    desk.request()
    with pytest.raises(
        EditError, match=r"is draft, so it can’t become .*: it can become submitted or withdrawn"
    ):
        desk.step(to, "Controller", note="Why not")
    assert desk.state == "draft"


def test_what_is_bought_needs_an_approval(desk):
    desk.request()
    with pytest.raises(EditError, match=r"is draft, so no purchase order can be added; it must be approved"):
        desk.order(1, 1_000)
    with pytest.raises(EditError, match=r"so no asset can be added; it must be received"):
        desk.serve(1)
    desk.step("submitted", "Requester")
    desk.step("reviewed", "Controller")
    desk.step("rejected", "Sponsor", note="Not this year")
    with pytest.raises(EditError, match=r"that is final"):
        desk.step("submitted", "Requester")


def test_the_state_is_set_by_steps_only(desk):
    desk.request()
    with pytest.raises(EditError, match=r"goes on by steps"):
        desk.set("capital_request", desk.request_id, state="approved")
    with pytest.raises(EditError, match=r"begins as a draft"):
        desk.request(state="approved")
    step = desk.step("submitted", "Requester")
    for change in (
        lambda: desk.set("capital_step", step, amount=1),
        lambda: desk.remove("capital_step", step),
    ):
        with pytest.raises(EditError, match=r"stays as it was recorded"):
            change()


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        ({"project_id": None}, "its component project"),
        ({"sponsor_id": None}, "its sponsor"),
        ({"justification": "We want them"}, "a justification of 50 characters"),
        ({"order_by": date(2026, 4, 1)}, "dates in order"),
        ({"risk": None}, "its risk"),
    ],
)
def test_what_a_request_needs_to_be_submitted(desk, without, missing):
    desk.request(**without)
    with pytest.raises(EditError, match=f"can’t be submitted yet: enter {missing}"):
        desk.step("submitted", "Requester")


def test_costs_and_life_are_needed(desk):
    desk.request(0)
    with pytest.raises(EditError, match=r"what it costs"):
        desk.step("submitted", "Requester")
    desk.cost(9_000)
    desk.set("capital_request", desk.request_id, life=None)
    desk.step("submitted", "Requester")
    with pytest.raises(EditError, match=r"its useful life"):
        desk.step("reviewed", "Controller")


def test_nobody_judges_their_own(desk):
    desk.request()
    desk.step("submitted", "Requester")
    with pytest.raises(EditError, match=r"who has submitted .* can’t review it as well"):
        desk.step("reviewed", "Requester")
    desk.step("reviewed", "Controller")
    for name, done in (("Requester", "submitted"), ("Controller", "reviewed")):
        with pytest.raises(EditError, match=f"who has {done} .* can’t approve it as well"):
            desk.step("approved", name)
    desk.step("approved", "Sponsor")
    order = desk.order(1, 250_000)
    with pytest.raises(EditError, match=r"who has ordered on .* can’t receive as well"):
        desk.receive(order, 1, receiver_id=desk.ids["Buyer"])
    desk.receive(order, 1)
    invoice = desk.invoice(order, "R-1", 250_000, 1)
    with pytest.raises(EditError, match=r"can’t pay as well"):
        desk.pay(invoice, 1, payer_id=desk.ids["Bookkeeper"])
    with pytest.raises(EditError, match=r"say who takes the step “Pay”"):
        desk.pay(invoice, 1, payer_id=None)


def test_steps_have_dates_in_order_and_reasons(desk):
    desk.request()
    desk.step("submitted", "Requester", (1, 12))
    with pytest.raises(EditError, match=r"the step before was taken on 12 Jan|Jan 12"):
        desk.step("reviewed", "Controller", (1, 11))
    with pytest.raises(EditError, match=r"say why in the note"):
        desk.step("draft", "Controller", (1, 13))
    with pytest.raises(EditError, match=r"say who takes the step “Review”"):
        desk.add("capital_step", request_id=desk.request_id, state="reviewed", taken=date(2026, 1, 13))
    with pytest.raises(EditError, match=r"lies ahead"):
        desk.add(
            "capital_step", request_id=desk.request_id, state="reviewed", taken=date(2199, 1, 13),
            by_id=desk.ids["Controller"],
        )  # fmt: skip


def test_less_may_be_approved_and_more_is_asked_for_on_the_new_total(desk):
    desk.request(245_000)
    desk.step("submitted", "Requester")
    desk.step("reviewed", "Controller")
    with pytest.raises(EditError, match=r"asks for .*245,000.*; approve that or less"):
        desk.step("approved", "Sponsor", amount=250_000_00)
    desk.step("approved", "Sponsor", amount=240_000_00)
    desk.order(1, 240_000)
    with pytest.raises(EditError, match=r"cost lines stay as they were"):
        desk.cost(12_000)
    desk.step("draft", "Requester", (2, 1), note="Prices rose")
    desk.cost(12_000)
    desk.step("submitted", "Requester", (2, 1))
    desk.step("reviewed", "Controller", (2, 1))
    with pytest.raises(EditError, match=r"is ordered on .* already"):
        desk.step("approved", "Sponsor", (2, 2), amount=100_000_00)
    desk.step("approved", "Sponsor", (2, 2))
    assert desk.book.approved == 257_000_00
    assert desk.stage() == "ordered"


def test_orders_stay_within_approval_and_tolerance(desk):
    desk.approved(250_000, tolerance=500)
    desk.order(1, 180_000)
    second = desk.order(1, 75_000)
    with pytest.raises(EditError, match=r"2,500.* above the .*262,500.* that may be ordered"):
        desk.order(1, 10_000)
    desk.remove("purchase_order", second)
    with pytest.raises(EditError, match=r"lies ahead"):
        desk.order(1, 1, ordered=date(2199, 1, 1))
    with pytest.raises(EditError, match=r"before the approval"):
        desk.order(1, 1, (1, 9))


def test_partial_receipts_and_invoices(desk):
    desk.approved(194_000)
    order = desk.order(40, 4_850, advance=1000, price_share=200, price_sum=500_00)
    early = {"dated": date(2026, 1, 21)}
    with pytest.raises(EditError, match=r"invoices on PO-1 would come to .*19,400.01"):
        desk.invoice(order, "A-1", 19_400.01, **early)
    advance = desk.invoice(order, "A-1", 19_400, **early)
    desk.remove("invoice", advance)
    desk.receive(order, 25)
    with pytest.raises(EditError, match=r"41 of 40 would be received on PO-1"):
        desk.receive(order, 16)
    for quantity in (0, -3):
        with pytest.raises(ValueProblem, match=r"at least 1 fits"):
            desk.receive(order, quantity)
    desk.invoice(order, "R-1", 121_250, 25)
    with pytest.raises(EditError, match=r"invoice R-1 is booked on PO-1 already"):
        desk.invoice(order, "r-1", 1)
    desk.receive(order, 15)
    dear = desk.invoice(order, "R-2", 73_875, 15)
    with pytest.raises(EditError, match=r"invoice R-2 is .*1,125.* dearer than ordered, so it is held"):
        desk.pay(dear, 1)
    desk.set("invoice", dear, price_agreed_by_id=desk.ids["Sponsor"])
    desk.pay(dear, 73_875)
    assert desk.book.paid == 73_875_00


def test_a_suppliers_number_is_booked_once_over_all_orders(desk):
    desk.approved(20_000)
    first = desk.order(10, 1_000, supplier="Racks & Rails")
    desk.receive(first, 2)
    desk.invoice(first, "R-1", 1_000, 1)
    desk.approved(30_000)
    for order in (
        other := desk.order(10, 1_000, supplier=" racks &  RAILS "),
        elsewhere := desk.order(10, 1_000, supplier="Cables"),
        unnamed := desk.order(10, 1_000),
    ):
        desk.receive(order, 2)
    with pytest.raises(EditError, match=r"invoice r-1 of .*RAILS.* is booked on PO-1 already; check its"):
        desk.invoice(other, " r-1", 1_000, 1)
    desk.invoice(elsewhere, "R-1", 1_000, 1)  # of another supplier, who numbers alike
    desk.invoice(unnamed, "R-1", 1_000, 1)
    with pytest.raises(EditError, match=r"booked on PO-1 already"):
        desk.set("purchase_order", unnamed, supplier="Racks & Rails")
    renamed = desk.invoice(other, "R-2", 1_000, 1)
    with pytest.raises(EditError, match=r"booked on PO-1 already"):
        desk.set("invoice", renamed, number="R-1")


def test_an_invoice_above_what_came_is_refused(desk):
    desk.approved(194_000)
    order = desk.order(40, 4_850)
    desk.receive(order, 25)
    with pytest.raises(EditError, match=r"would come to .*126,100.*121,250 is received; book the receipt"):
        desk.invoice(order, "R-1", 126_100, 26)
    desk.invoice(order, "R-1", 121_250, 25)
    receipt = desk.book.orders[0].receipts[0].id
    with pytest.raises(EditError, match=r"is received; book the receipt first"):
        desk.remove("receipt", receipt)
    with pytest.raises(EditError, match=r"the purchase order has receipts"):
        desk.remove("purchase_order", order)


def test_retention_is_kept_back_until_final_acceptance(desk):
    desk.approved(194_000)
    order = desk.order(40, 4_850, retention=500)
    desk.receive(order, 40)
    first = desk.invoice(order, "R-1", 121_250, 25)
    second = desk.invoice(order, "R-2", 72_750, 15)
    with pytest.raises(EditError, match=r"115,187.50 of invoice R-1 may be paid .*6,062.50.* is retained"):
        desk.pay(first, 115_187.51)
    desk.pay(first, 115_187.50)
    desk.pay(second, 69_112.50)
    assert (desk.book.retained, desk.book.paid) == (9_700_00, 184_300_00)
    desk.set("purchase_order", order, accepted=date(2026, 5, 4))
    desk.pay(first, 6_062.50)
    desk.pay(second, 3_637.50)
    assert (desk.book.retained, desk.book.paid) == (0, 194_000_00)
    with pytest.raises(EditError, match=r"pay less"):
        desk.pay(second, 0.01)


def test_only_what_was_accepted_becomes_an_asset(desk):
    desk.approved(194_000)
    order = desk.order(40, 4_850)
    desk.receive(order, 25)
    desk.receive(order, 15, accepted=False)
    with pytest.raises(EditError, match=r"121,250 is received and accepted"):
        desk.serve(194_000)
    asset = desk.serve(121_250)
    with pytest.raises(EditError, match=r"residual value of FA-1 is above its cost"):
        desk.set("asset", asset, residual=121_250_01)
    with pytest.raises(EditError, match=r"MACRS has tables for 36, 60, 84 months"):
        desk.set("asset", asset, method="macrs", life=48)


def test_capital_or_operating_by_rule_with_its_reason(desk):
    desk.request(0)
    price, course = desk.cost(9_000), desk.cost(500, title="Course", kind="training")
    lines = {row.id: row for row in desk.program.file.rows(CapitalCost)}
    assert (lines[price].treatment, lines[price].reason) == ("capex", "Needed to bring the asset into use")
    assert (lines[course].treatment, lines[course].reason) == ("opex", "Training is operating")
    with pytest.raises(
        EditError, match=r"by rule this is operating .training is operating.; enter the reason"
    ):
        desk.set("capital_cost", course, treatment="capex")
    desk.set("capital_cost", course, treatment="capex", reason="Part of the price by contract")
    desk.set("capital_cost", price, kind="maintenance")
    lines = {row.id: row for row in desk.program.file.rows(CapitalCost)}
    assert (lines[course].treatment, lines[course].reason) == ("capex", "Part of the price by contract")
    assert (lines[price].treatment, lines[price].reason) == ("opex", "Maintenance keeps an asset as it is")
    assert desk.book.capital == 500_00


def test_a_treatment_left_open_is_the_rules(desk):
    """As a dialog gives it, with all its fields."""
    desk.request(0)
    line = desk.cost(9_000, treatment=None, reason=None)
    row = desk.program.file.row(CapitalCost, line)
    assert (row.treatment, row.reason) == ("capex", "Needed to bring the asset into use")
    desk.set("capital_cost", line, treatment=None, reason=None)
    row = desk.program.file.row(CapitalCost, line)
    assert (row.treatment, row.reason) == ("capex", "Needed to bring the asset into use")


def test_software_is_judged_by_its_stage(desk):
    desk.request(0, asset_class="software_built")
    early = desk.cost(9_000, kind="coding", stage="preliminary")
    later = desk.cost(9_000, kind="coding", stage="development")
    lines = {row.id: row.treatment for row in desk.program.file.rows(CapitalCost)}
    assert (lines[early], lines[later]) == ("opex", "capex")


def test_a_request_in_the_plan_fits_its_account(desk):
    account = desk.add("account", name="Servers", project_id=desk.ids["project"])
    desk.add("budget_line", account_id=account, month=date(2026, 3, 1), planned=300_000_00)
    desk.request(200_000, account_id=account)
    desk.step("submitted", "Requester")
    desk.request(100_001, account_id=account)
    with pytest.raises(EditError, match=r"its account has .*100,000.* left in the plan"):
        desk.step("submitted", "Requester")
    desk.set("capital_request", desk.request_id, in_plan=False)
    desk.step("submitted", "Requester")


def test_what_is_spent_or_ordered_elsewhere_leaves_less_room_on_the_account(desk):
    account = desk.add("account", name="Servers", project_id=desk.ids["project"])
    month = {"account_id": account, "month": date(2026, 3, 1)}
    desk.add("budget_line", **month, planned=300_000_00, actual=20_000_00)
    desk.add("cost_entry", **month, text="Rails", kind="actual", amount=10_000_00)
    desk.add("cost_entry", **month, text="Cables", kind="commitment", amount=30_000_00)
    desk.approved(100_000, account_id=account)
    desk.order(1, 100_000)  # of a request: counts once, as what it asked for
    desk.request(140_001, account_id=account)
    with pytest.raises(EditError, match=r"its account has .*140,000.* left in the plan"):
        desk.step("submitted", "Requester")
    desk.set("capital_request", desk.request_id, in_plan=False)
    desk.step("submitted", "Requester")
    desk.request(140_000, account_id=account)
    desk.step("submitted", "Requester")


def test_a_decided_request_stays_as_it_was_decided_on(desk):
    desk.approved()
    for field, value in (("title", "Others"), ("in_plan", False), ("life", 12)):
        with pytest.raises(EditError, match=r"stays as it was decided on"):
            desk.set("capital_request", desk.request_id, **{field: value})
    desk.set("capital_request", desk.request_id, notes="Delivery in two parts")
    with pytest.raises(EditError, match=r"withdraw it instead"):
        desk.remove("capital_request", desk.request_id)


def test_several_rows_at_once_are_held_to_the_same(desk):
    desk.approved(194_000)
    order = desk.order(40, 4_850)
    row = {"order_id": order, "received": date(2026, 2, 2), "receiver_id": desk.ids["Receiver"]}
    with pytest.raises(EditError, match=r"50 of 40 would be received"):
        set_rows(desk.program, "receipt", {}, [{**row, "quantity": 25}, {**row, "quantity": 25}], "Paste")
    set_rows(desk.program, "receipt", {}, [{**row, "quantity": 25}, {**row, "quantity": 15}], "Paste")
    assert desk.book.received == 194_000_00
    with pytest.raises(EditError, match=r"41 of 40"):
        desk.set("receipt", desk.book.orders[0].receipts[0].id, quantity=26)


def test_steps_tell_who_when_and_how_much(desk):
    desk.approved(1_000)
    steps = desk.program.file.rows(CapitalStep)
    assert [(one.state.value, one.amount) for one in steps] == [
        ("submitted", 1_000_00), ("reviewed", 1_000_00), ("approved", 1_000_00),
    ]  # fmt: skip
