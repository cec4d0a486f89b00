"""Registers in groups, by gesture: what stands in a group's line, folding, and edits in the meantime."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields


class Reader:
    """Somebody who looks at a register."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def table(self):
        return self.window.view.table

    @property
    def model(self):
        return self.window.view.model

    def chooses(self, name: str) -> None:
        """An entry of the menu of filters, order and groups."""
        menu = self.window.tools.menu
        menu.aboutToShow.emit()
        for below in menu.findChildren(QMenu):
            below.aboutToShow.emit()
        found = [a for m in (menu, *menu.findChildren(QMenu)) for a in m.actions() if a.objectName() == name]
        found[-1].trigger()

    def column(self, name: str) -> int:
        return [column.name for column in self.model.shown].index(name)

    def sees(self, name: str = "title") -> list[str]:
        """A column from top to bottom, lines of groups in brackets."""
        assert not self.table.grab().isNull()  # whatever fails while it paints fails the test
        texts = []
        for row in range(self.model.rowCount()):
            index = self.model.index(row, self.column(name))
            texts.append(f"[{index.data()}]" if self.model.group(index) else index.data())
        return texts

    def clicks(self, row: int, x: int) -> None:
        at = QPoint(x, self.table.rowViewportPosition(row) + 8)
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self.table, key)


@pytest.fixture
def reader(window: MainWindow, ids) -> Reader:
    program = window.session.program
    set_fields(program, "risk", ids.late_racks, {"cost": 1_000_000})
    set_fields(program, "risk", ids.load_test, {"cost": 250_000})
    add_row(program, "risk", {"title": "Lift too small", "owner_id": ids.buyer, "cost": 50_000})
    window.show_view("risk")
    return Reader(window)


def test_a_group_says_how_many_it_holds_and_what_they_come_to(reader):
    reader.chooses("sift-group-owner_id")
    assert reader.sees() == [
        "[Buyer (2)]", "Racks come late", "Lift too small", "[No owner (1)]", "Load test fails",
    ]  # fmt: skip
    assert reader.sees("cost") == ["[10,500]", "10,000", "500", "[2,500]", "2,500"]
    assert "grouped by owner" in reader.window.header.shown
    group = reader.model.index(0, reader.column("owner_id"))
    said = group.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Buyer (2), Cost if it happens")
    assert said.endswith(" 10,500")
    QTest.keyClick(reader.window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert len(reader.sees()) == 3


def test_rates_are_never_summed(window, ids):
    reader = Reader(window)
    window.show_view("resource")
    reader.chooses("sift-group-kind")
    assert reader.sees("rate")[0] == "[]"


def test_sums_of_accounts_that_follow_from_the_budget_are_summed(window, ids):
    program = window.session.program
    for name, planned in (("Racks", 900_000), ("Cooling", 100_000)):
        account = add_row(program, "account", {"name": name, "project_id": ids.sites})
        add_row(
            program, "budget_line", {"account_id": account, "month": date(2026, 9, 1), "planned": planned}
        )
    add_row(program, "account", {"name": "Licences"})
    reader = Reader(window)
    window.show_view("account")
    reader.chooses("sift-group-project_id")
    assert reader.sees("name") == [
        "[Data centre and sites (2)]", "Racks", "Cooling", "[No component project (1)]", "Licences",
    ]  # fmt: skip
    assert reader.sees("planned") == ["[10,000]", "9,000", "1,000", "[–]", "–"]
    (line,) = (row for row in program.file.columns("budget_line", ["id"])[0][:1])
    set_fields(program, "budget_line", line, {"planned": 1_000_000})
    assert reader.sees("planned")[0] == "[11,000]"


def test_groups_fold_by_click_and_by_key(reader):
    reader.chooses("sift-group-owner_id")
    reader.clicks(0, 10)
    assert reader.sees() == ["[Buyer (2)]", "[No owner (1)]", "Load test fails"]
    reader.presses(Qt.Key.Key_Right)
    assert len(reader.sees()) == 5
    reader.presses(Qt.Key.Key_Left)
    reader.presses(Qt.Key.Key_Down)
    reader.presses(Qt.Key.Key_Space)
    assert reader.sees() == ["[Buyer (2)]", "[No owner (1)]"]
    reader.presses(Qt.Key.Key_Return)
    assert reader.sees() == ["[Buyer (2)]", "[No owner (1)]", "Load test fails"]


def test_the_line_of_a_group_is_no_row(reader):
    reader.chooses("sift-group-owner_id")
    reader.clicks(0, 200)
    assert reader.window.session.selected == ("risk", ())
    reader.presses(Qt.Key.Key_Delete)
    reader.presses(Qt.Key.Key_X)
    assert len(reader.sees()) == 5
    reader.table.selectAll()
    assert len(reader.window.session.selected[1]) == 3


def test_a_row_moves_to_its_group_and_sums_follow(reader, ids):
    program = reader.window.session.program
    reader.chooses("sift-group-owner_id")
    set_fields(program, "risk", ids.load_test, {"owner_id": ids.buyer})
    assert reader.sees()[0] == "[Buyer (3)]"
    assert reader.sees("cost")[0] == "[13,000]"
    remove_rows(program, "risk", [ids.late_racks])
    assert reader.sees() == ["[Buyer (2)]", "Load test fails", "Lift too small"]
    add_row(program, "risk", {"title": "Rain", "owner_id": ids.crew})
    assert reader.sees()[-2:] == ["[Site crew (1)]", "Rain"]


def test_a_row_that_is_gone_to_is_unfolded_and_a_heading_sorts_within_groups(reader, ids):
    reader.chooses("sift-group-owner_id")
    reader.table.sortByColumn(reader.column("title"), Qt.SortOrder.AscendingOrder)
    assert reader.sees()[:3] == ["[Buyer (2)]", "Lift too small", "Racks come late"]
    reader.clicks(0, 10)
    reader.window.go_to("risk", ids.late_racks)
    assert reader.table.selected_ids() == [ids.late_racks]
    assert reader.sees()[2] == "Racks come late"


def test_a_filter_keeps_to_its_groups_or_only_highlights(reader):
    reader.chooses("sift-group-owner_id")
    reader.window.view.filter("late")
    assert reader.sees() == ["[Buyer (1)]", "Racks come late"]
    reader.chooses("sift-highlight")
    assert len(reader.sees()) == 5
    marked = [
        row
        for row in range(reader.model.rowCount())
        if reader.model.index(row, 0).data(Qt.ItemDataRole.BackgroundRole) is not None
    ]
    assert marked == [1]


def test_a_typed_value_in_a_group_is_one_edit_of_that_row(reader, ids):
    reader.chooses("sift-group-owner_id")
    index = reader.model.index(1, reader.column("title"))
    reader.table.setCurrentIndex(index)
    reader.presses(Qt.Key.Key_F2)
    editor = reader.table.findChild(object, "edit-title")
    editor.selectAll()
    QTest.keyClicks(editor, "Racks come very late")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert reader.sees()[1] == "Racks come very late"
