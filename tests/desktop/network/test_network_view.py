"""Journeys through the dependencies view: opening projects, linking, changing and removing links."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.network import NetworkView
from tpm_desktop.desktop.network.nodes import NodeItem
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.schedule import LagUnit, Link, LinkType
from tpm_desktop.plan import OpenProgram

Plan = Any  # the fixture's class is its conftest's


def names(view: NetworkView) -> set[str]:
    return {item.caption.title for item in view.canvas.nodes.values()}


def on_screen(view: NetworkView, item: NodeItem) -> QPoint:
    return view.canvas.mapFromScene(item.rect().center())


def press(view: NetworkView, qtbot: QtBot, key: Qt.Key, **more: Any) -> None:
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, key, **more)


def trigger(view: NetworkView, name: str) -> None:
    next(action for action in view.commands() if action.objectName() == f"network-{name}").trigger()


@pytest.fixture
def opened(view: NetworkView) -> NetworkView:
    """Both component projects opened."""
    trigger(view, "open-all")
    view.canvas.fit()
    return view


def test_closed_projects_show_how_many_links_cross_between_them(view: NetworkView, plan: Plan) -> None:
    assert names(view) == {"Sites", "Software"}
    (edge,) = view.canvas.edges.values()
    assert edge.label == "2 links · slack 0 d" and edge.edge.crossing
    assert "2 component projects" in view.headline() and "2 between projects" in view.headline()


def test_what_is_under_the_mouse_is_told(view: NetworkView, plan: Plan) -> None:
    (edge,) = view.canvas.edges.values()
    set_fields(plan.program, "project", plan.id["Sites"], {"name": "<b>Sites</b>"})
    for item, at in (
        (view.canvas.nodes[plan.id["Sites"]], view.canvas.nodes[plan.id["Sites"]].rect().center()),
        (edge, edge.middle()),
    ):
        point = view.canvas.mapFromScene(at)
        event = QHelpEvent(QEvent.Type.ToolTip, point, view.canvas.viewport().mapToGlobal(point))
        QApplication.sendEvent(view.canvas.viewport(), event)
        assert QToolTip.text() == tip(item.words)
    assert "Accept → Test" in edge.words


def test_first_seen_closed_projects_can_be_read_and_labels_stand_apart(
    qtbot: QtBot, sample_file: Path
) -> None:
    with OpenProgram.open(sample_file, read_only=True) as program:
        view = NetworkView(Session(program), Appearance.current())
        qtbot.addWidget(view)
        view.resize(860, 640)
        view.load()
        view.show()
        qtbot.waitUntil(lambda: view.canvas.transform().m11() >= 0.8)
        edges, nodes = view.canvas.edges.values(), view.canvas.nodes.values()
        places = [edge.label_place() for edge in edges if edge.label] + [node.rect() for node in nodes]
        assert len(places) > 10
        view.hide()
        assert not any(one.intersects(other) for one, other in combinations(places, 2))


def test_a_double_click_opens_a_project_and_minus_closes_it(
    view: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    sites = view.canvas.nodes[plan.id["Sites"]]
    qtbot.mouseDClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(view, sites))
    assert names(view) == {"Sites", "Software", "Order", "Install", "Accept"}
    view.canvas.choose(view.canvas.nodes[plan.id["Order"]])
    press(view, qtbot, Qt.Key.Key_Minus)
    assert names(view) == {"Sites", "Software"}


def test_a_click_selects_for_the_whole_window(opened: NetworkView, plan: Plan, qtbot: QtBot) -> None:
    build = opened.canvas.nodes[plan.id["Build"]]
    qtbot.mouseClick(opened.canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(opened, build))
    assert opened.session.selected == ("task", (plan.id["Build"],))
    opened.session.select("task", [plan.id["Accept"]])
    assert opened.canvas.current is opened.canvas.nodes[plan.id["Accept"]]


def test_dragging_from_node_to_node_links_them(opened: NetworkView, plan: Plan, qtbot: QtBot) -> None:
    port, nodes = opened.canvas.viewport(), opened.canvas.nodes
    start, end = on_screen(opened, nodes[plan.id["Order"]]), on_screen(opened, nodes[plan.id["Design"]])
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for point in (start + QPoint(30, 10), (start + end) / 2, end):
        qtbot.mouseMove(port, point)
    assert nodes[plan.id["Design"]].wanted
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    (made,) = [
        row
        for row in plan.program.file.rows(Link)
        if (row.predecessor_id, row.successor_id) == (plan.id["Order"], plan.id["Design"])
    ]
    assert opened.session.selected == ("link", (made.id,))
    assert (plan.id["Order"], plan.id["Design"]) in opened.canvas.edges


def test_a_link_that_would_close_a_ring_is_refused_naming_the_ring(
    opened: NetworkView, plan: Plan, refusals: list[str], qtbot: QtBot
) -> None:
    before = len(plan.program.file.rows(Link))
    port, nodes = opened.canvas.viewport(), opened.canvas.nodes
    start, end = on_screen(opened, nodes[plan.id["Test"]]), on_screen(opened, nodes[plan.id["Install"]])
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, start + QPoint(20, 20))
    qtbot.mouseMove(port, end)
    assert nodes[plan.id["Install"]].refused
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    assert not nodes[plan.id["Install"]].refused
    assert all(name in refusals[-1] for name in ("“Test”", "“Install”", "→"))
    assert len(plan.program.file.rows(Link)) == before


def test_type_and_lag_are_typed_at_the_arrow_and_undone(
    opened: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    link_id = plan.id["Order-Install"]
    opened.session.select("link", [link_id])
    press(opened, qtbot, Qt.Key.Key_Return)
    assert opened.editing.editor.isVisible() and opened.editing.editor.text() == "FS"
    qtbot.keyClicks(opened.editing.editor, "ss+2d")
    qtbot.keyClick(opened.editing.editor, Qt.Key.Key_Return)
    (row,) = plan.program.file.rows(Link, id=link_id)
    assert (row.type, row.lag, row.lag_unit) == (LinkType.SS, 960, LagUnit.WORKING)
    assert opened.canvas.edges[plan.id["Order"], plan.id["Install"]].label == "SS+2 d"
    assert not opened.editing.editor.isVisible()
    opened.session.undo()
    assert opened.canvas.edges[plan.id["Order"], plan.id["Install"]].label == ""


def test_what_is_no_lag_stays_in_the_editor(opened: NetworkView, plan: Plan, qtbot: QtBot) -> None:
    opened.editing.edit_link(plan.id["Order-Install"])
    opened.editing.editor.setText("FS+soon")
    qtbot.keyClick(opened.editing.editor, Qt.Key.Key_Return)
    assert opened.editing.editor.isVisible() and "soon” is not a lag" in opened.editing.editor.toolTip()
    qtbot.keyClick(opened.editing.editor, Qt.Key.Key_Escape)
    assert not opened.editing.editor.isVisible()


def test_delete_removes_the_chosen_link_and_undo_brings_it_back(
    opened: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    ends = plan.id["Order"], plan.id["Install"]
    opened.session.select("link", [plan.id["Order-Install"]])
    trigger(opened, "remove")
    assert ends not in opened.canvas.edges
    opened.session.undo()
    assert ends in opened.canvas.edges


def test_l_offers_successors_says_why_one_can_not_be_and_links_another(
    opened: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    opened.canvas.choose(opened.canvas.nodes[plan.id["Test"]])
    trigger(opened, "link")
    qtbot.keyClicks(opened.editing.picker.line, "design")
    assert (
        opened.editing.picker.list.count() == 1 and "wait for each other" in opened.editing.picker._why.text()
    )
    opened.editing.picker.close()
    opened.canvas.choose(opened.canvas.nodes[plan.id["Order"]])
    trigger(opened, "link")
    qtbot.keyClicks(opened.editing.picker.line, "design")
    qtbot.keyClick(opened.editing.picker.line, Qt.Key.Key_Return)
    assert (plan.id["Order"], plan.id["Design"]) in opened.canvas.edges


def test_arrow_keys_walk_along_links(opened: NetworkView, plan: Plan, qtbot: QtBot) -> None:
    opened.canvas.choose(opened.canvas.nodes[plan.id["Design"]])
    press(opened, qtbot, Qt.Key.Key_Right)
    assert opened.session.selected == ("task", (plan.id["Build"],))
    press(opened, qtbot, Qt.Key.Key_Right)
    assert opened.session.selected == ("task", (plan.id["Test"],))
    press(opened, qtbot, Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    assert opened.session.selected[0] == "link"
    press(opened, qtbot, Qt.Key.Key_Left)
    assert opened.session.selected[0] == "task"


def test_filters_leave_only_what_is_asked_for(opened: NetworkView, plan: Plan) -> None:
    opened.filter("build")
    assert names(opened) == {"Software", "Build"}
    opened.filter("")
    button = opened.findChild(QToolButton, "network-only-crossing")
    assert isinstance(button, QToolButton)
    button.click()
    assert names(opened) == {"Sites", "Software", "Install", "Accept", "Build", "Test"}
    button.click()
    opened.session.select("task", [plan.id["Design"]])
    opened.controls.around.setCurrentIndex(1)
    opened.controls.around.activated.emit(1)
    assert names(opened) == {"Software", "Design", "Build"}
    assert "filtered" in opened.headline()


def test_an_edit_of_dates_keeps_the_layout_and_marks_what_moved(opened: NetworkView, plan: Plan) -> None:
    before = opened.canvas.nodes[plan.id["Build"]]
    place, dates = before.pos(), before.caption.second
    with plan.program.file.transaction("Longer") as edit:
        edit.set("task", plan.id["Order"], duration=4800)
    assert opened.canvas.nodes[plan.id["Build"]] is before
    assert before.pos() == place and before.caption.second != dates and before.lit


def test_the_list_holds_every_link_and_edits_type_and_lag(
    opened: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    table, model = opened.links.table, opened.links.shown
    assert model.rowCount() == 6
    opened.links.crossing.click()
    assert {model.index(row, 0).data() for row in range(model.rowCount())} == {"Accept", "Install"}
    opened.links.crossing.click()
    opened.session.select("link", [plan.id["Order-Install"]])
    (chosen,) = table.selectionModel().selectedRows()
    lag = chosen.siblingAtColumn(5)
    table.setFocus()
    table.setCurrentIndex(lag)
    table.edit(lag)
    editor = table.viewport().focusWidget() or table.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "3d")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    (row,) = plan.program.file.rows(Link, id=plan.id["Order-Install"])
    assert row.lag == 1440
    assert opened.canvas.edges[plan.id["Order"], plan.id["Install"]].label == "FS+3 d"


def test_choosing_in_the_list_shows_the_arrow(opened: NetworkView, plan: Plan) -> None:
    row = next(r for r in range(6) if opened.links.shown.index(r, 0).data() == "Design")
    opened.links.table.selectRow(row)
    assert opened.session.selected == ("link", (plan.id["Design-Build"],))
    assert opened.canvas.current is opened.canvas.edges[plan.id["Design"], plan.id["Build"]]


def test_an_empty_program_says_what_belongs_here(opened: NetworkView, plan: Plan) -> None:
    with plan.program.file.transaction("Clear") as edit:
        edit.remove("project", [plan.id["Sites"], plan.id["Software"]])
    assert opened.empty.isVisible()
