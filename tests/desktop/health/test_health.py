"""The health view shows what the checks say and leads from each finding to its task."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.health import HealthView
from tpm_desktop.desktop.health.checks_model import COUNTED, FIGURE, THRESHOLD, VERDICT
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.records import add_row, set_fields


@pytest.fixture
def health(window: MainWindow, qtbot) -> HealthView:
    return opened(window, qtbot)


def opened(window: MainWindow, qtbot) -> HealthView:
    view = window.show_view("health")
    qtbot.waitUntil(lambda: bool(view.tree.checks.results))
    return view


def cells(view: HealthView, check: str) -> tuple[str, ...]:
    """Figure, what it counts, threshold and verdict of a check."""
    place = view.tree.checks.find(check)
    return tuple(place.siblingAtColumn(column).data() for column in (FIGURE, COUNTED, THRESHOLD, VERDICT))


def found(view: HealthView) -> list[str]:
    return [finding.what for finding in view.panel.table.found.findings]


def test_a_check_says_its_figure_its_threshold_and_its_verdict(health):
    assert cells(health, "D1") == ("33.3 %", "1 of 3", "≤ 5 %", "Fails")
    assert cells(health, "D2") == ("0", "0 of 2", "0", "Holds")
    assert cells(health, "D10") == ("100.0 %", "2 of 2", "–", "Reported")
    assert cells(health, "D11") == ("–", "", "≤ 5 %", "Not applicable")


def test_it_opens_at_the_first_check_that_fails(window, health):
    assert health.tree.current.id == "D1"
    assert health.panel.title.text() == "D1  Tasks lacking a predecessor or a successor"
    assert health.panel.figures.text() == "Fails · 33.3 % · 1 of 3 · holds at ≤ 5 %"
    assert health.panel.mend.text().startswith("Link each to what it waits for")
    assert found(health) == ["Order racks"]
    assert "checks fail" in window.header.shown


def test_one_click_shows_the_task_and_enter_goes_to_it(window, health, ids, qtbot):
    table = health.panel.table
    place = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.inspector.title == "Order racks"
    assert window.view.key == "health"
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert window.view.key == "gantt"
    assert window.session.selected == ("task", (ids.order,))


def test_the_keyboard_leads_from_the_check_to_the_gantt(window, health, ids):
    assert health.tree.hasFocus()
    QTest.keyClick(health.tree, Qt.Key.Key_Return)
    assert health.panel.table.hasFocus()
    QTest.keyClick(health.panel.table, Qt.Key.Key_Return)
    assert window.session.selected == ("task", (ids.order,))


def test_a_link_is_shown_and_leads_to_its_successor(window, health, ids, qtbot):
    link = window.session.program.file.columns("link", ["id"])[0][0]
    set_fields(window.session.program, "link", link, {"lag": -480})
    qtbot.waitUntil(lambda: cells(health, "D2")[3] == "Fails")
    health.tree.go_to("D2")
    health.panel.table.selectRow(0)
    assert window.session.selected == ("link", (link,))
    (finding,) = health.panel.table.found.findings
    health.panel.table.wanted.emit(finding)
    assert window.session.selected[0] == "task"


def test_it_follows_an_edit(window, health, ids, qtbot):
    set_fields(window.session.program, "task", ids.install, {"duration": 45 * 480})
    qtbot.waitUntil(lambda: cells(health, "D8")[3] == "Fails")
    assert health.tree.current.id == "D1"
    window.session.undo()
    qtbot.waitUntil(lambda: cells(health, "D8")[3] == "Holds")


def test_an_edit_made_elsewhere_shows_when_it_is_opened_again(window, health, ids, qtbot):
    window.show_view("gantt")
    set_fields(window.session.program, "task", ids.install, {"duration": 45 * 480})
    window.show_view("health")
    qtbot.waitUntil(lambda: cells(health, "D8")[3] == "Fails")


def test_the_filter_finds_checks_and_tasks(window, health):
    window.filter("slack")
    assert health.tree.visible() == ["D6", "D7", "C1", "C2", "G7"]
    assert window.header.shown.endswith("filtered")
    window.filter("order racks")
    health.tree.go_to("D10")
    assert "D1" in health.tree.visible()
    assert "D2" not in health.tree.visible()
    assert found(health) == ["Order racks"]
    window.filter("")
    assert found(health) == ["Order racks", "Install racks"]


def test_only_what_fails(window, health):
    health.commands()[0].trigger()
    shown = health.tree.visible()
    assert "D1" in shown
    assert all(health.tree.checks.results[check].verdict == "fails" for check in shown)


def test_a_key_goes_on_to_the_next_check_that_fails(health):
    _, following, previous, *_ = health.commands()
    following.trigger()
    second = health.tree.current.id
    assert second != "D1"
    previous.trigger()
    assert health.tree.current.id == "D1"
    previous.trigger()
    assert health.tree.checks.results[health.tree.current.id].verdict == "fails"


def test_a_practice_lists_its_checks_and_leads_to_them(health):
    health.tree.go_to("G2")
    assert found(health)[0] == "D1  Tasks lacking a predecessor or a successor"
    health.panel.table.selectRow(0)
    health.commands()[3].trigger()
    assert health.tree.current.id == "D1"


def test_findings_can_be_sorted_by_what_is_counted(window, health, ids, qtbot):
    for days in (70, 60):
        task = {"project_id": ids.sites, "name": f"Lasts {days}", "duration": days * 480}
        add_row(window.session.program, "task", task)
    health.tree.go_to("D8")
    qtbot.waitUntil(lambda: len(found(health)) == 2)
    health.panel.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert found(health) == ["Lasts 60", "Lasts 70"]
    health.panel.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert found(health) == ["Lasts 70", "Lasts 60"]


def test_a_check_without_findings_says_so(health):
    health.tree.go_to("D11")
    assert health.panel.figures.text() == "Not applicable · holds at ≤ 5 % · no baseline"
    assert not health.panel.table.isVisible()
    assert not health.panel.mend.isVisible()


def test_wide_windows_show_findings_beside_the_checks(window, health):
    assert health.splitter.orientation() is Qt.Orientation.Vertical
    window.resize(1900, 900)
    assert health.splitter.orientation() is Qt.Orientation.Horizontal


def test_without_tasks_it_leads_to_the_gantt(empty_window, tmp_path, monkeypatch):
    from tpm_desktop.desktop import file_dialogs

    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: tmp_path / "new.tpm")
    empty_window.files.new()
    view = empty_window.show_view("health")
    assert view.empty.isVisible()
    assert view.headline() == ""
    view.empty.button.click()
    assert empty_window.view.key == "gantt"


def answered(qtbot, monkeypatch, **texts):
    """Fills the next dialog of a new row as a person would, and accepts it."""

    def fill(dialog):
        for field, text in texts.items():
            editor = dialog.form.editors[field]
            editor.setFocus()
            editor.selectAll()
            QTest.keyClicks(editor, text)
        dialog._accept()
        return dialog.result()

    monkeypatch.setattr("tpm_desktop.desktop.new_row.NewRow.exec", fill)


def test_a_finding_is_waived_and_taken_back(window, health, qtbot, monkeypatch):
    answered(qtbot, monkeypatch, reason="Ordered before the plan began")
    health.panel.table.selectRow(0)
    action(health, "health-waive").trigger()
    qtbot.waitUntil(lambda: cells(health, "D1")[:2] == ("0.0 %", "0 of 3"))
    assert cells(health, "D1")[3] == "Holds"
    assert "1 waived" in health.panel.figures.text()
    assert found(health) == ["Order racks"]
    assert "Ordered before the plan began" in table_tip(health)
    health.panel.table.selectRow(0)
    action(health, "health-unwaive").trigger()
    qtbot.waitUntil(lambda: cells(health, "D1")[3] == "Fails")


def test_a_check_is_held_to_the_programs_own_threshold(window, health, qtbot, monkeypatch):
    answered(qtbot, monkeypatch, most_share="40 %")
    action(health, "health-limit").trigger()
    qtbot.waitUntil(lambda: cells(health, "D1")[2:] == ("≤ 40 %", "Holds"))
    window.session.undo()
    qtbot.waitUntil(lambda: cells(health, "D1")[2:] == ("≤ 5 %", "Fails"))


def action(view, name):
    return next(action for action in view.commands() if action.objectName() == name)


def table_tip(view):
    model = view.panel.table.model()
    return model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
