"""The policy in the window: taken, broken by typing, seen at once, waived, and its text edited."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tpm_desktop.desktop import new_row
from tpm_desktop.desktop.policy import PolicyView
from tpm_desktop.desktop.policy.rules_table import ASKS, STANDING
from tpm_desktop.gestures.policy import pack_text, set_policy
from tpm_desktop.gestures.records import add_row
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


def standing(view: PolicyView, rule: str, column: int = STANDING) -> str:
    row = next(n for n, one in enumerate(view.table.rules.rules) if one.id == rule)
    return str(view.table.rules.index(row, column).data())


def wait_for(window, qtbot, rule: str, broken: bool = True) -> None:
    qtbot.waitUntil(lambda: bool(window.session.policy.report.of_rule(rule)) is broken)


def test_a_breach_is_seen_when_it_is_typed_and_goes_with_undo(held, qtbot, ids):
    window = held
    wait_for(window, qtbot, "BUD-2")
    view = window.show_view("budget")
    grid = view.grid
    row = next(n for n in range(grid.model().rowCount()) if "Racks" in str(grid.model().index(n, 0).data()))
    column = next(
        n for n in range(grid.model().columnCount()) if grid.model().flags(grid.model().index(row, n))
        & Qt.ItemFlag.ItemIsEditable
    )  # fmt: skip
    assert row >= 0 and column >= 0


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
    assert "21 rules" in held.header.shown


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
    qtbot.waitUntil(lambda: view.text.summary.text().startswith("If this holds: 0 findings"))
    qtbot.mouseClick(view.text.apply, Qt.MouseButton.LeftButton)
    assert 'threshold = ["0 %", "15 %"]' in policy_text(held.session.program.plan.state)
    assert held.session.program.file.journal.records(1)[0].label == "Change the policy: BUD-2"
    wait_for(held, qtbot, "BUD-2", broken=False)
    held.session.undo()
    wait_for(held, qtbot, "BUD-2")
    assert 'threshold = ["5 %", "15 %"]' in editor.toPlainText()


def test_a_breach_is_waived_by_another_one(held, qtbot, ids, monkeypatch):
    program = held.session.program
    account = add_row(program, "account", {"name": "Unplanned", "project_id": ids.sites})
    add_row(program, "budget_line", {"account_id": account, "month": date(2026, 5, 1), "actual": 4_000_00})
    wait_for(held, qtbot, "BUD-9")
    assert "Against the policy: BUD-9 No spending before a budget: " in held.status.said
    assert held.toast.isVisible()
    qtbot.mouseClick(held.toast.button, Qt.MouseButton.LeftButton)
    view = held.view
    assert isinstance(view, PolicyView)
    assert view.table.current.id == "BUD-9"

    def filled(dialog: QDialog) -> int:
        said = {"reason": "Agreed late", "approver_id": ids.buyer}
        for editor in dialog.form.editors:
            if editor.field in said:
                editor.start_with(said[editor.field])
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(new_row, "ask_for", filled)
    assert standing(view, "BUD-9") == "1 blocks"


def test_an_empty_view_offers_a_ready_policy(window, qtbot):
    view = window.show_view("policy")
    view.empty.started.emit()
    assert view.text.is_draft
    qtbot.waitUntil(lambda: view.text.apply.isEnabled())
    qtbot.mouseClick(view.text.apply, Qt.MouseButton.LeftButton)
    assert window.session.program.plan.state.policy.name == "corporate"
    assert not view.text.is_draft
