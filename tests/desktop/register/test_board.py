"""A register as cards by status: dragged, sent by keys or by the menu, only where a row may go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.register.board import Board
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.catalogue import CATALOGUE

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


class AtTheBoard:
    """Somebody at the cards of a register."""

    def __init__(self, window: MainWindow, table: str) -> None:
        self.window = window
        self.view = window.show_view(table)
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        QTest.keyClick(self.view.table, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.ShiftModifier)
        self.board: Board = self.view.board
        QApplication.processEvents()

    def cards(self) -> dict[str, list[str]]:
        """What is read in each column that holds a card."""
        found = {state: [one.cards.card(i).title for i in one.cards.ids] for state, one in self.lists.items()}
        return {state: titles for state, titles in found.items() if titles}

    @property
    def lists(self):
        return self.board.lists

    def middle(self, state: str, row: int = 0) -> QPoint:
        cards = self.lists[state]
        index = cards.cards.index(row)
        return cards.visualRect(index).center() if index.isValid() else cards.viewport().rect().center()

    def drags(self, state: str, row: int, to: str, *, until=None) -> None:
        """Press a card, move over another column, and let go there."""
        source, target = self.lists[state].viewport(), self.lists[to].viewport()
        start = self.middle(state, row)
        end = source.mapFromGlobal(target.mapToGlobal(target.rect().center()))
        QTest.mousePress(source, LEFT, pos=start)
        for at in (start + QPoint(3, 0), (start + end) / 2, end):
            QTest.mouseMove(source, at)
        if until is not None:
            until()
        QTest.mouseRelease(source, LEFT, pos=end)


@pytest.fixture
def risks(window: MainWindow, ids) -> AtTheBoard:
    return AtTheBoard(window, "risk")


def test_cards_are_dragged_to_another_status_in_one_edit_that_undo_takes_back(risks, window, ids):
    assert risks.cards() == {"open": ["Racks come late", "Load test fails"]}
    assert not risks.view.table.isVisible()
    risks.drags("open", 0, "treating")
    assert risks.cards() == {"open": ["Load test fails"], "treating": ["Racks come late"]}
    assert window.session.program.file.journal.records(1)[0].label == "Set status of R-1 “Racks come late”"
    assert window.session.selected == ("risk", (ids.late_racks,))
    assert window.inspector.title == "Racks come late"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert risks.cards() == {"open": ["Racks come late", "Load test fails"]}


def test_escape_gives_a_drag_up(risks, window):
    cards = risks.lists["open"]
    risks.drags("open", 0, "treating", until=lambda: QTest.keyClick(cards, Qt.Key.Key_Escape))
    assert risks.cards() == {"open": ["Racks come late", "Load test fails"]}


def test_arrows_go_from_card_to_card_and_with_ctrl_take_it_along(risks, window, ids):
    cards = risks.lists["open"]
    cards.setFocus()
    QTest.keyClick(cards, Qt.Key.Key_Down)
    QTest.keyClick(cards, Qt.Key.Key_Down)
    assert window.session.selected == ("risk", (ids.load_test,))
    QTest.keyClick(cards, Qt.Key.Key_Right, CTRL)
    assert risks.cards()["treating"] == ["Load test fails"]
    assert risks.lists["treating"].hasFocus()
    QTest.keyClick(risks.lists["treating"], Qt.Key.Key_Left)
    assert risks.lists["open"].hasFocus()
    assert window.session.selected == ("risk", (ids.late_racks,))
    assert (
        risks.lists["open"].cards.index(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("R-1, Racks")
    )


def test_only_states_that_a_row_can_become_are_offered(window, ids):
    change = add_row(window.session.program, "change_request", {"title": "Two shifts"})
    board = AtTheBoard(window, "change_request")
    refused = []
    window.session.refused.connect(refused.append)
    seen = {}
    columns = board.board._columns
    board.drags(
        "draft", 0, "applied",
        until=lambda: seen.update({state: column.property("drop") for state, column in columns.items()}),
    )  # fmt: skip
    assert seen["submitted"] == "may"
    assert seen["applied"] == "no"
    assert board.cards() == {"draft": ["Two shifts"]}
    assert refused == ["what is “draft” can’t become “applied”; submitted or withdrawn"]
    window.session.select("change_request", [change])
    cards = board.lists["draft"]
    cards.customContextMenuRequested.emit(board.middle("draft"))
    menu = board.board.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Make it “Submitted”", "Make it “Withdrawn”"]
    menu.actions()[0].trigger()
    menu.close()
    assert board.cards() == {"submitted": ["Two shifts"]}


def test_the_filter_holds_for_cards_and_they_come_back_with_the_file(risks, window, program_path):
    window.filter("load")
    assert risks.cards() == {"open": ["Load test fails"]}
    window.filter("")
    window.close_program()
    QSettings().setValue("window/view", "risk")
    window.files.open(program_path)
    assert window.view.board.isVisible()
    QTest.keyClick(window.view.board, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.view.table.isVisible()
    assert not window.view.board.isVisible()


def test_every_register_with_a_status_has_cards(window):
    for about in CATALOGUE:
        if about.status_field and about.register:
            view = window.show_view(about.name)
            assert getattr(view, "board", None) is not None or about.name in ("capital_request",)
