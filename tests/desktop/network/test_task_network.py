"""The network of tasks: fields of nodes, steps from a task, driving, critical and near-critical paths."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.application import prepare
from tpm_desktop.desktop.network import NetworkView
from tpm_desktop.desktop.network.fields import DATES, FieldMenu

Plan = Any  # the fixture's class is its conftest's


@pytest.fixture
def opened(view: NetworkView) -> NetworkView:
    """Both component projects opened."""
    view.stage.open_all(wanted=True)
    view.canvas.fit()
    return view


def tasks(view: NetworkView) -> set[str]:
    return {i.caption.title for i in view.canvas.nodes.values()} - {"Sites", "Software"}


def steps(view: NetworkView, back: int, forward: int) -> None:
    for box, wanted in ((view.controls.around, back), (view.controls.forward, forward)):
        place = box.findData(wanted)
        box.setCurrentIndex(place)
        box.activated.emit(place)


def switch(view: NetworkView, name: str) -> None:
    button = view.findChild(QToolButton, f"network-only-{name}")
    assert isinstance(button, QToolButton)
    button.click()


def test_steps_back_and_forward_from_the_selected_task(opened: NetworkView, plan: Plan) -> None:
    opened.session.select("task", [plan.id["Install"]])
    steps(opened, 1, 0)
    assert tasks(opened) == {"Order", "Install"} and opened.controls.forward.isVisible()
    assert opened.canvas.current is opened.canvas.nodes[plan.id["Install"]]
    steps(opened, 0, 1)
    assert tasks(opened) == {"Install", "Accept", "Build"}
    opened.session.select("task", [plan.id["Build"]])
    steps(opened, 2, 1)
    assert tasks(opened) == {"Order", "Install", "Design", "Build", "Test"}


def test_o_looks_around_the_selected_task_and_at_all_again(
    opened: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    opened.canvas.choose(opened.canvas.nodes[plan.id["Order"]])
    opened.canvas.setFocus()
    qtbot.keyClick(opened.canvas, Qt.Key.Key_O)
    assert tasks(opened) == {"Order", "Install", "Accept", "Build"}
    qtbot.keyClick(opened.canvas, Qt.Key.Key_O)
    assert len(tasks(opened)) == 6


def test_the_driving_path_to_the_finish_and_to_a_task(opened: NetworkView, plan: Plan) -> None:
    """Order 2 d, Install 2 d, then Accept and Build, then Test; Design has two days to spare before Build."""
    switch(opened, "driving")
    assert tasks(opened) == {"Order", "Install", "Accept", "Build", "Test"}
    opened.session.select("task", [plan.id["Build"]])
    steps(opened, 1, 0)
    assert tasks(opened) == {"Install", "Build"}
    switch(opened, "driving")
    assert tasks(opened) == {"Install", "Design", "Build"}


def test_critical_and_near_critical_tasks_can_be_told_and_picked(opened: NetworkView, plan: Plan) -> None:
    assert (
        opened.canvas.nodes[plan.id["Design"]].look.near
        and not opened.canvas.nodes[plan.id["Order"]].look.near
    )
    switch(opened, "near")
    assert tasks(opened) == {"Design"}
    switch(opened, "critical")
    assert len(tasks(opened)) == 6
    switch(opened, "near")
    assert "Design" not in tasks(opened) and len(tasks(opened)) == 5


def test_nodes_show_the_fields_that_are_chosen_and_they_are_remembered(
    opened: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    node = opened.canvas.nodes[plan.id["Order"]]
    height = node.rect().height()
    menu = opened.controls.fields
    for key in ("early_start", "late_finish"):
        menu._actions[key].trigger()
    node = opened.canvas.nodes[plan.id["Order"]]
    assert [label for label, _ in node.caption.more] == ["Early start", "Late finish"]
    assert all(value for _, value in node.caption.more) and "Early start: " in node.words
    assert node.rect().height() > height
    menu._actions[DATES].trigger()
    assert opened.canvas.nodes[plan.id["Order"]].caption.second == ""
    settings = QSettings()
    opened.remember(settings)
    again = FieldMenu(opened)
    again.recall(settings)
    assert again.chosen == ("early_start", "late_finish")
    settings.setValue("network/fields", "early_start gone dates")
    again.recall(settings)
    assert again.chosen == ("early_start", DATES)
    settings.remove("network/fields")


def test_nothing_above_the_graph_is_cut_off_on_a_small_screen(opened: NetworkView, plan: Plan) -> None:
    prepare()
    opened.resize(860, 600)  # what a window of 1366 pixels leaves beside its lists
    opened.session.select("task", [plan.id["Build"]])
    steps(opened, 2, 2)
    opened._actions["findings"].setText("Findings (25)")
    QApplication.processEvents()
    short = [
        one.objectName() or one.text()
        for kind in (QToolButton, QComboBox)
        for one in opened.controls.findChildren(kind)
        if one.isVisible() and one.width() < one.sizeHint().width()
    ]
    assert not short


def test_the_task_that_is_looked_around_stays_in_sight(view: NetworkView, plan: Plan) -> None:
    """It stands below many others of its project, and alone at the top when those are left out."""
    with plan.program.file.transaction("Many") as edit:
        sites = [{"project_id": plan.id["Sites"], "name": f"Site {n}", "duration": 480} for n in range(40)]
        before = edit.add_all("task", sites)
        rows = [{"project_id": plan.id["Software"], "name": f"Part {n}", "duration": 480} for n in range(120)]
        last = edit.add_all("task", rows)[-1]
        edit.add_all("link", [{"predecessor_id": one, "successor_id": last} for one in before])
    view.load()
    view.stage.open_all(wanted=True)
    view.canvas.zoom(1 / view.canvas.transform().m11())
    view.canvas.choose(view.canvas.nodes[last])
    steps(view, 1, 0)
    item = view.canvas.current
    assert item is view.canvas.nodes[last] and len(view.canvas.nodes) == 43
    shown = view.canvas.mapToScene(view.canvas.viewport().rect()).boundingRect()
    assert shown.contains(item.rect().center())
