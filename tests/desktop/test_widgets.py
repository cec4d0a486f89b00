"""The shared widgets say what they are told, to eyes and to screen readers, and do what is clicked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from tpm_desktop.desktop.widgets import (
    Banner,
    EmptyState,
    FilterEdit,
    Pages,
    RagBadge,
    Toast,
    ViewHeader,
    paint_rag,
)
from tpm_desktop.theme import NAMES, theme


def test_an_empty_view_offers_the_first_step(qtbot):
    empty = EmptyState("risk", "No risks yet", "What could still go wrong", "Add the first risk")
    qtbot.addWidget(empty)
    empty.show()
    with qtbot.waitSignal(empty.started):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert empty.accessibleName() == "No risks yet"
    assert empty.accessibleDescription() == "What could still go wrong"


@pytest.mark.parametrize("text", ["Short", "What could still go wrong, what it would cost, " * 4])
def test_an_empty_view_shows_its_whole_text(qtbot, text):
    empty = EmptyState("risk", "No risks yet", "What could still go wrong", "Add the first risk")
    qtbot.addWidget(empty)
    empty.resize(800, 600)
    empty.show()
    for said in (text, f"{text} {text}", text):
        empty.say("No risks yet", said, "Add the first risk")
        qtbot.wait(0)
        assert empty._text.height() == empty._text.heightForWidth(empty._text.width())


def test_an_empty_view_of_a_file_for_reading_offers_no_step(qtbot):
    empty = EmptyState("risk", "No risks", "What could still go wrong")
    qtbot.addWidget(empty)
    empty.show()
    assert not empty.button.isVisible()


def test_a_header_says_what_is_shown_and_holds_the_views_actions(qtbot):
    header = ViewHeader("Gantt")
    qtbot.addWidget(header)
    header.say("248 tasks · <b>31</b> critical")
    assert header.accessibleName() == "Gantt: 248 tasks · <b>31</b> critical"
    done = []
    action = QAction("Expand all", header)
    action.triggered.connect(lambda: done.append("expanded"))
    button = header.add(action)
    assert isinstance(button, QToolButton)
    header.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["expanded"]


def test_a_long_line_in_a_header_does_not_widen_the_window(qtbot):
    header = ViewHeader("Gantt")
    qtbot.addWidget(header)
    before = header.minimumSizeHint().width()
    header.say("word " * 200)
    assert header.minimumSizeHint().width() == before


def test_a_filter_waits_for_a_pause_and_escape_empties_it(qtbot):
    field = FilterEdit("Filter tasks")
    qtbot.addWidget(field)
    field.show()
    heard: list[str] = []
    field.filtered.connect(heard.append)
    with qtbot.waitSignal(field.filtered):
        qtbot.keyClicks(field, "rack")
    assert heard == ["rack"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["rack", ""]
    assert field.text() == ""
    assert field.accessibleName() == "Filter tasks"


def test_enter_filters_at_once_and_only_when_something_changed(qtbot):
    field = FilterEdit()
    qtbot.addWidget(field)
    heard: list[str] = []
    field.filtered.connect(heard.append)
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["a"]


def test_a_banner_is_hidden_until_it_has_something_to_say(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    done = []
    banner.show_notice("The file is open elsewhere", "Open a copy", lambda: done.append(1), tone="warning")
    assert banner.isVisible()
    assert banner.accessibleName() == "The file is open elsewhere"
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert done == [1]
    banner.show_notice("Only said")
    assert not banner.button.isVisible()


@pytest.mark.parametrize(
    ("letter", "word"), [("R", "Red"), ("A", "Amber"), ("G", "Green"), ("", "Not rated")]
)
def test_a_badge_says_its_word(qtbot, letter, word):
    badge = RagBadge(letter)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == word
    badge.show_status(letter, "finish 12 days late")
    assert badge.toolTip() == f"{word}: finish 12 days late"


@pytest.mark.parametrize("name", NAMES)
def test_badges_differ_in_shape_and_not_only_in_colour(qapp, name):
    look = theme(name)
    shapes = []
    for letter in "RAG":
        image = QImage(20, 20, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_rag(painter, QRectF(0, 0, 20, 20), letter, look)
        painter.end()
        inked = frozenset(
            (x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).alpha() > 128
        )
        shapes.append(inked)
        assert look.on_rag in {image.pixelColor(x, y).name().upper() for x, y in inked}
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert len(shapes[one] ^ shapes[other]) > 20


def test_a_toast_floats_inside_its_view_and_undoes(qtbot):
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    toast = Toast(view)
    assert toast.isHidden()
    done = []
    toast.say("12 tasks removed", "Undo", lambda: done.append(1))
    assert view.rect().contains(toast.geometry())
    view.resize(240, 200)
    assert view.rect().contains(toast.geometry())
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert toast.isHidden()


def test_a_page_that_is_not_in_front_takes_no_room_and_is_not_asked(qtbot):
    pages, wide, narrow = Pages(), QLabel("x"), QLabel("y")
    qtbot.addWidget(pages)
    wide.setMinimumWidth(900)
    pages.addWidget(narrow)
    pages.addWidget(wide)
    assert pages.minimumSizeHint().width() < 200
    assert not pages.hasHeightForWidth()
    pages.setCurrentWidget(wide)
    assert pages.minimumSizeHint().width() == 900
