"""A change request in the window: tried out in a what-if copy, weighed, approved and applied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLabel, QPushButton

from tpm_desktop.desktop.inspector.options_table import OptionsTable
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.gestures.task_rules import task_edits


@pytest.fixture
def request_id(window):
    program = window.session.program
    body = program.file.columns("body", ["id"])[0][0]
    made = add_row(program, "change_request", {"title": "Install faster", "body_id": body})
    window.show_view("change_request")
    window.session.select("change_request", [made])
    window.action("inspector").setChecked(True)
    return made


def options_page(window, qtbot):
    window.inspector.turn_to("Options")
    return window.inspector.page("Options")


def shorten(window, row_id, days):
    program = window.session.program
    with program.file.transaction("Shorten") as edit:
        for (table, key), values in task_edits(program, row_id, {"duration": days * 480}).items():
            edit.set(table, key, **values)


def duration(window, row_id):
    ids, durations = window.session.program.file.columns("task", ["id", "duration"])
    return durations[ids.index(row_id)] / 480


def test_edits_are_tried_out_kept_and_applied(window, ids, request_id, qtbot, monkeypatch):
    program = window.session.program
    page = options_page(window, qtbot)
    qtbot.waitUntil(page.nothing.isVisible)
    qtbot.mouseClick(page.try_out, Qt.MouseButton.LeftButton)
    assert window.trying.is_on
    assert "edits here are proposed, not made" in window.banner.text
    shorten(window, ids.install, 6)
    assert duration(window, ids.install) == 6
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Two crews", True))
    qtbot.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    assert not window.trying.is_on
    assert window.session.program is program
    assert duration(window, ids.install) == 10
    page = options_page(window, qtbot)
    qtbot.waitUntil(lambda: page.options.count() == 1)
    said = [label.text() for label in page.findChildren(QLabel)]
    assert any("4 d earlier" in text for text in said)
    assert any("Install racks: duration 10 d → 6 d" in text for text in said)
    for state in ("submitted", "assessed", "approved"):
        set_fields(program, "change_request", request_id, {"state": state})
    qtbot.mouseClick(page.apply, Qt.MouseButton.LeftButton)
    assert duration(window, ids.install) == 6
    assert program.file.columns("change_request", ["state"])[0] == ("applied",)
    window.session.undo()
    assert duration(window, ids.install) == 10


def test_dropping_the_copy_leaves_no_trace(window, ids, request_id, qtbot):
    records = len(window.session.program.file.journal.records())
    window.session.trying_wanted.emit(request_id)
    shorten(window, ids.install, 6)
    qtbot.mouseClick(window.banner.buttons[1], Qt.MouseButton.LeftButton)
    assert duration(window, ids.install) == 10
    assert len(window.session.program.file.journal.records()) == records


def test_an_empty_proposal_is_refused_and_the_copy_stays(window, request_id):
    window.session.trying_wanted.emit(request_id)
    window.trying.keep("Nothing")
    assert window.trying.is_on
    assert "nothing was edited" in window.status.said.casefold()
    window.trying.leave()


def test_one_of_several_options_is_chosen(window, ids, request_id, qtbot, monkeypatch):
    for title, days in (("Two crews", 6), ("Three crews", 4)):
        window.session.trying_wanted.emit(request_id)
        shorten(window, ids.install, days)
        window.trying.keep(title)
    page = options_page(window, qtbot)
    qtbot.waitUntil(lambda: page.options.count() == 2)
    shown = []
    monkeypatch.setattr(OptionsTable, "exec", lambda dialog: shown.append(dialog))
    qtbot.mouseClick(page.compare, Qt.MouseButton.LeftButton)
    finish = next(item for item in shown[0].items() if item.text(0) == "Finish")
    assert [finish.text(column)[-11:] for column in (1, 2)] == ["4 d earlier", "6 d earlier"]
    button = page.findChild(QPushButton, "choose-Three crews")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    titles, chosen = window.session.program.file.columns("change_option", ["title", "chosen"])
    assert dict(zip(titles, chosen, strict=True)) == {"Two crews": 0, "Three crews": 1}


def test_a_list_of_states_offers_only_what_can_follow(window, request_id):
    window.inspector.turn_to("General")
    editor = window.inspector.page("General").form.editors["state"]
    assert [editor.itemText(n) for n in range(editor.count())] == ["Draft", "Submitted", "Withdrawn"]
    set_fields(window.session.program, "change_request", request_id, {"state": "withdrawn"})
    assert [editor.itemText(n) for n in range(editor.count())] == ["Withdrawn"]
