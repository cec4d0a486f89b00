"""The areas of the navigation close and open, by mouse and by keys, and stay so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from tpm_desktop.desktop.navigation import Navigation
from tpm_desktop.desktop.places import KEY
from tpm_desktop.desktop.view_parts import PARTS
from tpm_desktop.desktop.views import views

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def places(window):
    window.show_view("risk")
    return window.navigation.list


def row(places, name: str) -> int:
    model = places.model()
    return next(n for n in range(model.rowCount()) if str(model.index(n, 0).data()) == name)


def click(places, name: str) -> None:
    at = places.model().index(row(places, name), 0)
    places.scrollTo(at)
    QTest.mouseClick(places.viewport(), LEFT, pos=places.visualRect(at).center())


def shown(places) -> set[str]:
    model = places.model()
    return {model.index(n, 0).data(KEY) for n in range(model.rowCount()) if not places.isRowHidden(n)}


def test_a_click_on_a_heading_closes_its_area_and_another_opens_it(window, places):
    before = shown(places)
    click(places, "MONEY")
    assert before - shown(places) >= {"budget", "evm", "cost_entry"}
    assert shown(places) >= {"gantt", "risk", "meeting-room"}
    assert "Money, closed" in places.model().index(row(places, "MONEY"), 0).data(Qt.AccessibleTextRole)
    click(places, "MONEY")
    assert shown(places) == before


def test_parts_are_listed_while_what_they_are_part_of_is_in_front(window, places):
    assert not {"invoice", "payment"} & shown(places)
    click(places, "Capital")
    assert shown(places) >= {"capex", "invoice", "payment"}
    click(places, "Invoices")
    assert window.view.key == "invoice"
    assert shown(places) >= {"capex", "invoice", "payment"}
    window.show_view("gantt")
    assert not {"invoice", "payment"} & shown(places)


def test_what_is_overdue_in_a_part_is_counted_where_it_is_found(window, places):
    window.navigation.show_counts({"capex": 1, "invoice": 2})
    capital = places.model().index(row(places, "Capital"), 0)
    assert capital.data(Qt.AccessibleTextRole) == "Capital, 3 overdue"
    window.show_view("invoice")
    window.navigation.show_counts({"capex": 1, "invoice": 2})
    assert capital.data(Qt.AccessibleTextRole) == "Capital, 1 overdue"


def test_every_part_is_a_view_and_part_of_one_only():
    keys = [key for parts in PARTS.values() for key in parts]
    assert len(set(keys)) == len(keys)
    assert {*keys, *PARTS} <= {view.key for view in views()}
    assert not set(keys) & set(PARTS)


def test_the_view_in_front_stays_in_sight(window, places):
    click(places, "CONTROL")
    assert "risk" in shown(places)
    assert "issue" not in shown(places)
    window.show_view("issue")
    assert "issue" in shown(places)
    assert "risk" not in shown(places)


def test_arrows_close_and_open_and_the_star_opens_all(window, places):
    before = shown(places)
    click(places, "PLAN")
    places.setFocus()
    QTest.keyClick(places, Qt.Key.Key_Left)
    assert "issue" not in shown(places)
    QTest.keyClick(places, Qt.Key.Key_Right)
    assert "issue" in shown(places)
    assert "gantt" not in shown(places)
    QTest.keyClick(places, Qt.Key.Key_Asterisk)
    assert shown(places) == before


def test_closed_areas_are_remembered(window, places, qtbot):
    click(places, "GOVERNANCE")
    again = Navigation()
    qtbot.addWidget(again)
    assert "meeting-room" not in shown(again.list)
    assert "gantt" in shown(again.list)


def test_the_menu_lists_views_by_area(window):
    menu = window.findChild(QAction, "go-overview").associatedObjects()[0]
    titles = [action.text() for action in menu.actions()]
    assert titles[:5] == ["Overview", "Component projects", "Plan", "Money", "Control"]
    window.findChild(QAction, "go-issue").trigger()
    assert window.view.key == "issue"
