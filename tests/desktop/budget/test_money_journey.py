"""A controller's month by gesture: spread, transfer, take apart, approve, close and forecast."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolButton

from tests.desktop.budget.test_budget_view import arrange, at, choose, stored, trigger, type_amount
from tpm_desktop.desktop.budget.lines import Figure
from tpm_desktop.desktop.budget.model import FIXED
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.spending import BudgetVersion, CarryOver, ClosedMonth, Transfer
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_periods import Span

MONTHS = range(4, 10)


def column(view, span, first):
    """The column of a period of 2026 that begins in a month."""
    periods = view.model.periods
    return FIXED + next(n for n, p in enumerate(periods) if p.span is span and p.day == date(2026, first, 1))


def dialog():
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def answered(view, name, *fills):
    """Trigger a command, fill its dialog in and accept it, once for each dict; what it said each time."""
    said = []

    def fill(left):
        asked = dialog()
        for field, value in left[0].items():
            asked.form.editors[field].show_row({**dict.fromkeys(asked.form.about.fields), field: value})
        asked._add.click()
        said.append(asked.problem.text())
        if len(left) > 1:
            fill(left[1:])
        elif asked.isVisible():
            asked.reject()

    QTimer.singleShot(0, lambda: fill(list(fills)))
    trigger(view, name)
    return said


def planned(program, account, months=MONTHS):
    return [line.planned if (line := stored(program, account, month)) else None for month in months]


def budget(program):
    return program.plan.state.money.budget.program.whole


def test_a_controllers_month(view, opened, qtbot):
    sponsor = add_row(opened, "resource", {"name": "Sponsor"})
    begun = len(opened.file.journal.records())
    before = int(budget(opened).planned)

    # a sum typed into a quarter goes to its months as they stand
    arrange(view, "quarter")
    racks = at_row(view, "Racks")
    choose(view, view.model.index(racks, column(view, Span.QUARTER, 7)))
    type_amount(view, qtbot, "100.00")
    assert planned(opened, "Racks", (7, 8, 9)) == [33_34, 33_33, 33_33]
    view.session.undo()
    arrange(view, "month")

    # spread in an S, like the dialog shows it
    choose(view, at(view, "Racks", 7))
    trigger(view, "spread")
    asked = dialog()
    asked.amount.setText("40,000")
    asked.end.setCurrentIndex(asked.end.findData(asked.begin.currentData() + 3))
    asked.shape.setCurrentIndex(asked.shape.findData("s"))
    shown = [[item.text(column) for column in (0, 2)] for item in asked.items()]
    assert shown == [
        ["Jul 2026", "6,250"],
        ["Aug 2026", "13,750"],
        ["Sep 2026", "13,750"],
        ["Oct 2026", "6,250"],
    ]
    asked.amount.setText("40 apples")
    assert not asked.ok.isEnabled() and "not an amount" in asked.problem.text()
    asked.amount.setText("40,000")
    asked.ok.click()
    assert planned(opened, "Racks", (7, 8, 9, 10)) == [625_000, 1_375_000, 1_375_000, 625_000]
    spread_total = int(budget(opened).planned)
    assert spread_total == before + 1_000_000

    # a transfer says what it lacks, then moves budget and keeps the total
    accounts = {a: row for row, a in view.session.names.all("account").items()}
    choose(view, at(view, "Racks", 8))
    said = answered(
        view,
        "transfer",
        {"to_account_id": accounts["Site works"], "amount": 300_000, "reason": "Works first"},
        {"approved_by_id": sponsor},
    )
    assert said == ["A transfer needs who approved it; choose a person or role", ""]
    (moved,) = opened.file.rows(Transfer)
    assert (moved.amount, moved.from_month, moved.approved_by_id) == (300_000, date(2026, 8, 1), sponsor)
    assert int(budget(opened).planned) == spread_total
    assert view.model.shown(at(view, "Racks", 8)) == "10,750"

    # any sum is taken apart into what makes it up
    index = view.model.index(at_row(view, "Sites", Level.PROJECT), column(view, Span.MONTH, 8))
    choose(view, index)
    view.grid.body.scrollTo(index)
    place = view.grid.body.visualRect(index).center()
    qtbot.mouseClick(view.grid.body.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.grid.body.viewport(), Qt.MouseButton.LeftButton, pos=place)
    asked = dialog()
    assert asked.total == sum(one.amount for one in asked.found) == view.model.amount(index)
    tables = sorted(one.table for one in asked.found)
    assert tables == ["budget_line", "budget_line", "transfer", "transfer"]
    gone = []
    view.went.connect(lambda *row: gone.append(row))
    asked.rows.itemActivated.emit(next(i for i in asked.items() if i.text(0).startswith("T-1")), 0)
    assert gone == [("transfer", moved.id)]

    # the approved budget is what later ones are compared with
    answered(view, "approve", {"name": "Board of July", "approved_by_id": sponsor})
    (version,) = opened.file.rows(BudgetVersion)
    assert version.name == "Board of July"
    choose(view, at(view, "Travel", 9))
    type_amount(view, qtbot, "12,000")
    trigger(view, "versions")
    asked = dialog()
    texts = {item.text(0): item.text(3) for item in asked.items()}
    assert (texts["Travel"], texts["Racks"], texts["Program"]) == ("+2,000", "–", "+2,000")
    asked.reject()

    # a reserve is drawn for a change request only, and tells what is left
    reserve = add_row(opened, "account", {"name": "Buffer", "reserve": "contingency"})
    kept = {"account_id": reserve, "month": date(2026, 9, 1), "planned": 6_200_000}
    add_row(opened, "budget_line", kept)
    choose(view, at(view, "Buffer", 9))
    change = add_row(opened, "change_request", {"title": "Second feed"})
    drawn = {"from_account_id": reserve, "to_account_id": accounts["Racks"], "amount": 100_000}
    said = answered(
        view, "transfer", {**drawn, "reason": "Feed", "approved_by_id": sponsor}, {"change_id": change}
    )
    assert "“Buffer” is a reserve: say which change request" in said[0] and said[1] == ""
    trigger(view, "reserves")
    asked = dialog()
    shown = [[item.text(n) for n in (0, 1, 3, 5, 6)] for item in asked.items()]
    assert shown == [
        ["Buffer (contingency)", "", "1,000", "61,000", "98.39 %"],
        ["T-2 Feed", "CR-1 Second feed", "1,000", "", ""],
    ]
    asked.reject()

    # a closed month takes nothing any more
    answered(view, "close-month", {"month": date(2026, 6, 1)})
    assert [row.month for row in opened.file.rows(ClosedMonth)] == [date(2026, 6, 1)]
    closed = at(view, "Racks", 5)
    assert not view.model.flags(closed) & Qt.ItemFlag.ItemIsEditable
    assert "Closed: its figures stay" in closed.data(Qt.ItemDataRole.ToolTipRole)
    arrange(view, "fund")
    arrange(view, "project")

    # an own estimate to complete becomes the forecast of the months to come
    choose(view, at(view, "Travel", 9))
    trigger(view, "forecast")
    asked = dialog()
    asked.method.setCurrentIndex(asked.method.findData("manual"))
    asked.method.activated.emit(asked.method.currentIndex())
    assert not asked.ok.isEnabled() and "No estimate this way yet: Travel" in asked.problem.text()
    qtbot.keyClicks(asked.own, "50,000")
    assert asked.ok.isEnabled()
    asked.ok.click()
    money = opened.plan.state.money
    place = money.account_row[accounts["Travel"]]
    whole = money.budget.accounts.whole
    assert int(whole.outlook[place]) == 3 * 1_100_000 + 5_000_000
    show_all = view.findChild(QToolButton, "budget-show-outlook")
    show_all.click()
    last = view.model.index(at(view, "Travel", 9, Figure.OUTLOOK).row(), view.model.columnCount() - 1)
    assert view.model.amount(last) == int(whole.outlook[place])

    # and all of it was edits like any other
    while view.session.program.file.journal.records() and int(budget(opened).planned) != before:
        view.session.undo()
    assert planned(opened, "Racks") == [1_000_000] * 6
    assert len(opened.file.journal.records()) > begun and not view.session.refusals


def at_row(view, name, kind=Level.ACCOUNT):
    lines = enumerate(view.model.lines)
    return next(n for n, line in lines if line.kind is kind and view.model.captions.title(line) == name)


def test_budget_is_carried_over_at_year_end(view, opened):
    sponsor = add_row(opened, "resource", {"name": "Sponsor"})
    choose(view, at(view, "Racks", 9))
    asked = {"reason": "Delivery slips", "approved_by_id": sponsor}
    said = answered(view, "carry-over", asked, {"amount": 100_000})
    assert said == ["Enter what is carried over, or what lapses", ""]  # the outlook leaves nothing to propose
    (carried,) = opened.file.rows(CarryOver)
    assert (carried.year, carried.amount, carried.lapsed) == (date(2027, 3, 1), 100_000, None)
    years = opened.plan.state.money.budget.accounts.years.planned
    assert years[opened.plan.state.money.account_row[carried.account_id]].tolist() == [5_900_000, 100_000]
    view.session.undo()
    assert not opened.file.rows(CarryOver)
