"""Comments are said in the inspector, of one row or several, and found by what they say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from tpm_desktop.desktop.inspector.comments_page import CommentsPage
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.palette import Palette

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow, table: str, *ids: str) -> CommentsPage:
    window.session.select(table, ids)
    window.inspector.turn_to("Comments")
    return window.inspector.page("Comments")


def say(page: CommentsPage, text: str) -> None:
    page.editor.setFocus()
    QTest.keyClicks(page.editor, text)
    QTest.keyClick(page.editor, Qt.Key.Key_Return, CTRL)


def read(page: CommentsPage) -> list[str]:
    return [label.text() for label in page.shown]


def test_comments_are_said_by_keyboard_newest_first_and_undone(window, ids):
    page = opened(window, "risk", ids.late_racks)
    assert "Nobody has said anything yet." in [label.text() for label in page.findChildren(QLabel)]
    say(page, "Is the carrier asked?")
    say(page, "<b>Yes</b> & agreed")
    assert read(page) == ["<b>Yes</b> & agreed", "Is the carrier asked?"]
    assert page.shown[0].textFormat() is Qt.TextFormat.PlainText
    assert page.shown[0].accessibleName().startswith("Test manager · ")
    assert page.editor.toPlainText() == ""
    label = window.session.program.file.journal.records(1)[0].label
    assert label == "Comment on risk R-1 “Racks come late”"
    window.session.undo()
    assert read(page) == ["Is the carrier asked?"]
    page.findChild(QToolButton).click()
    assert read(page) == []


def test_nothing_is_not_said_and_what_was_typed_stays_where_it_is_refused(window, ids):
    page = opened(window, "risk", ids.late_racks)
    before = len(window.history.model)
    say(page, "   ")
    assert page._problem.isVisible()
    assert page._problem.text() == "A comment needs words; type what there is to say."
    assert len(window.history.model) == before


def test_the_same_is_said_of_several_rows_in_one_edit_and_names_them(window, ids, qtbot):
    page = opened(window, "task", ids.order, ids.install)
    say(page, "Carrier confirmed")
    assert read(page) == ["Carrier confirmed", "Carrier confirmed"]
    heads = {
        label.text().rpartition(" · ")[2] for label in page.findChildren(QLabel) if " · " in label.text()
    }
    assert {head.rpartition(" · ")[2] for head in heads} == {"Order racks", "Install racks"}
    assert window.session.program.file.journal.records(1)[0].label == "Comment on 2 tasks"
    assert read(opened(window, "task", ids.order)) == ["Carrier confirmed"]
    window.actions_.find()
    palette = window.findChild(Palette, "palette")
    qtbot.waitUntil(lambda: not window.session.texts.busy)
    palette.line.setText("carrier confirmed")
    assert {found.key for found in palette.list.model().found} == {ids.order, ids.install}
