"""The weekly round at the real window: one key a task, one record each, and on to the next."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.journeys.person import Person
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.progress.cells import Column
from tpm_desktop.desktop.progress.model import ID
from tpm_desktop.gestures.progress_round import set_status_date
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.schedule import Task

FRIDAY = datetime(2026, 5, 8, 17)


class AtTheRound(Person):
    """A person at the progress view."""

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.view._last is not None, timeout=20_000)
        QApplication.processEvents()

    @property
    def rows(self) -> list[str]:
        """The list as it is read: groups, and the tasks in them."""
        model = self.view.table.round
        lines = [model.index(n, 0) for n in range(model.rowCount())]
        return [f"  {line.data()}" if line.data(ID) else line.data() for line in lines]

    def cell(self, task: str, column: Column) -> str:
        model = self.view.table.round
        return model.index(model.place(self.id(task)), column).data()

    def id(self, task: str) -> str:
        state = self.plan.state
        return state.outline.ids[state.names.index(task)]

    def task(self, name: str) -> Task:
        return self.window.session.program.file.row(Task, self.id(name))

    @property
    def current(self) -> list[str]:
        return [self.plan.name(task) for task in self.view.table.selected_ids()]

    @property
    def left(self) -> str:
        return self.view.bar.left.text()


@pytest.fixture
def person(window: MainWindow, qtbot, ids) -> AtTheRound:
    """The racks are ordered by 8 May and installed in the two weeks after; it is the Friday of the first."""
    program = window.session.program
    set_status_date(program, FRIDAY)
    set_fields(program, "task", ids.order, {"owner_id": ids.buyer})
    set_fields(program, "task", ids.install, {"owner_id": ids.crew})
    person = AtTheRound(window, qtbot)
    person.come_back()
    window.show_view("progress")
    person.settle()
    return person


def test_the_keyboard_is_in_the_list_at_the_first_task_that_is_due(person):
    assert person.rows == [
        "Should have finished · 1",
        "  Order racks",
        "Starts in the next 7 days · 1",
        "  Install racks",
    ]
    assert person.keyboard is person.view.table
    assert person.current == ["Order racks"]
    assert person.left == "1 of 1 left"
    assert person.window.header.shown == "1 task to update by Fri 8 May"


def test_d_is_done_and_goes_on_and_undo_takes_it_back(person):
    person.press("D")
    assert person.labels[0] == "Record “Order racks” as done"
    assert person.task("Order racks").percent_complete == 10_000
    assert person.current == ["Install racks"]
    assert person.left == "All 1 updated"
    assert person.rows[-2:] == ["Done since the last round · 1", "  Order racks"]
    person.press("Ctrl+Z")
    assert person.task("Order racks").percent_complete == 0
    assert person.left == "1 of 1 left"


def test_5_is_half_done_and_other_digits_are_tenths(person):
    person.press("5")
    assert person.labels[0] == "Record “Order racks” as 50 % done"
    person.press("Up", "8")
    assert person.task("Order racks").percent_complete == 8_000
    assert person.cell("Order racks", Column.DONE) == "80 %"
    assert person.cell("Order racks", Column.LEFT) == "1 d"


def test_s_proposes_the_status_date_and_takes_what_is_typed(person):
    person.press("S")
    assert person.keyboard is person.view.ask.start
    assert person.keyboard.text().startswith("Fri 8 May")
    person.overwrite("5 May")
    assert person.task("Order racks").actual_start == datetime(2026, 5, 5, 8)
    assert person.labels[0] == "Record the start of “Order racks”"
    assert (person.keyboard, person.current) == (person.view.table, ["Install racks"])


def test_f_says_when_it_finished(person):
    person.press("F", "Return")
    assert person.task("Order racks").actual_finish == FRIDAY
    assert person.labels[0] == "Record the finish of “Order racks”"


def test_r_begins_with_what_is_left_and_plans_the_rest_behind_the_status_date(person):
    person.press("2", "Up", "R")
    assert person.keyboard.text() == "4 d"
    person.overwrite("6d")
    assert person.labels[0] == "Record what is left of “Order racks”"
    assert person.plan.finish(person.id("Order racks")) == datetime(2026, 5, 18, 17)
    assert person.rows[0] == "Should be under way · all 1 updated"


def test_nonsense_stays_and_the_line_says_why_and_escape_leaves(person):
    person.press("R")
    person.overwrite("soon")
    problem = person.view.ask.findChild(QLabel, "progress-ask-problem")
    assert person.keyboard.text() == "soon"
    assert "soon" in problem.text()
    before = len(person.labels)
    person.press("Escape")
    assert not person.view.ask.isVisible()
    assert (person.keyboard, len(person.labels)) == (person.view.table, before)


def test_what_the_plan_refuses_is_said_beside_the_field(person):
    person.press("5", "Up", "S")
    person.overwrite("20 May")
    problem = person.view.ask.findChild(QLabel, "progress-ask-problem").text()
    assert "“Order racks” has started" in problem
    assert person.keyboard.text() == "20 May"
    assert person.labels[0] == "Record “Order racks” as 50 % done"


def test_several_tasks_are_updated_at_once_in_one_record(person):
    person.press("Shift+Down", "D")
    assert person.labels[0] == "Record 2 tasks as done"
    person.press("Ctrl+Z")
    assert [person.task(name).percent_complete for name in ("Order racks", "Install racks")] == [0, 0]


def test_enter_and_space_go_on_and_stay_at_the_end(person):
    person.press("Return")
    assert person.current == ["Install racks"]
    person.press("Space", "Return")
    assert person.current == ["Install racks"]
    assert person.left == "1 of 1 left"


def test_a_key_moves_the_round_a_week_on_and_shows_what_moved_since(person):
    person.press("5", "Ctrl+Shift+W")
    person.settle()
    assert person.labels[0] == "Set the status date to 15 May 2026"
    assert person.view.bar.date.text() == "Fri 15 May"
    assert person.rows[:4] == [
        "Should have finished · 1", "  Order racks", "Should have started · 1", "  Install racks"
    ]  # fmt: skip
    person.press("9")
    assert person.cell("Order racks", Column.SINCE) == "finish +3 d · 50 → 90 %"
    headings = [
        person.view.table.round.headerData(n, person.view.table.horizontalHeader().orientation())
        for n in Column
    ]
    assert headings[Column.SINCE] == "Since 8 May"


def test_the_status_date_is_typed_at_the_top(person):
    person.press("Alt+D")
    assert person.keyboard is person.view.bar.date
    person.overwrite("22 May")
    person.settle()
    assert person.labels[0] == "Set the status date to 22 May 2026"
    assert person.keyboard is person.view.table
    person.press("Alt+D")
    person.overwrite("whenever")
    assert person.view.bar.date.text() == "Fri 22 May"


def test_the_tasks_of_one_owner_or_project_are_chosen_by_keyboard(person):
    person.view.bar.who.setFocus()
    person.type("Site")
    assert person.rows == ["Starts in the next 7 days · 1", "  Install racks"]
    person.view.bar.who.setFocus()
    person.press("Home")
    person.view.bar.project.setFocus()
    person.type("Branch")
    assert person.view.empty.isVisible()
    assert "1 task to update by Fri 8 May · 0 shown by the filter" in person.view.headline()


def test_a_task_that_starts_later_says_what_to_do_first(person):
    person.press("Down", "5")
    assert "say first when it started" in person.window.status.said


def test_the_inspector_follows_and_the_list_follows_edits_elsewhere(person, window, ids):
    assert window.session.selected == ("task", (ids.order,))
    window.session.do(lambda: set_fields(window.session.program, "task", ids.order, {"name": "Buy racks"}))
    assert "  Buy racks" in person.rows


def test_without_a_status_date_it_offers_one(window, qtbot):
    window.session.do(
        lambda: set_fields(
            window.session.program, "program", window.session.program.file.program.id, {"status_date": None}
        )
    )
    person = AtTheRound(window, qtbot)
    person.come_back()
    window.show_view("progress")
    person.settle()
    assert person.view.empty.button.text().startswith("Begin with")
    assert person.view.bar.project.currentText() == "All projects"
    assert person.view.bar.who.currentText() == "All owners"
    person.click(person.view.empty.button)
    assert window.session.program.file.program.status_date is not None


def test_letters_typed_into_the_date_are_no_strokes(person):
    before = len(person.labels)
    person.press("S")
    person.type("d5")
    assert person.keyboard.text() == "d5"
    assert len(person.labels) == before


def test_a_wide_list_shows_more_of_projects_and_people(person):
    table = person.view.table
    table.resize(950, 400)
    narrow = table.columnWidth(Column.WHO)
    table.resize(1500, 400)
    assert table.columnWidth(Column.WHO) > narrow
    assert table.columnWidth(Column.TASK) > table.columnWidth(Column.WHO)
