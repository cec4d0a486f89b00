"""Any field of a task is a column: found by typing, put where one is, typed into, remembered."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.column_chooser import ColumnChooser
from tpm_desktop.desktop.gantt.column_layout import layout_of
from tpm_desktop.desktop.gantt.columns import COLUMNS, INDEX, field_of
from tpm_desktop.desktop.gantt.ready_tables import READY_TABLES
from tpm_desktop.desktop.gantt.type_ahead import Containing
from tpm_desktop.desktop.paste_preview import PastePreview
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.sieve.plan_rows import FIELDS


def shown(desk):
    return [part.split()[0] for part in layout_of(desk.view.panes.tree.header())]


def choose(desk, typed, *, at="finish"):
    """Type into the chooser, press Enter, close it; gives what was listed."""
    desk.at("Order", at)
    desk.do("columns")
    chooser = desk.view.findChild(ColumnChooser)
    QTest.keyClicks(chooser.line, typed)
    listed = [found.text for found in chooser.list.model().found]
    QTest.keyClick(chooser.line, Qt.Key.Key_Return)
    QTest.keyClick(chooser.line, Qt.Key.Key_Escape)
    chooser.deleteLater()
    QTest.qWait(0)
    return listed


def stored(desk, name, field):
    task = desk.program.plan.state.inputs.tables["task"]
    n = task.row[desk.id(name)]
    return task.texts[field][n] if field in task.texts else int(task.numbers[field][n])


def test_every_field_that_is_declared_is_a_column_once():
    fields = [field_of(column.key) for column in COLUMNS if column.key != "number"]
    assert set(FIELDS) - {"number"} <= set(fields)
    assert len(fields) == len(set(fields))


def test_the_rows_are_sorted_and_grouped_by_every_column(desk):
    named = {field_of(column.key) for column in COLUMNS} - {""}  # the rows' own order
    assert named <= set(desk.view.sifting.rows.fields)
    for field in sorted(named):
        desk.view.sifting.sort_by(field)
        desk.view.sifting.group(field)
        assert desk.view.panes.model.arrangement.groups, field


def test_every_cell_of_every_column_says_something_or_nothing_but_never_fails(desk):
    model = desk.view.panes.model
    for column in range(len(COLUMNS)):
        for name in ("Sites", "Order", "Accepted"):
            index = model.index_of(desk.id(name), column)
            assert isinstance(index.data(), str)
            assert isinstance(index.data(Qt.ItemDataRole.EditRole), str)


def test_a_column_is_found_by_typing_and_comes_left_of_the_current_one(desk):
    assert choose(desk, "late fin")[0] == "Late finish"
    assert shown(desk) == ["number", "name", "duration", "start", "late_finish", "finish", "slack"]
    assert desk.shown("Order", "late_finish") == "15 May"


def test_enter_on_a_shown_column_hides_it_and_the_name_stays(desk):
    choose(desk, "Finish")
    choose(desk, "Name")
    assert shown(desk) == ["number", "name", "duration", "start", "slack"]


def test_the_usual_columns_come_back(desk):
    before = layout_of(desk.view.panes.tree.header())
    choose(desk, "deadline")
    desk.do("columns")
    QTest.mouseClick(desk.view.findChild(ColumnChooser).usual, Qt.MouseButton.LeftButton)
    assert layout_of(desk.view.panes.tree.header()) == before


def test_the_header_hides_the_column_under_the_pointer(desk):
    header = desk.view.panes.tree.header()
    at = QPoint(header.sectionViewportPosition(INDEX["slack"]) + 5, 20)
    header.customContextMenuRequested.emit(at)
    menu = desk.view.findChild(QMenu, "gantt-header-menu")
    next(a for a in menu.actions() if a.text() == "Hide column").trigger()
    assert "slack" not in shown(desk)


@pytest.mark.parametrize(
    ("column", "typed", "says"),
    [
        ("deadline", "29 May", "29 May"),
        ("priority", "700", "700"),
        ("fixed_cost", "1,200", "1,200"),
        ("active", "no", ""),
        ("constraint", "As late as possible", "As late as possible"),
        ("notes", "Ask the buyer", "Ask the buyer"),
    ],
)
def test_a_field_is_typed_into_its_column(desk, column, typed, says):
    desk.view.panes.tree.setColumnHidden(INDEX[column], False)
    desk.enter("Order", column, typed)
    assert (desk.editor(), desk.refused) == (None, [])
    assert desk.shown("Order", column) == says


def test_an_owner_is_completed_as_it_is_typed(desk):
    buyer = add_row(desk.program, "resource", {"name": "Buyer"})
    desk.view.panes.tree.setColumnHidden(INDEX["owner_id"], False)
    desk.enter("Order", "owner_id", "bu")
    assert stored(desk, "Order", "owner_id") == buyer
    assert desk.shown("Order", "owner_id") == "Buyer"


def test_a_word_inside_a_name_lists_the_names_that_have_it(desk):
    for name in ("Network lead", "Security lead", "Buyer"):
        add_row(desk.program, "resource", {"name": name})
    desk.view.panes.tree.setColumnHidden(INDEX["owner_id"], False)
    desk.at("Order", "owner_id")
    desk.key(Qt.Key.Key_F2)
    editor = desk.editor()
    QTest.keyClicks(editor, "lead")
    listed = editor.findChild(Containing).popup()
    assert listed.isVisible()
    assert [listed.model().index(n, 0).data() for n in range(listed.model().rowCount())] == [
        "Network lead", "Security lead",
    ]  # fmt: skip
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert editor.text() == "Security lead"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert desk.shown("Order", "owner_id") == "Security lead"
    assert desk.last_label() == "Set owner of “Order”"


def test_of_several_people_the_last_is_listed(desk):
    for name in ("Network lead", "Security lead"):
        add_row(desk.program, "resource", {"name": name})
    desk.view.panes.tree.setColumnHidden(INDEX["resources"], False)
    desk.at("Order", "resources")
    desk.key(Qt.Key.Key_F2)
    editor = desk.editor()
    QTest.keyClicks(editor, "net;ity")
    QTest.keyClick(editor.findChild(Containing).popup(), Qt.Key.Key_Return)
    assert editor.text().casefold() == "network lead;security lead"
    QTest.keyClicks(editor, "[50%]")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert desk.shown("Order", "resources") == "Network lead, Security lead 50 %"


def test_an_owner_whom_nobody_knows_is_refused_and_what_was_typed_stays(desk):
    desk.view.panes.tree.setColumnHidden(INDEX["owner_id"], False)
    desk.enter("Order", "owner_id", "Nobody")
    assert desk.editor().text() == "Nobody"
    assert "Nobody" in desk.editor().toolTip()


def test_the_lines_of_a_note_outlive_an_edit_beside_them(desk):
    set_fields(desk.program, "task", desk.id("Order"), {"notes": "one\ntwo"})
    desk.view.panes.tree.setColumnHidden(INDEX["notes"], False)
    assert desk.shown("Order", "notes") == "one two"
    desk.at("Order", "notes")
    desk.key(Qt.Key.Key_F2)
    QTest.keyClick(desk.editor(), Qt.Key.Key_End)
    QTest.keyClicks(desk.editor(), "!")
    QTest.keyClick(desk.editor(), Qt.Key.Key_Return)
    assert stored(desk, "Order", "notes") == "one\ntwo!"


def test_what_the_plan_computes_says_why_it_cannot_be_typed(desk):
    desk.view.panes.tree.setColumnHidden(INDEX["late_start"], False)
    desk.at("Order", "late_start")
    desk.key(Qt.Key.Key_F2)
    assert desk.editor() is None
    assert "follows from the plan" in desk.refused[-1]


def test_a_column_follows_every_edit(desk):
    desk.view.panes.tree.setColumnHidden(INDEX["early_finish"], False)
    before = desk.shown("Install", "early_finish")
    desk.enter("Order", "duration", "10d")
    assert desk.shown("Install", "early_finish") != before
    assert desk.shown("Install", "early_finish") == desk.shown("Install", "finish")


def test_columns_come_back_in_their_order_and_width(desk, session, qtbot, tmp_path):
    choose(desk, "free slack", at="start")
    desk.view.panes.tree.setColumnWidth(INDEX["free_slack"], 131)
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    desk.view.remember(settings)
    other = GanttView(session, Appearance.current())
    qtbot.addWidget(other)
    other.recall(settings)
    expected = layout_of(desk.view.panes.tree.header())
    assert layout_of(other.panes.tree.header()) == expected
    assert "free_slack 131" in expected


def test_a_remembered_layout_that_is_nonsense_leaves_the_names(desk, tmp_path):
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    settings.setValue("gantt/columns", ["nothing 12", "finish wide", "start 99999"])
    desk.view.recall(settings)
    assert layout_of(desk.view.panes.tree.header()) == ["name 240", "start 2000"]
    assert desk.start("Order") == f"{datetime(2026, 5, 4, 8):%a %d %b %H:%M}"


@pytest.mark.parametrize("table", READY_TABLES, ids=lambda table: table.key)
def test_a_ready_made_table_is_one_command(desk, table):
    desk.do(f"table-{table.key}")
    assert shown(desk) == ["number", "name", *table.columns]


def test_a_value_is_filled_down_as_one_record(desk):
    desk.enter("Order", "duration", "7d")
    desk.at("Order", "duration")
    tree = desk.view.panes.tree
    QTest.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.do("fill-down")
    assert (desk.days("Order"), desk.days("Install"), desk.refused) == (7, 7, [])
    desk.session.undo()
    assert (desk.days("Order"), desk.days("Install")) == (7, 10)


def test_where_one_row_cannot_take_what_is_filled_it_is_shown_before(desk):
    desk.at("Accepted", "duration")
    tree = desk.view.panes.tree
    for _ in range(2):  # over the next component project
        QTest.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.do("fill-down")
    preview = desk.view.findChild(PastePreview)
    assert "Software" in preview.found.topLevelItem(0).text(0)
    preview.reject()
    assert desk.days("Design") == 5


def test_filling_needs_a_row_to_fill(desk):
    desk.at("Order", "duration")
    desk.select("Order")
    desk.do("fill-down")
    assert "select the row to fill from" in desk.refused[-1]


def test_shift_and_enter_go_up_typing_or_not(desk):
    model, tree = desk.view.panes.model, desk.view.panes.tree
    desk.at("Accepted")
    desk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert model.id_of(tree.currentIndex()) == desk.id("Install")
    desk.key(Qt.Key.Key_F2)
    QTest.keyClick(desk.editor(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (desk.editor(), model.id_of(tree.currentIndex())) == (None, desk.id("Order"))


def test_several_predecessors_are_typed_at_once(desk):
    desk.view.panes.tree.setColumnHidden(INDEX["predecessors"], False)
    desk.enter("Build", "predecessors", "2FS+2d;3SS")
    assert desk.refused == []
    assert desk.shown("Build", "predecessors") == "2FS+2 d; 3SS"


def test_a_name_of_a_hundred_thousand_characters_is_refused_in_one_line_and_kept(desk):
    desk.at("Order")
    desk.key(Qt.Key.Key_F2)
    editor = desk.editor()
    editor.selectAll()
    QGuiApplication.clipboard().setText("x" * 100_000)
    editor.paste()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toolTip() == "Task: 100,000 characters are too many; 1,000 fit"
    assert len(editor.text()) == 100_000
    assert desk.outline()[1] == "  Order"


def test_names_have_more_of_a_wide_window_and_keep_a_width_that_was_chosen(desk, tmp_path):
    tree = desk.view.panes.tree
    desk.view.resize(1000, 500)
    narrow = tree.columnWidth(INDEX["name"])
    desk.view.resize(2000, 500)
    assert tree.columnWidth(INDEX["name"]) > narrow
    assert "name 240" in layout_of(tree.header())  # what is kept is no wider than on another screen
    tree.setColumnWidth(INDEX["name"], 300)
    desk.view.resize(1000, 500)
    assert tree.columnWidth(INDEX["name"]) == 300
    assert "name 300" in layout_of(tree.header())
