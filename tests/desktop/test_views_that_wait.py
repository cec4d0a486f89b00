"""A view that isn't seen does nothing, and is current when it is shown."""

from __future__ import annotations

from tpm_desktop.desktop.policy.rules_table import RulesModel
from tpm_desktop.desktop.register.view import RegisterView
from tpm_desktop.gestures.policy import pack_text, set_policy
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields


def titles(window) -> list[str]:
    model = window.view.model
    return sorted(model.index(row, 1).data() for row in range(model.rowCount()))


def test_edits_of_rows_that_are_not_seen_are_followed_as_one(window, ids, monkeypatch):
    window.show_view("risk")
    window.show_view("gantt")
    followed = []
    usual = RegisterView.follow
    monkeypatch.setattr(RegisterView, "follow", lambda *said: followed.append(said) or usual(*said))
    program = window.session.program
    set_fields(program, "risk", ids.late_racks, {"title": "Racks come very late"})
    added = add_row(program, "risk", {"title": "Carrier strikes"})
    remove_rows(program, "risk", [ids.load_test])
    window.session.select("risk", [added])
    assert not followed
    window.show_view("risk")
    assert len(followed) == 1
    assert titles(window) == ["Carrier strikes", "Racks come very late"]
    assert window.view.table.selected_ids() == [added]


def test_the_gantt_has_the_plan_of_now_when_it_is_shown_again(window, ids):
    program = window.session.program
    for key in ("gantt", "network"):
        window.show_view(key)
    set_fields(program, "task", ids.order, {"duration": 20 * 480})
    window.session.undo()
    set_fields(program, "task", ids.install, {"name": "Mount racks"})
    gantt = window.show_view("gantt")
    rows = gantt.panes.model.state.outline.row
    assert gantt.panes.model.state is program.plan.state
    assert gantt.panes.model.cells.text(rows[ids.install], "name") == "Mount racks"


def test_what_an_edit_breaks_is_shown_when_the_policy_is_seen_again(window, ids, monkeypatch, qtbot):
    program = window.session.program
    set_policy(program, pack_text("corporate", "EUR"))
    policy = window.show_view("policy")
    window.show_view("gantt")
    shown = []
    usual = RulesModel.show_rules
    monkeypatch.setattr(RulesModel, "show_rules", lambda *said: shown.append(said) or usual(*said))
    with qtbot.waitSignal(window.session.judged):
        set_fields(program, "task", ids.order, {"duration": 20 * 480})
    assert not shown
    window.show_view("policy")
    assert shown
    assert shown[-1][2] is window.session.policy.report
    assert window.view is policy
