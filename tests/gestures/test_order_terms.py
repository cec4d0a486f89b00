"""An order's own terms: its advance and what invoices set off, stages that fall due, retention in steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.capital_desk import CapitalDesk
from tpm_desktop.desktop.found_list import FOUND
from tpm_desktop.desktop.inspector.pages import OrdersPage
from tpm_desktop.desktop.session import Session
from tpm_desktop.exchange.sheets import Fate, read_table, take_rows, with_rules
from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.policy import pack_text, set_policy
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.purchasing import Invoice
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.breaches import breaches


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CapitalDesk]:
    days = {"start": datetime(2026, 1, 5, 8), "status_date": datetime(2026, 6, 30, 17)}
    with OpenProgram.create(tmp_path / "plan.tpm", **days) as one:
        desk = CapitalDesk(one)
        account = desk.add("account", name="Servers", treatment="capex")
        desk.approved(250_000, account_id=account, in_plan=False)
        yield desk


def order_of(desk: CapitalDesk):
    (found,) = desk.book.orders
    return found


def payable(desk: CapitalDesk, number: str) -> float:
    order = order_of(desk)
    (invoice,) = (one for one in order.invoices if one.row.number == number)
    return order.payable(invoice) / 100


def paid_in(desk: CapitalDesk, figure: str) -> dict[tuple[int, int], int]:
    """Whole units by year and month."""
    budget = desk.program.plan.state.cash.budget
    amounts = zip(budget.months.tolist(), getattr(budget.program.months, figure).tolist(), strict=True)
    return {(1970 + m // 12, m % 12 + 1): v // 100 for m, v in amounts if v}


def test_an_advance_is_set_off_against_later_invoices(desk):
    """Forty at 4,850.00, 10 % in advance, 5 % retained: in the end all but 9,700.00 is paid."""
    order = desk.order(40, 4_850, advance=1_000, retention=500)
    with pytest.raises(EditError, match=r"advances on PO-1 would come to .*19,400\.01, .*19,400 is agreed"):
        desk.invoice(order, "A-1", 19_400.01, for_advance=True)
    desk.invoice(order, "A-1", 19_400, for_advance=True)
    assert payable(desk, "A-1") == 19_400
    assert desk.book.advance_left == 19_400_00
    desk.receive(order, 25)
    first = desk.invoice(order, "R-1", 109_125, 25)  # 121,250.00 less 10 %
    assert desk.program.file.row(Invoice, first).recovered == 12_125_00
    assert payable(desk, "R-1") == 103_062.50
    desk.receive(order, 15)
    with pytest.raises(EditError, match="would be set off of"):
        desk.invoice(order, "R-2", 60_000, 15, recovered=12_750_00)
    desk.invoice(order, "R-2", 65_475, 15)
    assert payable(desk, "R-2") == 61_837.50
    book = desk.book
    assert (book.advance_left, book.invoiced, book.retained) == (0, 194_000_00, 9_700_00)
    with pytest.raises(EditError, match="advance"):
        desk.set("invoice", first, for_advance=True)


def test_what_is_retained_is_released_in_steps_and_never_more_than_is_held(desk):
    order = desk.order(40, 4_850, retention=500)
    desk.receive(order, 40)
    invoice = desk.invoice(order, "R-1", 194_000, 40)
    half = desk.add("payment_stage", title="Taken over", order_id=order, kind="release", share=5_000)
    assert payable(desk, "R-1") == 184_300
    with pytest.raises(EditError, match="lies ahead"):
        desk.set("payment_stage", half, met=date(2150, 7, 1))
    desk.set("payment_stage", half, met=date(2026, 3, 31))
    assert payable(desk, "R-1") == 189_150
    with pytest.raises(EditError, match="may be paid"):
        desk.pay(invoice, 189_150.01)
    desk.pay(invoice, 189_150)
    with pytest.raises(EditError, match="releases on PO-1 would come to 110 % of what is retained"):
        desk.add("payment_stage", title="Defects", order_id=order, kind="release", share=6_000)
    with pytest.raises(EditError, match="may be paid"):
        desk.remove("payment_stage", half)
    desk.set("purchase_order", order, accepted=date(2026, 5, 1))
    assert payable(desk, "R-1") == 194_000


def test_nothing_is_released_where_nothing_is_retained(desk):
    order = desk.order(1, 1_000)
    with pytest.raises(EditError, match="nothing is retained on PO-1"):
        desk.add("payment_stage", title="Defects", order_id=order, kind="release", share=5_000)


def test_a_stage_can_be_invoiced_once_it_was_reached(desk):
    order = desk.order(1, 100_000)
    stage = desk.add("payment_stage", title="Design agreed", order_id=order, share=3_000)
    with pytest.raises(EditError, match="received or due by its stages"):
        desk.invoice(order, "R-1", 30_000)
    desk.set("payment_stage", stage, met=date(2026, 2, 2))
    desk.invoice(order, "R-1", 30_000)
    with pytest.raises(EditError, match="PO-1 would come to 110 % of it"):
        desk.add("payment_stage", title="All", order_id=order, share=8_000)
    with pytest.raises(EditError, match="before the order"):
        desk.set("payment_stage", stage, met=date(2026, 1, 1))


def test_stages_move_with_the_plan_into_the_cash_view(desk):
    """30 % with the design, 50 % with the racks, the rest with delivery; a tenth is held for two steps."""
    project = desk.ids["project"]
    design, racks = (desk.add("task", name=name, project_id=project, duration=480) for name in ("A", "B"))
    for task, at in ((design, datetime(2026, 8, 10, 8)), (racks, datetime(2026, 10, 5, 8))):
        set_fields(desk.program, "task", task, {"constraint": "snet", "constraint_date": at})
    order = desk.order(1, 100_000, due=date(2026, 12, 15), retention=1_000, payment_days=30)
    desk.add("payment_stage", title="Design", order_id=order, share=3_000, task_id=design)
    desk.add("payment_stage", title="Racks", order_id=order, share=5_000, task_id=racks)
    desk.add("payment_stage", title="Half", order_id=order, kind="release", share=5_000,
             due=date(2027, 3, 31), days=10)  # fmt: skip
    before = {(2026, 9): 27_000, (2026, 11): 45_000, (2027, 1): 18_000 + 5_000, (2027, 4): 5_000}
    assert paid_in(desk, "committed") == before
    set_fields(desk.program, "task", racks, {"constraint_date": datetime(2026, 11, 9, 8)})
    moved = paid_in(desk, "committed")
    assert (moved.get((2026, 11)), moved[2026, 12]) == (None, 45_000)
    assert sum(moved.values()) == 100_000
    assert breaches(desk.book, Formats.of(desk.program.file.program), date(2026, 6, 30)) == []


def test_an_advance_above_the_policy_is_refused(desk):
    set_policy(desk.program, pack_text("corporate", "USD"))
    with pytest.raises(EditError, match=r"CAP-9.*40 %"):
        desk.order(1, 1_000, advance=4_000)
    desk.order(1, 1_000, advance=3_000)


def test_the_page_of_orders_tells_terms_sums_and_when_stages_fall_due(desk, qtbot):
    task = desk.add("task", name="Racks & <b>rails</b>", project_id=desk.ids["project"], duration=480)
    order = desk.order(40, 4_850, advance=1_000, retention=500)
    desk.invoice(order, "A-1", 19_400, for_advance=True)
    desk.receive(order, 25)
    desk.invoice(order, "R-1", 109_125, 25)
    stages = {"Taken over": {"met": date(2026, 3, 31)}, "Defects": {"task_id": task, "days": 10}}
    for title, values in stages.items():
        desk.add("payment_stage", title=title, order_id=order, kind="release", share=5_000, **values)
    page = OrdersPage(Session(desk.program))
    qtbot.addWidget(page)
    page.show_ids((desk.request_id,))
    said = [label.text().replace("\xa0", " ") for label in page.findChildren(QLabel)]
    for label, figure in (
        ("Advance agreed", "10 %"), ("Of it set off", "USD 12,125"), ("Retained", "USD 3,031.25"),
        ("Released of what was retained", "USD 3,031.25"),
    ):  # fmt: skip
        assert said[said.index(label) + 1] == figure
    rows = page.stages[order].rows.found
    details = [rows.index(n, 0).data(FOUND).detail for n in range(rows.rowCount())]
    assert details == [
        "50 % of what is retained · happened 31 Mar 2026",
        "50 % of what is retained · due 15 Jan 2026 with “Racks & <b>rails</b>”",
    ]


def test_a_commitment_of_the_books_is_paid_as_the_order_agrees_that_it_speaks_for(desk):
    order = desk.order(1, 100_000, due=date(2026, 12, 15), advance=3_000, payment_days=30)
    before = paid_in(desk, "committed")
    (account,) = desk.program.plan.state.money.accounts
    row = {"text": "Ledger", "account_id": account, "month": date(2026, 12, 1), "kind": "commitment"}
    desk.add("cost_entry", order_id=order, amount=100_000_00, **row)
    assert paid_in(desk, "committed") == before == {(2026, 7): 30_000, (2027, 1): 70_000}


def test_two_copies_that_release_apart_never_pay_more_than_all(desk):
    """A merge can bring releases of 120 %; that is told as a breach, and no invoice is paid above its sum."""
    order = desk.order(1, 1_000, retention=1_000)
    desk.receive(order, 1)
    desk.invoice(order, "R-1", 1_000, 1)
    with desk.program.file.transaction("As a merge would leave it") as edit:
        for title in ("Here", "There"):
            edit.add("payment_stage", title=title, order_id=order, kind="release", share=6_000,
                     met=date(2026, 3, 1))  # fmt: skip
    assert payable(desk, "R-1") == 1_000
    told = breaches(desk.book, Formats.of(desk.program.file.program), date(2026, 6, 30))
    assert [one.rule for one in told] == ["shares of release"]


def test_receipts_of_a_sheet_are_told_line_by_line_and_taken_or_refused_as_a_whole(desk, tmp_path):
    """Forty are ordered: a negative, a text, a day ahead and one too many are each said of their own line."""
    program, order = desk.program, desk.order(40, 4_850)
    heads = "Purchase order,Received,Quantity,Receiver"
    lines = ("25,", "-2,", "two,", "10,", "6,", "5,")
    text = [f"PO-1,2026-02-{n + 2:02},{line}Receiver" for n, line in enumerate(lines)]
    sheet = tmp_path / "receipts.csv"
    sheet.write_text("\n".join((heads, *text, "PO-1,2150-01-01,1,Receiver")), encoding="utf-8")
    incoming = with_rules(program, read_table(program.file, "receipt", sheet))
    assert [row.line for row in incoming.of(Fate.ADDED)] == [2, 5, 7]
    told = {row.line: row.told[0] for row in incoming.of(Fate.REFUSED)}
    for line, said in {
        3: "-2 is out of range", 4: "“two” is not a whole number", 6: "41 of 40 would be received on PO-1",
        8: "lies ahead",
    }.items():  # fmt: skip
        assert said in told[line]
    assert take_rows(program, incoming, backed_up=False) == 3
    assert order_of(desk).quantity_received == 40
    assert order
