"""The history lists every edit and leads back to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tpm_desktop.desktop.history.model import LABEL, RECORD, STATE, when_in_words
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.records import set_fields


@pytest.fixture
def titles(window: MainWindow, ids):
    """Three edits of one title."""
    for title in ("One", "Two", "Three"):
        set_fields(window.session.program, "risk", ids.late_racks, {"title": title})
    return window.history


def column(history, at: int) -> list[str]:
    return [history.model.index(row, at).data() for row in range(3)]


def title(window: MainWindow, ids) -> str:
    return window.session.names.name("risk", ids.late_racks)


def test_the_newest_edit_stands_on_top(titles):
    assert column(titles, LABEL)[0] == "Rename R-1 “Two”"
    assert column(titles, STATE) == ["", "", ""]


def test_what_was_undone_is_shown_as_such(window, titles):
    window.session.undo()
    assert column(titles, STATE) == ["undone", "", ""]
    window.session.redo()
    assert column(titles, STATE) == ["", "", ""]


def test_what_was_undone_before_another_edit_cannot_come_back(window, titles, ids):
    window.session.undo()
    set_fields(window.session.program, "risk", ids.late_racks, {"trigger": "A letter"})
    assert column(titles, STATE) == ["", "undone, then edited on", ""]
    assert titles.model.steps_to(titles.model.index(1, 0).data(RECORD)) == 0


def test_going_back_to_an_edit_undoes_all_after_it(window, titles, ids):
    titles.table.selectRow(2)
    assert titles.steps() == 2
    titles.go_back.trigger()
    assert title(window, ids) == "One"
    assert window.status.said == "2 edits undone"


def test_going_forward_to_an_undone_edit_does_it_again(window, titles, ids):
    window.session.go_back(3)
    assert title(window, ids) == "Racks come late"
    titles.table.selectRow(1)
    assert titles.steps() == -2
    titles.go_back.trigger()
    assert title(window, ids) == "Two"


def test_going_back_to_the_first_record_leaves_an_empty_program(window, titles):
    titles.table.selectRow(len(titles.model) - 1)
    titles.go_back.trigger()
    assert not len(window.session.program.plan.state.outline)
    assert not window.action("undo").isEnabled()


def test_undo_is_offered_by_its_label_after_reopening(window, titles, program_path):
    window.close_program()
    window.files.open(program_path)
    assert window.action("undo").toolTip() == "Undo: Rename R-1 “Two”"
    window.actions_.undo()
    assert window.action("redo").toolTip() == "Redo: Rename R-1 “Two”"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=3), "09:00"),
        (timedelta(days=1), "yesterday 12:00"),
        (timedelta(days=40), "3 May 12:00"),
    ],
)
def test_moments_are_said_as_people_say_them(ago, words):
    now = datetime(2026, 6, 12, 12)
    at = (now - ago).astimezone(UTC)
    assert when_in_words(at, Formats("en_GB", year=2026), now) == words
