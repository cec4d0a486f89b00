"""A month of the manager's life on the sample program, by hand: from the overview to the closed period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QInputDialog, QPushButton

from tests.journeys.at_the_gantt import AtTheGantt
from tests.journeys.new_rows import given
from tests.journeys.person import PATIENCE, Person
from tpm_desktop.desktop.inspector.options_page import OptionsPage
from tpm_desktop.desktop.inspector.options_table import OptionsTable
from tpm_desktop.model.catalogue import entry

CAUSE = "The switches came late; the work is moved, there is no more of it."


class Month:
    """The manager at the window: what is done over and over, and what is read."""

    def __init__(self, person: Person) -> None:
        self.person, self.window, self.inspector = person, person.window, person.window.inspector

    def row(self, table: str, code: str) -> dict[str, Any]:
        """A register's row as the file holds it."""
        (found,) = (row for row in self.rows(table) if row["code"] == code)
        return found

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a register."""
        assert self.window.session is not None
        return [row.model_dump() for row in self.window.session.program.file.rows(entry(table).model)]

    def find(self, table: str, code: str) -> None:
        """Search for a code in a register, and stand on its row."""
        view = self.person.go(table)
        self.person.choose("filter")
        self.person.overwrite(code)
        table = view.table
        self.person.click(table.viewport(), table.visualRect(table.model().index(0, 1)).center())
        self.inspector_shown()

    def inspector_shown(self) -> None:
        self.window.action("inspector").setChecked(True)

    def fill(self, **fields: str) -> None:
        """Type into the inspector's first page; in a list a text chooses what begins with it."""
        self.inspector.turn_to("General")
        form = self.inspector.page("General").form
        QApplication.processEvents()  # all of it is there to be seen
        for name, text in fields.items():
            editor = form.editors[name]
            if isinstance(editor, QComboBox) and not editor.isEditable():
                editor.setFocus()
                self.person.type(text)
                continue
            line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
            line.setFocus()
            line.selectAll()
            QTest.keyClicks(line, text)
            if (offered := QApplication.activePopupWidget()) is not None:
                QTest.keyClick(offered, Qt.Key.Key_Escape)
                self.person.come_back()
            QTest.keyClick(line, Qt.Key.Key_Tab)

    def command(self, name: str, *answers: Any) -> None:
        """A command of the view in front, and the dialogs that it asks with."""
        action = next(one for one in self.person.view.commands() if one.objectName() == name)
        assert action.isEnabled(), name
        self.person.answer(action.trigger, *answers)


@pytest.fixture
def month(person, sample) -> Month:
    person.open(sample)
    return Month(person)


def test_from_the_overview_to_the_closed_period(month, sample, run):
    progress_of_the_month_end(month)
    a_risk_is_scored_anew(month)
    an_option_is_chosen_where_the_overview_leads(month)
    the_committee_decides(month)
    the_change_is_applied(month)
    another_change_is_tried_out(month)
    a_result_is_accepted(month)
    a_gate_is_passed(month)
    the_period_is_closed(month)
    month.window.close()
    assert run("verify", sample).code == 0
    gates = [gate for one in run("gates", sample, "--json").json for gate in one["gates"]]
    assert next(gate for gate in gates if gate["code"] == "G-8")["verdict"] == "go"
    periods = run("periods", sample, "--json").json
    assert next(one for one in periods if one["title"] == "October 2026")["state"] == "closed"


def progress_of_the_month_end(month: Month) -> None:
    person = month.person
    view = person.go("progress")
    view.table.setFocus()
    name = person.plan.name(view.table.selected_ids()[0])
    person.press("D")
    assert person.labels[0] == f"Record “{name}” as done"


def a_risk_is_scored_anew(month: Month) -> None:
    month.find("risk", "R-12")
    month.fill(probability="5", residual_probability="3")
    risk = month.row("risk", "R-12")
    assert (risk["probability"], risk["residual_probability"]) == (5, 3)


def an_option_is_chosen_where_the_overview_leads(month: Month) -> None:
    person = month.person
    needs = person.go("overview").needs
    line = next(n for n, item in enumerate(needs.items) if item.table == "change_request")
    height = needs.height() / (len(needs.items) + 1)  # of a line, the heading being the first
    person.click(needs, QPoint(needs.width() // 2, round((line + 1.4) * height)))
    assert (person.view.key, person.window.session.selected[0]) == ("change_request", "change_request")
    page = options(month, 2)
    person.answer(lambda: person.click(page.compare), side_by_side)
    choice = "Two shifts for network, clusters and hardening"
    person.click(page.findChild(QPushButton, f"choose-{choice}"))
    chosen = {row["title"]: row["chosen"] for row in month.rows("change_option")}
    assert chosen == {choice: True, "Two shifts for the network only": False}


def options(month: Month, count: int) -> OptionsPage:
    """The inspector's page about what could be done, once it is worked out."""
    month.window.action("inspector").setChecked(True)
    month.inspector.turn_to("Options")
    page = month.inspector.page("Options")
    month.person.qtbot.waitUntil(lambda: page.options.count() == count, timeout=PATIENCE)
    return page


def side_by_side(dialog: QDialog) -> None:
    """Both options are there with what they come to; read, and closed."""
    assert isinstance(dialog, OptionsTable)
    finish = next(item for item in dialog.items() if item.text(0) == "Finish")
    assert "earlier" in finish.text(1)
    dialog.reject()


def the_committee_decides(month: Month) -> None:
    person = month.person
    view = person.go("meeting-room")
    view.meetings.setFocus()
    person.press("Ctrl+Home")
    person.press("Ctrl+Return")  # the agenda, from what is open
    assert any(line.cells[1].startswith("CR-1: ") for line in view.items.told.lines)
    view.seats.setFocus()
    person.press("Ctrl+Home")
    for _ in view.seats.told.lines:
        person.press("Ctrl+Space", "Down")
    assert view.headline() == "12 Nov, 14:00 · 4 of 4 votes: quorum met · Steering committee, third meeting"
    item = next(line for line in view.items.told.lines if line.cells[1].startswith("Win back time"))
    view.items.setFocus()
    person.press("Ctrl+Home", *["Down"] * (int(item.cells[0]) - 1))
    view.new_line.setFocus()
    person.type("Both shifts as recommended, from the contingency")
    person.press("Ctrl+1")
    person.type("Tell the supplier of the second shift")
    person.press("Ctrl+2")
    became = [line.cells[1] for line in view.minutes.told.lines]
    assert became == ["Decision D-8", "Action A-16"]
    decision = month.row("decision", "D-8")
    assert (decision["state"], str(decision["decided_on"])) == ("decided", "2026-11-12")
    assert decision["record"], "the plan that it was decided on can be seen again"


def the_change_is_applied(month: Month) -> None:
    person = month.person
    finish = person.plan.state.schedule.finish.max()
    month.find("change_request", "CR-1")
    month.fill(state="Approved")
    request = month.row("change_request", "CR-1")
    assert (request["state"], str(request["decided_on"])) == ("approved", "2026-11-12")
    page = options(month, 2)
    person.click(page.apply)
    assert month.row("change_request", "CR-1")["state"] == "applied"
    assert person.plan.state.schedule.finish.max() < finish
    agreed = month.rows("baseline_task")
    person.press("Ctrl+Z")
    assert person.plan.state.schedule.finish.max() == finish
    assert month.rows("baseline_task") != agreed, "it was agreed anew in the same step"
    person.press("Ctrl+Y")
    assert month.rows("baseline_task") == agreed


def another_change_is_tried_out(month: Month) -> None:
    person = month.person
    person.go("change_request")
    person.press("F3")  # all of them again
    person.view.table.setFocus()
    person.press("Ins")
    month.fill(title="A shorter pilot of the processes", body_id="Steering committee")
    request = month.rows("change_request")[-1]
    assert (request["title"], bool(request["body_id"])) == ("A shorter pilot of the processes", True)
    page = options(month, 0)
    person.click(page.try_out)
    person.go("gantt")
    AtTheGantt(person).enter("Train key users", "duration", "5d")
    person.answer(lambda: person.click(month.window.banner.button), titled("Half of the pilot"))
    (task,) = (row for row in month.rows("task") if row["name"] == "Train key users")
    assert task["duration"] == 8 * 480, "what was tried out is proposed, not made"
    assert [row["title"] for row in month.rows("change_option")][-1] == "Half of the pilot"


def titled(text: str) -> Callable[[QDialog], None]:
    """Answers what asks for a title."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue(text)
        dialog.accept()

    return answer


def a_result_is_accepted(month: Month) -> None:
    person = month.person
    person.go("acceptance")
    person.view.table.setFocus()
    signed = given(deliverable_id="Report on the migration pilot", by_id="Chief operating officer")
    person.answer(lambda: person.press("Ins"), signed)
    assert month.row("deliverable", "DL-9")["status"] == "accepted"


def a_gate_is_passed(month: Month) -> None:
    person = month.person
    view = person.go("life-cycle")
    assert view.gate.name.startswith("G-8 ")
    assert [one.state for one in view.gate.criteria] == ["met", "met", "open"]
    criteria = view.criteria
    person.click(criteria.viewport(), criteria.visualRect(criteria.shown.index(2, 0)).center())
    person.press("Ctrl+Space")
    assert view.gate.ready

    def go(dialog: QDialog) -> None:
        verdict = dialog.form.editors["verdict"]
        verdict.setCurrentIndex(verdict.findText("Go"))
        given(decided_by_id="Chief operating officer", decided_on="2026-10-30")(dialog)

    person.answer(lambda: person.press("Ctrl+T"), go)
    assert month.row("gate", "G-8")["verdict"] == "go"


def the_period_is_closed(month: Month) -> None:
    person = month.person
    view = person.go("period")
    assert view.headline() == "October 2026 · up to 31 Oct 2026 · 5 missing"
    view.list.setFocus()
    for step in view.steps:
        for one in step.missing:
            assert view.list.go_to(f"{step.key} {one.table} {one.id}")
            fields = {"cause": CAUSE} if step.key == "variances" else {"headline": CAUSE}
            person.answer(lambda: person.press("Return"), given(**fields))
    assert view.headline().endswith("ready to be closed")
    person.press("Ctrl+Return")
    assert person.labels[0] == "Close the reporting period “October 2026”"
    trend = person.go("trend")
    assert [line.cells[0] for line in trend.figures.told.lines][-2:] == ["September 2026", "October 2026"]
