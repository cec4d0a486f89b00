"""Find and replace in Gantt and registers: counted, gone through, replaced one by one or as one record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.gantt.columns import COLUMNS
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.paste_preview import PastePreview
from tpm_desktop.desktop.replacing import FindBar, Pattern

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Finder:
    """Somebody who searches the view in front."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def bar(self) -> FindBar:
        return self.window.view.findChild(FindBar)

    def opens(self, view: str, key: Qt.Key) -> None:
        self.window.show_view(view)
        QTest.keyClick(self.window, key, CTRL)
        self.qtbot.waitUntil(self.bar.isVisible)

    def types(self, text: str, line=None) -> None:
        line = line or self.bar.line
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClicks(line, text)
        self.settles()

    def settles(self) -> None:
        self.qtbot.waitUntil(lambda: not self.bar._pause.isActive() and not self.bar._slices.busy)

    def presses(self, key: Qt.Key, modifier=NONE, line=None) -> None:
        QTest.keyClick(line or self.bar.line, key, modifier)
        self.settles()

    def clicks(self, button) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settles()

    def is_at(self) -> tuple[str, str]:
        panes = self.window.view.panes
        index = panes.tree.currentIndex()
        row = panes.model.row_of(index)
        return panes.model.state.names[row], COLUMNS[index.column()].key

    def names(self) -> list[str]:
        return self.window.session.program.plan.state.names

    def last(self) -> str:
        return self.window.session.program.file.journal.records()[0].label


@pytest.fixture
def finder(window: MainWindow, qtbot) -> Finder:
    return Finder(window, qtbot)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (Pattern("rack"), "Order Racks", True),
        (Pattern("rack", case=True), "Order Racks", False),
        (Pattern("rack", word=True), "Order racks", False),
        (Pattern("racks", word=True), "Order racks, all", True),
        (Pattern("a.b*"), "a.b*", True),
        (Pattern("a.b*"), "aXbb", False),
        (Pattern("40 %", word=True), "40 %", True),
        (Pattern(""), "anything", False),
    ],
)
def test_what_is_typed_is_looked_for_as_it_stands(pattern, text, found):
    assert pattern.found_in(text) is found


def test_what_replaces_is_taken_as_it_stands():
    assert Pattern("rack").replaced("Rack by rack", r"\1 $0") == r"\1 $0 by \1 $0"


def test_enter_goes_on_and_shift_enter_back_and_the_count_says_where(finder):
    finder.opens("gantt", Qt.Key.Key_F)
    assert not finder.bar.by.isVisible()
    finder.types("racks")
    assert finder.bar.count.text() == "3 cells"
    finder.presses(Qt.Key.Key_Return)
    assert (finder.is_at(), finder.bar.count.text()) == (("Order racks", "name"), "1 of 3")
    finder.presses(Qt.Key.Key_Return)
    assert (finder.is_at()[0], finder.bar.count.text()) == ("Install racks", "2 of 3")
    finder.presses(Qt.Key.Key_Return, SHIFT)
    finder.presses(Qt.Key.Key_Return, SHIFT)
    assert (finder.is_at()[0], finder.bar.count.text()) == ("Racks accepted", "3 of 3")
    assert finder.bar.line.hasFocus()


def test_case_words_and_one_column_narrow_what_is_found(finder):
    finder.opens("gantt", Qt.Key.Key_F)
    finder.types("racks")
    finder.clicks(finder.bar.case)
    assert finder.bar.count.text() == "2 cells"
    finder.types("rack")
    finder.clicks(finder.bar.word)
    assert finder.bar.count.text() == "Nothing found"
    assert not finder.bar.next.isEnabled()
    finder.clicks(finder.bar.word)
    finder.types("5")
    whole = len(finder.bar.found)
    finder.bar.where.setCurrentIndex(finder.bar.where.findText("In Duration"))
    finder.bar.where.activated.emit(finder.bar.where.currentIndex())
    finder.settles()
    assert 0 < len(finder.bar.found) < whole
    assert {key for _, key in finder.bar.found} == {"duration"}


def test_what_is_folded_is_found_and_unfolded_and_what_is_filtered_away_is_not(finder):
    finder.opens("gantt", Qt.Key.Key_F)
    finder.window.view.panes.folding.fold_all()
    finder.types("install")
    finder.presses(Qt.Key.Key_Return)
    assert finder.is_at() == ("Install racks", "name")
    row = finder.window.view.panes.model.row_of(finder.window.view.panes.tree.currentIndex())
    assert finder.window.view.panes.chart.shown.line[row] >= 0
    finder.window.view.filter("order")
    finder.qtbot.waitUntil(lambda: finder.bar.count.text() == "Nothing found")


def test_escape_gives_the_keyboard_back_to_the_cell(finder):
    finder.opens("gantt", Qt.Key.Key_F)
    finder.types("install")
    finder.presses(Qt.Key.Key_Return)
    QTest.keyClick(finder.bar.line, Qt.Key.Key_Escape)
    assert not finder.bar.isVisible()
    assert finder.window.view.panes.tree.hasFocus()
    assert finder.is_at() == ("Install racks", "name")


def test_one_is_replaced_and_the_next_is_gone_to(finder):
    finder.opens("gantt", Qt.Key.Key_H)
    finder.types("racks")
    finder.types("cabinets", finder.bar.by)
    finder.presses(Qt.Key.Key_Return, line=finder.bar.by)
    finder.presses(Qt.Key.Key_Return, line=finder.bar.by)
    assert "Order cabinets" in finder.names()
    assert "Install racks" in finder.names()
    assert finder.is_at()[0] == "Install racks"


def test_all_are_replaced_as_one_record_and_come_back_with_one_undo(finder):
    before = finder.names()
    finder.opens("gantt", Qt.Key.Key_H)
    finder.types("racks")
    finder.types("cabinets", finder.bar.by)
    finder.clicks(finder.bar.all)
    assert [name for name in finder.names() if "cabinets" in name.lower()] == [
        "Order cabinets", "Install cabinets", "cabinets accepted",
    ]  # fmt: skip
    assert finder.last() == "Replace “racks” by “cabinets” in 3 tasks"
    assert finder.bar.count.text() == "Nothing found"
    finder.window.session.undo()
    assert finder.names() == before


def test_component_projects_are_renamed_with_their_tasks(finder):
    finder.opens("gantt", Qt.Key.Key_H)
    finder.types("a")
    finder.types("A", finder.bar.by)
    finder.clicks(finder.bar.case)
    finder.bar.where.setCurrentIndex(finder.bar.where.findText("In Name"))
    finder.bar.where.activated.emit(1)
    finder.settles()
    finder.clicks(finder.bar.all)
    assert "DAtA centre And sites" in finder.names()
    assert finder.last().endswith("rows")


def test_what_cannot_take_the_text_is_shown_before_anything_is_written(finder):
    finder.opens("gantt", Qt.Key.Key_H)
    finder.types("d")
    finder.types("x", finder.bar.by)
    finder.bar.where.setCurrentIndex(finder.bar.where.findText("In Duration"))
    finder.bar.where.activated.emit(finder.bar.where.currentIndex())
    finder.settles()
    before = finder.last()
    finder.clicks(finder.bar.all)
    preview = finder.window.findChild(PastePreview)
    assert preview.isVisible()
    assert finder.last() == before
    preview.reject()
    finder.presses(Qt.Key.Key_Return, line=finder.bar.by)
    finder.presses(Qt.Key.Key_Return, line=finder.bar.by)
    assert finder.last() == before
    assert finder.bar.count.text()


def test_a_register_is_searched_and_replaced_too(finder):
    finder.opens("risk", Qt.Key.Key_H)
    finder.types("load")
    finder.types("stress", finder.bar.by)
    finder.presses(Qt.Key.Key_Return)
    table, model = finder.window.view.table, finder.window.view.model
    assert model.data(table.currentIndex()) == "Load test fails"
    finder.clicks(finder.bar.all)
    titles = [model.rows[model.row_id(model.index(n, 0))]["title"] for n in range(model.rowCount())]
    assert "stress test fails" in titles
    finder.types("R-")
    finder.clicks(finder.bar.all)
    preview = finder.window.findChild(PastePreview)
    assert "given by the program" in preview.found.topLevelItem(0).text(3)
    preview.reject()


def test_a_grouped_register_is_searched_without_the_lines_of_its_groups(finder):
    finder.opens("risk", Qt.Key.Key_F)
    finder.window.view.sifting.group("status")
    table, model = finder.window.view.table, finder.window.view.model
    table.setCurrentIndex(model.index(0, 0))
    finder.types("load")
    finder.presses(Qt.Key.Key_Return)
    assert finder.bar.count.text() == "1 of 1"
    assert model.group(table.currentIndex()) is None
