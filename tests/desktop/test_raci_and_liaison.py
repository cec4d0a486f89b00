"""The RACI matrix typed, pasted and copied in the window; what is due between office and bodies."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.raci import Raci

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
HOSTILE = "<b>Lead</b> & <img src=x> " + "long " * 2_000


def click(table, line, column):
    index = table.model().index(line, column)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())


@pytest.fixture
def view(window, ids):
    program = window.session.program
    for name in (HOSTILE[:1_000], "Engineer"):
        add_row(program, "role", {"name": name})
    return window.show_view("raci")


def test_letters_are_typed_pasted_and_checked(window, view, ids):
    model, table, file = view.model, view.table, window.session.program.file
    assert [one.field for one in model.columns] == ["role_id", "role_id", "body_id"]
    assert [one.name for one in model.lines] == ["Data centre and sites", "Branch software"]
    assert view.headline() == "Nobody has agreed yet who answers for what"

    click(table, 0, 0)
    QTest.keyClicks(table, "ra")
    assert model.letters(0, 0) == "RA"
    assert view.headline() == "1 row agreed of 2 · all rules kept"
    QTest.keyClicks(table, "r")  # again takes it away
    assert model.letters(0, 0) == "A"
    assert [one.detail for one in view.findings.found.found] == ["Nobody is responsible: give at least one R"]
    assert model.headerData(0, Qt.Orientation.Vertical) == "▲ Data centre and sites"
    window.session.undo()
    assert model.letters(0, 0) == "RA"

    QApplication.clipboard().setText("C\ta\nR/A\ti\n")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert [[model.letters(n, m) for m in (0, 1)] for n in (0, 1)] == [["C", "A"], ["RA", "I"]]
    refused = []
    window.session.refused.connect(refused.append)
    QApplication.clipboard().setText("R\tX")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert refused == ["“X” is not understood: “X” is none of R, A, C and I"]
    assert len(file.rows(Raci)) == 4
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "C\tA\t\nRA\tI\t\n"
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert file.rows(Raci) == []
    window.session.undo()

    click(table, 1, 1)
    (finding,) = [n for n, one in enumerate(view.findings.found.found) if "responsible" in one.detail]
    list_ = view.findings
    QTest.mouseClick(list_.viewport(), LEFT, pos=list_.visualRect(list_.found.index(finding)).center())
    assert table.currentIndex().row() == 0
    assert window.session.selected == ("project", (ids.sites,))
    view.filter("branch")
    assert [one.name for one in model.lines] == ["Branch software"]
    assert view.headline().endswith("· filtered")


def test_what_is_due_both_ways_is_one_click_from_its_source(window, ids):
    program = window.session.program
    view = window.show_view("liaison")
    assert view.headline() == "Nothing is due either way"
    held = datetime(2026, 6, 30, 9)
    meeting = add_row(program, "meeting", {"title": "Fourth", "body_id": ids.committee, "held": held})
    asked = add_row(
        program, "decision", {"title": "Second feed?", "body_id": ids.committee, "state": "asked"}
    )
    assert view.headline() == "1 due from the program office, 1 from the bodies · none late"
    assert [line.cells[:4] for line in view.table.told.lines] == [
        ("Steering committee", "Program office", "Agenda for 30 Jun", "23 Jun"),
        ("", "The body", "Decision: Second feed?", "–"),
    ]
    click(view.table, 1, 2)
    assert window.session.selected == ("decision", (asked,))
    click(view.table, 0, 2)
    assert window.session.selected == ("meeting", (meeting,))
    view.filter("feed")
    assert len(view.table.told.lines) == 1
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert window.view.key == "decision"
