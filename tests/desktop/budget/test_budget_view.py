"""Journeys through the budget view: gestures of keyboard and clipboard, and what the program then holds."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.budget import BudgetView
from tpm_desktop.desktop.budget.lines import Figure
from tpm_desktop.desktop.budget.model import FIXED
from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.finance import Account, BudgetLine
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_periods import Span


def at(view: BudgetView, account: str, month: int, figure: Figure = Figure.PLANNED) -> QModelIndex:
    """The cell of an account, by its name, in a month of 2026."""
    row = next(
        n
        for n, line in enumerate(view.model.lines)
        if line.kind is Level.ACCOUNT and view.model.captions.title(line) == account and line.figure is figure
    )
    wanted = month_number(2026, month)
    column = next(n for n, p in enumerate(view.model.periods) if p.span is Span.MONTH and p.first == wanted)
    return view.model.index(row, column + FIXED)


def choose(view: BudgetView, *indexes: QModelIndex) -> None:
    view.grid.body.setFocus()
    view.grid.selection.setCurrentIndex(indexes[0], view.grid.selection.SelectionFlag.ClearAndSelect)
    for index in indexes[1:]:
        view.grid.selection.select(index, view.grid.selection.SelectionFlag.Select)


def arrange(view: BudgetView, choice: str) -> None:
    button = view.findChild(QToolButton, "budget-arrange")
    assert isinstance(button, QToolButton)
    next(a for a in button.menu().actions() if a.objectName() == f"budget-arrange-{choice}").trigger()


def show(view: BudgetView, name: str) -> None:
    button = view.findChild(QToolButton, f"budget-show-{name}")
    assert isinstance(button, QToolButton)
    button.click()


def type_amount(view: BudgetView, qtbot: QtBot, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    qtbot.keyClicks(view.grid.body.viewport(), text[0])
    editor = view.grid.body.findChild(QLineEdit, "budget-editor")
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, end)
    qtbot.wait(1)  # Qt closes an editor after Enter in its own time


def stored(program: OpenProgram, account: str, month: int) -> BudgetLine | None:
    (row,) = [a for a in program.file.rows(Account) if a.name == account]
    lines = program.file.rows(BudgetLine, account_id=row.id, month=date(2026, month, 1))
    return lines[0] if lines else None


def trigger(view: BudgetView, name: str) -> None:
    next(action for action in view.commands() if action.objectName() == f"budget-{name}").trigger()


def paste(view: BudgetView, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    trigger(view, "paste")


def test_every_figure_of_the_grid_is_the_finance_rooms(view: BudgetView, opened: OpenProgram) -> None:
    show(view, "all")
    budget = opened.plan.state.money.budget
    model = view.model
    kinds = {"project": budget.projects, "account": budget.accounts, "treatment": budget.treatments}
    seen = set()
    for row, line in enumerate(model.lines):
        totals = kinds.get(line.kind, budget.program)
        for column, period in enumerate(model.periods, FIXED):
            found = model.amount(model.index(row, column))
            values = getattr(totals.months, line.figure)
            own = values if line.kind is Level.PROGRAM else values[line.place]
            inside = (budget.months >= period.first) & (budget.months <= period.last)
            assert found == int(own[inside].sum())
            seen.add((line.kind, period.span, line.figure))
    assert len(seen) == 4 * 3 * 7


def test_a_typed_amount_is_kept_goes_down_and_every_total_follows(
    view: BudgetView, opened: OpenProgram, qtbot: QtBot
) -> None:
    choose(view, at(view, "Racks", 5))
    before = int(opened.plan.state.money.budget.program.at_completion)
    type_amount(view, qtbot, "12.4k")
    line = stored(opened, "Racks", 5)
    assert line is not None and line.planned == 1_240_000
    assert opened.plan.state.money.budget.program.at_completion == before + 240_000
    assert view.grid.selection.currentIndex() == at(view, "Site works", 5)
    total_row = next(n for n, each in enumerate(view.model.lines) if each.kind is Level.PROGRAM)
    last = view.model.columnCount() - 1
    assert view.model.shown(view.model.index(total_row, last)) == "242,400"


def test_tab_goes_right_and_an_undo_takes_the_amount_back(
    view: BudgetView, opened: OpenProgram, qtbot: QtBot
) -> None:
    choose(view, at(view, "Racks", 5))
    type_amount(view, qtbot, "77", Qt.Key.Key_Tab)
    assert view.grid.selection.currentIndex() == at(view, "Racks", 6)
    assert view.model.shown(at(view, "Racks", 5)) == "77"
    view.session.undo()
    assert view.model.shown(at(view, "Racks", 5)) == "10,000"
    view.session.redo()
    assert view.model.shown(at(view, "Racks", 5)) == "77"


def test_text_that_is_no_amount_stays_in_the_editor_and_the_reason_names_the_cell(
    view: BudgetView, opened: OpenProgram, qtbot: QtBot
) -> None:
    choose(view, at(view, "Racks", 5))
    type_amount(view, qtbot, "12 apples")
    editor = view.grid.body.findChild(QLineEdit, "budget-editor")
    assert editor.isVisible() and editor.toolTip().startswith("Racks, May 2026: “12 apples” is not an amount")
    line = stored(opened, "Racks", 5)
    assert line is not None and line.planned == 1_000_000


def test_a_pasted_block_is_one_edit_over_rows_and_months(view: BudgetView, opened: OpenProgram) -> None:
    choose(view, at(view, "Racks", 5))
    paste(view, "1,200\t(300)\n1 500,50\t–\n")
    lines = [stored(opened, name, month) for name in ("Racks", "Site works") for month in (5, 6)]
    assert [line.planned for line in lines if line] == [120_000, -30_000, 150_050, 0]
    view.session.undo()
    lines = [stored(opened, name, month) for name in ("Racks", "Site works") for month in (5, 6)]
    assert [line.planned for line in lines if line] == [1_000_000] * 4


def test_a_block_with_wrong_cells_names_each_and_enters_nothing_until_the_others_are_wanted(
    view: BudgetView, opened: OpenProgram
) -> None:
    choose(view, at(view, "Racks", 5))
    paste(view, "1200\t300\n1500\tn/a\n")
    preview = view.entering.preview
    assert preview is not None and "1 cell can't be taken, the other 3 can" in preview.summary.text()
    first = preview.found.topLevelItem(0)
    assert first is not None and [first.text(n) for n in range(3)] == ["Site works", "Jun 2026", "n/a"]
    assert "“n/a” is not an amount" in first.text(3)
    line = stored(opened, "Racks", 5)
    assert line is not None and line.planned == 1_000_000
    preview.ok.click()
    lines = [stored(opened, name, month) for name in ("Racks", "Site works") for month in (5, 6)]
    assert [line.planned for line in lines if line] == [120_000, 30_000, 150_000, 1_000_000]
    view.session.undo()
    assert stored(opened, "Racks", 5) == line


def test_a_block_too_large_is_refused(view: BudgetView) -> None:
    choose(view, at(view, "Travel", 5))
    paste(view, "1\n2\n3\n")
    assert "does not fit from Travel, May 2026 on" in view.session.refusals[-1]  # type: ignore[attr-defined]


def test_the_outlook_can_not_be_pasted_into_and_says_why(view: BudgetView) -> None:
    show(view, "outlook")
    index = at(view, "Racks", 5, Figure.OUTLOOK)
    choose(view, index)
    paste(view, "1\t2")
    assert "The outlook follows" in view.session.refusals[-1]  # type: ignore[attr-defined]
    assert not view.model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert "The outlook follows" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_copied_block_with_totals_comes_back_as_it_was(view: BudgetView, opened: OpenProgram) -> None:
    index = at(view, "Racks", 9)
    row, last = index.row(), view.model.columnCount() - 1
    choose(view, *(view.model.index(row, column) for column in range(index.column(), last)))
    trigger(view, "copy")
    months_until_march = ["10000", *["0"] * 6, "60000"]
    assert QGuiApplication.clipboard().text().strip().split("\t") == months_until_march
    choose(view, at(view, "Travel", 9))
    trigger(view, "paste")
    line, later = stored(opened, "Travel", 9), stored(opened, "Travel", 10)
    assert line is not None and line.planned == 1_000_000
    assert later is not None and later.planned == 0


def test_delete_empties_what_is_selected_in_one_edit(view: BudgetView, opened: OpenProgram) -> None:
    choose(view, at(view, "Racks", 7), at(view, "Racks", 9), at(view, "Build team", 7))
    trigger(view, "clear")
    assert stored(opened, "Racks", 7) is None and stored(opened, "Build team", 7) is None
    view.session.undo()
    assert stored(opened, "Racks", 7) is not None and stored(opened, "Build team", 7) is not None


def test_fill_right_repeats_the_first_month_and_a_single_cell_takes_the_one_before(
    view: BudgetView, opened: OpenProgram, qtbot: QtBot
) -> None:
    choose(view, at(view, "Racks", 5))
    type_amount(view, qtbot, "555")
    choose(view, *(at(view, "Racks", month) for month in (5, 6, 7)))
    trigger(view, "fill-right")
    assert [line.planned for month in (5, 6, 7) if (line := stored(opened, "Racks", month))] == [55_500] * 3
    choose(view, at(view, "Racks", 8))
    trigger(view, "fill-right")
    line = stored(opened, "Racks", 8)
    assert line is not None and line.planned == 55_500


def test_fill_down_repeats_the_first_row_and_a_single_cell_takes_the_one_above(
    view: BudgetView, opened: OpenProgram, qtbot: QtBot
) -> None:
    choose(view, at(view, "Racks", 5))
    type_amount(view, qtbot, "555")
    choose(view, at(view, "Racks", 5), at(view, "Site works", 5), at(view, "Build team", 5))
    trigger(view, "fill-down")
    names = ("Racks", "Site works", "Build team")
    assert [line.planned for name in names if (line := stored(opened, name, 5))] == [55_500] * 3
    choose(view, at(view, "Travel", 5))
    trigger(view, "fill-down")
    line = stored(opened, "Travel", 5)
    assert line is not None and line.planned == 55_500


def test_in_thousands_a_bare_number_means_thousands(
    view: BudgetView, opened: OpenProgram, qtbot: QtBot
) -> None:
    arrange(view, "thousands")
    assert view.model.shown(at(view, "Racks", 5)) == "10"
    for text, minor in (("12.345", 1_234_500), ("(2)", -200_000), ("EUR 900", 90_000), ("1.2m", 120_000_000)):
        choose(view, at(view, "Racks", 5))
        paste(view, text)
        line = stored(opened, "Racks", 5)
        assert line is not None and line.planned == minor


def test_in_thousands_the_shown_accounts_make_up_the_shown_sums_of_every_column(view: BudgetView) -> None:
    for account in ("Racks", "Site works", "Build team"):
        choose(view, at(view, account, 5))
        paste(view, "10,400")
    arrange(view, "thousands")
    choose(view, at(view, "Travel", 5))
    paste(view, "0.7")  # after an edit only its columns are rounded anew
    shown = [int(view.model.shown(view.model.index(row, at(view, "Racks", 5).column())).replace("–", "0"))
             for row in range(view.model.rowCount())]  # fmt: skip
    kinds = [line.kind for line in view.model.lines]
    totals = {kind: sum(n for n, k in zip(shown, kinds, strict=True) if k is kind) for kind in set(kinds)}
    assert totals[Level.ACCOUNT] == totals[Level.PROJECT] == totals[Level.TREATMENT] == totals[Level.PROGRAM]
    assert {view.model.shown(at(view, name, 5)) for name in ("Racks", "Site works", "Build team")} == {
        "10",
        "11",
    }


def test_cash_stands_where_it_is_paid_and_follows_the_terms(view: BudgetView, opened: OpenProgram) -> None:
    before = view.model.shown(at(view, "Racks", 5))
    account = next(row for row in opened.file.rows(Account) if row.name == "Racks")
    view.session.do(lambda: set_fields(opened, "account", account.id, {"payment_days": 60}))
    arrange(view, "cash")
    assert view.model.shown(at(view, "Racks", 7)) == before
    assert "Cash follows from costs" in view.model.locked(at(view, "Racks", 7))
    arrange(view, "cost")
    assert view.model.shown(at(view, "Racks", 5)) == before and not view.model.locked(at(view, "Racks", 5))


def test_closed_years_leave_their_total_and_their_months_out_of_every_edit(
    view: BudgetView, opened: OpenProgram
) -> None:
    choose(view, *(at(view, "Racks", month) for month in (5, 6)))
    trigger(view, "close-years")
    assert view.grid.body.isColumnHidden(at(view, "Racks", 5).column())
    trigger(view, "clear")
    line = stored(opened, "Racks", 5)
    assert line is not None and line.planned == 1_000_000


def test_a_zero_is_a_dash_and_over_budget_has_sign_and_marker(view: BudgetView) -> None:
    assert view.model.shown(at(view, "Racks", 12)) == "–"
    show(view, "variance")
    over, under = (at(view, "Racks", month, Figure.VARIANCE) for month in (5, 7))
    assert view.model.shown(over) == "−1,000"
    said = [view.model.is_over(view.model.line(one), view.model.amount(one)) for one in (over, under)]
    assert said == [True, False]


def test_adding_an_account_beside_another_and_removing_it(
    view: BudgetView, opened: OpenProgram, qtbot: QtBot
) -> None:
    choose(view, at(view, "Racks", 5))
    trigger(view, "add-account")
    editor = view.grid.names.findChild(QLineEdit, "budget-editor")
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Cabling")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Cabling" in [a.name for a in opened.file.rows(Account)])
    (account,) = [a for a in opened.file.rows(Account) if a.name == "Cabling"]
    assert account.project_id == opened.plan.state.money.projects[0] and account.treatment == "capex"
    assert view.session.selected == ("account", (account.id,))
    trigger(view, "remove-account")
    assert "Cabling" not in [a.name for a in opened.file.rows(Account)]


def test_the_selection_and_the_grid_follow_each_other(view: BudgetView, opened: OpenProgram) -> None:
    account = opened.plan.state.money.accounts[2]
    view.session.select("account", [account])
    line = view.grid.current_line()
    assert line is not None and line.id == account
    choose(view, at(view, "Racks", 5))
    assert view.session.selected == ("account", (opened.plan.state.money.accounts[0],))


def test_filter_and_headline(view: BudgetView) -> None:
    assert view.headline().startswith("4 cost accounts · Outlook 5.8")
    view.filter("travel")
    assert [view.model.captions.title(line) for line in view.model.lines if line.kind is Level.ACCOUNT] == [
        "Travel"
    ]
    assert view.headline().startswith("1 of 4 cost accounts, filtered by “travel”")


def test_an_edit_made_elsewhere_changes_only_its_cells(view: BudgetView, opened: OpenProgram) -> None:
    from tpm_desktop.gestures.money import Cell, Measure, set_amounts

    lit: list[tuple[int, int]] = []
    view.model.flashed.connect(lit.extend)
    reset: list[int] = []
    view.model.modelReset.connect(lambda: reset.append(1))
    account = opened.plan.state.money.accounts[0]
    set_amounts(opened, [Cell(account, date(2026, 7, 1), Measure.PLANNED, 5)])
    assert not reset
    names = {view.model.captions.title(view.model.lines[row]) for row, _ in lit}
    assert names == {"Racks", "Sites", "Capital", "Program"}
    columns = {view.model.captions.period_name(view.model.periods[column - FIXED]) for _, column in lit}
    assert columns == {"Jul 2026", "FY26/27", "All years"}


@pytest.mark.parametrize("name", ["planned", "all"])
def test_the_chart_tells_the_finding_of_the_current_row(view: BudgetView, qtbot: QtBot, name: str) -> None:
    show(view, name)
    assert view.chart.finding.text().startswith("Outlook 5.8")
    view.session.select("account", [view.session.program.plan.state.money.accounts[3]])
    assert view.chart.subject.text() == "C-4 Travel"
    qtbot.waitUntil(lambda: view.chart.is_drawn, timeout=60_000)


def test_an_empty_budget_offers_the_first_step(view: BudgetView, opened: OpenProgram) -> None:
    from tpm_desktop.gestures.records import remove_rows

    remove_rows(opened, "account", opened.plan.state.money.accounts)
    assert view.empty.isVisible()
    view.empty.button.click()
    assert len(opened.file.rows(Account)) == 1
    assert not view.empty.isVisible()


def test_cash_and_the_rest_of_the_arrangement_are_remembered(view, session, tmp_path, qtbot):
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    for choice in ("cash", "quarter"):
        arrange(view, choice)
    view.remember(settings)
    again = BudgetView(session, view.appearance)
    qtbot.addWidget(again)
    again.recall(settings)
    again.load()
    assert (again.model.locks.cash, again.model.by) == (True, Span.QUARTER)
    assert again.controls.chosen() == ["quarter", "0", "project", "cash"]
