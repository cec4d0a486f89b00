"""Duplicating, removing, copying between files and folding to a level, by what a person does."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.desktop.gantt.conftest import Desk
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.clipping import CLIP_MIME
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import links, outline, records
from tpm_desktop.model.resources import Assignment, Resource
from tpm_desktop.plan import OpenProgram

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def nested(desk):
    """Install is a part of Order, and Order has somebody at work."""
    desk.select("Order", "Install")
    desk.do("unlink")
    desk.select("Install")
    desk.do("indent")
    who = records.add_row(desk.program, "resource", {"name": "Fitter"})
    records.add_row(desk.program, "assignment", {"task_id": desk.id("Install"), "resource_id": who})
    return desk


def shown(desk):
    """The names in the table, as far as they are not folded away."""
    tree = desk.view.panes.tree
    found, at = [], tree.outline_model.index(0, 2)
    while at.isValid():
        row = tree.outline_model.row_of(at)
        found += [] if row is None else [tree.outline_model.state.names[row]]
        at = tree.indexBelow(at)
    return found


def test_rows_are_duplicated_behind_themselves_with_parts_links_and_people(nested):
    nested.select("Design", "Build")
    nested.key(Qt.Key.Key_D, CTRL_ALT)
    assert nested.outline()[-5:] == ["Software", "  Design", "  Build", "  Design", "  Build"]
    assert nested.links().count(("Design", "Build", "fs")) == 2
    nested.select("Order", "Install")
    nested.do("duplicate")
    assert nested.outline()[:6] == ["Sites", *["  Order", "    Install"] * 2, "  Accepted"]
    assert len(nested.program.file.rows(Assignment)) == 2
    nested.session.undo()
    assert nested.outline()[:4] == ["Sites", "  Order", "    Install", "  Accepted"]


def test_a_component_project_is_duplicated_whole_and_selected(nested):
    nested.select("Sites")
    nested.do("duplicate")
    assert nested.outline()[:8] == ["Sites", "  Order", "    Install", "  Accepted"] * 2
    (copied,) = nested.view.panes.tree.selected_ids()
    assert nested.program.plan.row(copied) == 4


def test_a_task_is_inserted_below_the_current_one_and_its_parts(nested):
    nested.at("Order")
    nested.do("insert-below")
    nested.type_in("Check")
    assert nested.outline()[:5] == ["Sites", "  Order", "    Install", "  Check", "  Accepted"]
    nested.at("Sites")
    nested.do("insert-below")
    nested.type_in("Close")
    assert nested.outline()[5] == "  Close"


def test_rows_go_over_the_border_of_a_project_by_keys(desk):
    desk.select("Accepted")
    desk.key(Qt.Key.Key_Down, ALT_SHIFT)
    assert desk.outline()[3:5] == ["Software", "  Accepted"]
    desk.key(Qt.Key.Key_Up, ALT_SHIFT)
    assert desk.outline()[2:5] == ["  Install", "  Accepted", "Software"]


def test_the_outline_is_shown_down_to_a_level(nested):
    nested.key(Qt.Key.Key_1, ALT_SHIFT)
    assert shown(nested) == ["Sites", "Software"]
    nested.key(Qt.Key.Key_2, ALT_SHIFT)
    assert shown(nested) == ["Sites", "Order", "Accepted", "Software", "Design", "Build"]
    nested.key(Qt.Key.Key_9, ALT_SHIFT)
    assert "Install" in shown(nested)
    assert nested.view.panes.chart.shown.line[nested.row("Install")] == 2


def test_removing_rows_that_other_projects_wait_for_says_so_and_offers_undo(desk):
    offered = []
    desk.session.offered.connect(lambda *what: offered.append(what))
    links.link(desk.program, desk.id("Install"), desk.id("Build"))
    desk.select("Order")
    desk.do("remove")
    assert not offered  # nothing of another project hung on it
    before = desk.outline()
    desk.select("Install")
    desk.do("remove")
    ((text, button, undo),) = offered
    assert text == (
        "1 link with another component project went too: “Build” in “Software” waited for “Install”"
    )
    assert button == "Undo"
    undo()
    assert desk.outline() == before


def test_the_toast_of_the_window_takes_the_removal_back(window, ids):
    program = window.session.program
    test = outline.insert_task(program, parent=ids.software, name="Load test")
    links.link(program, ids.install, test)
    rows, gantt = program.plan.state.outline.ids, window.show_view("gantt")
    gantt.panes.tree.select([ids.install])
    QTest.keyClick(gantt.panes.tree, Qt.Key.Key_Delete)
    assert "“Load test” in “Branch software” waited for “Install racks”" in window.toast.text
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert program.plan.state.outline.ids == rows
    assert len(program.file.columns("link", ["id"])[0]) == 3


@pytest.fixture
def elsewhere(tmp_path, qtbot):
    """Another file, still empty, open in another view."""
    with OpenProgram.create(tmp_path / "other.tpm", start=datetime(2026, 6, 1, 8)) as program:
        session = Session(program)
        view = GanttView(session, Appearance.current())
        qtbot.addWidget(view)
        view.show()
        view.load()
        yield Desk(view, session)


def test_rows_are_pasted_into_another_file_with_links_and_people(nested, elsewhere):
    said = []
    elsewhere.session.said.connect(said.append)
    nested.select("Order", "Accepted")
    nested.do("link")
    nested.do("copy")
    elsewhere.do("paste")
    assert "add one first" in elsewhere.refused[-1]
    outline.insert_project(elsewhere.program, "Branches")
    elsewhere.at("Branches")
    elsewhere.do("paste")
    assert elsewhere.outline() == ["Branches", "  Order", "    Install", "  Accepted"]
    assert ("Order", "Accepted", "fs") in elsewhere.links()
    assert [who.name for who in elsewhere.program.file.rows(Resource)] == ["Fitter"]
    assert said[-1] == "2 rows pasted; new resources: Fitter"
    assert elsewhere.last_label() == "Paste 2 tasks"


def test_a_whole_project_is_pasted_into_an_empty_file(nested, elsewhere):
    nested.select("Sites")
    nested.do("copy")
    elsewhere.do("paste")
    assert elsewhere.outline() == ["Sites", "  Order", "    Install", "  Accepted"]


def test_nonsense_in_place_of_rows_is_refused_and_no_cell_is_touched(desk):
    data = QMimeData()
    data.setData(CLIP_MIME, b"\xff{]")
    data.setText("Sketch\t2d")
    QGuiApplication.clipboard().setMimeData(data)
    before = desk.outline()
    desk.at("Order")
    desk.do("paste")
    assert "can't be understood" in desk.refused[-1]
    assert desk.outline() == before


def test_a_project_that_was_cut_goes_behind_the_current_one(desk):
    desk.select("Sites")
    desk.do("cut")
    desk.at("Build")
    desk.do("paste")
    assert desk.outline()[0] == "Software"
    assert desk.outline()[-4:] == ["Sites", "  Order", "  Install", "  Accepted"]
