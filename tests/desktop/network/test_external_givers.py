"""External givers stand on the map beside the projects that wait for them; no task is asked of them."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tpm_desktop.desktop.network.graph import NodeKind, Wanted
from tpm_desktop.gestures.records import add_row, set_fields


@pytest.fixture
def fibre(plan, view) -> str:
    """What the carrier owes to the sites, too late."""
    values = {"title": "Fibre", "external_giver": "Carrier", "receiving_task_id": plan.id["Order"]}
    dates = {"promised": date(2026, 6, 1), "needed_by": date(2026, 5, 20)}
    made = add_row(plan.program, "commitment", {**values, **dates})
    add_row(plan.program, "commitment", {**values, "title": "Ducts", "external_giver": " carrier "})
    return made


def outside(view):
    (node,) = [item for item in view.canvas.nodes.values() if item.node.kind is NodeKind.OUTSIDE]
    return node


def test_a_giver_is_one_node_however_its_name_is_written(view, plan, fibre):
    (arrow,) = [line for line in view.canvas.edges.values() if line.source is outside(view)]
    assert outside(view).caption.title == "Carrier"
    assert arrow.target.node.id == plan.id["Sites"]
    assert arrow.label == "2 commitments, 1 late"
    assert arrow.words.startswith("Carrier → Sites")
    assert "1 external giver" in view.headline() and "0 tasks shown" in view.headline()


def test_it_can_be_chosen_but_neither_opened_nor_moved_nor_linked(view, plan, fibre, refusals, qtbot):
    places = {node.node.id: node.pos() for node in view.canvas.nodes.values()}
    port, at = view.canvas.viewport(), view.canvas.mapFromScene(outside(view).rect().center())
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=at)
    assert view.session.selected[0] == "commitment" and fibre in view.session.selected[1]
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Space, Qt.Key.Key_Return):
        qtbot.keyClick(view.canvas, key)
    view.canvas.setFocus()
    assert not view.stage.opened
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(port, at + port.rect().center() / 4)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at + port.rect().center() / 4)
    assert {node.node.id: node.pos() for node in view.canvas.nodes.values()} == places
    view.editing.pick_successor()
    assert refusals == ["choose the task first that another one shall wait for"]


def test_what_was_delivered_or_filtered_away_needs_no_giver(view, plan, fibre):
    view.stage.want(Wanted(critical=True))
    assert not [item for item in view.canvas.nodes.values() if item.node.kind is NodeKind.OUTSIDE]
    view.stage.want(Wanted())
    view.stage.open_all(wanted=True)
    assert not outside(view).rect().intersects(view.canvas.nodes[plan.id["Sites"]].rect())
    for row in plan.program.plan.state.inputs.tables["commitment"].ids:
        set_fields(plan.program, "commitment", row, {"status": "accepted"})
    assert not [item for item in view.canvas.nodes.values() if item.node.kind is NodeKind.OUTSIDE]
