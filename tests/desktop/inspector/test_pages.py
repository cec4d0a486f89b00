"""The pages of the inspector besides the form: what touches a row, notes, history, money, many rows."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.inspector import general
from tpm_desktop.desktop.inspector.page_tabs import PageTabs
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.outline import insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.schedule import Task

MONEY = "EUR\N{NO-BREAK SPACE}"


class Person:
    """Somebody at the inspector."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window, self.qtbot = window, qtbot

    def selects(self, table: str, *ids: str):
        self.window.session.select(table, ids)

    def opens(self, name: str):
        """Click the tab of a page; the page that is then in front."""
        tabs: PageTabs = self.window.inspector.findChild(PageTabs)
        QTest.mouseClick(tabs.button(tabs.names().index(name)), Qt.MouseButton.LeftButton)
        page = self.window.inspector.page(name)
        assert page.isVisible()
        return page

    def types(self, editor, text: str) -> None:
        editor.setFocus()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)

    def clicks_row(self, view, row: int) -> None:
        at = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))

    def history(self, table: str, row_id: str) -> list[tuple[str, str]]:
        self.selects(table, row_id)
        page = self.opens("History")
        self.qtbot.waitUntil(lambda: not page.busy)
        return rows(page.list)

    def edits(self) -> int:
        return len(self.window.history.model)


def rows(view) -> list[tuple[str, str]]:
    return [(found.text, found.detail) for found in view.found.found]


@pytest.fixture
def person(window: MainWindow, qtbot) -> Person:
    return Person(window, qtbot)


def test_no_tab_is_hidden_however_narrow_it_is(person, ids):
    person.selects("task", ids.order)
    tabs = person.window.inspector.findChild(PageTabs)
    for width in (288, 312, 600):
        tabs.resize(width, tabs.height())
        places = [tabs.button(place).geometry() for place in range(tabs.count())]
        assert all(place.left() >= 0 and place.right() <= width for place in places)
        assert all(place.bottom() <= tabs.height() for place in places)
        assert not any(a.intersects(b) for a in places for b in places if a is not b)


def test_arrow_keys_turn_the_pages(person, ids):
    person.selects("task", ids.order)
    person.opens("General")
    tabs = person.window.inspector.findChild(PageTabs)
    tabs.button(0).setFocus()
    QTest.keyClick(tabs.button(0), Qt.Key.Key_Right)
    assert person.window.inspector.page("Links").isVisible()


def test_a_click_on_the_tab_in_front_leaves_what_is_typed(person, ids):
    person.selects("task", ids.order)
    page = person.opens("Risks and issues")
    page.title.setFocus()
    QTest.keyClicks(page.title, "The supplier")
    assert person.opens("Risks and issues").title.text() == "The supplier"
    person.opens("Notes")
    editor = person.window.inspector.page("Notes").form.editors["notes"]
    QTest.keyClicks(editor, "half a")
    person.opens("Notes")
    assert editor.toPlainText() == "half a"


def test_a_risk_added_from_a_task_is_tied_to_it(person, ids):
    person.selects("task", ids.order)
    page = person.opens("Risks and issues")
    assert rows(page.own) == []
    assert rows(page.others) == [("Racks come late", "R-1 · Risk · Open")]
    before = person.edits()
    person.types(page.title, "The supplier is overbooked")
    assert person.edits() == before + 1
    assert rows(page.own) == [("The supplier is overbooked", "R-3 · Risk · Open")]
    assert page.title.text() == ""
    stored = person.window.session.program.file.columns("risk", ["title", "task_id", "project_id"])
    assert ("The supplier is overbooked", ids.order, ids.sites) in list(zip(*stored, strict=True))
    person.window.action("undo").trigger()
    assert rows(page.own) == []


def test_an_issue_is_added_by_choosing_the_register(person, ids):
    person.selects("task", ids.order)
    page = person.opens("Risks and issues")
    page.kind.setFocus()
    QTest.keyClick(page.kind, Qt.Key.Key_Down)
    person.types(page.title, "A rack is bent")
    assert rows(page.own) == [("A rack is bent", "I-1 · Issue · Open")]


def test_without_a_title_it_says_what_is_missing(person, ids):
    person.selects("task", ids.order)
    page = person.opens("Risks and issues")
    before = person.edits()
    person.types(page.title, " ")
    assert person.edits() == before
    assert page._problem.text() == "A title is needed; type what it is about."


def test_a_row_leads_to_its_register(person, ids):
    person.selects("task", ids.order)
    page = person.opens("Risks and issues")
    person.clicks_row(page.others, 0)
    assert person.window.view.key == "risk"
    assert person.window.session.selected == ("risk", (ids.late_racks,))


def test_a_summary_shows_what_touches_the_tasks_below_and_settled_rows_stand_back(person, ids):
    program = person.window.session.program
    below = insert_task(program, parent=ids.order, name="Ask for offers")
    set_fields(program, "risk", ids.late_racks, {"task_id": below})
    person.selects("task", ids.order)
    page = person.opens("Risks and issues")
    assert rows(page.own) == [("Racks come late", "R-1 · Risk · Open")]
    set_fields(program, "risk", ids.late_racks, {"task_id": None, "status": "closed"})
    assert rows(page.own) == rows(page.others) == []
    assert page._settled.text() == "One more is settled."


def test_a_project_shows_all_that_is_its_own(person, ids):
    person.selects("project", ids.sites)
    page = person.opens("Risks and issues")
    assert rows(page.own) == [("Racks come late", "R-1 · Risk · Open")]
    person.types(page.title, "The lift is too small")
    assert len(rows(page.own)) == 2


def test_notes_are_written_on_a_page_of_their_own(person, ids):
    person.selects("task", ids.order)
    page = person.opens("Notes")
    editor = page.form.editors["notes"]
    assert editor.height() > 200
    editor.setFocus()
    QTest.keyClicks(editor, "Ask twice")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert person.window.session.program.file.row(Task, ids.order).notes == "Ask twice"


def test_the_history_says_who_changed_what_and_leads_to_the_edit(person, ids, monkeypatch):
    program = person.window.session.program
    set_fields(program, "task", ids.order, {"duration": 8 * 480})
    set_fields(program, "task", ids.install, {"duration": 9 * 480})
    set_fields(program, "task", ids.order, {"name": "Order all racks"})
    told = person.history("task", ids.order)
    assert [text for text, _ in told] == [
        "Task: Order racks → Order all racks",
        "Duration: 5 d → 8 d",
        "Added",
    ]
    assert told[1][1].endswith(" · Test manager, Program manager · Set duration of “Order racks”")
    page = person.window.inspector.page("History")
    assert page._note.text() == "3 edits touched it."
    person.clicks_row(page.list, 1)
    assert person.window.dock("history").isVisible()
    panel = person.window.history
    assert panel.table.currentIndex().siblingAtColumn(0).row() == 2


def test_what_is_done_while_it_is_shown_comes_on_top(person, ids):
    assert [text for text, _ in person.history("risk", ids.late_racks)] == ["Added"]
    page = person.window.inspector.page("History")
    set_fields(person.window.session.program, "risk", ids.late_racks, {"impact": 3})
    person.qtbot.waitUntil(lambda: not page.busy)
    assert rows(page.list)[0][0] == "Impact: 5 Severe → 3 Moderate"
    person.window.action("undo").trigger()
    person.qtbot.waitUntil(lambda: not page.busy)
    assert rows(page.list)[0][0] == "Impact: 3 Moderate → 5 Severe"
    person.clicks_row(page.list, 0)
    assert person.window.history.table.currentIndex().row() == 0


def test_money_says_what_the_cost_consists_of_and_which_budget_lines_stand_beside_it(person, ids):
    program = person.window.session.program
    add_row(program, "assignment", {"task_id": ids.order, "resource_id": ids.crew})
    set_fields(program, "task", ids.order, {"fixed_cost": 30_000})
    racks = add_row(program, "account", {"name": "Racks", "project_id": ids.sites})
    other = add_row(program, "account", {"name": "Licences", "project_id": ids.software})
    for account, month, planned in ((racks, 5, 900_000), (racks, 9, 1), (other, 5, 7)):
        line = {"account_id": account, "month": date(2026, month, 1), "planned": planned}
        add_row(program, "budget_line", line)
    person.selects("task", ids.order)
    page = person.opens("Money")
    assert page.sums["Cost of the work"] == f"{MONEY}2,300"
    assert rows(page.parts) == [
        ("Site crew", f"{MONEY}2,000, of it spent –"),
        ("Fixed cost", f"{MONEY}300, of it spent –"),
    ]
    assert page._lines_heading.text() == "Budget lines of its project, May 2026"
    assert rows(page.lines) == [("C-1 Racks", "9,000 · – · –")]
    person.clicks_row(page.lines, 0)
    assert person.window.session.selected == ("account", (racks,))
    assert rows(person.opens("Money").lines)[0] == ("May 2026", "9,000 · – · –")


def test_several_tasks_show_what_they_come_to_and_all_that_is_known_of_them(person, ids):
    program = person.window.session.program
    for task in (ids.order, ids.install):
        add_row(program, "assignment", {"task_id": task, "resource_id": ids.crew})
    add_row(program, "risk", {"title": "Carrier strikes", "task_id": ids.install, "project_id": ids.sites})
    person.selects("task", ids.order, ids.install)
    general = person.opens("General")
    assert {name: label.text() for name, label in general._facts.items() if name.startswith("tog")} == {
        "together-span": "4 May – 22 May",
        "together-length": "15 d",
        "together-work": "15 d, done 0 d",
        "together-cost": f"{MONEY}6,000",
        "together-slack": "0 d",
        "together-critical": "2",
    }
    assert general._facts["together-slack"].isVisible()
    assert not general._facts["why"].isVisible()
    money = person.opens("Money")
    assert money.sums["Cost of the work"] == f"{MONEY}6,000"
    assert rows(money.parts) == [("Site crew", f"{MONEY}6,000, of it spent –")]
    touching = person.opens("Risks and issues")
    assert [text for text, _ in rows(touching.own)] == ["Carrier strikes"]
    assert [text for text, _ in rows(touching.others)] == ["Racks come late"]
    set_fields(program, "task", ids.install, {"name": "Mount racks"})
    history = person.opens("History")
    person.qtbot.waitUntil(lambda: not history.busy)
    assert rows(history.list)[0][0] == "Mount racks · Task: Install racks → Mount racks"
    assert {text.partition(" · ")[0] for text, _ in rows(history.list)} == {"Mount racks", "Order racks"}
    person.selects("task", ids.order)
    assert not person.opens("General")._facts["together-slack"].isVisible()


def test_several_tasks_get_an_owner_and_a_start_in_one_edit_each(person, ids):
    program = person.window.session.program
    person.selects("task", ids.order, ids.install)
    page = person.opens("General")
    start, _ = page._moments["start"]
    assert (start.text(), start.placeholderText()) == ("", "several values")
    assert not page._slip.isVisible()
    before = person.edits()
    person.types(page.form.editors["owner_id"].lineEdit(), "Buyer")
    assert program.file.journal.records(1)[0].label == "Set owner of 2 tasks"
    person.types(start, "1 jun")
    assert program.file.journal.records(1)[0].label == "Move 2 tasks"
    assert person.edits() == before + 2
    assert program.plan.start(ids.order) == datetime(2026, 6, 1, 8)
    assert program.plan.start(ids.install) == datetime(2026, 6, 8, 8)  # it still waits for the other
    finish, _ = page._moments["finish"]
    person.types(finish, "31 jul")
    assert program.plan.finish(ids.order) == datetime(2026, 7, 31, 17)
    assert program.plan.finish(ids.install) == datetime(2026, 8, 14, 17)
    assert finish.placeholderText() == "several values"


def test_a_choice_that_differs_says_so_and_holds_for_all_once_made(person, ids):
    program = person.window.session.program
    set_fields(program, "task", ids.order, {"milestone": True, "priority": 700})
    person.selects("task", ids.order, ids.install)
    editors = person.opens("General").form.editors
    assert editors["milestone"].checkState() is Qt.CheckState.PartiallyChecked
    assert editors["priority"].placeholderText() == "several values"
    assert editors["constraint"].currentText() == "As soon as possible"
    editors["milestone"].setFocus()
    QTest.keyClick(editors["milestone"], Qt.Key.Key_Space)
    assert {program.file.row(Task, task).milestone for task in (ids.order, ids.install)} == {True}
    person.window.action("undo").trigger()
    assert editors["milestone"].checkState() is Qt.CheckState.PartiallyChecked


def test_of_more_rows_than_are_read_none_is_said_to_have_a_value_in_common(person, ids, monkeypatch):
    monkeypatch.setattr(general, "_MOST", 1)
    person.selects("risk", ids.load_test, ids.late_racks)
    editors = person.opens("General").form.editors
    assert editors["status"].placeholderText() == "several values"
    person.types(editors["category"], "Supply")
    label = person.window.session.program.file.journal.records(1)[0].label
    assert label == "Set category of 2 risks"


def test_several_tasks_get_people_in_one_edit(person, ids):
    program = person.window.session.program
    person.selects("task", ids.order, ids.install)
    page = person.opens("People")
    before = person.edits()
    person.types(page.assignments.adder.lineEdit(), "Site crew")
    assert person.edits() == before + 1
    model = page.assignments.model
    cells = {(model.index(n, 0).data(), model.index(n, 1).data()) for n in range(model.rowCount())}
    assert cells == {("Site crew", "Order racks"), ("Site crew", "Install racks")}
    assert program.file.journal.records(1)[0].label == "Assign “Site crew” to 2 tasks"
    person.window.action("undo").trigger()
    assert model.rowCount() == 0


def test_several_tasks_wait_for_another_in_one_edit(person, ids):
    program = person.window.session.program
    plan = insert_task(program, parent=ids.software, name="Plan")
    one, other = (insert_task(program, parent=ids.software, name=name) for name in ("Build", "Test"))
    person.selects("task", one, other)
    page = person.opens("Links")
    before = person.edits()
    person.types(page.predecessors.adder.lineEdit(), "Plan")
    assert person.edits() == before + 1
    assert program.file.journal.records(1)[0].label == "Link “Plan” to 2 tasks"
    assert program.plan.start(one) == program.plan.start(other) == datetime(2026, 5, 5, 8)
    assert page.predecessors.model.rowCount() == 2
    person.selects("task", plan)
    assert person.window.inspector.page("Links").successors.model.rowCount() == 2
