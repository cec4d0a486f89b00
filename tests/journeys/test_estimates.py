"""An imported plan gets estimates from its own rates and a budget from them, by gesture and by command."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListView, QToolButton

from tests.command_line import Run
from tests.journeys.new_rows import enter, given
from tests.journeys.person import Person
from tpm_desktop.desktop.estimates.budget_dialog import BudgetDialog
from tpm_desktop.desktop.estimates.compare_dialog import CompareDialog
from tpm_desktop.desktop.estimates.view import EstimatesView
from tpm_desktop.desktop.found_list import FOUND
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.reports import find_pack, write_pack

COST = 49_870_00  # of its 26 assignments at the rates that the file names, in minor units


@pytest.fixture
def source(shared_data: Path) -> Path:
    found = shared_data / "dev" / "mspdi" / "ozbuild-16-orig-mpp.xml"
    if not found.is_file():
        pytest.skip(f"{found.name} is not among the real plans beside this checkout")
    return found


def cells(view: EstimatesView, name: str, *columns: str) -> list[str]:
    """Some cells of the line whose title has a name in it."""
    (row_id,) = [r for r in view.model._ids if name in str(view.model.index(view.model.place(r), 0).data())]
    places = [next(n for n, c in enumerate(view.model.shown) if c.name == one) for one in columns]
    return [str(view.model.index(view.model.place(row_id), n).data()) for n in places]


def planned(run: Run, file: Path) -> int:
    told = run("budget", file, "--json").json
    (program,) = (row for row in told["rows"] if row["level"] == "program")
    by_span = zip(told["periods"], program["amounts"]["planned"], strict=True)
    return sum(amount for period, amount in by_span if period["span"] == "month")


def agree(run: Run, file: Path) -> list[tuple[int | None, ...]]:
    """Estimates, budget and earned value tell one sum; returns what each estimate says."""
    (one, *_) = run("estimate", file, "--json").json["rounds"]
    evm = run("evm", file, "--json").json["lines"]
    (program,) = (line["to_date"]["bac"] for line in evm if line["level"] == "program")
    assert one["sums"]["expected"] == one["plan"] == planned(run, file) == program == COST
    for part in ("lines", "accounts", "projects"):
        assert sum(row["expected"] for row in one[part]) == COST
    return sorted((line["likely"], line["expected"], line["plan"]) for line in one["lines"])


def test_an_imported_plan_gets_estimates_and_a_budget(person: Person, source, run, tmp_path):
    by_command, target = tmp_path / "command.tpm", tmp_path / "window.tpm"
    person.import_plan(source, target)
    person.press("Escape")  # the report of what was not kept
    person.come_back()
    shutil.copy(target, by_command)
    by_gesture(person)
    by_commands(run, by_command)
    take_baseline(person.window.session.program, "Agreed")
    assert agree(run, target) == agree(run, by_command)
    months = [
        [row["amounts"]["planned"] for row in run("budget", file, "--json").json["rows"]]
        for file in (target, by_command)
    ]
    assert months[0] == months[1]
    packs_agree(person)


def by_gesture(person: Person) -> None:
    view = person.go("estimate_line")
    assert isinstance(view, EstimatesView) and view.empty.isVisible()
    begun = given(title="First estimate", prepared_by_id="Scheduler")
    person.answer(view.empty.started.emit, begun)
    assert cells(view, "Work", "likely", "expected", "plan", "difference") == [*["49,600"] * 3, "–"]
    assert view.bar.expected.figure.text() == view.bar.plan.figure.text() == "RUB\N{NO-BREAK SPACE}49.9 k"
    assert "First estimate" in person.window.session.program.file.journal.records(2)[1].label
    reviewed = given(reviewed_by_id="Systems Engineer")
    person.answer(view.steps.review_action.trigger, reviewed)
    assert not view.steps.take_action.isEnabled()
    approved = given(approved_by_id="Bid Manager")
    person.answer(view.steps.approve_action.trigger, approved)
    before = person.plan.state.money.budget.program.whole.planned
    assert int(before) == 0
    made: list[str] = []

    def make(dialog: QDialog) -> None:
        assert isinstance(dialog, BudgetDialog)
        assert dialog.found.becomes == COST and "1 account" in dialog.summary.text()
        account = dialog.rows.topLevelItem(0)
        made.append(account.text(0))
        assert account.childCount() > 1 and account.text(2) == "49,870"
        enter(dialog.approver, "Scheduler")
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        assert dialog.problem.text().startswith("Who prepared ER-1 can't approve")
        enter(dialog.approver, "Bid Manager")
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    view.table.setFocus()
    person.answer(lambda: person.press("Alt+Shift+M"), make)
    assert made == ["New account: Wilson International Bid"]
    assert int(person.plan.state.money.budget.program.whole.planned) == COST
    person.press("Ctrl+Z")
    assert int(person.plan.state.money.budget.program.whole.planned) == 0
    person.press("Ctrl+Y")
    assert int(person.plan.state.money.budget.program.whole.planned) == COST


def paste_two(person: Person, view: EstimatesView) -> None:
    """What was estimated in a spreadsheet is pasted below the last line, into the round that is shown."""
    before = len(view.round.lines)
    last = view.model.index(view.model.rowCount() - 1, 0)
    lines = [last.data(), "Cutover rehearsal\t8,000\t9,000\t13,000", "Spare parts\t\t2,500\t"]
    QGuiApplication.clipboard().setText("\n".join(lines))
    view.table.setCurrentIndex(last)
    view.table.setFocus()
    person.press("Ctrl+V")
    assert [line.row.title for line in view.round.lines[before:]] == ["Cutover rehearsal", "Spare parts"]
    assert [line.expected for line in view.round.lines[before:]] == [9_500_00, 2_500_00]


def what_the_plan_says(person: Person, view: EstimatesView) -> None:
    """The tasks behind the plan's figure of a line add up to it."""
    line = next(line for line in view.round.lines if line.row.title == "Application migration")
    session = person.window.session
    session.select("estimate_line", [line.row.id])
    tabs = person.window.findChildren(QToolButton)
    person.click(next(tab for tab in tabs if tab.text() == "Plan" and tab.isVisible()))
    model = person.window.findChild(QListView, "estimate-plan").model()
    found = [model.index(n, 0).data(FOUND) for n in range(model.rowCount())]
    amounts = [session.formats.parse_money(one.detail.rpartition(": ")[2]) for one in found]
    assert sum(amounts) == line.plan and amounts == sorted(amounts, reverse=True)


def by_commands(run: Run, file: Path) -> None:
    run("estimate", file, "begin", "--title", "First estimate", "--by", "Scheduler").done()
    run("estimate", file, "take").done()
    run("estimate", file, "review", "--by", "Systems Engineer").done()
    run("estimate", file, "approve", "--by", "Bid Manager").done()
    run("estimate", file, "budget", "--by", "Bid Manager").done()
    run("baseline", file, "set", "--name", "Agreed").done()


def packs_agree(person: Person) -> None:
    """The pages of estimates, budget and earned value tell the sum of the view."""
    for key in ("estimates", "budget", "evm"):
        made = BytesIO()
        write_pack(find_pack(key), person.window.session.program, made)
        page = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(made).pages)
        assert "49,870" in page, key


def test_a_round_is_edited_in_place_and_compared(person: Person, sample: Path, run: Run):
    person.open(sample)
    view = person.go("estimate_line")
    assert view.round.name == "ER-3 Re-estimate after the designs"
    what_the_plan_says(person, view)
    place = view.model.place(
        next(line.row.id for line in view.round.lines if "Cloud services" in line.row.title)
    )
    column = next(n for n, one in enumerate(view.model.shown) if one.name == "pessimistic")
    view.table.setCurrentIndex(view.model.index(place, column))
    view.table.setFocus()
    before = view.round.sums.expected
    person.type("5")
    person.overwrite("461,000")
    assert cells(view, "Cloud services", "expected") == ["379,833"]
    assert view.round.sums.expected == before + 1_000_00
    person.type("1")
    person.overwrite("1,000")
    assert "must rise from optimistic" in person.said or "must rise" in person.problem or person.notice
    person.press("Escape")
    assert cells(view, "Cloud services", "expected") == ["379,833"]

    paste_two(person, view)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, CompareDialog)
        told = [item.text(0) for item in dialog.items()]
        assert told[-1] == "All lines" and "Moves and decommissioning" in told
        dialog.by.setCurrentIndex(2)
        sums = [item.text(3) for item in dialog.items()]
        assert sums[-1] == person.window.session.formats.money(view.round.sums.expected, whole=True)
        dialog.reject()

    person.answer(lambda: person.press("Alt+Shift+C"), look)
    view.bar.chooser.setCurrentIndex(1)
    view.bar.chooser.activated.emit(1)
    assert view.round.name == "ER-2 Budget estimate"
    assert person.window.session.selected == ("estimate_round", (view.round.row.id,))
    view.table.setCurrentIndex(view.model.index(view.model.place(view.round.lines[0].row.id), column))
    view.table.setFocus()
    person.type("9")
    person.overwrite("9,000,000")
    assert "begin a new round" in person.said or person.problem
    person.press("Escape")
    told = run("estimate", sample, "--json").json["rounds"]
    assert [one["sums"]["expected"] for one in told] == [one.sums.expected for one in view._rounds]
