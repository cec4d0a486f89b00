"""A task's page says how much it can slip, and what moves if it slips a week."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tpm_desktop.desktop.found_list import FOUND
from tpm_desktop.desktop.inspector.slip_list import SlipList
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.links import unlink
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields


@pytest.fixture
def slip(window: MainWindow, ids) -> SlipList:
    window.session.select("task", [ids.order])
    return window.inspector.findChild(SlipList)


def fact(window: MainWindow, name: str) -> str:
    return window.inspector.findChild(QLabel, name).text()


def listed(slip: SlipList, qtbot) -> dict[str, str]:
    qtbot.waitUntil(lambda: not slip.busy)
    return {found.text: found.detail for found in slip.list.found.found}


def test_what_moves_is_listed_with_its_old_and_new_finish(slip: SlipList, qtbot):
    assert listed(slip, qtbot) == {
        "Program finish": "22 May → 29 May (+5 d)",
        "Data centre and sites": "22 May → 29 May (+5 d)",
        "Racks accepted": "22 May → 29 May (+5 d)",
    }
    assert slip.summary.text() == "The program finishes 29 May instead of 22 May. Rows that move with it: 2."


def test_a_commitment_that_gets_late_is_named(slip: SlipList, window: MainWindow, ids, qtbot):
    program = window.session.program
    outside = insert_project(program, "Cloud")
    values = {"title": "Racks", "giving_task_id": ids.install, "receiver_id": outside}
    add_row(program, "commitment", {**values, "needed_by": program.plan.finish(ids.install).date()})
    assert listed(slip, qtbot)["Racks"] == "22 May → 29 May (+5 d)"
    assert "Commitments that get late: 1." in slip.summary.text()


def test_each_is_one_click_away(slip: SlipList, window: MainWindow, ids, qtbot):
    listed(slip, qtbot)
    index = slip.list.found.index(2, 0)
    slip.list.scrollTo(index)
    QTest.mouseClick(
        slip.list.viewport(), Qt.MouseButton.LeftButton, pos=slip.list.visualRect(index).center()
    )
    assert window.session.selected == ("task", (ids.accepted,))


def test_the_keyboard_reaches_each(slip: SlipList, window: MainWindow, ids, qtbot):
    listed(slip, qtbot)
    slip.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert slip.list.focusPolicy() & Qt.FocusPolicy.TabFocus
    for _ in range(2):
        QTest.keyClick(slip.list, Qt.Key.Key_Down)
    assert slip.list.currentIndex().data(FOUND).text == "Racks accepted"
    QTest.keyClick(slip.list, Qt.Key.Key_Return)
    assert window.session.selected == ("task", (ids.accepted,))


def test_an_edit_is_followed(slip: SlipList, window: MainWindow, ids, qtbot):
    listed(slip, qtbot)
    set_fields(window.session.program, "task", ids.install, {"duration": 5 * 480})
    assert listed(slip, qtbot)["Program finish"] == "15 May → 22 May (+5 d)"


def test_a_slip_within_the_slack_moves_nothing_else(slip: SlipList, window: MainWindow, ids, qtbot):
    spare = insert_task(window.session.program, parent=ids.software, name="Paint", duration=480)
    window.session.select("task", [spare])
    assert "Program finish" not in listed(slip, qtbot)
    assert slip.summary.text() == "The program still finishes 22 May."
    assert fact(window, "slack") == "14 d"
    assert fact(window, "path") == "decides no other finish"


def test_what_is_done_cannot_slip(slip: SlipList, window: MainWindow, ids, qtbot):
    set_fields(window.session.program, "task", ids.order, {"percent_complete": 10_000})
    assert listed(slip, qtbot) == {}
    assert slip.summary.text() == "Nothing: “Order racks” is done; what is done can't slip."


def test_several_tasks_have_no_slip_of_their_own(slip: SlipList, window: MainWindow, ids, qtbot):
    window.session.select("task", [ids.order, ids.install])
    assert listed(slip, qtbot) == {}
    assert slip.summary.text() == ""


def test_slack_and_path_are_told(window: MainWindow, ids):
    window.session.select("task", [ids.order])
    assert (fact(window, "slack"), fact(window, "free-slack")) == ("0 d · critical", "0 d")
    assert fact(window, "path") == "on the longest path"
    near = insert_task(window.session.program, parent=ids.software, name="Near", duration=10 * 480)
    window.session.select("task", [near])
    assert fact(window, "slack") == "5 d · near-critical"


def test_a_program_with_a_ring_opens_with_a_notice_until_it_is_mended(
    empty_window: MainWindow, made: tuple[Path, object], tmp_path: Path
):
    path, ids = Path(shutil.copy(made[0], tmp_path)), made[1]
    with ProgramFile.open(path) as file, file.transaction("Break") as edit:
        ring = edit.add("link", predecessor_id=ids.install, successor_id=ids.order)
    assert empty_window.files.open(path)
    banner = empty_window.banner
    assert banner.isVisible()
    assert "“Order racks” → “Install racks” → “Order racks”" in banner.text
    banner.button.click()
    assert empty_window.session.selected == ("task", (ids.order,))
    assert "That is provisional" in fact(empty_window, "why")
    unlink(empty_window.session.program, [ring])
    assert not banner.isVisible()


def test_the_map_is_one_click_away(slip: SlipList, window: MainWindow, ids, qtbot):
    listed(slip, qtbot)
    QTest.mouseClick(slip.map, Qt.MouseButton.LeftButton)
    assert window.view.key == "network"
    assert window.view.slip_bar.isVisible()
    qtbot.waitUntil(lambda: not window.view.slipping.asking.busy)
    assert window.view.slip_bar.page.isEnabled()
