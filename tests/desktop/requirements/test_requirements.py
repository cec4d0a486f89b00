"""Journeys through the coverage matrix and the life cycle, by mouse and keyboard."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.new_row import NewRow
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.gates import Gate, GateCriterion
from tpm_desktop.model.requirements import Coverage
from tpm_desktop.plan.requirements import GapKind

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(window: MainWindow, ids):
    """A requirement that nothing covers, two deliverables, and a gate at the acceptance of the racks."""
    program = window.session.program
    project = window.session.program.plan.state.outline.ids[0]

    def add(table, **values):
        return add_row(program, table, values)

    need = add("requirement", title="Two feeds", project_id=project, priority="must", status="agreed",
               criterion="Either carries the load")  # fmt: skip
    racks = add("deliverable", name="Racks", project_id=project, task_id=ids.install)
    papers = add("deliverable", name="Papers", project_id=project)
    gate = add("gate", title="Accepted", project_id=project, milestone_id=ids.accepted)
    work = add("gate_criterion", gate_id=gate, title="All work done", measure="work")
    hand = add("gate_criterion", gate_id=gate, title="Signed", measure="hand")
    sponsor = add("resource", name="Sponsor")
    return SimpleNamespace(
        need=need, racks=racks, papers=papers, gate=gate, work=work, hand=hand, sponsor=sponsor
    )


def click(table, index: QModelIndex, *, twice: bool = False) -> None:
    middle = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=middle)
    if twice:
        QTest.mouseDClick(table.viewport(), LEFT, pos=middle)


def action(view, name: str):
    return next(one for one in view.commands() if one.objectName() == name)


def test_coverage_is_switched_by_keys_and_mouse_and_gaps_follow(window, desk):
    view = window.show_view("coverage")
    model, table, file = view.model, view.table, window.session.program.file
    assert view.headline() == "1 requirement, 0 of 1 mandatory ones verified, 4 gaps"
    assert model.headerData(0, Qt.Orientation.Vertical) == "▲ RQ-1 Two feeds"
    click(table, model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert [row.deliverable_id for row in file.rows(Coverage)] == [desk.racks]
    assert (model.index(0, 0).data(), "covered by DL-1 Racks" in model.words(model.index(0, 0))) == (
        "P",
        True,
    )
    assert GapKind.NO_DELIVERABLE not in {gap.kind for gap in view.found.gaps}
    click(table, model.index(0, 1), twice=True)
    assert len(file.rows(Coverage)) == 2
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_Return)  # all of it is covered: none any more, in one step
    assert file.rows(Coverage) == []
    window.session.undo()
    assert len(file.rows(Coverage)) == 2
    assert window.session.selected == ("requirement", (desk.need,))

    gaps = view.gaps
    assert [one.text for one in gaps.found.found] == ["RQ-1 Two feeds, due 22 May", "RQ-1 Two feeds"]
    QTest.mouseClick(gaps.viewport(), LEFT, pos=gaps.visualRect(gaps.found.index(0)).center())
    assert window.view.key == "requirement"
    view = window.show_view("coverage")
    action(view, "coverage-gaps-only").trigger()
    assert model.rowCount() == 1
    view.filter("nothing like it")
    assert model.rowCount() == 0


def test_an_empty_coverage_leads_to_the_requirements(window):
    view = window.show_view("coverage")
    assert view.pages.currentWidget() is view.empty
    view.empty.started.emit()
    assert window.view.key == "requirement"


def answer(choose) -> list[str]:
    """Fill the dialog that opens next and accept it; what it refuses is kept and the dialog is left."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, NewRow):
            QTimer.singleShot(10, fill)
            return
        try:
            choose(dialog)
        finally:  # one left open would wait for ever
            if dialog.isVisible():
                said.append(dialog.problem.text())
                dialog.reject()

    said: list[str] = []
    QTimer.singleShot(0, fill)
    return said


def pick(dialog, field: str, text: str) -> None:
    editor = next(one for one in dialog.findChildren(QComboBox) if getattr(one, "field", "") == field)
    if editor.isEditable():
        editor.setFocus()
        editor.lineEdit().selectAll()
        QTest.keyClicks(editor.lineEdit(), text)
        QTest.keyClick(editor.lineEdit(), Qt.Key.Key_Return)  # which accepts the dialog as well
    else:
        editor.setCurrentIndex(editor.findText(text))


def test_a_gate_is_judged_ticked_off_and_decided(window, ids, desk):
    view = window.show_view("life-cycle")
    assert (view.gate.id, view.criteria.shown.rowCount()) == (desk.gate, 2)  # the next one is shown
    assert not view.gate.ready
    click(view.criteria, view.criteria.shown.index(1, 0))
    action(view, "life-cycle-tick").trigger()
    file = window.session.program.file
    assert file.row(GateCriterion, desk.hand).state == "met"
    assert view.criteria.shown.index(1, 0).data() == "Met"

    def go(dialog) -> None:
        pick(dialog, "verdict", "Go")
        pick(dialog, "decided_by_id", "Sponsor")

    said = answer(go)
    action(view, "life-cycle-decide").trigger()
    assert "is not ready: 1 mandatory criterion is open: “All work done”" in said[0]
    tasks = window.session.program.plan.state
    for row in range(len(tasks.outline)):
        if not tasks.summary[row] and not tasks.milestone[row]:
            set_fields(window.session.program, "task", tasks.outline.ids[row], {"percent_complete": 10_000})
    assert view.gate.ready and "ready" in view._said.text()
    answer(go)
    action(view, "life-cycle-decide").trigger()
    assert file.row(Gate, desk.gate).verdict == "go"
    window.session.undo()
    assert file.row(Gate, desk.gate).verdict == "open"


def test_a_criterion_leads_to_where_its_figure_comes_from(window, ids, desk):
    view = window.show_view("life-cycle")
    view.criteria.setFocus()
    click(view.criteria, view.criteria.shown.index(0, 0), twice=True)
    assert window.view.key == "gantt"
    assert window.session.selected[0] == "task"


def test_stages_are_walked_by_keys(window, desk):
    project = window.session.program.plan.state.outline.ids[0]
    stage = add_row(window.session.program, "stage", {"name": "Install", "project_id": project})
    set_fields(window.session.program, "gate", desk.gate, {"stage_id": stage})
    view = window.show_view("life-cycle")
    view.table.setFocus()
    chosen = view.table.currentIndex()
    QTest.keyClick(view.table, Qt.Key.Key_Left)
    assert view.table.currentIndex().column() == chosen.column() - 1
    assert view.gate is None and not view.criteria.isVisible()
    QTest.keyClick(view.table, Qt.Key.Key_Right)
    assert view.gate.id == desk.gate
    assert window.session.selected == ("gate", (desk.gate,))
