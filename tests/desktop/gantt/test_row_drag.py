"""Rows are dragged with the mouse to where a mark shows; Esc leaves them where they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
KIND = QMouseEvent.Type


class Hand:
    """A hand with a mouse over the table."""

    def __init__(self, desk):
        self.desk, self.tree = desk, desk.view.panes.tree
        self.drag = desk.view.panes.row_drag

    def at(self, name, share=0.5):
        """A point so far down a row; None is the empty row."""
        model = self.tree.outline_model
        place = self.tree.visualRect(model.index_of(None if name is None else self.desk.id(name)))
        return QPoint(place.left() + 40, place.top() + round(place.height() * share))

    def send(self, kind, at, button, buttons):
        over = self.tree.viewport()
        place = QPointF(at)
        plain = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, place, QPointF(over.mapToGlobal(at)), button, buttons, plain)
        QApplication.sendEvent(over, event)

    def press(self, name):
        self.send(KIND.MouseButtonPress, self.at(name), LEFT, LEFT)

    def over(self, name, share=0.5):
        self.send(KIND.MouseMove, self.at(name, share), NONE, LEFT)

    def let_go(self, name, share=0.5):
        self.send(KIND.MouseButtonRelease, self.at(name, share), LEFT, NONE)

    def carry(self, name, to, share=0.5):
        self.press(name)
        self.over(to, share)
        self.let_go(to, share)


@pytest.fixture
def hand(desk):
    return Hand(desk)


def test_a_row_goes_before_after_and_into_the_one_below_the_pointer(desk, hand):
    hand.carry("Accepted", "Order", 0.1)
    assert desk.outline()[:3] == ["Sites", "  Accepted", "  Order"]
    hand.carry("Accepted", "Install", 0.9)
    assert desk.outline()[1:4] == ["  Order", "  Install", "  Accepted"]
    hand.carry("Build", "Order", 0.5)
    assert desk.outline()[1:4] == ["  Order", "    Build", "  Install"]
    assert desk.last_label() == "Move “Build”"
    desk.session.undo()
    assert desk.outline()[1:3] == ["  Order", "  Install"]


def test_below_an_open_summary_it_becomes_its_first_part(desk, hand):
    hand.carry("Build", "Order", 0.5)
    hand.carry("Design", "Order", 0.95)
    assert desk.outline()[1:4] == ["  Order", "    Design", "    Build"]


def test_several_selected_rows_go_together_and_stay_selected(desk, hand):
    desk.select("Order", "Accepted")
    hand.carry("Order", "Design", 0.1)
    assert desk.outline() == [
        "Sites",
        "  Install",
        "Software",
        "  Order",
        "  Accepted",
        "  Design",
        "  Build",
    ]
    assert desk.view.panes.tree.selected_ids() == [desk.id("Order"), desk.id("Accepted")]
    assert desk.last_label() == "Move 2 tasks"


def test_a_click_on_one_of_several_selected_rows_selects_it_alone(desk, hand):
    desk.select("Order", "Accepted")
    hand.press("Accepted")
    hand.let_go("Accepted")
    assert desk.view.panes.tree.selected_ids() == [desk.id("Accepted")]


def test_while_dragging_a_mark_shows_the_place_and_its_level(desk, hand):
    hand.press("Build")
    hand.over("Install", 0.1)
    line, kind = hand.drag.mark()
    assert (
        kind == -1
        and line.top() == hand.tree.visualRect(hand.tree.outline_model.index_of(desk.id("Install"))).top()
    )
    before = hand.tree.viewport().grab().toImage()
    hand.over("Install", 0.5)
    frame, kind = hand.drag.mark()
    assert kind == 0 and frame.left() < line.left()
    assert hand.tree.viewport().grab().toImage() != before
    hand.let_go("Install")


def test_escape_leaves_the_rows_where_they_are(desk, hand):
    before = desk.outline()
    hand.press("Build")
    hand.over("Order", 0.1)
    desk.key(Qt.Key.Key_Escape)
    hand.let_go("Order", 0.1)
    assert desk.outline() == before
    assert not hand.drag.dragged


def test_what_would_wait_for_itself_is_refused_and_said(desk, hand):
    before = desk.outline()
    hand.carry("Accepted", "Install", 0.5)
    assert "“Install”" in desk.refused[-1]
    assert desk.outline() == before


def test_a_summary_can_not_be_dropped_into_itself(desk, hand):
    hand.carry("Build", "Order", 0.5)
    before, edits = desk.outline(), len(desk.program.file.journal.records())
    hand.press("Order")
    hand.over("Build")
    assert hand.drag.target is None
    assert hand.tree.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    hand.let_go("Build")
    assert desk.outline() == before and len(desk.program.file.journal.records()) == edits


def test_component_projects_change_their_order(desk, hand):
    hand.carry("Software", "Sites", 0.2)
    assert desk.outline()[0] == "Software"
    hand.carry("Software", "Accepted", 0.5)  # anywhere in the other one is behind it
    assert desk.outline()[0] == "Sites"


def test_above_a_project_tasks_end_the_one_before_and_below_all_the_last(desk, hand):
    hand.carry("Build", "Software", 0.1)
    assert desk.outline()[3:6] == ["  Accepted", "  Build", "Software"]
    hand.carry("Order", None)
    assert desk.outline()[-2:] == ["  Design", "  Order"]


def test_sorted_rows_are_not_dragged_and_that_is_said(desk, hand):
    desk.view.sifting.turn("name")
    before = desk.outline()
    hand.carry("Order", "Build", 0.1)
    assert "sorted or grouped" in desk.refused[-1]
    assert desk.outline() == before
