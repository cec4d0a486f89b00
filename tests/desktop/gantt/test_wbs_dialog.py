"""WBS codes get their mask in a dialog that shows what becomes of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.gantt.wbs_dialog import WbsDialog


@pytest.fixture
def dialog(desk):
    desk.enter("Order", "wbs", "HW-7")
    desk.do("wbs")
    return desk.view.window().findChild(WbsDialog)


def then(dialog):
    rows = [dialog.preview.topLevelItem(n) for n in range(dialog.preview.topLevelItemCount())]
    return {row.text(0).strip(): row.text(2) for row in rows}


def test_the_codes_are_shown_while_the_mask_is_typed_and_written_as_one_edit(desk, dialog):
    QTest.keyClicks(dialog.prefix, "DC-")
    dialog.example.lineEdit().selectAll()
    QTest.keyClicks(dialog.example.lineEdit(), "A.01")
    assert then(dialog)["Build"] == "DC-B.02"
    assert then(dialog)["Order"] == "HW-7"
    assert "1 task has a code given by hand" in dialog._given.text()
    assert desk.shown("Build", "wbs") == "2.2"
    QTest.keyClick(dialog.prefix, Qt.Key.Key_Return)
    assert (desk.shown("Build", "wbs"), desk.shown("Order", "wbs")) == ("DC-B.02", "HW-7")
    assert desk.last_label() == "Write WBS codes as DC-A.01"
    desk.session.undo()
    assert desk.shown("Build", "wbs") == "2.2"


def test_a_mask_that_can_not_be_is_said_and_can_not_be_applied(desk, dialog):
    dialog.example.setEditText("1.?")
    assert "is no mask" in dialog.problem.text() and not dialog.ok.isEnabled()
    assert set(then(dialog).values()) == {""}
    dialog.example.setEditText("1.1")
    assert dialog.ok.isEnabled() and dialog.problem.isHidden()


def test_applying_what_holds_already_is_no_edit(desk, dialog):
    before = len(desk.program.file.journal.records())
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert len(desk.program.file.journal.records()) == before
