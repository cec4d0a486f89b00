"""The view follows the program: what is folded, filtered, selected and shown stays right after every edit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.column_chooser import ColumnChooser
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import outline, records
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.outline import insert_task
from tpm_desktop.plan import OpenProgram


def shown(desk) -> list[str]:
    panes = desk.view.panes
    state = panes.model.state
    found, index = [], panes.model.index(0, 0)
    while index.isValid():
        row = panes.model.row_of(index)
        if row is not None:
            found.append(state.names[row])
        index = panes.tree.indexBelow(index)
    lines = [state.names[row] for row in panes.chart.shown.rows.tolist()]
    assert lines == found  # table and chart always agree
    return found


def test_the_headline_counts_tasks_projects_and_critical_ones(desk):
    assert desk.view.headline() == "Finish Fri 29 May · 2 critical · 5 tasks in 2 component projects"


def test_folded_rows_stay_folded_when_others_come(desk):
    panes = desk.view.panes
    panes.tree.collapse(panes.model.index_of(desk.id("Sites"), 0))
    assert shown(desk) == ["Sites", "Software", "Design", "Build"]
    outline.insert_task(desk.program, parent=desk.id("Software"), name="Test")
    assert shown(desk) == ["Sites", "Software", "Design", "Build", "Test"]
    desk.do("expand-all")
    assert len(shown(desk)) == 8
    desk.do("collapse-all")
    assert shown(desk) == ["Sites", "Software"]


def test_selecting_a_folded_row_elsewhere_unfolds_it(desk):
    desk.do("collapse-all")
    desk.session.select("task", [desk.id("Build")])
    assert "Build" in shown(desk)
    assert desk.view.panes.tree.selected_ids() == [desk.id("Build")]


def test_a_filter_keeps_what_contains_the_text_with_what_it_is_part_of(desk):
    desk.view.filter("buil")
    assert shown(desk) == ["Software", "Build"]
    assert "1 shown, filtered by “buil”" in desk.view.headline()
    records.set_fields(desk.program, "task", desk.id("Order"), {"name": "Build order"})
    assert shown(desk) == ["Sites", "Build order", "Software", "Build"]
    desk.view.filter("")
    assert len(shown(desk)) == 7


def test_an_edit_elsewhere_is_seen_and_what_it_moved_flashes_once(desk, qtbot):
    records.set_fields(desk.program, "task", desk.id("Order"), {"duration": 10 * 480})
    assert desk.shown("Install", "start") == "18 May"
    assert desk.row("Install") in desk.view.panes.chart.flashing
    qtbot.waitUntil(lambda: not desk.view.panes.chart.flashing, timeout=2000)


def test_undo_keeps_selection_and_scroll(desk):
    desk.select("Build")
    desk.enter("Order", "duration", "9d")
    desk.select("Build")
    desk.session.undo()
    assert desk.view.panes.tree.selected_ids() == [desk.id("Build")]


def test_cells_say_resources_cost_and_baseline(desk):
    buyer = records.add_row(desk.program, "resource", {"name": "Buyer", "rate": 5000})
    records.add_row(
        desk.program, "assignment", {"task_id": desk.id("Order"), "resource_id": buyer, "units": 5000}
    )
    take_baseline(desk.program, "Agreed")
    desk.enter("Order", "duration", "7d")
    assert desk.shown("Order", "resources") == "Buyer 50 %"
    assert desk.shown("Order", "cost") == "1,400"
    assert desk.shown("Install", "baseline_finish") == "22 May"
    assert desk.shown("Install", "finish_variance") == "+2 d"


def test_every_variance_stands_beside_its_baseline(desk):
    crew = records.add_row(desk.program, "resource", {"name": "Crew", "rate": 5000})
    records.add_row(desk.program, "assignment", {"task_id": desk.id("Order"), "resource_id": crew})
    take_baseline(desk.program, "Agreed")
    desk.enter("Order", "duration", "7d")
    agreed = {part: desk.shown("Order", f"baseline_{part}") for part in ("start", "duration", "work", "cost")}
    assert agreed == {"start": "4 May", "duration": "5 d", "work": "40 h", "cost": "2,000"}
    parts = ("start", "finish", "duration", "work", "cost")
    apart = {part: desk.shown("Order", f"{part}_variance") for part in parts}
    assert apart == {"start": "0 d", "finish": "+2 d", "duration": "+2 d", "work": "+16 h", "cost": "+800"}
    assert desk.shown("Install", "start_variance") == "+2 d"
    extra = insert_task(desk.program, parent=desk.id("Sites"), name="Extra", duration=480)
    assert extra
    assert {desk.shown("Extra", f"{part}_variance") for part in parts} == {""}


def test_a_missed_deadline_is_said_in_words(desk):
    records.set_fields(
        desk.program, "task", desk.id("Accepted"), {"deadline": desk.program.plan.start(desk.id("Order"))}
    )
    model = desk.view.panes.model
    tip = str(model.index_of(desk.id("Accepted")).data(Qt.ItemDataRole.ToolTipRole))
    assert "Finishes after its deadline" in tip
    assert "Critical" in tip


def test_columns_are_chosen_and_remembered(desk, session, qtbot, tmp_path):
    desk.at("Order", "finish")
    desk.do("columns")
    chooser = desk.view.findChild(ColumnChooser)
    QTest.keyClicks(chooser.line, "predec")
    QTest.keyClick(chooser.line, Qt.Key.Key_Return)
    QTest.keyClick(chooser.line, Qt.Key.Key_Escape)
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    desk.view.panes.tree.setColumnWidth(INDEX["name"], 333)
    desk.do("compact")
    desk.view.remember(settings)
    other = GanttView(session, Appearance.current())
    qtbot.addWidget(other)
    other.recall(settings)
    assert not other.panes.tree.isColumnHidden(INDEX["predecessors"])
    assert other.panes.tree.columnWidth(INDEX["name"]) == 333
    assert other.panes.chart.measures.height == 20


def test_an_empty_program_offers_the_first_step(qtbot, tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm") as program:
        view = GanttView(Session(program), Appearance.current())
        qtbot.addWidget(view)
        view.show()
        view.load()
        assert view.pages.currentWidget() is view.empty
        assert view.headline() == "0 tasks in 0 component projects"
        view.empty.button.click()
        assert view.panes.isVisible()
        assert program.plan.state.names == ["New component project"]


def test_every_action_has_a_name_an_icon_and_its_own_shortcut(desk):
    actions = desk.view.commands()
    assert all(a.text() and not a.icon().isNull() and a.objectName() for a in actions)
    keys = [a.shortcut().toString() for a in actions if not a.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def test_the_chart_says_the_current_bar_to_screen_readers(desk):
    desk.at("Build")
    assert desk.view.panes.chart.accessibleDescription() == "Build: 11 May – 29 May, critical"


def test_a_column_is_made_as_wide_as_its_texts_need(desk):
    tree, name = desk.view.panes.tree, INDEX["name"]
    desk.enter("Order", "name", "Order all the racks, cabling and power distribution units at once")
    before = tree.columnWidth(name)
    tree.resizeColumnToContents(name)
    assert tree.columnWidth(name) > before + 100


def test_a_click_far_down_the_table_hits_what_is_under_the_mouse_though_the_keyboard_was_elsewhere(desk):
    for number in range(60):
        insert_task(desk.program, parent=desk.id("Software"), name=f"Step {number}")
    tree = desk.view.panes.tree
    tree.clearFocus()
    tree.setCurrentIndex(QModelIndex())
    index = desk.view.panes.model.index_of(desk.id("Step 50"), INDEX["name"])
    tree.scrollTo(index)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())
    assert tree.selected_ids() == [desk.id("Step 50")]
