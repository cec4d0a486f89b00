"""The window opens, shows, says and closes what a person expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.places import COUNT, INSET, KEY
from tpm_desktop.desktop.style import font
from tpm_desktop.desktop.views import view_of_table, views
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.plan import OpenProgram


def test_without_a_program_it_offers_where_to_begin(empty_window: MainWindow):
    assert empty_window.pages.currentWidget() is empty_window.start
    assert not empty_window.action("undo").isEnabled()
    assert not empty_window.dock("navigation").isVisible()


def test_the_first_window_leaves_room_for_its_frame(empty_window: MainWindow):
    other = MainWindow(empty_window.appearance)
    assert other.height() <= other.screen().availableSize().height() - 40


def test_without_files_used_last_the_beginning_stands_in_the_middle(empty_window: MainWindow):
    parts = [
        part for part in empty_window.start.findChildren(QWidget) if isinstance(part, QLabel | QPushButton)
    ]
    shown = [part for part in parts if part.isVisible()]
    tops = [part.mapTo(empty_window.start, QPoint(0, 0)).y() for part in shown]
    middle = (min(tops) + max(top + part.height() for top, part in zip(tops, shown, strict=True))) / 2
    height = empty_window.start.height()
    assert 0.35 * height <= middle <= 0.5 * height


def test_at_usual_width_the_gantt_says_the_finish(window: MainWindow):
    window.show_view("gantt")
    QApplication.processEvents()
    assert "Finish Fri 22 May" in window.header._shown.text()


def test_buttons_give_way_to_what_the_view_says(window: MainWindow):
    window.show_view("gantt")
    window.resize(1366, 768)
    QApplication.processEvents()
    assert window.header._shown.text() == window.header.shown
    window.resize(1920, 1080)
    QApplication.processEvents()
    written = {button.toolButtonStyle() for button in window.header._buttons}
    assert written == {Qt.ToolButtonStyle.ToolButtonTextBesideIcon}


def test_a_program_opens_with_its_name_and_the_first_view(window: MainWindow):
    assert window.windowTitle() == "Network renewal – renewal.tpm – TPM Desktop"
    assert window.view.key == "overview"
    assert window.dock("navigation").isVisible()


def test_every_view_opens_gives_no_shortcut_twice_and_follows_an_edit(
    window: MainWindow, ids, subtests: pytest.Subtests
):
    """In one visit: to show them all takes seconds."""
    for one in views():
        with subtests.test(one.key):
            view = window.show_view(one.key)
            assert view is window.view
            assert view.key == one.key
            assert window.header.shown
            given: dict[str, str] = {}
            for action in window.actions_.all_actions():
                for key in action.shortcuts():
                    name = key.toString()
                    assert given.setdefault(name, action.text()) == action.text(), name
    program = window.session.program
    window.session.do(lambda: set_fields(program, "task", ids.order, {"duration": 10 * 480}))
    window.session.undo()
    window.session.redo()
    assert program.plan.state.inputs.tasks.duration[program.plan.row(ids.order)] == 4800


@pytest.mark.parametrize(
    ("table", "view"),
    [
        ("task", "gantt"),
        ("link", "network"),
        ("risk", "risk"),
        ("budget_line", "budget"),
        ("program", "overview"),
    ],
)
def test_every_kind_of_row_has_a_view_to_go_to(table, view):
    assert view_of_table(table) == view


def test_going_to_a_row_opens_its_view_and_selects_it(window: MainWindow, ids):
    window.go_to("risk", ids.load_test)
    assert window.view.key == "risk"
    assert window.session.selected == ("risk", (ids.load_test,))
    assert window.inspector.title == "Load test fails"


def test_an_edit_says_what_it_moved(window: MainWindow, ids):
    program = window.session.program
    window.session.do(lambda: set_fields(program, "task", ids.order, {"duration": 10 * 480}))
    said = window.status.said
    assert said.startswith("Set duration of “Order racks” · finish 22 May → 29 May")
    assert "rows moved" in said


def test_the_status_bar_says_that_all_is_saved(window: MainWindow, ids):
    assert "edits in the history" in window.status.saved
    before = len(window.history.model)
    window.session.do(lambda: set_fields(window.session.program, "risk", ids.late_racks, {"trigger": "x"}))
    assert len(window.history.model) == before + 1
    assert window.status.saved.startswith("Saved just now")


def test_a_refused_edit_is_said_without_a_dialog(window: MainWindow, ids):
    program = window.session.program
    window.session.do(lambda: set_fields(program, "task", ids.order, {"duration": -1}))
    assert window.toast.isVisible()
    assert "out of range" in window.toast.text
    assert window.status.said == window.toast.text


def test_undo_and_redo_by_key_say_what_they_did(window: MainWindow, qtbot, ids):
    program = window.session.program
    window.session.do(lambda: set_fields(program, "risk", ids.late_racks, {"title": "Racks late"}))
    assert "Rename" in window.action("undo").toolTip()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.names.name("risk", ids.late_racks) == "Racks come late"
    assert window.status.said.startswith("Undone: Rename")
    qtbot.keyClick(
        window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.session.names.name("risk", ids.late_racks) == "Racks late"


def test_what_is_overdue_is_counted_in_the_navigation(window: MainWindow, ids):
    index = next(
        window.navigation.list.model().index(row, 0)
        for row in range(window.navigation.list.model().rowCount())
        if window.navigation.list.model().index(row, 0).data() == "Actions"
    )
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Actions, 1 overdue"
    window.session.do(lambda: set_fields(window.session.program, "action", ids.action, {"state": "done"}))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Actions"


def test_every_name_in_the_navigation_is_whole(window: MainWindow):
    places = window.navigation.list
    metrics, room = QFontMetrics(font()), places.viewport().width()
    for row in range(places.model().rowCount()):
        index = places.model().index(row, 0)
        if index.data(KEY) is not None:
            beside = 44 + (14 if index.data(INSET) else 0) + (40 if index.data(COUNT) else 12)
            assert metrics.horizontalAdvance(index.data()) <= room - beside, index.data()
    wide = window.navigation.width()
    window.action("fold").trigger()
    assert window.navigation.width() < wide / 3


def test_each_view_keeps_its_own_filter(window: MainWindow, qtbot):
    window.show_view("risk")
    window.filter("load")
    window.show_view("action")
    qtbot.waitUntil(lambda: window.tools.filter.text() == "")
    window.show_view("risk")
    assert window.tools.filter.text() == "load"
    assert window.view.model.rowCount() == 1
    assert "1 shown, filtered by “load”" in window.header.shown


def test_a_second_window_only_reads_and_says_who_writes(window: MainWindow, program_path, qtbot):
    other = MainWindow(window.appearance)
    qtbot.addWidget(other)
    other.show()
    assert other.files.open(program_path)
    assert "is editing this file" in other.banner.text
    assert other.status.saved == "Read only"
    assert not other.action("undo").isEnabled()
    other.close()


def test_what_is_no_program_file_is_refused_in_one_line(empty_window: MainWindow, tmp_path: Path):
    path = tmp_path / "letter.tpm"
    path.write_text("Dear all")
    assert not empty_window.files.open(path)
    assert empty_window.banner.isVisible()
    assert (
        empty_window.banner.text.startswith("Letter.tpm")
        or "is not a program file" in empty_window.banner.text
    )


def test_files_used_last_are_offered(window: MainWindow, program_path: Path):
    window.close_program()
    assert window.files.recent() == [program_path]
    assert window.start.files.model().rowCount() == 1


def test_a_new_program_begins_with_its_properties(empty_window: MainWindow, tmp_path, monkeypatch):
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: tmp_path / "Core renewal.tpm")
    empty_window.files.new()
    assert empty_window.session.program.file.program.name == "Core renewal"
    assert empty_window.session.selected[0] == "program"


def test_a_new_program_takes_the_place_of_an_old_file_only_when_made(empty_window, tmp_path, monkeypatch):
    path = tmp_path / "old.tpm"
    path.write_text("kept until the new one is there")
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: path)
    empty_window.files.new()
    assert empty_window.session.program.file.path == path
    assert [p.name for p in tmp_path.glob("*.new*")] == []


def test_the_open_file_is_never_overwritten(window: MainWindow, program_path, monkeypatch):
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: program_path)
    window.files.save_copy()
    window.files.new()
    assert window.session.program.file.program.name == "Network renewal"
    assert "is open; choose another name" in window.banner.text


def test_a_copy_holds_everything(window: MainWindow, tmp_path, monkeypatch):
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: tmp_path / "copy.tpm")
    window.files.save_copy()
    with OpenProgram.open(tmp_path / "copy.tpm", read_only=True) as copy:
        assert copy.plan.state.names == window.session.program.plan.state.names


def test_the_sample_program_is_made_and_opened(empty_window: MainWindow, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: tmp_path / "sample.tpm")
    empty_window.files.sample()
    qtbot.waitUntil(lambda: empty_window.session is not None, timeout=60_000)
    assert len(empty_window.session.program.plan.state.outline) > 100


def test_panels_are_remembered(window: MainWindow, program_path, qtbot):
    window.action("history").setChecked(True)
    window.action("fold").setChecked(True)
    window.show_view("risk")
    window.close()
    again = MainWindow(window.appearance)
    qtbot.addWidget(again)
    again.show()
    assert again.files.open(program_path)
    assert again.dock("history").isVisible()
    assert again.navigation.folded
    assert again.view.key == "risk"
    again.close()


def test_edit_commands_of_the_view_stand_in_the_edit_menu(window: MainWindow):
    window.show_view("risk")
    edit = [action.text() for action in window.menuBar().actions()[1].menu().actions()]
    assert "Copy cells" in edit
    window.show_view("overview")
    edit = [action.text() for action in window.menuBar().actions()[1].menu().actions()]
    assert "Copy cells" not in edit
