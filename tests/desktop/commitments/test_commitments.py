"""Commitments in the window: the register's own columns, a project's sheet, and links that ask for one."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.found_list import FOUND
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.register.model import TONE
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def owed(window: MainWindow, ids):
    """Migrate of a second project waits for Install racks."""
    program = window.session.program
    cloud = insert_project(program, "Cloud")
    migrate = insert_task(program, parent=cloud, name="Migrate", duration=5 * 480)
    crossing = link(program, ids.install, migrate)
    return cloud, migrate, crossing


def committed(window, ids, owed, **values):
    values = {"title": "Racks", "giving_task_id": ids.install, "receiving_task_id": owed[1], **values}
    return add_row(window.session.program, "commitment", values)


def cell(view, row_id, name):
    columns = [column.name for column in view.model.shown]
    return view.model.index(view.model.place(row_id), columns.index(name))


def test_the_register_shows_what_the_plan_makes_of_it_and_follows(window, ids, owed):
    promise = window.session.program.plan.finish(ids.install).date()
    made = committed(window, ids, owed, promised=promise, status="agreed")
    view = window.show_view("commitment")
    assert cell(view, made, "outlook").data() == "On course"
    assert cell(view, made, "findings").data() == "nobody owns it"
    set_fields(window.session.program, "task", ids.install, {"duration": 60 * 480})
    assert cell(view, made, "outlook").data() == "After its promise"
    assert "slip" not in [column.name for column in view.model.shown]
    slip = view.model.all_columns["slip"]
    assert (view.model.text(made, slip), slip.tone(made, view.model.rows[made])) == ("+50 d", "amber")
    assert "after the promise" in cell(view, made, "findings").data()
    set_fields(window.session.program, "commitment", made, {"needed_by": date(2026, 5, 5)})
    assert cell(view, made, "outlook").data() == "Late"
    assert cell(view, made, "outlook").data(TONE) == "red"
    assert cell(view, made, "margin").data().startswith("−")
    window.session.undo()
    assert cell(view, made, "outlook").data() == "After its promise"


def test_what_the_plan_says_of_a_commitment_that_is_met_is_as_muted_as_the_row(window, ids, owed):
    open_one, met = committed(window, ids, owed), committed(window, ids, owed, status="accepted")
    view = window.show_view("commitment")
    assert cell(view, met, "need").data() == cell(view, open_one, "need").data()
    assert (cell(view, met, "need").data(TONE), cell(view, open_one, "need").data(TONE)) == ("muted", "text")


def test_a_projects_sheet_lists_what_it_gives_and_leads_there(window, ids, owed, qtbot):
    made = committed(window, ids, owed)
    window.show_view("project")
    window.session.select("project", [owed[0]])
    window.inspector.turn_to("Gives and gets")
    page = window.inspector.page("Gives and gets")
    assert page.gives.rowCount() == 0
    assert page.gets.rowCount() == 1
    found = page.gets.index(0, 0).data(FOUND)
    assert found.text == "Racks"
    assert found.detail.endswith("from Data centre and sites")
    shown = page._parts[1][1]
    shown.setCurrentIndex(page.gets.index(0, 0))
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert window.view.key == "commitment"
    assert window.session.selected == ("commitment", (made,))


def test_health_proposes_a_commitment_for_a_link(window, ids, owed, qtbot):
    view = window.show_view("health")
    qtbot.waitUntil(lambda: bool(view.tree.checks.results))
    view.tree.go_to("L7")
    view.panel.table.selectRow(0)
    next(action for action in view.commands() if action.objectName() == "health-propose").trigger()
    table, (made,) = window.session.selected
    assert table == "commitment"
    assert window.inspector.title == "Install racks"
    set_fields(window.session.program, "commitment", made, {"status": "agreed"})
    qtbot.waitUntil(lambda: view.tree.checks.results["L7"].verdict == "holds")


def test_the_filter_asks_what_the_plan_makes_of_it_and_follows_the_plan(window, ids, owed):
    made = committed(window, ids, owed, needed_by=date(2026, 6, 30))
    view = window.show_view("commitment")
    window.filter("forecast > need")
    assert view.model.place(made) is None
    set_fields(window.session.program, "task", ids.install, {"duration": 60 * 480})
    assert view.model.place(made) == 0
    view.sifting.group("outlook")
    assert [group.title for group in view.model._sifted.groups] == ["Late"]


def test_dates_are_taken_from_a_mailed_file(window, ids, owed, qtbot, monkeypatch, tmp_path):
    with OpenProgram.create(
        tmp_path / "carrier.tpm", name="Carrier", start=datetime(2026, 6, 1, 8)
    ) as theirs:
        ring = insert_project(theirs, "Ring")
        insert_task(theirs, parent=ring, name="Lay the ring", duration=10 * 480)
    given = {"giving_task_id": None, "external_giver": "Carrier", "giver_reference": "Lay the ring"}
    made = committed(window, ids, owed, **given)
    view = window.show_view("commitment")
    monkeypatch.setattr(file_dialogs, "ask_open", lambda *_: tmp_path / "carrier.tpm")
    next(action for action in view.commands() if action.objectName() == "commitment-told").trigger()
    qtbot.waitUntil(lambda: cell(view, made, "forecast").data() == "12 Jun")
    assert window.session.selected == ("commitment", (made,))
    window.session.undo()
    assert cell(view, made, "forecast").data() == ""
