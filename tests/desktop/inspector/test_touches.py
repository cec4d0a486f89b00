"""Rows are tied to others by a search over all of them; the tie is seen from both and leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from tpm_desktop.desktop.inspector.touches_page import TouchesPage
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.records import add_row


def opened(window: MainWindow, table: str, *ids: str) -> TouchesPage:
    window.session.select(table, ids)
    window.inspector.turn_to("Touches")
    return window.inspector.page("Touches")


def offered(page: TouchesPage) -> list[str]:
    return [] if page.offered.isHidden() else [found.text for found in page.offered.found.found]


def test_a_tie_is_typed_seen_from_both_sides_followed_and_taken_away(window, ids):
    page = opened(window, "risk", ids.late_racks)
    QTest.keyClicks(page.line, "racks")
    assert "Racks come late" not in offered(page), "a row is not offered to itself"
    page.line.clear()
    QTest.keyClicks(page.line, "install racks")
    assert offered(page)[0] == "Install racks"
    QTest.keyClicks(page.note, "needs them")
    QTest.keyClick(page.note, Qt.Key.Key_Return)
    assert [button.text() for button in page.shown] == ["Install racks"]
    assert page.line.text() == "" and offered(page) == []
    QTest.keyClicks(page.line, "install racks")
    assert "Install racks" not in offered(page), "what is tied already is not offered again"
    page.line.clear()

    QTest.mouseClick(page.shown[0], Qt.MouseButton.LeftButton)
    assert window.session.selected == ("task", (ids.install,))
    back = opened(window, "task", ids.install)
    assert [button.text() for button in back.shown] == ["Racks come late"]
    window.session.undo()
    assert back.shown == []
    window.session.redo()
    QTest.mouseClick(back.findChild(QToolButton, "touch-remove"), Qt.MouseButton.LeftButton)
    assert back.shown == []
    assert window.session.program.file.journal.records(1)[0].label == "Remove a cross-reference"

    hostile = add_row(window.session.program, "risk", {"title": "<b>&Bold</b> " + "long " * 190})
    page = opened(window, "risk", ids.late_racks, ids.load_test)
    QTest.keyClicks(page.line, "&bold")
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    assert len(page.shown) == 2 and page.shown[0].text().startswith("<b>&&Bold</b>")
    assert window.session.selected[1] == (ids.late_racks, ids.load_test)
    assert window.inspector.width() < 600
    seen = opened(window, "risk", hostile)
    assert {button.text() for button in seen.shown} == {"Racks come late", "Load test fails"}
    QTest.keyClicks(seen.line, "nobody is called so")
    assert seen._problem.isVisible()
