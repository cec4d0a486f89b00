"""The budget grid's cells: what is entered is what the sums say."""

from __future__ import annotations

from datetime import date

from tpm_desktop.gestures.money import Cell, Measure, set_amounts
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.finance import BudgetLine

MAY = date(2026, 5, 1)


def account(desk, name="Hardware"):
    return add_row(
        desk.program, "account", {"name": name, "treatment": "capex", "project_id": desk.ids["Ledger"]}
    )


def planned(desk):
    return int(desk.program.plan.state.money.budget.program.at_completion)


def test_an_amount_makes_its_line_and_emptying_it_takes_the_line_away(desk):
    hardware = account(desk)
    set_amounts(desk.program, [Cell(hardware, MAY, Measure.PLANNED, 120_00)])
    assert planned(desk) == 120_00
    assert desk.program.file.rows(BudgetLine)[0].treatment == "capex"
    set_amounts(desk.program, [Cell(hardware, MAY, Measure.PLANNED, None)])
    assert desk.program.file.rows(BudgetLine) == []


def test_a_cell_of_several_lines_shows_what_was_entered(desk):
    hardware = account(desk)
    for amount in (100, 50):
        add_row(desk.program, "budget_line", {"account_id": hardware, "month": MAY, "planned": amount})
    set_amounts(desk.program, [Cell(hardware, MAY, Measure.PLANNED, 400)])
    assert planned(desk) == 400
    set_amounts(desk.program, [Cell(hardware, MAY, Measure.PLANNED, None)])
    assert planned(desk) == 0


def test_a_pasted_block_is_one_edit(desk):
    hardware = account(desk)
    months = [date(2026, month, 1) for month in (5, 6, 7)]
    set_amounts(desk.program, [Cell(hardware, month, Measure.FORECAST, 10) for month in months])
    assert desk.program.file.journal.records()[0].label == "Enter 3 amounts"
    desk.program.file.undo()
    assert desk.program.file.rows(BudgetLine) == []


def test_two_measures_of_one_new_cell_share_a_line(desk):
    hardware = account(desk)
    set_amounts(
        desk.program,
        [Cell(hardware, MAY, Measure.PLANNED, 10), Cell(hardware, MAY, Measure.ACTUAL, 12)],
    )
    (line,) = desk.program.file.rows(BudgetLine)
    assert (line.planned, line.actual) == (10, 12)


def test_an_account_takes_its_lines_along_to_another_treatment(desk):
    hardware = account(desk)
    set_amounts(desk.program, [Cell(hardware, date(2026, month, 1), Measure.PLANNED, 10) for month in (5, 6)])
    apart = add_row(
        desk.program,
        "budget_line",
        {"account_id": hardware, "month": date(2026, 7, 1), "planned": 5, "treatment": "opex"},
    )
    set_fields(desk.program, "account", hardware, {"treatment": "opex"})
    assert {line.treatment for line in desk.program.file.rows(BudgetLine)} == {"opex"}
    set_fields(desk.program, "budget_line", apart, {"treatment": "capex"})
    set_fields(desk.program, "account", hardware, {"name": "Racks"})
    assert sorted(line.treatment for line in desk.program.file.rows(BudgetLine)) == ["capex", "opex", "opex"]
    desk.program.file.undo()
    desk.program.file.undo()
    desk.program.file.undo()
    assert sorted(line.treatment for line in desk.program.file.rows(BudgetLine)) == ["capex", "capex", "opex"]
