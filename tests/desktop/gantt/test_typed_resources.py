"""Who works on a task is typed in one cell, completed while typing, and follows the rules of work."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.resources import Assignment

NAMES = ("Network engineer", "Network lead", "Electrician")


@pytest.fixture
def crew(desk):
    desk.view.panes.tree.setColumnHidden(INDEX["resources"], False)
    return {name: add_row(desk.program, "resource", {"name": name}) for name in NAMES}


def staffed(desk, name: str = "Order") -> dict[str, tuple[int, int]]:
    """Units in per cent and work in hours, by resource."""
    found = desk.program.file.rows(Assignment, task_id=desk.id(name))
    resources = desk.session.names.all("resource")
    return {resources[one.resource_id]: (one.units // 100, one.work // 60) for one in found}


def test_several_are_typed_with_their_units(desk, crew):
    desk.enter("Order", "resources", "Network engineer[50%]; Electrician")
    assert (desk.editor(), desk.refused) == (None, [])
    assert staffed(desk) == {"Network engineer": (50, 20), "Electrician": (100, 40)}
    assert desk.shown("Order", "resources") == "Network engineer 50 %, Electrician"
    assert desk.last_label() == "Set resources of “Order”"
    desk.session.undo()
    assert staffed(desk) == {}


def test_what_stands_there_is_edited_as_it_was_typed(desk, crew):
    desk.enter("Order", "resources", "Network engineer[50%]; Electrician")
    before = {one.id for one in desk.program.file.rows(Assignment)}
    desk.at("Order", "resources")
    desk.key(Qt.Key.Key_F2)
    assert desk.editor().text() == "Network engineer[50 %]; Electrician"
    desk.type_in("Electrician[25%]; Network lead")
    # of fixed units: who works a quarter of the day takes four times as long for the same 40 hours
    assert staffed(desk) == {"Electrician": (25, 40), "Network lead": (100, 160)}
    assert desk.days("Order") == 20
    assert len(before & {one.id for one in desk.program.file.rows(Assignment)}) == 1  # who stays, stays
    desk.enter("Order", "resources", "")
    assert staffed(desk) == {}


def test_names_are_completed_one_after_the_other(desk, crew):
    desk.at("Order", "resources")
    desk.key(Qt.Key.Key_F2)
    editor = desk.editor()
    QTest.keyClicks(editor, "ele")
    assert editor.text() == "electrician"
    QTest.keyClicks(editor, "[50%]; ")
    assert editor.text() == "electrician[50%]; "  # nothing is offered before a letter
    QTest.keyClicks(editor, "network l")
    assert editor.text() == "electrician[50%]; network lead"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert staffed(desk) == {"Electrician": (50, 20), "Network lead": (100, 40)}


def test_a_semicolon_takes_the_name_that_is_offered(desk, crew):
    desk.at("Order", "resources")
    desk.key(Qt.Key.Key_F2)
    QTest.keyClicks(desk.editor(), "ele; network e")
    QTest.keyClick(desk.editor(), Qt.Key.Key_Return)
    assert set(staffed(desk)) == {"Electrician", "Network engineer"}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Electrician; Nobody", "Nobody"),
        ("Electrician[lots]", "lots"),
        ("[50%]", "no resource"),
        ("Electrician; electrician[20%]", "named twice"),
    ],
)
def test_what_cannot_be_meant_says_why_and_stays_typed(desk, crew, typed, says):
    desk.enter("Order", "resources", typed)
    assert desk.editor().text() == typed
    assert says in desk.editor().toolTip()
    assert staffed(desk) == {}


def test_a_component_project_has_no_resources_of_its_own(desk, crew):
    desk.at("Sites", "resources")
    desk.key(Qt.Key.Key_F2)
    assert desk.editor() is None
    assert desk.refused


def test_effort_is_shared_out_by_the_rules_of_the_task(desk, crew):
    task = desk.id("Order")
    desk.enter("Order", "resources", "Electrician")
    with desk.program.file.transaction("Effort-driven") as edit:
        edit.set("task", task, effort_driven=True)
    desk.enter("Order", "resources", "Electrician; Network lead")
    assert staffed(desk) == {"Electrician": (100, 20), "Network lead": (100, 20)}
    assert desk.days("Order") == 2.5
