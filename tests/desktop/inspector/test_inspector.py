"""The inspector shows whatever is selected and changes it in one edit a field."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
)

from tpm_desktop.desktop.editors import ListEditor
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.outline import insert_task
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.schedule import Task

TASK_TABS = [
    "General", "Links", "People", "Money", "Notes", "Risks and issues", "Touches", "Comments", "History",
    "Documents",
]  # fmt: skip

TIP, SAID = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole


def typed(qtbot, editor, text: str) -> None:
    """Type over what stands in a field and leave it by Enter."""
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def form(window: MainWindow):
    return window.inspector.page("General").form


def select(window: MainWindow, table: str, *ids: str) -> None:
    window.session.select(table, ids)


def test_an_opened_program_shows_its_properties(window: MainWindow):
    assert window.inspector.title == "Network renewal"
    assert form(window).editors["currency"].text() == "EUR"


def test_fields_out_of_sight_follow_while_nothing_else_waits_and_show_the_row(window: MainWindow, qtbot):
    (page,) = (page for page in window.inspector._made.values() if page.ids)
    editors, last = page.form.editors, "minutes_per_day"
    assert last not in editors
    qtbot.waitUntil(lambda: last in editors and editors[last].text() == "480")
    assert set(page.form.editors) == set(form(window).editors)


def test_with_nothing_selected_it_says_what_to_do(window: MainWindow):
    select(window, "risk")
    assert window.inspector.title == "Nothing selected"


KINDS = ("program", "project", "calendar", "resource", "task", "link", "risk", "body", "action")


def test_it_has_a_form_for_every_kind_of_row(window: MainWindow, subtests: pytest.Subtests):
    for table in KINDS:
        with subtests.test(table):
            ids = window.session.program.file.columns(table, ["id"])[0]
            select(window, table, ids[0])
            page = window.inspector.page("General")
            shown = [name for name, column in page.about.enterable.items() if column.shown]
            assert set(form(window).editors) == set(shown) - page.hidden()


def test_every_choice_can_be_read_whole(window: MainWindow, subtests: pytest.Subtests):
    for table in KINDS:
        if table != "calendar":  # which has none
            with subtests.test(table):
                select(window, table, window.session.program.file.columns(table, ["id"])[0][0])
                assert_read_whole(window)


def assert_read_whole(window: MainWindow) -> None:
    """The choices of the form in front fit their editors."""
    lists = [editor for editor in form(window).editors.values() if type(editor) is ListEditor]
    assert lists
    QApplication.processEvents()  # those that are out of sight were just made
    for editor in lists:
        option = QStyleOptionComboBox()
        editor.initStyleOption(option)
        field, whole = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        room = editor.style().subControlRect(whole, option, field, editor).width()
        assert editor.longest() <= room, editor.accessibleName()


def test_its_head_names_the_row_its_code_and_where_it_belongs(window: MainWindow, ids):
    select(window, "risk", ids.late_racks)
    assert (window.inspector.title, window.inspector.subtitle) == ("Racks come late", "R-1 · Risk")
    select(window, "task", ids.install)
    assert window.inspector.subtitle == "1.2 · Task · Data centre and sites"


def test_a_word_that_is_longer_than_a_line_does_not_widen_it(window: MainWindow, ids, qtbot):
    before = window.inspector.width()
    set_fields(window.session.program, "task", ids.install, {"name": "W" * 300})
    select(window, "task", ids.install)
    qtbot.wait(1)
    assert window.inspector.width() == before
    assert window.inspector.minimumSizeHint().width() <= before


def test_after_nothing_it_shows_the_row_that_is_selected_next(window: MainWindow, ids, qtbot):
    project = window.session.program.file.columns("project", ["id"])[0][0]
    for table, row in (("project", project), ("risk", ids.late_racks)):
        select(window, table, row)
        select(window, "task")
        select(window, "task", ids.order)
        assert window.inspector.title == "Order racks"
        shown = [editor for editor in window.inspector.findChildren(QLineEdit) if editor.isVisible()]
        assert "Order racks" in [editor.text() for editor in shown]
        assert window.inspector._stack.currentWidget().widget() is window.inspector.page("General")
        tabs = window.inspector._tabs
        assert tabs.names() == TASK_TABS
        select(window, "task", ids.order, ids.install)
        assert form(window).editors["name"].placeholderText() == "several values"


def test_a_field_is_one_edit_and_every_view_follows(window: MainWindow, ids, qtbot):
    risks = window.show_view("risk")
    select(window, "risk", ids.late_racks)
    before = len(window.history.model)
    typed(qtbot, form(window).editors["title"], "Racks come in June")
    assert len(window.history.model) == before + 1
    assert risks.model.index(0, 1).data() == "Racks come in June"
    assert window.inspector.title == "Racks come in June"


def test_a_field_that_is_left_unchanged_is_no_edit(window: MainWindow, ids, qtbot):
    select(window, "risk", ids.late_racks)
    before = len(window.history.model)
    editor = form(window).editors["title"]
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert len(window.history.model) == before


def test_bad_input_is_said_below_the_field(window: MainWindow, ids, qtbot):
    select(window, "risk", ids.late_racks)
    editor = form(window).editors["review_due"]
    typed(qtbot, editor, "someday")
    said = [label.text() for label in form(window).findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("“someday” is not a date") for text in said)
    assert editor.text() == "someday"


def test_a_rule_that_refuses_is_said_below_the_field(window: MainWindow, ids, qtbot):
    select(window, "task", ids.order)
    typed(qtbot, form(window).editors["calendar_id"].lineEdit(), "Nowhere")
    said = [label.text() for label in form(window).findChildren(QLabel) if label.isVisible()]
    assert any("nothing is called “Nowhere”" in text for text in said)


@pytest.mark.parametrize(("name", "shown"), [("title", "Racks come late"), ("trigger", "")])
def test_escape_gives_up_what_was_typed(window: MainWindow, ids, qtbot, name, shown):
    select(window, "risk", ids.late_racks)
    before = len(window.history.model)
    editor = form(window).editors[name]
    editor.setFocus()
    qtbot.keyClicks(editor, "else")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == shown
    form(window).editors["status"].setFocus()
    assert len(window.history.model) == before


def test_several_rows_show_what_they_have_in_common(window: MainWindow, ids, qtbot):
    select(window, "risk", ids.late_racks, ids.load_test)
    editors = form(window).editors
    assert editors["title"].text() == ""
    assert editors["title"].placeholderText() == "several values"
    assert editors["status"].currentText() == "Open"
    before = len(window.history.model)
    typed(qtbot, editors["category"], "Supply")
    assert len(window.history.model) == before + 1
    assert set(window.session.program.file.columns("risk", ["category"])[0]) == {"Supply"}


def test_of_a_large_table_only_the_selected_rows_are_read(window: MainWindow, ids, monkeypatch):
    select(window, "task", ids.order)
    file = window.session.program.file
    every_row = file.rows
    asked = []
    monkeypatch.setattr(file, "rows", lambda model, **equal: asked.append(model) or every_row(model, **equal))
    select(window, "task", ids.order, ids.install)
    assert form(window).editors["name"].placeholderText() == "several values"
    assert Task not in asked


def test_a_task_says_why_it_stands_where_it_does(window: MainWindow, ids):
    select(window, "task", ids.install)
    why = window.inspector.findChild(QLabel, "why").text()
    assert "Mon 11 May" in why
    assert "“Order racks”" in why


def test_a_task_is_moved_by_its_start(window: MainWindow, ids, qtbot):
    select(window, "task", ids.order)
    start, _ = window.inspector.page("General")._moments["start"]
    assert start.text() == "Mon 4 May"
    typed(qtbot, start, "11 may")
    assert window.session.program.plan.start(ids.order) == datetime(2026, 5, 11, 8)
    assert start.text() == "Mon 11 May"
    assert "finish 22 May → 29 May" in window.status.said


def test_a_date_of_another_year_is_read_whole(window: MainWindow, ids, qtbot):
    select(window, "task", ids.order)
    start, _ = window.inspector.page("General")._moments["start"]
    typed(qtbot, start, "4 May 2029")
    assert start.text() == "Fri 4 May 2029"
    assert start.fontMetrics().horizontalAdvance(start.text()) <= start._room()
    typed(qtbot, start, "4 May 2029 10:30")
    start.resize(400, start.height())
    assert start.text() == "Fri 4 May 2029 10:30"
    start.resize(170, start.height())
    assert start.text() == "4 May 2029 10:30"  # the weekday would be cut
    assert start.toolTip() == "Fri 4 May 2029 10:30"


def test_escape_brings_the_computed_start_back(window: MainWindow, ids, qtbot):
    select(window, "task", ids.order)
    start, _ = window.inspector.page("General")._moments["start"]
    start.setFocus()
    qtbot.keyClicks(start, "x")
    qtbot.keyClick(start, Qt.Key.Key_Escape)
    assert start.text() == "Mon 4 May"


def test_a_bad_start_is_said_below_it(window: MainWindow, ids, qtbot):
    select(window, "task", ids.order)
    start, notice = window.inspector.page("General")._moments["start"]
    typed(qtbot, start, "when we can")
    assert notice.isVisible()
    assert "is not a date" in notice.text()


def test_a_date_is_chosen_from_the_calendar(window: MainWindow, ids, qtbot):
    select(window, "risk", ids.late_racks)
    editor = form(window).editors["review_due"]
    menu = editor.open_calendar()
    menu.findChild(QCalendarWidget).clicked.emit(QDate(2026, 7, 6))
    assert editor.text() == "6 Jul"
    assert window.session.program.file.columns("risk", ["review_due"])[0][0] == "2026-07-06"


def test_summaries_take_their_dates_from_below(window: MainWindow, ids):
    insert_task(window.session.program, parent=ids.order, name="Ask for offers")
    select(window, "task", ids.order)
    assert not form(window).editors["duration"].isEnabled()
    assert not window.inspector.page("General")._moments["start"][0].isEnabled()


def test_names_of_linked_tasks_have_most_of_the_width(window: MainWindow, ids):
    select(window, "task", ids.install)
    window.inspector.turn_to("Links")
    table = window.inspector.page("Links").predecessors.table
    assert table.columnWidth(0) > 0.5 * table.viewport().width()


def test_a_kind_of_link_is_chosen_in_full_words(window: MainWindow, ids, qtbot):
    select(window, "task", ids.install)
    window.inspector.turn_to("Links")
    table = window.inspector.page("Links").predecessors.table
    table.edit(table.model().index(0, 1))
    editor = table.findChild(QComboBox, "edit-type")
    assert editor.currentText() == "Finish to start"
    assert editor.width() > table.columnWidth(1)
    assert editor.geometry().right() <= table.viewport().width()
    editor.hidePopup()


def test_links_are_listed_added_and_removed(window: MainWindow, ids, qtbot):
    select(window, "task", ids.install)
    window.inspector.turn_to("Links")
    page = window.inspector.page("Links")
    assert [page.predecessors.model.index(0, c).data() for c in range(3)] == [
        "Order racks",
        "FS",
        "0 d",
    ]
    kind = page.predecessors.model.index(0, 1)
    assert [kind.data(role) for role in (TIP, SAID)] == ["Finish to start", "Finish to start"]
    assert page.successors.model.index(0, 0).data() == "Racks accepted"
    page.predecessors.table.selectRow(0)
    page.predecessors.remove()
    assert page.predecessors.model.rowCount() == 0
    assert window.session.program.plan.start(ids.install) == datetime(2026, 5, 4, 8)
    typed(qtbot, page.predecessors.adder.lineEdit(), "Order racks")
    assert page.predecessors.model.rowCount() == 1
    assert page.predecessors.adder.currentText() == ""


def test_a_link_that_closes_a_ring_is_refused_naming_it(window: MainWindow, ids, qtbot):
    select(window, "task", ids.order)
    window.inspector.turn_to("Links")
    page = window.inspector.page("Links")
    typed(qtbot, page.predecessors.adder.lineEdit(), "Racks accepted")
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "“Order racks”" in said
    assert "“Racks accepted”" in said
    assert page.predecessors.model.rowCount() == 0


def test_people_are_assigned_and_the_cost_follows(window: MainWindow, ids, qtbot):
    select(window, "task", ids.order)
    window.inspector.turn_to("People")
    page = window.inspector.page("People")
    typed(qtbot, page.assignments.adder.lineEdit(), "Site crew")
    assert [page.assignments.model.index(0, c).data() for c in range(3)] == ["Site crew", "100 %", "5 d"]
    assert "cost +2,000" in window.status.said
    window.inspector.turn_to("Money")
    assert window.inspector.page("Money").sums["Cost of the work"] == "EUR\N{NO-BREAK SPACE}2,000"


def test_what_refers_to_a_row_is_listed_and_leads_there(window: MainWindow, ids):
    select(window, "resource", ids.buyer)
    window.inspector.turn_to("Used by")
    page = window.inspector.page("Used by")
    assert {(found.text, found.detail) for found in page.found.found} == {
        ("Racks come late", "Owner"),
        ("Confirm dates", "Owner"),
    }
    index = next(page.found.index(n) for n, found in enumerate(page.found.found) if found.kind == "action")
    page.list.clicked.emit(index)
    assert window.view.key == "action"
    assert window.session.selected == ("action", (ids.action,))


def test_a_row_added_elsewhere_can_be_chosen(window: MainWindow, ids):
    select(window, "risk", ids.late_racks)
    add_row(window.session.program, "resource", {"name": "Procurement lead"})
    owner = form(window).editors["owner_id"]
    assert "Procurement lead" in [owner.itemText(n) for n in range(owner.count())]


def test_names_that_occur_twice_are_told_apart(window: MainWindow, ids):
    set_fields(window.session.program, "task", ids.install, {"name": "Order racks"})
    select(window, "link", window.session.program.file.columns("link", ["id"])[0][0])
    predecessor = form(window).editors["predecessor_id"]
    offered = [predecessor.itemText(n) for n in range(predecessor.count())]
    assert {"Order racks (1.1)", "Order racks (1.2)"} <= set(offered)


def test_a_file_that_is_only_read_shows_fields_that_cannot_be_typed_in(window, program_path, qtbot, ids):
    other = MainWindow(window.appearance)
    qtbot.addWidget(other)
    other.show()
    other.files.open(program_path)
    other.session.select("risk", [ids.late_racks])
    assert not any(editor.isEnabled() for editor in other.inspector.page("General").form.editors.values())
    other.close()


def test_a_removed_row_leaves_the_inspector(window: MainWindow, ids):
    select(window, "risk", ids.late_racks)
    remove_rows(window.session.program, "risk", [ids.late_racks])
    assert window.inspector.title == "Nothing selected"
