"""The palette finds every action, view and row by part of its name or code."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tpm_desktop.desktop import text_search
from tpm_desktop.desktop.finding import Found, best
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.palette import Palette
from tpm_desktop.gestures.records import set_fields


@pytest.fixture
def palette(window: MainWindow, qtbot) -> Palette:
    window.actions_.find()
    found = window.findChild(Palette, "palette")
    qtbot.waitExposed(found)
    return found


def ask(palette: Palette, qtbot, text: str, *keys: Qt.Key) -> None:
    qtbot.keyClicks(palette.line, text)
    for key in (*keys, Qt.Key.Key_Return):
        qtbot.keyClick(palette.line, key)


def texts(palette: Palette) -> list[str]:
    return [palette.list.model().index(row, 0).data() for row in range(palette.list.model().rowCount())]


def test_enter_goes_to_a_row_found_by_its_name(window, palette, qtbot, ids):
    ask(palette, qtbot, "install ra")
    assert window.view.key == "gantt"
    assert window.session.selected == ("task", (ids.install,))


def test_a_code_finds_its_row_first(window, palette, qtbot, ids):
    ask(palette, qtbot, "r-2")
    assert window.session.selected == ("risk", (ids.load_test,))


def test_enter_opens_a_view(window, palette, qtbot):
    ask(palette, qtbot, "decisions")
    assert window.view.key == "decision"


def test_enter_runs_an_action(window, palette, qtbot):
    shown = window.action("history").isChecked()
    ask(palette, qtbot, "history")
    assert window.action("history").isChecked() is not shown


def test_a_ready_made_view_of_the_gantt_is_found(window, qtbot):
    window.show_view("gantt")
    window.actions_.find()
    ask(window.findChild(Palette, "palette"), qtbot, "view: milestones")
    assert "filtered by “Milestones”" in window.header.shown
    assert window.tools.filter.text() == "milestone"


def test_arrows_move_while_one_types(window, palette, qtbot, ids):
    qtbot.keyClicks(palette.line, "racks")
    second = texts(palette)[1]
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentIndex().data() == second


def test_nothing_found_is_said(palette, qtbot):
    qtbot.keyClicks(palette.line, "qqqq")
    assert palette._none.isVisible()
    assert not palette.list.isVisible()
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)


def test_every_enabled_action_can_be_found(window, palette):
    names = {found.text for found in palette._everything if found.kind == "action"}
    assert {"Undo", "Save a copy", "Dark", "Keyboard shortcuts"} - {"Undo"} <= names


def test_going_to_a_row_offers_rows_only(window, qtbot):
    window.actions_.go_to()
    palette = window.findChild(Palette, "palette")
    assert {found.kind for found in palette._everything} <= {
        "task", "project", "risk", "action", "resource", "body", "calendar", "program",
    }  # fmt: skip
    palette.close()


FOUND = [
    Found("Install racks", "1.2  Task", "task", "a"),
    Found("Racks accepted", "1.3  Task", "task", "b"),
    Found("Order racks and cabling", "1.1  Task", "task", "c"),
    Found("Racks come late", "R-1  Risk", "risk", "d"),
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("racks", "b"), ("racks late", "d"), ("R-1", "d"), ("cabling", "c"), ("1.2", "a"), ("instrack", "a")],
)
def test_the_best_fit_comes_first(typed, first):
    assert best(FOUND, typed, 10)[0].key == first


def test_every_word_has_to_fit():
    assert best(FOUND, "racks nowhere", 10) == []


def test_a_row_is_found_by_what_its_notes_say_also_after_an_edit(window, palette, qtbot, ids):
    program = window.session.program
    set_fields(program, "task", ids.order, {"notes": "Carrier confirmed by telephone"})
    qtbot.waitUntil(lambda: not window.session.texts.busy)
    qtbot.keyClicks(palette.line, "confirmed teleph")
    assert texts(palette) == ["Order racks"]
    assert "Carrier confirmed by telephone · Task" in palette.list.model().found[0].detail
    palette.line.clear()
    set_fields(program, "risk", ids.load_test, {"notes": "The telephone network is too slow"})
    qtbot.keyClicks(palette.line, "telephone")
    assert sorted(texts(palette)) == ["Load test fails", "Order racks"]
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.session.selected[0] in ("task", "risk")


def test_after_many_edits_all_texts_are_read_anew(window, ids, qtbot, monkeypatch):
    monkeypatch.setattr(text_search, "_MANY", 1)
    texts_of_all, program = window.session.texts, window.session.program
    texts_of_all.prepare()
    qtbot.waitUntil(lambda: not texts_of_all.busy)
    for risk in (ids.late_racks, ids.load_test):
        set_fields(program, "risk", risk, {"notes": "Seen at the pilot"})
    assert texts_of_all.find("pilot", 9) == []
    qtbot.waitUntil(lambda: not texts_of_all.busy)
    assert {hit.row_id for hit in texts_of_all.find("pilot", 9)} == {ids.late_racks, ids.load_test}


def test_texts_that_are_still_being_read_come_below_once_they_are(window, ids, qtbot):
    set_fields(window.session.program, "risk", ids.load_test, {"notes": "Seen at the pilot"})
    window.actions_.find()
    palette = window.findChild(Palette, "palette")
    palette.line.setText("pilot seen")
    qtbot.waitUntil(lambda: "Load test fails" in texts(palette))
