"""The earned value view shows what the plan makes of the baseline, and begins explanations."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.earned import EarnedView
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.finance import VarianceExplanation

_HEADS = {"Budget": 1, "Planned": 2, "Earned": 3, "Spent": 4, "SPI": 7, "CPI": 8, "Explanation": 12}


@pytest.fixture
def account(window: MainWindow, ids) -> str:
    """Both tasks cost something on one account; a baseline is taken and the first task is done in part."""
    program = window.session.program
    account = add_row(program, "account", {"name": "Build", "project_id": ids.sites})
    for task in (ids.order, ids.install):
        set_fields(program, "task", task, {"fixed_cost": 10_000_000, "account_id": account})
    take_baseline(program, "Approved")
    finish = program.plan.finish(ids.order)
    month = date(finish.year, finish.month, 1)
    set_fields(program, "program", program.file.program.id, {"status_date": finish})
    start = program.plan.start(ids.order)
    set_fields(program, "task", ids.order, {"actual_start": start, "percent_complete": 5_000})
    add_row(program, "budget_line", {"account_id": account, "month": month, "actual": 8_000_000})
    return account


@pytest.fixture
def earned(window: MainWindow, account) -> EarnedView:
    return window.show_view("evm")


def cell(view: EarnedView, name: str, head: str) -> str:
    model = view.table.earned
    row = next(n for n, line in enumerate(model.lines) if line.name.endswith(name))
    return model.index(row, _HEADS[head]).data()


def test_the_figures_of_an_account(earned):
    assert [cell(earned, "Build", head) for head in ("Earned", "Spent", "CPI")] == [
        "50,000",
        "80,000",
        "0.625",
    ]
    assert cell(earned, "Program", "Earned") == "50,000"
    assert "over cost" in earned.headline()


def test_it_follows_an_edit_and_its_undo(window, earned, ids):
    set_fields(window.session.program, "task", ids.order, {"percent_complete": 8_000})
    assert cell(earned, "Build", "Earned") == "80,000"
    window.session.undo()
    assert cell(earned, "Build", "Earned") == "50,000"


def test_the_chart_is_of_the_line_that_the_keyboard_is_in(window, earned, account):
    assert earned.chart.subject.text() == "Program"
    QTest.keyClick(earned.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert earned.chart.subject.text().endswith("Build")
    assert window.session.selected == ("account", (account,))


def test_a_variance_is_explained_from_here(window, earned, account):
    assert cell(earned, "Build", "Explanation") == "Asked for"
    QTest.keyClick(earned.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(earned.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (written,) = window.session.program.file.rows(VarianceExplanation)
    assert written.account_id == account
    assert window.view.key == "variance_explanation"
    assert window.session.selected == ("variance_explanation", (written.id,))
    window.show_view("evm")
    assert cell(earned, "Build", "Explanation") == "Explained"
    earned.explain()
    assert len(window.session.program.file.rows(VarianceExplanation)) == 1, "it goes to the one there is"


def test_explaining_asks_for_an_account(window, earned):
    said = []
    window.session.said.connect(said.append)
    earned.explain()
    assert said == ["Choose a control account first"]


def test_the_filter_keeps_lines_that_contain_it(window, earned):
    window.filter("build")
    assert [line.name.partition(" ")[2] for line in earned.table.earned.lines] == ["Build"]


def test_without_a_budget_it_says_what_belongs_here(window):
    view = window.show_view("evm")
    assert view.empty.isVisible()
    view.empty.started.emit()
    assert window.view.key == "gantt"


def test_the_bulls_eye_shows_lines_as_spots_and_a_click_goes_to_one(window, earned, account):
    QTest.keyClick(earned.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert earned.bulls_eye.isVisible() and not earned.chart.isVisible()
    assert "1 of 1 account behind plan and over cost" in earned.bulls_eye.finding.text()
    made = earned.bulls_eye.chart.drawn()
    row = next(n for n, spot in enumerate(made.eye.spots) if spot.line.id == account)
    place = QPointF(*made.spots[row]).toPoint()
    QTest.mouseClick(earned.bulls_eye.chart, Qt.MouseButton.LeftButton, pos=place)
    assert earned.table.line().found.cpi == made.eye.spots[row].cpi
    QTest.keyClick(earned.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert earned.chart.isVisible()


def test_the_curves_are_drawn(window, earned, qtbot):
    qtbot.waitUntil(lambda: earned.chart.is_drawn, timeout=10_000)


def test_the_choice_of_a_chart_is_remembered(window, earned, tmp_path):
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    (aim,) = (one for one in earned.commands() if one.isCheckable())
    aim.trigger()
    earned.remember(settings)
    aim.trigger()
    earned.recall(settings)
    assert aim.isChecked()
    settings.setValue("evm/splitter", "no state of a splitter")
    earned.recall(settings)
    assert earned.isVisible()
