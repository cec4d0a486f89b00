"""A journey through the test matrix and the readiness of a release, by mouse and keyboard."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.new_row import NewRow
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.interfaces import IntegrationTest, RunResult
from tpm_desktop.model.registers import Issue
from tpm_desktop.plan.integration import Standing
from tpm_desktop.plan.integration_words import facts, headline

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def land(window: MainWindow, ids):
    """Two interfaces of a release that goes live when the racks are accepted; nothing is tested yet."""
    program = window.session.program

    def add(table, **values):
        return add_row(program, table, values)

    crm, sales = add("system", name="CRM"), add("system", name="Sales")
    release = add("release", name="First", milestone_id=ids.accepted)
    place, cycle = add("environment", name="Integration"), add("test_cycle", name="SIT 1")
    pair = {"from_system_id": crm, "to_system_id": sales, "release_id": release}
    orders, invoices = (add("interface", title=title, **pair) for title in ("Orders", "Invoices"))
    return SimpleNamespace(
        orders=orders, invoices=invoices, release=release, place=place, cycle=cycle, tests=lambda: {
            one.interface_id: one for one in program.file.rows(IntegrationTest)
        },
    )  # fmt: skip


def middle(table, index: QModelIndex):
    return table.visualRect(index).center()


def click(table, index: QModelIndex, *, twice: bool = False) -> None:
    QTest.mouseClick(table.viewport(), LEFT, pos=middle(table, index))
    if twice:
        QTest.mouseDClick(table.viewport(), LEFT, pos=middle(table, index))


def test_results_are_entered_by_keys_and_by_mouse_and_dates_follow_the_plan(window, ids, land, qtbot):
    view = window.show_view("integration")
    model, table = view.model, view.table
    assert [model.headerData(0, Qt.Orientation.Horizontal), model.rowCount()] == ["Integration, SIT 1", 2]

    click(table, model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_F)
    assert land.tests()[land.orders].result is RunResult.FAILED
    assert window.session.selected == ("integration_test", (land.tests()[land.orders].id,))

    answer_dialog(qtbot, "Install racks")
    action(view, "integration-tie").trigger()
    assert land.tests()[land.orders].task_id == ids.install
    install = window.session.formats.date(window.session.program.plan.finish(ids.install))
    assert model.index(0, 0).data() == install

    click(table, model.index(1, 0), twice=True)  # opens the list of results in the cell
    editor = table.findChild(QComboBox, "integration-result")
    qtbot.waitUntil(lambda: editor.view().isVisible())
    editor.view().setCurrentIndex(editor.model().index(list(RunResult).index(RunResult.PASSED), 0))
    QTest.keyClick(editor.view(), Qt.Key.Key_Return)
    made = land.tests()[land.invoices]
    assert (made.result, made.task_id) == (RunResult.PASSED, ids.install)  # in the task of the others

    set_fields(window.session.program, "task", ids.install, {"duration": 15 * 480})
    moved = window.session.formats.date(window.session.program.plan.finish(ids.install))
    assert model.index(0, 0).data() == model.index(1, 0).data() == moved != install
    assert view.headline() == "2 interfaces · 2 tests · 1 passed · 1 failed"
    assert "Orders" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)

    table.setFocus()
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_N)  # both cells in one step
    assert {one.result for one in land.tests().values()} == {RunResult.NOT_RUN}
    window.session.undo()
    assert land.tests()[land.orders].result is RunResult.FAILED

    click(table, model.index(0, 0))
    action(view, "integration-defect").trigger()
    assert window.view.key == "issue"
    (defect,) = window.session.program.file.rows(Issue, test_id=land.tests()[land.orders].id)
    assert (defect.task_id, defect.title) == (ids.install, "Defect 1 of IF-1 Orders")

    view = window.show_view("integration")
    click(table, model.index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert list(land.tests()) == [land.orders]


def answer_dialog(qtbot, chosen: str) -> None:
    """Choose a task in the dialog that opens next, and accept it."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, NewRow):
            QTimer.singleShot(10, answer)
            return
        editor = dialog.findChild(QComboBox)
        editor.setFocus()
        editor.lineEdit().selectAll()
        QTest.keyClicks(editor.lineEdit(), chosen)
        QTest.keyClick(editor.lineEdit(), Qt.Key.Key_Return)
        ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        QTest.mouseClick(ok, LEFT)

    QTimer.singleShot(0, answer)


def action(view, name: str):
    return next(one for one in view.commands() if one.objectName() == name)


def test_the_page_of_a_release_shows_what_is_computed_and_leads_there(window, ids, land, qtbot):
    program = window.session.program
    test = {"interface_id": land.orders, "environment_id": land.place, "cycle_id": land.cycle}
    failed = add_row(program, "integration_test", {**test, "task_id": ids.install, "result": "failed"})
    later = add_row(program, "release", {"name": "Second"})
    view = window.show_view("readiness")
    assert view.choice.release == land.release
    state, formats = program.plan.state, window.session.formats
    assert view._said.text() == headline(state, view.shown, formats)
    figures = [(card.figure.caption, card.figure.value, card.figure.detail) for card in view.cards]
    assert figures == [(fact.label, fact.value, fact.note) for fact in facts(view.shown, formats)]
    told = [line.cells[:2] for line in view.blockers.shown.lines]
    assert told == [
        ("Test", "IF-1 Orders in Integration, SIT 1"),
        ("Interface", "IF-1 Orders"),
        ("Interface", "IF-2 Invoices"),
        ("Unfinished task", "Order racks"),
        ("Unfinished task", "Install racks"),
    ]
    assert view.badge.letter == "R"

    set_fields(program, "integration_test", failed, {"result": "passed"})
    assert [line.cells[0] for line in view.blockers.shown.lines][:1] == ["Interface"]
    assert view.badge.letter == "A"

    view.choice.setFocus()
    QTest.keyClick(view.choice, Qt.Key.Key_Down)
    assert view.choice.release == later
    assert view.interfaces.isHidden()
    assert [line.cells[2] for line in view.blockers.shown.lines] == ["no milestone says when it goes live"]
    QTest.keyClick(view.choice, Qt.Key.Key_Up)

    view.blockers.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view.blockers, Qt.Key.Key_Return)
    assert (window.view.key, window.session.selected) == ("interface", ("interface", (land.orders,)))


def test_empty_views_say_what_to_do_and_lead_there(window):
    view = window.show_view("integration")
    assert view.pages.currentWidget() is view.empty
    assert not [action.text() for action in view.commands()[:4] if action.isEnabled()]  # there is no test
    QTest.mouseClick(view.empty.button, LEFT)
    assert window.view.key == "interface"
    view = window.show_view("readiness")
    QTest.mouseClick(view.empty.button, LEFT)
    assert window.view.key == "release"


def test_registers_show_what_the_plan_makes_of_tests_and_releases(window, ids, land):
    program = window.session.program
    test = {"interface_id": land.orders, "environment_id": land.place, "cycle_id": land.cycle}
    made = add_row(program, "integration_test", {**test, "task_id": ids.order})
    for key, row_id, column, shown in (
        ("integration_test", made, "standing", Standing.OVERDUE.value.capitalize()),
        ("release", land.release, "readiness", "R"),
    ):
        view = window.show_view(key)
        names = [one.name for one in view.model.shown]
        assert view.model.index(view.model.place(row_id), names.index(column)).data() == shown
