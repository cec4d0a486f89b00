"""Working in the table: every cell is typed into, every row placed, and each step can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.paste_preview import PastePreview

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_task_is_renamed_in_its_cell_and_enter_goes_down(desk):
    desk.enter("Order", "name", "Order racks")
    assert desk.outline()[1] == "  Order racks"
    assert desk.view.panes.model.id_of(desk.view.panes.tree.currentIndex()) == desk.id("Install")
    desk.session.undo()
    assert desk.outline()[1] == "  Order"


@pytest.mark.parametrize(
    ("typed", "days", "shown"), [("3d", 3, "3 d"), ("2w", 10, "10 d"), ("4h", 0.5, "4 h"), ("7", 7, "7 d")]
)
def test_a_duration_is_typed_as_people_write_it(desk, typed, days, shown):
    desk.enter("Order", "duration", typed)
    assert (desk.days("Order"), desk.shown("Order", "duration")) == (days, shown)


def test_an_elapsed_duration_counts_nights_and_weekends(desk):
    desk.enter("Order", "duration", "7ed")
    assert desk.finish("Order") == "Mon 11 May 08:00"
    assert desk.shown("Order", "duration") == "7 ed"


def test_wrong_input_keeps_the_editor_and_says_why(desk):
    desk.at("Order", "duration")
    desk.key(Qt.Key.Key_F2)
    desk.type_in("soon")
    editor = desk.editor()
    assert editor is not None
    assert "“soon” is not a duration" in editor.toolTip()
    desk.type_in("2d")
    assert desk.editor() is None
    assert desk.days("Order") == 2


def test_escape_leaves_the_cell_as_it_was(desk):
    desk.at("Order")
    desk.key(Qt.Key.Key_F2)
    desk.type_in("Something else", Qt.Key.Key_Escape)
    assert desk.outline()[1] == "  Order"


def test_typing_on_a_cell_replaces_it_and_tab_goes_right(desk):
    desk.at("Order")
    desk.key(Qt.Key.Key_P)
    editor = desk.editor()
    assert editor is not None
    assert editor.text() == "p"
    desk.type_in("Purchase", Qt.Key.Key_Tab)
    assert desk.outline()[1] == "  Purchase"
    assert desk.view.panes.tree.currentIndex().column() == 3  # the duration


def test_dates_typed_in_cells_become_constraints(desk):
    desk.enter("Order", "start", "6 May 2026")
    assert desk.start("Order") == "Wed 06 May 08:00"
    desk.enter("Accepted", "finish", "12 June 2026")
    assert desk.finish("Accepted") == "Fri 12 Jun 17:00"
    desk.enter("Order", "start", "+1w")
    assert desk.start("Order") == "Wed 13 May 08:00"


def test_progress_and_wbs_are_typed(desk):
    desk.enter("Order", "done", "50")
    assert desk.shown("Order", "done") == "50 %"
    desk.enter("Order", "wbs", "S.1")
    assert desk.shown("Order", "wbs") == "S.1"
    assert desk.shown("Install", "wbs") == "1.2"


def test_predecessors_are_row_numbers_with_type_and_lag(desk):
    assert desk.shown("Install", "predecessors") == "2"
    desk.enter("Build", "predecessors", "2; 6SS+2d")
    assert set(desk.links()) >= {("Order", "Build", "fs"), ("Design", "Build", "ss")}
    assert desk.shown("Build", "predecessors") == "6SS+2 d; 2"
    desk.enter("Build", "predecessors", "")
    assert not [link for link in desk.links() if link[1] == "Build"]


def test_predecessors_that_wait_for_the_task_are_refused_by_name(desk):
    desk.at("Order", "predecessors")
    desk.key(Qt.Key.Key_F2)
    desk.type_in("4")
    editor = desk.editor()
    assert editor is not None
    assert all(f"“{name}”" in editor.toolTip() for name in ("Order", "Install", "Accepted"))
    desk.type_in("99")
    assert "there is no row 99" in editor.toolTip()


def test_what_follows_from_the_plan_says_what_to_change_instead(desk):
    desk.at("Sites", "duration")
    desk.key(Qt.Key.Key_F2)
    assert desk.editor() is None
    assert "from its tasks" in desk.refused[-1]


def test_a_component_project_is_renamed_and_moved(desk):
    desk.enter("Software", "name", "Branch software")
    desk.enter("Branch software", "start", "11 May 2026")
    assert desk.start("Design") == "Mon 11 May 08:00"


def test_insert_puts_a_task_above_and_edits_its_name(desk):
    desk.at("Install")
    desk.do("insert")
    desk.type_in("Deliver")
    assert desk.outline()[1:4] == ["  Order", "  Deliver", "  Install"]


def test_a_name_on_the_empty_row_adds_a_task(desk):
    desk.at(None)
    desk.key(Qt.Key.Key_F2)
    desk.type_in("Test")
    assert desk.outline()[-1] == "  Test"
    desk.session.undo()
    assert desk.outline()[-1] == "  Build"


def test_milestones_and_component_projects_are_inserted_after_the_current_row(desk):
    desk.at("Order")
    desk.do("insert-milestone")
    desk.type_in("Ordered")
    assert desk.outline()[1:3] == ["  Order", "  Ordered"]
    assert desk.shown("Ordered", "duration") == "0 d"
    desk.at("Order")
    desk.do("insert-project")
    desk.type_in("Training")
    assert [row for row in desk.outline() if row[0] != " "] == ["Sites", "Training", "Software"]


def test_delete_removes_the_selected_rows_and_undo_brings_them_back(desk):
    before = desk.outline(), sorted(desk.links())
    desk.select("Install", "Design")
    desk.do("remove")
    assert desk.outline() == ["Sites", "  Order", "  Accepted", "Software", "  Build"]
    desk.session.undo()
    assert (desk.outline(), sorted(desk.links())) == before


def test_rows_are_indented_and_outdented_and_stay_selected(desk):
    desk.enter("Install", "predecessors", "")
    desk.select("Install", "Accepted")
    desk.do("indent")
    assert desk.outline()[:4] == ["Sites", "  Order", "    Install", "    Accepted"]
    assert desk.view.panes.tree.selected_ids() == [desk.id("Install"), desk.id("Accepted")]
    assert desk.view.panes.tree.isExpanded(desk.view.panes.model.index_of(desk.id("Order"), 0))
    desk.do("outdent")
    assert desk.outline()[:4] == ["Sites", "  Order", "  Install", "  Accepted"]


def test_rows_move_up_and_down(desk):
    desk.select("Order")
    desk.do("move-down")
    assert desk.outline()[1:3] == ["  Install", "  Order"]
    desk.do("move-up")
    desk.do("move-up")
    assert "is the first" in desk.refused[-1]


def test_tasks_are_linked_in_the_order_of_the_rows_and_unlinked(desk):
    desk.select("Order", "Design", "Build")
    desk.do("link")
    assert ("Order", "Design", "fs") in desk.links()
    desk.do("unlink")
    assert not {("Order", "Design", "fs"), ("Design", "Build", "fs")} & set(desk.links())


def test_a_task_becomes_a_milestone_and_back(desk):
    desk.select("Order")
    desk.do("milestone")
    assert bool(desk.program.plan.state.milestone[desk.row("Order")])
    desk.do("milestone")
    assert desk.days("Order") == 1


def test_bars_move_by_days_from_the_keyboard(desk):
    desk.select("Order")
    desk.do("later")
    desk.do("later")
    desk.do("earlier")
    assert desk.start("Order") == "Tue 05 May 08:00"


def test_copied_rows_are_a_table_elsewhere_and_themselves_here(desk):
    desk.select("Order", "Install")
    desk.do("copy")
    assert QGuiApplication.clipboard().text().splitlines()[0].split("\t")[1:3] == ["Order", "5 d"]
    desk.at("Design")
    desk.do("paste")
    assert desk.outline()[-4:] == ["  Order", "  Install", "  Design", "  Build"]
    assert desk.links().count(("Order", "Install", "fs")) == 2


def test_cut_rows_move_with_their_links_when_they_are_pasted(desk):
    before = sorted(desk.links())
    desk.select("Order")
    desk.do("cut")
    assert desk.outline()[1] == "  Order"  # nothing is lost before
    desk.at("Build")
    desk.do("paste")
    assert desk.outline()[-2:] == ["  Order", "  Build"]
    assert sorted(desk.links()) == before


def test_a_block_from_a_spreadsheet_fills_cells_and_adds_tasks(desk):
    QGuiApplication.clipboard().setText("Sketch\t2d\nBuild it\t3w\nTest\t1w\n")
    desk.at("Design")
    desk.do("paste")
    assert desk.outline()[-3:] == ["  Sketch", "  Build it", "  Test"]
    assert [desk.days(name) for name in ("Sketch", "Build it", "Test")] == [2, 15, 5]
    desk.session.undo()
    assert desk.outline()[-2:] == ["  Design", "  Build"]


def test_a_pasted_line_that_cannot_be_read_is_shown_before_anything_is_pasted(desk):
    QGuiApplication.clipboard().setText("Sketch\t2d\nBuild it\tlong\n")
    desk.at("Design")
    desk.do("paste")
    preview = desk.view.findChild(PastePreview)
    assert preview.found.topLevelItem(0).text(0).endswith("Build")
    assert "  Design" in desk.outline()
    preview.reject()
    assert "  Design" in desk.outline()


@pytest.mark.parametrize("column", ["start", "finish", "deadline"])
def test_a_date_no_plan_reaches_is_refused_with_what_was_typed(desk, column):
    desk.view.panes.tree.setColumnHidden(INDEX[column], False)
    desk.enter("Install", column, "9999-12-31")
    assert desk.editor().text() == "9999-12-31"
    assert desk.editor().toolTip()


def test_more_than_all_done_is_refused_in_the_words_it_is_typed_in(desk):
    desk.view.panes.tree.setColumnHidden(INDEX["done"], False)
    desk.enter("Install", "done", "150%")
    said = desk.editor().toolTip().replace("\N{NO-BREAK SPACE}", " ")
    assert said.endswith("150 % is out of range; at most 100 % fits")
