"""Choosing an edit in the history shows the whole window as it was, read-only, before one goes there."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.journeys.person import Person, file_named
from tpm_desktop.desktop.history.model import STATE
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.file.verify import verify
from tpm_desktop.gestures.dates import shift_by
from tpm_desktop.gestures.outline import insert_task
from tpm_desktop.gestures.records import set_fields


@pytest.fixture
def person(window: MainWindow, qtbot) -> Person:
    return Person(window, qtbot)


@pytest.fixture
def edited(window: MainWindow, ids, person: Person) -> Person:
    """A risk renamed twice, a task moved by four weeks, a task added; the history is shown."""
    program = window.session.program
    for title in ("Racks come too late", "Racks come never"):
        set_fields(program, "risk", ids.late_racks, {"title": title})
    shift_by(program, [ids.order], 28)
    insert_task(program, parent=ids.sites, name="Label racks", duration=480)
    person.choose("history")
    return person


def look_at(person: Person, place: int) -> None:
    """Double-click on an edit of the history, the newest being 0."""
    table = person.window.history.table
    table.scrollTo(table.model().index(place, 0))
    person.double_click(table.viewport(), table.visualRect(table.model().index(place, 0)).center())


def click(person: Person, button: str) -> None:
    person.click(next(b for b in person.window.banner.buttons if b.text() == button))


def offered(person: Person) -> list[str]:
    return [button.text() for button in person.window.banner.buttons]


def finish(person: Person, task: str):
    return person.plan.finish(task)


def risk(person: Person, ids) -> str:
    return person.window.session.names.name("risk", ids.late_racks)


def test_the_whole_window_shows_the_program_as_it_was(edited, ids):
    now = finish(edited, ids.accepted)
    edited.go("gantt")
    look_at(edited, 2)  # after the second renaming, before the move
    assert "As it was after “Rename R-1 “Racks come too late”” on" in edited.notice
    assert "by Test manager, Program manager – read-only." in edited.notice
    assert finish(edited, ids.accepted) < now
    assert edited.view.key == "gantt"
    assert "5 tasks" not in edited.window.header.accessibleName()
    rows = edited.view.panes.model.state.outline
    assert "Label racks" not in edited.plan.state.names
    assert rows is edited.plan.state.outline
    look_at(edited, 3)
    register = edited.go("risk")
    shown = [register.model.index(n, 1).data() for n in range(register.model.rowCount())]
    assert "Racks come too late" in shown
    click(edited, "Return to now")
    assert edited.notice == ""
    assert finish(edited, ids.accepted) == now
    assert risk(edited, ids) == "Racks come never"


def test_nothing_can_be_edited_while_looking_back(edited, ids):
    count = len(edited.labels)
    look_at(edited, 3)
    register = edited.go("risk")
    assert not next(a for a in register.commands() if a.objectName() == "risk-add").isEnabled()
    assert not edited.window.action("undo").isEnabled()
    assert not edited.window.action("send").isEnabled()  # it would be of now
    edited.press("F2", "X", "Return")
    edited.press("Delete")
    click(edited, "Return to now")
    assert len(edited.labels) == count
    assert edited.window.action("undo").isEnabled()
    register = edited.go("risk")
    assert next(a for a in register.commands() if a.objectName() == "risk-add").isEnabled()


def test_while_looking_back_arrows_lead_from_edit_to_edit_and_escape_returns(edited, ids):
    table = edited.window.history.table
    table.setFocus()
    table.selectRow(2)
    edited.press("Return")
    assert risk(edited, ids) == "Racks come never"
    table.setFocus()
    edited.press("Down")
    assert risk(edited, ids) == "Racks come too late"
    assert table.model().index(3, STATE).data() == "shown now"
    table.setFocus()
    edited.press("Escape")
    assert edited.notice == ""
    assert table.model().index(3, STATE).data() == ""


def test_going_back_to_what_is_shown_undoes_to_there(edited, ids):
    look_at(edited, 2)
    shown = finish(edited, ids.accepted)
    assert "Go back to here" in offered(edited)
    click(edited, "Go back to here")
    assert edited.notice == ""
    assert finish(edited, ids.accepted) == shown
    assert edited.said == "2 edits undone"
    look_at(edited, 0)  # an edit that is undone can be looked at and brought again
    assert "Label racks" in edited.plan.state.names
    click(edited, "Go back to here")
    assert "Label racks" in edited.plan.state.names


def test_an_edit_on_which_nothing_builds_is_undone_alone(edited, ids):
    look_at(edited, 1)  # the move of a task
    click(edited, "Undo just this edit")
    assert edited.labels[0].startswith("Undo: ")
    assert risk(edited, ids) == "Racks come never"
    assert "Label racks" in edited.plan.state.names
    look_at(edited, 1)  # bringing the move again would not take away the task that was added after it
    assert "Go back to here" not in offered(edited)


def test_what_builds_on_an_edit_is_said_by_name_and_without_ids(edited):
    look_at(edited, 3)
    assert "Undo just this edit" not in offered(edited)
    assert "can't be undone alone: “Rename R-1 “Racks come too late”” builds on it" in edited.notice
    assert edited.window.history.model.session.program.file.journal.records()[3].id[:12] not in edited.notice


def test_the_newest_edit_is_the_program_as_it_is(edited):
    look_at(edited, 0)
    assert edited.notice == ""
    assert edited.said == "This is the program as it is now"


def test_the_program_before_anything_was_planned_can_be_looked_at_in_every_view(edited):
    from tpm_desktop.desktop.views import views

    look_at(edited, len(edited.window.history.model) - 1)
    for view in views():
        edited.window.show_view(view.key)
    assert len(edited.plan.state.outline) == 0
    edited.window.close_program()
    assert edited.window.session is None


def test_a_copy_saved_while_looking_back_is_as_it_was(edited, ids, tmp_path):
    look_at(edited, 3)
    edited.answer(lambda: edited.choose("save_copy"), file_named(tmp_path / "then.tpm"))
    assert verify(tmp_path / "then.tpm").records == len(edited.labels)
    assert edited.notice  # still looking back
    edited.window.close_program()
    edited.open(tmp_path / "then.tpm")
    assert risk(edited, ids) == "Racks come too late"


def test_a_report_written_while_looking_back_is_of_then(edited):
    look_at(edited, 3)
    again = edited.window.session.again()
    with again() as program:
        assert "Label racks" not in program.plan.state.names
        assert program.file.journal.head() == edited.window.session.past.record.id


def forged(path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE journal SET author = 'Somebody else' WHERE seq = 4")


def test_a_file_whose_history_does_not_hold_says_so_and_offers_its_rows(
    empty_window, qtbot, program_path, ids, tmp_path
):
    forged(program_path)
    person = Person(empty_window, qtbot)
    person.open(program_path)
    assert "can't be trusted from record 4 on, “Insert “Order racks””" in person.notice
    assert "it was altered after it was written" in person.notice
    assert offered(person) == ["Save the rows in a new file…"]
    assert not person.window.action("undo").isEnabled()
    target = tmp_path / "saved.tpm"
    person.answer(lambda: click(person, "Save the rows in a new file…"), file_named(target))
    person.wait()
    assert person.notice == ""
    assert "nothing is missing" in person.said
    assert person.window.session.program.file.path == target
    assert "Install racks" in person.plan.state.names
