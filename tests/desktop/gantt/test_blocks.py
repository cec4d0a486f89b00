"""Blocks of cells: drawn by mouse and keys, to and from a spreadsheet, filled, emptied, or shown why not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tpm_desktop.desktop.gantt.columns import COLUMNS, INDEX
from tpm_desktop.desktop.paste_preview import PastePreview
from tpm_desktop.gestures.records import add_row

KIND, LEFT, NONE = QMouseEvent.Type, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tree(desk):
    desk.do("table-tracking")
    desk.view.panes.tree.setColumnHidden(INDEX["priority"], False)
    desk.view.panes.tree.setColumnHidden(INDEX["duration"], False)
    desk.view.panes.tree.header().moveSection(desk.view.panes.tree.header().visualIndex(INDEX["duration"]), 2)
    desk.view.panes.tree.header().moveSection(desk.view.panes.tree.header().visualIndex(INDEX["priority"]), 3)
    QTest.qWait(0)
    return desk.view.panes.tree


def middle(desk, name: str, column: str) -> QPoint:
    tree = desk.view.panes.tree
    return tree.visualRect(tree.outline_model.index_of(desk.id(name), INDEX[column])).center()


def send(desk, kind, at, button, buttons, modifiers=Qt.KeyboardModifier.NoModifier):
    over = desk.view.panes.tree.viewport()
    event = QMouseEvent(kind, QPointF(at), QPointF(over.mapToGlobal(at)), button, buttons, modifiers)
    QApplication.sendEvent(over, event)


def draw(desk, first, last):
    send(desk, KIND.MouseButtonPress, middle(desk, *first), LEFT, LEFT)
    send(desk, KIND.MouseMove, middle(desk, *last), NONE, LEFT)
    send(desk, KIND.MouseButtonRelease, middle(desk, *last), LEFT, NONE)


def meant(desk):
    block, names = desk.view.panes.tree.block, desk.program.plan.state
    rows = [names.names[names.outline.row[i]] for i in block.row_ids()]
    return rows, [COLUMNS[n].key for n in block.columns()]


def clipboard(text: str | None = None) -> str:
    if text is not None:
        QGuiApplication.clipboard().setText(text)
    return QGuiApplication.clipboard().text()


def priorities(desk):
    table = desk.program.plan.state.inputs.tables["task"]
    return {name: int(n) for name, n in zip(table.texts["name"], table.numbers["priority"], strict=True)}


def test_a_drag_over_cells_means_just_those_and_selects_their_rows(desk, tree):
    draw(desk, ("Order", "duration"), ("Accepted", "priority"))
    assert meant(desk) == (["Order", "Install", "Accepted"], ["duration", "priority"])
    assert tree.selected_ids() == [desk.id(name) for name in ("Order", "Install", "Accepted")]
    assert desk.outline()[1:4] == ["  Order", "  Install", "  Accepted"]  # no row was dragged
    draw(desk, ("Accepted", "priority"), ("Install", "duration"))
    assert meant(desk) == (["Install", "Accepted"], ["duration", "priority"])


def test_a_block_is_seen(desk, tree):
    before = tree.viewport().grab().toImage()
    draw(desk, ("Order", "duration"), ("Install", "priority"))
    inside, beside = middle(desk, "Install", "priority"), middle(desk, "Install", "actual_start")
    after = tree.viewport().grab().toImage()
    at = QPoint(inside.x() - 30, inside.y() + 6)
    assert after.pixelColor(at) != after.pixelColor(beside)
    assert before.pixelColor(at) == before.pixelColor(beside)


def test_shift_and_arrows_stretch_a_block_and_any_other_step_ends_it(desk, tree):
    desk.at("Order", "duration")
    desk.key(Qt.Key.Key_Right, SHIFT)
    desk.key(Qt.Key.Key_Down, SHIFT)
    desk.key(Qt.Key.Key_Down, SHIFT)
    assert meant(desk) == (["Order", "Install", "Accepted"], ["duration", "priority"])
    desk.key(Qt.Key.Key_Up, SHIFT)
    desk.key(Qt.Key.Key_Left, SHIFT)
    assert meant(desk) == (["Order", "Install"], ["duration"])
    desk.key(Qt.Key.Key_Down)
    assert not tree.block.active


def test_shift_and_click_reach_to_the_cell_and_escape_means_rows_again(desk, tree):
    desk.at("Order", "duration")
    send(desk, KIND.MouseButtonPress, middle(desk, "Install", "priority"), LEFT, LEFT, SHIFT)
    send(desk, KIND.MouseButtonRelease, middle(desk, "Install", "priority"), LEFT, NONE, SHIFT)
    assert meant(desk) == (["Order", "Install"], ["duration", "priority"])
    desk.key(Qt.Key.Key_Escape)
    assert not tree.block.active
    assert len(tree.selected_ids()) == 2


def test_a_block_goes_to_a_spreadsheet_and_comes_back_changed(desk, tree):
    draw(desk, ("Order", "duration"), ("Install", "priority"))
    desk.do("copy")
    assert clipboard() == "5 d\t500\n10 d\t500\n"
    clipboard("6 d\t500\n10 d\t900\n")
    desk.do("paste")
    assert (desk.days("Order"), desk.days("Install")) == (6, 10)
    assert (priorities(desk)["Order"], priorities(desk)["Install"]) == (500, 900)
    assert desk.last_label() == "Paste 2 tasks"
    desk.session.undo()
    assert (desk.days("Order"), priorities(desk)["Install"]) == (5, 500)


def test_what_follows_from_the_plan_may_come_back_as_it_was(desk, tree):
    tree.setColumnHidden(INDEX["slack"], False)
    draw(desk, ("Order", "duration"), ("Accepted", "slack"))
    desk.do("copy")
    before = desk.last_label()
    desk.do("paste")
    assert (desk.view.findChild(PastePreview), desk.refused, desk.last_label()) == (None, [], before)


def test_one_copied_cell_fills_a_block(desk, tree):
    clipboard("700")
    draw(desk, ("Order", "priority"), ("Accepted", "priority"))
    desk.do("paste")
    assert [priorities(desk)[name] for name in ("Order", "Install", "Accepted", "Design")] == [
        700, 700, 700, 500,
    ]  # fmt: skip


def test_bad_cells_are_shown_before_anything_is_written_and_the_good_ones_are_one_record(desk, tree):
    clipboard("3 d\thigh\tnever\nlong\t800\n\t\t\n1 d\t600\n")
    desk.at("Order", "duration")
    before = desk.last_label()
    desk.do("paste")
    preview = desk.view.findChild(PastePreview)
    listed = [preview.found.topLevelItem(n) for n in range(preview.found.topLevelItemCount())]
    said = [(item.text(0).split()[-1], item.text(1), item.text(2)) for item in listed]
    assert said[:3] == [
        ("Order", "Priority", "high"), ("Order", "Actual start", "never"), ("Install", "Duration", "long"),
    ]  # fmt: skip
    assert preview.summary.text().startswith("5 cells can't be taken, the other 2 can.")
    assert desk.last_label() == before
    QTest.mouseClick(preview.ok, LEFT)
    assert (desk.days("Order"), desk.days("Install"), priorities(desk)["Install"]) == (3, 10, 800)
    assert desk.last_label() == "Paste 2 tasks"
    desk.session.undo()
    assert desk.last_label() != before
    assert (desk.days("Order"), priorities(desk)["Install"]) == (5, 500)


def test_a_preview_says_how_dates_of_numbers_are_read(desk, tree):
    tree.setColumnHidden(INDEX["deadline"], False)
    clipboard("12/6/2026\n25.13.2026\n")
    desk.at("Order", "deadline")
    desk.do("paste")
    preview = desk.view.findChild(PastePreview)
    read = desk.session.formats.parse_date("12/6/2026")
    said = [preview.found.topLevelItem(n).text(3) for n in range(2)]
    assert "there is no month" in said[0]
    assert said[1] == f"Is taken as {desk.session.formats.date(read, year=True)}"
    preview.reject()


def test_taking_nothing_leaves_all_as_it_was(desk, tree):
    clipboard("3 d\thigh")
    desk.at("Order", "duration")
    desk.do("paste")
    desk.view.findChild(PastePreview).reject()
    assert desk.days("Order") == 5


def test_a_block_wider_than_the_table_shows_what_does_not_fit(desk):
    clipboard("Order all\t5 d\t\t\t\tbeyond")
    desk.at("Order", "name")
    desk.do("paste")
    preview = desk.view.findChild(PastePreview)
    assert "no column here" in preview.found.topLevelItem(0).text(3)
    QTest.mouseClick(preview.ok, LEFT)
    assert "  Order all" in desk.outline()


def test_lines_below_the_last_row_without_a_name_do_not_fit(desk, tree):
    clipboard("15 d\n2 d\n")
    desk.at("Build", "duration")
    desk.do("paste")
    assert "needs a name" in desk.view.findChild(PastePreview).found.topLevelItem(0).text(3)


def test_fill_down_and_right_over_a_block(desk, tree):
    desk.enter("Order", "duration", "7 d")
    desk.enter("Order", "priority", "900")
    draw(desk, ("Order", "duration"), ("Install", "priority"))
    desk.do("fill-down")
    assert (desk.days("Install"), priorities(desk)["Install"]) == (7, 900)
    tree.setColumnHidden(INDEX["deadline"], False)
    tree.setColumnHidden(INDEX["constraint_date"], False)
    at = tree.header().visualIndex(INDEX["deadline"])
    tree.header().moveSection(tree.header().visualIndex(INDEX["constraint_date"]), at + 1)
    desk.enter("Order", "deadline", "29 May")
    desk.at("Order", "deadline")
    desk.key(Qt.Key.Key_Right, SHIFT)
    desk.do("fill-right")
    assert desk.shown("Order", "constraint_date") == "29 May"


def test_filling_right_needs_a_block(desk, tree):
    desk.at("Order", "duration")
    desk.do("fill-right")
    assert "select the column to fill from" in desk.refused[-1]


def test_delete_empties_the_cells_of_a_block_and_leaves_the_rows(desk, tree):
    boss = add_row(desk.program, "resource", {"name": "Buyer"})
    tree.setColumnHidden(INDEX["owner_id"], False)
    for name in ("Order", "Install"):
        desk.enter(name, "owner_id", "Buyer")
    draw(desk, ("Order", "owner_id"), ("Install", "owner_id"))
    desk.do("remove")
    owners = desk.program.plan.state.inputs.tables["task"].texts["owner_id"]
    assert boss not in owners
    assert "  Order" in desk.outline()
    assert desk.last_label() == "Empty cells of 2 tasks"


def test_cut_puts_cells_on_the_clipboard_and_empties_them(desk, tree):
    tree.setColumnHidden(INDEX["deadline"], False)
    desk.enter("Order", "deadline", "29 May 2026")
    draw(desk, ("Order", "deadline"), ("Install", "deadline"))
    desk.do("cut")
    assert "29 May" in clipboard()
    assert desk.shown("Order", "deadline") == ""
