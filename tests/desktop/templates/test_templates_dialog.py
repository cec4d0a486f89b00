"""Adding a component project from a template, and keeping one of one's own, by gestures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.desktop.gantt.conftest import desk, opened, session, view
from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.templates.dialog import TemplateDialog
from tpm_desktop.desktop.templates.save_dialog import SaveTemplateDialog
from tpm_desktop.gestures import records
from tpm_desktop.gestures.templates import shelf, template_called

__all__ = ["desk", "opened", "session", "view"]


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("TPM_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "templates"


@pytest.fixture
def dialog(desk):
    records.add_row(desk.program, "resource", {"name": "Buyer"})
    desk.at("Install")
    desk.do("insert-template")
    found = desk.view.window().findChild(TemplateDialog)
    found.templates.setCurrentRow(1)
    found.start.setText("1 Jun 2026")
    found._work_out()
    return found


def lines(tree):
    """Every line of a list, with its cells."""
    found, at = [], tree.topLevelItem(0)
    while at is not None:
        found.append([at.text(n) for n in range(tree.columnCount())])
        at = tree.itemBelow(at)
    return found


def test_the_preview_tells_what_comes_before_anything_is_stored(desk, dialog):
    edits = len(desk.program.file.journal.records())
    shown = lines(dialog.outline)
    assert shown[0][0] == "Infrastructure installation"
    assert shown[2][:4] == ["Agree charter, sites and budget frame", "5 d", "1 Jun", "5 Jun"]
    assert shown[2][4].startswith("Project manager, Sponsor 20")
    assert "27 tasks and 11 milestones" in dialog.summary.text()
    assert "roles: 9 new, 1 present" in dialog.summary.text()
    needs = {line[0]: line[2] for line in lines(dialog.needs)}
    assert needs["Buyer"] == "The resource of that name is used"
    assert needs["Equipment"] == "New"
    dialog.reject()
    assert len(desk.program.file.journal.records()) == edits


def test_a_name_and_a_start_are_typed_and_all_comes_as_one_edit(desk, dialog):
    before = desk.outline()
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Branch network")
    dialog.start.setText("8 Jun 2026")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert desk.outline()[4] == "Branch network"  # after the current component project
    assert desk.start("Branch network") == "Mon 08 Jun 08:00"
    assert desk.session.selected == ("project", (desk.id("Branch network"),))
    assert desk.last_label() == "Add “Branch network” from the template “Infrastructure installation”"
    desk.session.undo()
    assert desk.outline() == before


def test_the_dates_shown_are_the_dates_that_come(desk, dialog):
    shown = {line[0]: line[3] for line in lines(dialog.outline)}
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    for name in ("Manufacture and delivery", "Gate 6: Infrastructure accepted", "Project closed"):
        assert desk.shown(name, "finish") == shown[name]


@pytest.mark.parametrize(
    ("field", "text", "said"), [("name", "", "name is needed"), ("start", "soon", "soon")]
)
def test_what_cannot_be_is_said_and_nothing_can_be_added(dialog, field, text, said):
    getattr(dialog, field).setText(text)
    dialog._work_out()
    assert said in dialog.problem.text() and not dialog.problem.isHidden()
    assert not dialog.ok.isEnabled()


def test_a_name_that_was_typed_stays_when_another_template_is_chosen(dialog):
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Mine")
    QTest.keyClick(dialog.templates, Qt.Key.Key_Down)
    assert dialog.name.text() == "Mine"
    assert lines(dialog.outline)[0][0] == "Mine"


def test_own_templates_that_are_broken_are_named(desk, own):
    own.mkdir(parents=True)
    (own / "mine.toml").write_text("tasks = 1", "utf-8")
    desk.do("insert-template")
    dialog = desk.view.window().findChild(TemplateDialog)
    assert dialog.templates.count() == 4
    assert "mine.toml: " in dialog._folder.text()


def test_a_component_project_is_kept_as_a_template_with_roles_for_people(desk, own):
    who = records.add_row(desk.program, "resource", {"name": "Somebody"})
    records.add_row(desk.program, "assignment", {"task_id": desk.id("Order"), "resource_id": who})
    desk.at("Install")
    desk.do("save-template")
    dialog = desk.view.window().findChild(SaveTemplateDialog)
    assert (dialog.name.text(), dialog.roles.item(0, 1).text()) == ("Sites", "Role 1")
    dialog.roles.item(0, 1).setText("Buyer")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    found = template_called("Sites")
    assert found.own and [role.name for role in found.roles] == ["Buyer"]
    assert [line.name for line in found.lines] == ["Order", "Install", "Accepted"]
    assert "Somebody" not in found.path.read_text("utf-8")
    desk.do("save-template")
    again = [d for d in desk.view.window().findChildren(SaveTemplateDialog) if d.isVisible()][-1]
    assert "Takes the place of" in again.target.text()


def test_without_a_name_nothing_is_saved(desk):
    desk.at("Install")
    desk.do("save-template")
    dialog = desk.view.window().findChild(SaveTemplateDialog)
    dialog.name.clear()
    assert not dialog.save.isEnabled()
    assert dialog.problem.text() == "A name is needed"
    assert len(shelf()[0]) == 4


def test_the_start_page_begins_a_program_with_a_template(empty_window, tmp_path, monkeypatch):
    target = tmp_path / "Racks.tpm"
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: target)
    button = empty_window.findChild(QPushButton, "start-template")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = empty_window.findChild(TemplateDialog)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    state = empty_window.session.program.plan.state
    assert state.names[0] == "Software development" and target.is_file()


def test_an_empty_program_offers_templates_in_the_gantt(empty_window, tmp_path, monkeypatch):
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: tmp_path / "Racks.tpm")
    empty_window.actions_.run("new")
    gantt = empty_window.show_view("gantt")
    assert gantt.empty.other.isVisible()
    QTest.mouseClick(gantt.empty.other, Qt.MouseButton.LeftButton)
    dialog = empty_window.findChild(TemplateDialog)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert not gantt.empty.isVisible()
