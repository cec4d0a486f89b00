"""The policy in the window: taken, broken by typing, seen at once, waived, and its text edited."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QToolButton

from tests.desktop.budget.test_budget_view import at, choose, show, type_amount
from tpm_desktop.desktop.budget.lines import Figure
from tpm_desktop.desktop.budget.model import NAME
from tpm_desktop.desktop.policy import PolicyView
from tpm_desktop.desktop.policy.rules_table import ASKS, STANDING
from tpm_desktop.finance.policy import Spending
from tpm_desktop.gestures.policy import pack_text, set_policy
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.policy import PolicyWaiver
from tpm_desktop.model.resources import Resource
from tpm_desktop.plan.policy import policy_text


@pytest.fixture
def held(window, ids):
    """The window on a program held to the corporate policy, with a budgeted account."""
    program = window.session.program
    account = add_row(program, "account", {"name": "Racks", "project_id": ids.sites})
    line = {"account_id": account, "month": date(2026, 6, 1)}
    add_row(program, "budget_line", {**line, "planned": 50_000_00, "actual": 50_000_00})
    set_policy(program, pack_text("corporate", "EUR"))
    return window


def trigger(view: PolicyView, name: str) -> None:
    next(action for action in view.commands() if action.objectName() == name).trigger()


def standing(view: PolicyView, rule: str, column: int = STANDING) -> str:
    row = next(n for n, one in enumerate(view.table.rules.rules) if one.id == rule)
    return str(view.table.rules.index(row, column).data())


def wait_for(window, qtbot, rule: str, broken: bool = True) -> None:
    qtbot.waitUntil(lambda: bool(window.session.policy.report.of_rule(rule)) is broken)


def test_a_breach_is_seen_as_it_is_typed_and_goes_when_it_is_undone(held, qtbot, ids):
    wait_for(held, qtbot, "BUD-2")
    view = held.show_view("budget")
    show(view, "forecast")
    choose(view, at(view, "Racks", 7, Figure.FORECAST))
    type_amount(view, qtbot, "9000")
    wait_for(held, qtbot, "BUD-1")
    said, to_do = held.status.said.split(". ")
    assert said.endswith("Data centre and sites: forecast above budget 18 %, at most 0 %")
    assert to_do == "Lower the forecast, or ask for a transfer or more budget"
    assert held.toast.text == "Against BUD-1 Forecast within budget: Data centre and sites"
    held.session.select("project", [ids.sites])
    broken = held.inspector.findChild(QLabel, "inspector-broken")
    assert broken.text() == "BUD-1: forecast above budget 18 %, at most 0 %"
    name = view.model.index(at(view, "Racks", 7, Figure.FORECAST).row(), NAME)
    assert "BUD-1" not in name.data(Qt.ItemDataRole.ToolTipRole)
    project = next(n for n, line in enumerate(view.model.lines) if line.id == ids.sites)
    assert "BUD-1: forecast above budget 18 %" in view.model.index(project, NAME).data(
        Qt.ItemDataRole.ToolTipRole
    )
    projects = held.show_view("project").model
    marked = projects.index(projects.place(ids.sites), 1)
    assert "BUD-1" in marked.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.mouseClick(held.toast.button, Qt.MouseButton.LeftButton)
    assert held.view.table.current.id == "BUD-1"
    assert standing(held.view, "BUD-1") == "1 finding"
    held.session.undo()
    wait_for(held, qtbot, "BUD-1", broken=False)
    assert standing(held.view, "BUD-1") == "Holds"
    held.session.select("project", [ids.sites])
    assert broken.isHidden()


def test_the_view_says_what_is_broken_and_leads_there(held, qtbot, ids):
    view = held.show_view("policy")
    wait_for(held, qtbot, "BUD-2")
    assert standing(view, "BUD-2") == "1 finding"
    assert standing(view, "BUD-2", ASKS) == "5 % to 15 %"
    assert standing(view, "CAP-5") == "No figures yet"
    view.table.go_to("BUD-2")
    assert view.panel.title.text() == "BUD-2  Contingency within its range"
    assert "soft · Budget policy · line " in view.panel.about.text()
    assert view.panel.mend.text() == "Raise or lower the accounts that are reserves"
    assert "26 rules" in held.header.shown


def test_the_text_is_checked_as_it_is_typed_and_applied_as_one_step(held, qtbot):
    view = held.show_view("policy")
    wait_for(held, qtbot, "BUD-2")
    view.table.go_to("BUD-2")
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    editor = view.text.editor
    assert editor.hasFocus()
    assert editor.document().findBlockByNumber(editor.line).text() == 'id = "BUD-2"'
    while editor.textCursor().block().text() != 'threshold = ["5 %", "15 %"]':
        QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    wrong = editor.line
    qtbot.waitUntil(lambda: bool(view.text.problems))
    assert not view.text.apply.isEnabled()
    assert view.text.told.item(0).text().startswith("line ")
    assert "not applied yet" in held.header.shown
    QTest.keyClicks(editor, "]")
    for _ in range(len('5 %", "15 %"]')):
        QTest.keyClick(editor, Qt.Key.Key_Left)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, "0")
    qtbot.waitUntil(lambda: view.text.apply.isEnabled())
    assert wrong == editor.line
    qtbot.waitUntil(lambda: view.text.summary.text().startswith("If this holds: nothing broken"))
    qtbot.mouseClick(view.text.apply, Qt.MouseButton.LeftButton)
    assert 'threshold = ["0 %", "15 %"]' in policy_text(held.session.program.plan.state)
    assert held.session.program.file.journal.records(1)[0].label == "Change the policy: BUD-2"
    wait_for(held, qtbot, "BUD-2", broken=False)
    held.session.undo()
    wait_for(held, qtbot, "BUD-2")
    assert 'threshold = ["5 %", "15 %"]' in editor.toPlainText()


def answered(monkeypatch, **values):
    """Fills the dialog as a person would, and accepts it."""

    def fill(dialog):
        for field, value in values.items():
            editor = dialog.form.editors[field]
            if isinstance(editor, QComboBox):
                editor.setFocus()
                editor.setCurrentIndex(editor.findText(value))
            else:
                editor.setFocus()
                editor.selectAll()
                QTest.keyClicks(editor, value)
        dialog._accept()
        return dialog.result()

    monkeypatch.setattr("tpm_desktop.desktop.new_row.NewRow.exec", fill)


def test_a_breach_of_a_hard_rule_is_waived_and_the_waiver_taken_back(held, qtbot, ids, monkeypatch):
    program = held.session.program
    account = add_row(
        program, "account", {"name": "Unplanned", "project_id": ids.sites, "owner_id": ids.crew}
    )
    month = date(2026, 5, 1)
    add_row(program, "budget_line", {"account_id": account, "month": month, "actual": 4_000_00})
    wait_for(held, qtbot, "BUD-9")
    view = held.show_view("policy")
    view.table.go_to("BUD-9")
    assert standing(view, "BUD-9") == "1 blocking"
    answered(monkeypatch, reason="Agreed late")
    trigger(view, "policy-waive")
    answered(monkeypatch, reason="Agreed late", approver_id="Buyer")
    trigger(view, "policy-waive")
    assert program.file.rows(PolicyWaiver) == []  # nobody is named as sponsor yet
    (buyer,) = (row.id for row in program.file.rows(Resource) if row.name == "Buyer")
    set_fields(program, "program", program.file.program.id, {"sponsor_id": buyer})
    trigger(view, "policy-waive")
    qtbot.waitUntil(lambda: standing(view, "BUD-9") == "Waived")
    assert "1 waived" in held.header.shown
    view.panel.table.selectRow(0)
    trigger(view, "policy-unwaive")
    qtbot.waitUntil(lambda: standing(view, "BUD-9") == "1 blocking")


def test_a_threshold_is_set_without_the_text(held, qtbot, monkeypatch):
    view = held.show_view("policy")
    wait_for(held, qtbot, "BUD-2")
    view.table.go_to("BUD-2")
    asked = []

    def answer(*arguments, text=""):
        asked.append((arguments[2], text))
        return "0 % to 20 %", True

    monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.getText", answer)
    trigger(view, "policy-threshold")
    assert asked == [("Contingency of the budget between", "5 % to 15 %")]
    wait_for(held, qtbot, "BUD-2", broken=False)
    assert standing(view, "BUD-2", ASKS) == "0 % to 20 %"
    view.table.go_to("CAP-5")
    trigger(view, "policy-threshold")
    assert held.status.said == "This rule has no threshold of its own; edit its text"


def test_an_approval_limit_is_typed_into_its_cell(held, qtbot):
    view = held.show_view("policy")
    next(tab for tab in view.tabs.findChildren(QToolButton) if tab.text() == "Approval limits").click()
    table = view.levels
    assert [table.model().index(row, 0).data() for row in (1, 4)] == ["Program manager", "Board"]
    assert [table.model().index(1, column).data() for column in (1, 2, 3)] == [
        "50,000", "5,000", "25,000 within program",
    ]  # fmt: skip
    table.setCurrentIndex(table.model().index(1, 1))
    table.setFocus()
    QTest.keyClicks(table, "6")
    editor = table.findChild(QLineEdit)
    QTest.keyClicks(editor, "0k")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.model().index(1, 1).data() == "60,000")
    policy = held.session.program.plan.state.policy
    assert policy.required_approver(Spending.BUDGETED, 60_000_00) == "program manager"
    assert 'budgeted = "60000"' in view.text.editor.toPlainText()
    table.model().setData(table.model().index(1, 1), "much")
    assert "much" in held.toast.text
    table.model().setData(table.model().index(1, 2), "")
    assert table.model().index(1, 2).data() == "–"
    table.model().setData(table.model().index(1, 2), "no limit")
    held.session.undo()
    held.session.undo()
    held.session.undo()
    assert table.model().index(1, 1).data() == "50,000"


def test_an_empty_view_offers_a_ready_policy(window, qtbot):
    view = window.show_view("policy")
    view.empty.started.emit()
    assert view.text.is_draft
    qtbot.waitUntil(lambda: view.text.apply.isEnabled())
    qtbot.mouseClick(view.text.apply, Qt.MouseButton.LeftButton)
    assert window.session.program.plan.state.policy.name == "corporate"
    assert not view.text.is_draft
