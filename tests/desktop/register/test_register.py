"""Registers show, sort, filter, edit, copy and paste rows of any table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.new_row import missing, new_values
from tpm_desktop.desktop.paste_preview import PastePreview
from tpm_desktop.desktop.register.view import RegisterView
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.catalogue import CATALOGUE, entry

RISKS = ("Racks come late", "Load test fails")


@pytest.fixture
def risks(window: MainWindow) -> RegisterView:
    return window.show_view("risk")


def column(view: RegisterView, name: str) -> list[str]:
    """The texts of a column from top to bottom."""
    at = [shown.name for shown in view.model.shown].index(name)
    return [view.model.index(row, at).data() for row in range(view.model.rowCount())]


def cell(view: RegisterView, row: int, name: str):
    return view.model.index(row, [shown.name for shown in view.model.shown].index(name))


def edit(view: RegisterView, row: int, name: str):
    """Open the editor of a cell."""
    view.table.setFocus()
    view.table.setCurrentIndex(cell(view, row, name))
    view.table.edit(cell(view, row, name))
    editors = [w for w in view.table.viewport().findChildren(QWidget, f"edit-{name}") if w.isVisible()]
    return editors[-1]


def type_over(qtbot, editor: QLineEdit, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, key)


def test_cells_show_labels_never_keys(risks):
    assert column(risks, "title") == list(RISKS)
    assert column(risks, "project_id") == ["Data centre and sites", ""]
    assert column(risks, "owner_id") == ["Buyer", ""]
    assert column(risks, "status") == ["Open", "Open"]
    assert column(risks, "probability") == ["4 Likely", "2 Unlikely"]


def test_a_score_says_number_and_letter(risks):
    assert column(risks, "score") == ["20 R", "6 G"]


def test_overdue_is_said_in_words(window):
    actions = window.show_view("action")
    assert column(actions, "due") == ["2 Jun · 10 d late"]
    assert "1 overdue" in actions.headline()


def test_sorting_keeps_empty_cells_last(risks):
    names = [shown.name for shown in risks.model.shown]
    risks.table.sortByColumn(names.index("score"), Qt.SortOrder.AscendingOrder)
    assert column(risks, "score") == ["6 G", "20 R"]
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        risks.table.sortByColumn(names.index("owner_id"), order)
        assert column(risks, "owner_id") == ["Buyer", ""]


def test_codes_are_sorted_as_numbers(window, risks):
    program = window.session.program
    for n in range(9):
        add_row(program, "risk", {"title": f"Risk {n}"})
    risks.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert column(risks, "code")[:3] == ["R-1", "R-2", "R-3"]
    assert column(risks, "code")[-1] == "R-11"


def test_the_filter_looks_in_all_shown_columns(risks):
    risks.filter("buyer likely")
    assert column(risks, "title") == [RISKS[0]]
    risks.filter("")
    assert len(column(risks, "title")) == 2


def test_what_is_selected_stays_selected_when_rows_move(window, risks, ids):
    window.session.select("risk", [ids.load_test])
    risks.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert risks.table.selected_ids() == [ids.load_test]


def test_typing_into_a_cell_is_one_edit(window, risks, qtbot, ids):
    before = len(window.history.model)
    type_over(qtbot, edit(risks, 0, "title"), "Racks come very late")
    assert column(risks, "title")[0] == "Racks come very late"
    assert len(window.history.model) == before + 1


def test_money_and_dates_are_read_as_people_write_them(window, risks, qtbot, ids):
    type_over(qtbot, edit(risks, 0, "cost"), "12.5k")
    type_over(qtbot, edit(risks, 0, "review_due"), "1 jul")
    assert column(risks, "cost")[0] == "12,500"
    assert column(risks, "review_due")[0] == "1 Jul"


def test_bad_input_keeps_the_editor_open_and_says_why(risks, qtbot):
    editor = edit(risks, 0, "cost")
    type_over(qtbot, editor, "a lot")
    assert editor.isVisible()
    note = risks.table.viewport().findChild(QLabel, "problem-note")
    assert note.isVisible()
    assert "is not an amount" in note.text()
    type_over(qtbot, editor, "500")
    assert column(risks, "cost")[0] == "500"


def test_a_bad_value_left_behind_is_refused_and_the_old_one_stays(window, risks, qtbot):
    editor = edit(risks, 0, "cost")
    editor.selectAll()
    qtbot.keyClicks(editor, "a lot")
    risks.table.setCurrentIndex(cell(risks, 1, "title"))
    assert column(risks, "cost")[0] == ""
    assert "is not an amount" in window.toast.text


def test_a_choice_is_taken_from_its_list(risks, qtbot):
    editor = edit(risks, 0, "status")
    assert [editor.itemText(n) for n in range(editor.count())] == [
        "Draft",
        "Open",
        "Treating",
        "Occurred",
        "Closed",
    ]
    editor.setCurrentText("Closed")
    editor.activated.emit(editor.currentIndex())
    assert column(risks, "status")[0] == "Closed"


def test_a_reference_is_found_by_part_of_its_name(risks, qtbot):
    editor = edit(risks, 1, "owner_id")
    editor.setEditText("site cr")
    editor.lineEdit().setModified(True)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()  # "site cr" alone names nobody
    editor.setEditText("site crew")
    editor.lineEdit().setModified(True)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert column(risks, "owner_id")[1] == "Site crew"


def test_codes_and_scores_cannot_be_typed(risks):
    assert not risks.model.editable(cell(risks, 0, "code"))
    assert not risks.model.editable(cell(risks, 0, "score"))


def test_a_flag_is_ticked(window, ids):
    projects = window.show_view("project")
    assert "planned_finish" in [shown.name for shown in projects.model.shown]
    assert column(projects, "planned_finish")[0] == "22 May"


def test_insert_adds_a_row_and_lets_its_name_be_typed(window, risks, qtbot):
    risks.table.setFocus()
    risks.add()
    editor = risks.table.viewport().findChild(QLineEdit, "edit-title")
    type_over(qtbot, editor, "Second shift not certified")
    assert column(risks, "title")[-1] == "Second shift not certified"
    assert column(risks, "code")[-1] == "R-3"


def test_removing_is_undone(window, risks, ids):
    window.session.select("risk", [ids.late_racks])
    risks.remove()
    assert column(risks, "title") == [RISKS[1]]
    window.session.undo()
    assert sorted(column(risks, "title")) == sorted(RISKS)


def test_duplicating_gives_a_new_code(window, risks, ids):
    window.session.select("risk", [ids.late_racks])
    risks.duplicate()
    assert column(risks, "title") == [*RISKS, RISKS[0]]
    assert column(risks, "code") == ["R-1", "R-2", "R-3"]


def test_copied_cells_are_what_a_spreadsheet_takes(window, ids):
    actions = window.show_view("action")
    actions.table.selectAll()
    actions.cells.copy()
    cells = QGuiApplication.clipboard().text().rstrip("\n").split("\t")
    assert cells[:4] == ["A-1", "Confirm dates", "Buyer", "2 Jun 2026"]


def test_cutting_copies_and_empties_in_one_edit(window, risks, ids):
    before = len(window.history.model)
    for name in ("project_id", "probability"):
        risks.table.selectionModel().select(cell(risks, 0, name), QItemSelectionModel.SelectionFlag.Select)
    risks.cells.cut()
    assert QGuiApplication.clipboard().text().rstrip("\n").split("\t") == [
        "Data centre and sites",
        "4 Likely",
    ]
    assert (column(risks, "project_id")[0], column(risks, "probability")[0]) == ("", "")
    assert len(window.history.model) == before + 1


def test_what_must_have_a_value_is_not_cut(window, risks):
    risks.table.selectionModel().select(cell(risks, 0, "title"), QItemSelectionModel.SelectionFlag.Select)
    risks.cells.cut()
    assert column(risks, "title")[0] == RISKS[0]
    assert "a value is needed" in window.toast.text


def test_escape_takes_the_problem_away_and_keeps_the_old_value(risks, qtbot):
    editor = edit(risks, 0, "cost")
    type_over(qtbot, editor, "a lot")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    notes = risks.table.viewport().findChildren(QLabel, "problem-note")
    assert not any(note.isVisible() for note in notes)
    assert column(risks, "cost")[0] == ""


def test_a_pasted_block_is_one_edit_and_adds_rows(window, risks, ids):
    before = len(window.history.model)
    QGuiApplication.clipboard().setText(
        "Late\tBranch software\t5\nEarly\t\t1\nNew one\tBranch software\t2 Unlikely\n"
    )
    risks.table.setCurrentIndex(cell(risks, 0, "title"))
    risks.cells.paste()
    assert column(risks, "title") == ["Late", "Early", "New one"]
    assert column(risks, "project_id") == ["Branch software", "", "Branch software"]
    assert column(risks, "probability") == ["5 Almost certain", "1 Rare", "2 Unlikely"]
    assert len(window.history.model) == before + 1
    window.session.undo()
    assert column(risks, "title") == list(RISKS)


def preview(window) -> tuple[PastePreview, list[str]]:
    found = window.findChildren(PastePreview)[-1]
    item = found.found.topLevelItem(0)
    return found, [item.text(n) for n in range(4)]


def test_a_bad_cell_is_shown_before_anything_is_written(window, risks):
    QGuiApplication.clipboard().setText("Late\tBranch software\nEarly\tBranch in the woods\n")
    risks.table.setCurrentIndex(cell(risks, 0, "title"))
    risks.cells.paste()
    assert column(risks, "title") == list(RISKS)
    dialog, said = preview(window)
    assert said[:3] == [RISKS[1], "Component project", "Branch in the woods"]
    assert "Nothing is called “Branch in the woods”" in said[3]
    before = len(window.history.model)
    dialog.ok.click()
    assert column(risks, "title") == ["Late", "Early"]
    assert column(risks, "project_id")[0] == "Branch software"
    assert len(window.history.model) == before + 1


def test_a_block_that_reaches_a_derived_column_is_shown_and_can_be_left(window, risks):
    QGuiApplication.clipboard().setText("5\t5\t25\t\t\t\t\t\t\t\tbeyond")
    risks.table.setCurrentIndex(cell(risks, 0, "probability"))
    risks.cells.paste()
    dialog, said = preview(window)
    assert (said[1], said[3]) == ("Score", "This column follows from others")
    dialog.reject()
    assert column(risks, "probability")[0] == "4 Likely"


def test_what_was_copied_may_come_back_with_what_follows_from_others(window, risks):
    before = len(window.history.model)
    risks.table.selectAll()
    risks.cells.copy()
    risks.table.setCurrentIndex(cell(risks, 0, risks.table.visual_names()[0]))
    risks.cells.paste()
    assert not window.findChildren(PastePreview)
    assert len(window.history.model) == before


def test_a_register_follows_renamed_rows_it_refers_to(window, risks, ids):
    set_fields(window.session.program, "resource", ids.buyer, {"name": "Procurement"})
    assert column(risks, "owner_id")[0] == "Procurement"


def test_removed_references_are_shown_empty(window, risks, ids):
    remove_rows(window.session.program, "resource", [ids.buyer])
    assert column(risks, "owner_id") == ["", ""]


def test_an_empty_register_says_what_belongs_here(window):
    issues = window.show_view("issue")
    assert issues._layout.currentWidget() is issues.empty
    issues.empty.button.click()
    assert issues.table.isVisible()
    assert column(issues, "title") == ["New issue"]


def test_a_filter_that_finds_nothing_says_so_and_its_button_shows_all(window, risks):
    shown = column(risks, "title")
    risks.filter("zebra")
    assert risks._layout.currentWidget() is risks.nothing
    assert "zebra" in risks.nothing.accessibleDescription()
    risks.nothing.button.click()
    assert risks.table.isVisible()
    assert column(risks, "title") == shown


def test_columns_are_chosen_and_remembered(window, risks, qtbot):
    menu = risks.choose_columns()
    next(action for action in menu.actions() if action.data() == "trigger").toggle()
    next(action for action in menu.actions() if action.data() == "owner_id").toggle()
    names = [shown.name for shown in risks.model.shown]
    assert "trigger" in names
    assert "owner_id" not in names
    menu.close()
    settings = QSettings()
    risks.remember(settings)
    other = RegisterView(window.session, window.appearance, "risk")
    qtbot.addWidget(other)
    other.recall(settings)
    assert [shown.name for shown in other.model.shown] == names


def test_every_register_takes_a_new_row(window, ids, subtests):
    for about in CATALOGUE:
        if about.register:
            with subtests.test(about.name):
                assert_takes_a_row(window, about.name, ids)


def assert_takes_a_row(window, table, ids) -> None:
    """By the view's own command, with what it can't be without given or asked for; undone at the end."""
    view = window.show_view(table)
    about = entry(table)
    window.session.select("task", [ids.install])
    values = new_values(window.session, about)
    if about.asked:  # all of it in a dialog
        assert set(missing(about, values)) <= set(about.asked)
        return
    for name in missing(about, values):
        assert about.fields[name].required
        asked = (
            "calendar_id", "body_id", "check_key", "account_id", "rule", "approver_id", "interface_id",
            "from_account_id", "to_account_id", "project_id", "deliverable_id", "gate_id", "rate",
            "package_id", "contract_id", "component_id", "kind",
        )  # fmt: skip
        assert name in asked or about.fields[name].kind in ("instant", "month", "money"), f"{table}.{name}"
    if not missing(about, values):
        before = view.model.rowCount()
        assert view.add() is not None
        assert view.model.rowCount() == before + 1
        window.session.undo()
