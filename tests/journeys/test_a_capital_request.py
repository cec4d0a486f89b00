"""A capital request in the sample program goes from draft to depreciation by hand, step by step."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from tpm_desktop.desktop.new_row import NewRow
from tpm_desktop.reports import REQUEST_FORM, find_pack, write_pack

WHY = "Two of the four consoles in the control room are broken, and no parts are made for them any more."


def enter(editor: QWidget, text: str, end: Qt.Key = Qt.Key.Key_Tab) -> None:
    """Type into an editor as a person does: in place of what stands there, then go on."""
    line = editor.lineEdit() if isinstance(editor, QComboBox) and editor.isEditable() else editor
    line.setFocus()
    if isinstance(line, QLineEdit | QPlainTextEdit):
        line.selectAll()
    QTest.keyClicks(line, text)
    if isinstance(line, QLineEdit):
        QTest.keyClick(line, end)


def given(**fields: str):
    """Answers the dialog of a step: types into its fields, and says that it be taken."""

    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, NewRow), dialog
        for name, text in fields.items():
            enter(dialog.form.editors[name], text)
        QTest.mouseClick(dialog._add, Qt.MouseButton.LeftButton)
        wrong = {n: note.text() for n, note in dialog.form._problems.items() if note.text()}
        assert (dialog.problem.text(), wrong) == ("", {})

    return give


class Desk:
    """The capital view with the pages of its current request."""

    def __init__(self, person) -> None:
        self.person, self.inspector = person, person.window.inspector

    def fill(self, **fields: str) -> None:
        self.inspector.turn_to("General")
        form = self.inspector.page("General").form
        for name, text in fields.items():
            enter(form.editors[name], text, Qt.Key.Key_Return)
        self.person.view.table.setFocus()  # what is typed in a note is taken when the keyboard leaves it

    def add(self, page: str, table: str, **fields: str) -> None:
        self.inspector.turn_to(page)
        part = self.inspector.page(page).lists[table]
        self.person.answer(part.add_action.trigger, given(**fields))

    def next(self, verb: str, **fields: str) -> None:
        self.inspector.turn_to("Steps")
        steps = self.inspector.page("Steps")
        assert steps.next.text() == f"{verb}…"
        self.person.answer(lambda: self.person.click(steps.next), given(**fields))

    @property
    def stage(self) -> str:
        self.inspector.turn_to("Steps")
        return self.inspector.page("Steps").stage.text()

    @property
    def others(self) -> list[str]:
        return [action.text() for action in self.inspector.page("Steps").menu.actions()]


@pytest.fixture
def desk(person, sample) -> Desk:
    person.open(sample)
    person.go("capex")
    return Desk(person)


def test_from_draft_to_depreciation_by_hand(desk, person, sample, run):
    person.view.table.setFocus()
    person.press("Ins")
    desk.fill(
        title="Consoles for the control room",
        project_id="Platform Operations Capability",
        requester_id="Service operations lead",
        sponsor_id="Chief operating officer",
        justification=WHY,
        rate="8%",
        need_date="2026-10-30",
        risk="Low",
        security_reviewed="2026-10-01",
        life="36",
        in_service_due="2026-10-30",
    )
    person.click(desk.inspector.page("General").form.editors["tendered"])
    desk.inspector.page("General").form.editors["convention"].setFocus()
    QTest.keyClicks(desk.inspector.page("General").form.editors["convention"], "The month i")
    desk.add("Costs", "capital_cost", title="Consoles", month="2026-10", quantity="4", unit_price="9000")
    assert desk.inspector.page("Costs").total.text().replace("\xa0", " ") == (
        "EUR 36,000 in all, of it EUR 36,000 capital"
    )
    for year, field, amount in (
        ("0", "outlay", "36000"),
        ("1", "benefit", "24000"),
        ("2", "benefit", "24000"),
    ):
        desk.add("Case", "capital_flow", year=year, **{field: amount})

    assert desk.stage == "Draft"
    assert desk.others == ["Withdraw…"]
    desk.next("Submit", by_id="Service operations lead")
    desk.next("Review", by_id="Program controller")
    assert (desk.stage, desk.others) == ("Reviewed", ["Reject…", "Defer…", "Withdraw…"])
    desk.next("Approve", by_id="Program manager", role="Program manager")
    assert desk.stage == "Approved"
    desk.next("Order", supplier="Maker of consoles", buyer_id="Procurement lead")
    desk.next("Receive", quantity="3", receiver_id="Operations capability manager")
    assert desk.stage == "Received, partly"
    desk.next("Receive", receiver_id="Operations capability manager")
    desk.next("Book an invoice", number="C-77", booked_by_id="Program office analysts")
    desk.next("Pay", payer_id="Finance process lead")
    assert desk.stage == "Paid"
    desk.next("Put in service", owner_id="Service operations lead", location="Control room", tag="HW-12")
    assert desk.stage == "Depreciating"
    desk.inspector.turn_to("Depreciation")
    (table,) = desk.inspector.page("Depreciation").tables
    assert [table.item(0, column).text() for column in range(3)] == ["FY26/27", "6,000", "30,000"]
    assert person.labels[0] == "Put in service: CAP-10 “Consoles for the control room”"

    told = next(one for one in run("capex", sample, "--json").json["requests"] if one["code"] == "CAP-10")
    assert [one["step"] for one in told["steps"]] == [
        "submitted", "reviewed", "approved", "ordered", "received", "received", "invoiced", "paid",
        "in_service",
    ]  # fmt: skip
    assert all(one["person"] and one["amount"] for one in told["steps"])
    assert told["stage"] == "depreciating"
    assert (told["case"]["npv"], told["case"]["irr"]) == (6_798_35, [21.53])
    person.press("Ctrl+Z")
    assert desk.stage == "Paid"
    assert run("verify", sample).code == 0


def test_view_packs_and_command_tell_the_same_sums(desk, person, sample, run):
    told = run("capex", sample, "--json").json
    whole = next(one for one in told["lines"] if one["year"] is None and one["asset_class"] is None)
    sums = person.view.sums.sums
    top = sums.index(0, 0)
    shown = [sums.index(0, column).data() for column in (1, 2, 3, 5, 6, 7, 8)]
    names = ("planned", "approved", "committed", "open", "spent", "paid", "capitalised")
    assert shown == [f"{round(whole[name] / 100_000):,}" for name in names]
    assert sums.headings[0] == "Amounts in EUR thousand"
    assert sums.rowCount(top) == len([one for one in told["lines"] if one["year"] is None]) - 1
    with person.window.session.again()() as program:
        for pack, width in ((find_pack("capex"), 1), (find_pack("steering"), 1), (REQUEST_FORM, 0)):
            made = BytesIO()
            write_pack(pack, program, made)
            text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(made).pages)
            if width:
                thousands = " ".join(f"{round(whole[name] / 100_000):,}" for name in names[:3])
                assert f"All years {thousands}" in text
            else:
                assert "Servers and storage" in text and "1,134,800.00 60,000.00" in text
    person.view.filter("licences")
    assert [book.request.title for book in person.view.table.requests.books] == ["Order-to-cash licences"]
