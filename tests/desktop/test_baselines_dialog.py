"""Baselines at the real window by keyboard: set, named, shown, compared and cleared, each one record."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabBar, QTabWidget

from tests.journeys.person import Person
from tpm_desktop.desktop.baselines import BaselinesDialog
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.schedule import Baseline, BaselineTask
from tpm_desktop.plan import OpenProgram

_PRESSED = 150  # milliseconds


class AtTheBaselines(Person):
    @property
    def dialog(self) -> BaselinesDialog:
        dialog = self.window.findChild(BaselinesDialog)
        assert isinstance(dialog, BaselinesDialog)
        return dialog

    def open_dialog(self) -> None:
        """Ask for it by its key."""
        self.press("Ctrl+Alt+B")
        self.qtbot.waitUntil(lambda: self.window.findChild(BaselinesDialog) is not None)
        self.dialog.activateWindow()
        self.qtbot.waitUntil(self.dialog.isActiveWindow)
        QTest.qWait(0)

    def press(self, *keys: str) -> None:
        """A button that is pressed by its letter clicks a moment later, as its drawing shows."""
        for key in keys:
            super().press(key)
            if key.startswith("Alt+"):
                QTest.qWait(_PRESSED)

    def leave(self) -> None:
        self.press("Escape")
        assert not self.dialog.isVisible()
        self.dialog.setParent(None)
        self.come_back()

    def line(self, number: int) -> list[str]:
        item = self.dialog.slots.topLevelItem(number)
        return [item.text(column) for column in (0, 1, 3, 4)]

    def slip(self, task: str, days: int) -> None:
        program = self.window.session.program
        self.window.session.do(lambda: set_fields(program, "task", task, {"duration": days * 480}))


@pytest.fixture
def person(window: MainWindow, qtbot) -> AtTheBaselines:
    person = AtTheBaselines(window, qtbot)
    person.come_back()
    window.show_view("gantt")
    return person


def test_a_baseline_is_set_and_named_and_the_gantt_shows_it(person, window, ids):
    person.open_dialog()
    assert person.keyboard is person.dialog.slots
    assert person.line(0) == ["0", "not set", "", ""]
    person.press("Alt+N")
    person.overwrite("Agreed", end="Alt+B")
    assert person.labels[0] == "Take baseline “Agreed”"
    assert person.line(0) == ["0", "Agreed", "3", "shown"]
    person.leave()
    assert person.plan.state.baseline.id is not None
    person.press("Ctrl+Z")
    assert not window.session.program.file.rows(Baseline)


def test_selected_tasks_alone_are_taken_with_the_summaries_above(person, window, ids):
    person.open_dialog()
    person.press("Alt+B")
    assert not person.dialog.some.isEnabled()
    person.leave()
    person.slip(ids.order, 8)
    window.session.select("task", [ids.order])
    person.open_dialog()
    person.press("Alt+S", "Alt+B")
    assert person.labels[0] == "Take “Order racks” into baseline “Baseline”"
    rows = {row.task_id: row.duration for row in window.session.program.file.rows(BaselineTask)}
    assert (rows[ids.order], rows[ids.install]) == (8 * 480, 10 * 480)
    assert person.dialog.roll_up.isEnabled()


def test_another_baseline_is_shown_renamed_and_cleared_by_keys(person, window):
    person.open_dialog()
    person.press("Alt+B", "Down", "Down")
    assert person.keyboard is not person.dialog.name
    person.dialog.slots.setFocus()
    person.press("Home", "Down", "Down", "Alt+B", "Alt+W")
    assert person.labels[0] == "Compare with baseline “Baseline 2”"
    assert (person.line(0)[3], person.line(2)[3]) == ("", "shown")
    person.press("Alt+N")
    person.overwrite("Second try", end="Alt+R")
    assert person.labels[0] == "Rename baseline “Baseline 2”"
    person.press("Alt+L")
    assert person.labels[0] == "Clear baseline “Second try”"
    assert (person.line(0)[3], person.line(2)[1]) == ("shown", "not set")


def test_two_are_compared_with_their_sums(person, window, ids):
    person.open_dialog()
    person.press("Alt+B")
    person.leave()
    person.slip(ids.order, 8)
    person.open_dialog()
    pages = person.dialog.findChild(QTabWidget, "pages")
    pages.findChild(QTabBar).setFocus()
    person.press("Right")
    model = person.dialog.differences.model()
    lines = [[model.index(n, column).data() for column in (0, 1, 2, 3)] for n in range(model.rowCount())]
    assert lines == [
        ["All tasks: 3", "", "27 May (+3 d)", ""],
        ["Order racks", "", "13 May (+3 d)", "8 d (+3 d)"],
        ["Install racks", "14 May (+3 d)", "27 May (+3 d)", ""],
        ["Racks accepted", "27 May (+3 d)", "27 May (+3 d)", ""],
    ]
    assert person.dialog.said.text().startswith("3 tasks differ")
    person.dialog.second.setFocus()
    person.press("Home")
    assert person.dialog.said.text() == "They hold the same of every task."


def test_what_cant_be_done_is_said_in_the_dialog(person, window, ids):
    window.session.select("task", [ids.order])
    person.open_dialog()
    person.press("Alt+S", "Alt+B", "Alt+E", "Alt+B")
    person.press("Alt+S", "Alt+L", "Alt+L")
    said = person.dialog.findChild(QLabel, "problem")
    assert said.isVisible()
    assert said.text() == "Baseline “Baseline” holds none of the selected tasks."


def test_what_another_window_edits_can_be_compared_but_not_set(empty_window, program_path):
    with OpenProgram.open(program_path):
        empty_window.files.open(program_path)
        empty_window.actions_.run("baselines")
        dialog = empty_window.findChild(BaselinesDialog)
        assert not any(part.isEnabled() for part in (dialog.set, dialog.clear, dialog.choose, dialog.rename))
        assert dialog.first.count() == 1
        dialog.reject()
        empty_window.show_view("progress")
        strokes = empty_window.view.commands()
        assert not any(action.isEnabled() for action in strokes)
