"""What a slip does, shown on the map, as a list and as a page; and the findings beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.found_list import FOUND
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields


@pytest.fixture
def owed(window: MainWindow, ids) -> tuple[str, str]:
    """Migrate of a second project waits for Install racks, which is promised for the day it ends."""
    program = window.session.program
    cloud = insert_project(program, "Cloud")
    migrate = insert_task(program, parent=cloud, name="Migrate", duration=5 * 480)
    link(program, ids.install, migrate)
    promise = {"promised": program.plan.finish(ids.install).date(), "status": "agreed"}
    tied = {"giving_task_id": ids.install, "receiving_task_id": migrate}
    return cloud, add_row(program, "commitment", {"title": "Racks", **tied, **promise})


def settle(view, qtbot) -> None:
    qtbot.waitUntil(lambda: not view.slipping.asking.busy and not view.stage.busy)


def listed(view) -> dict[str, str]:
    return {found.text: found.detail for found in view.below.moves.list.found.found}


def test_a_commitment_that_slips_is_looked_at_on_the_map_and_left_again(
    window, ids, owed, qtbot, monkeypatch, tmp_path: Path
):
    cloud, racks = owed
    window.session.select("commitment", [racks])
    window.action("slip").trigger()
    view = window.view
    settle(view, qtbot)
    assert (view.key, view.slip_bar.isVisible(), view.below.shown) == ("network", True, view.below.moves)
    QTest.keyClick(view.slip_bar.slip, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(view.slip_bar.slip, "8d")
    QTest.keyClick(view.slip_bar.slip, Qt.Key.Key_Return)
    settle(view, qtbot)

    moved = {node.caption.title for node in view.canvas.nodes.values() if node.look.moved}
    assert moved == {"Data centre and sites", "Cloud"}
    assert "→" in view.canvas.nodes[cloud].caption.second
    (edge,) = view.canvas.edges.values()
    assert edge.breaks
    assert "late" in edge.label and "→" in edge.label
    assert "Commitments that get late: 1." in view.slip_bar.said.text()
    assert {"Racks", "Cloud", "Migrate", "Racks accepted"} <= set(listed(view))

    for ending in ("pdf", "html"):
        target = tmp_path / f"impact.{ending}"
        monkeypatch.setattr(file_dialogs, "ask_save", lambda *_, at=target: at)
        with qtbot.waitSignal(view.slipping.page.written):
            QTest.mouseClick(view.slip_bar.page, Qt.MouseButton.LeftButton)
    text = " ".join(PdfReader(tmp_path / "impact.pdf").pages[0].extract_text().split())
    assert "If “Racks” slips by 8 d" in text
    assert "If “Racks” slips by 8 d" in (tmp_path / "impact.html").read_text(encoding="utf-8")

    QTest.keyClick(view.slip_bar.slip, Qt.Key.Key_Escape)
    assert not edge.breaks and not any(node.look.moved for node in view.canvas.nodes.values())
    assert view.below.shown is view.below.links


def test_a_slip_follows_the_plan_and_ends_when_its_task_is_done(window, ids, owed, qtbot):
    window.session.slip_wanted.emit("task", ids.install)
    view = window.view
    settle(view, qtbot)
    before = listed(view)["Migrate"]
    set_fields(window.session.program, "task", ids.install, {"duration": 20 * 480})
    settle(view, qtbot)
    assert listed(view)["Migrate"] != before
    set_fields(window.session.program, "task", ids.install, {"percent_complete": 10_000})
    assert not view.slip_bar.isVisible() and not view.slipping.looks


def test_rows_that_come_and_go_meanwhile_are_shown_as_they_are(window, ids, owed, qtbot):
    """The answer is about the rows of before until the plan was asked anew."""
    window.session.slip_wanted.emit("task", ids.install)
    view = window.view
    settle(view, qtbot)
    view.stage.open_all(wanted=True)
    program = window.session.program
    made = [insert_task(program, parent=ids.sites, name=f"More {n}", duration=480) for n in range(3)]
    assert not view.canvas.nodes[made[-1]].look.moved
    assert not view.grab().isNull()
    remove_rows(program, "task", [ids.accepted])
    assert not view.grab().isNull()
    settle(view, qtbot)
    assert "Racks accepted" not in listed(view)


def test_what_cannot_slip_is_said(window, ids, owed, qtbot):
    window.session.select("risk", [ids.late_racks])
    window.action("slip").trigger()
    assert (
        window.toast.text
        == "Choose first what slips: a task, a component project, a commitment or an interface"
    )
    window.session.slip_wanted.emit("task", ids.order)
    settle(window.view, qtbot)
    view = window.view
    view.slip_bar.slip.setText("soon")
    QTest.keyClick(view.slip_bar.slip, Qt.Key.Key_Return)
    assert "is not a duration" in view.slip_bar.said.text()
    assert not view.slip_bar.page.isEnabled()


def test_findings_lead_to_what_they_are_about_and_a_link_becomes_a_proposal(window, ids, owed, qtbot):
    set_fields(window.session.program, "commitment", owed[1], {"status": "proposed"})
    view = window.show_view("network")
    view._actions["findings"].trigger()
    panel = view.below.findings
    assert view.below.shown is panel
    found = {f.text: f.detail for f in panel.list.found.found}
    assert found["Install racks → Migrate"] == "nobody has agreed to this link between projects"
    place = next(n for n, one in enumerate(panel.found) if one.what == "Install racks → Migrate")
    index = panel.list.model().index(place, 0)
    panel.list.setCurrentIndex(index)
    QTest.mouseClick(panel.propose, Qt.MouseButton.LeftButton)
    assert window.session.selected[0] == "commitment"
    owner = next(n for n, one in enumerate(panel.found) if one.said == "nobody owns it")
    panel.list.setCurrentIndex(panel.list.model().index(owner, 0))
    assert not panel.propose.isEnabled()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert (window.view.key, window.session.selected[0]) == ("commitment", "commitment")
    assert panel.list.currentIndex().data(FOUND).kind == "commitment"


def test_context_menus_of_gantt_and_register_ask_what_follows(window, ids, owed, qtbot):
    for key, table, row_id in (("gantt", "task", ids.install), ("commitment", "commitment", owed[1])):
        view = window.show_view(key)
        window.session.select(table, [row_id])
        if key == "gantt":
            menu = view.actions_of_view.open_menu(QPoint(0, 0))
        else:
            place = view.table.visualRect(view.model.index(view.model.place(row_id), 0)).center()
            view._offer(place)
            menu = view.findChildren(QMenu)[-1]
        next(one for one in menu.actions() if one.text() == "What moves if it slips…").trigger()
        menu.close()
        settle(window.view, qtbot)
        assert (window.view.key, window.view.slipping._subject) == ("network", (table, row_id))
