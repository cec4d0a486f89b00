"""A program whose fiscal months are weeks: every sum goes by the calendar of retail, 2023 of 53 weeks.

February 2023 is 29 January to 25 February there, January 2024 has the week more and ends on 3 February.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import numpy as np
import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.money import Cell, Measure, set_amounts
from tpm_desktop.gestures.periods import next_period
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.gestures.spreading import like_task
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.budget_lines import status_month
from tpm_desktop.plan.budget_periods import Span, read_periods
from tpm_desktop.plan.capital.book import terms_of
from tpm_desktop.plan.cost_parts import CostParts, months_of
from tpm_desktop.plan.earned_value import earned_value
from tpm_desktop.plan.fiscal import fiscal_calendar

JANUARY, FEBRUARY, MARCH = (month_number(2023, month) for month in (1, 2, 3))
RETAIL = {
    "fiscal_year_start": 2, "fiscal_months": "4-5-4", "fiscal_year_end": "nearest",
    "fiscal_weekday": "saturday",
}  # fmt: skip


@pytest.fixture(scope="module")
def weeks(tmp_path_factory):
    """Ten days of work from Tuesday 24 January 2023: four before the fiscal February begins, six in it."""
    path = tmp_path_factory.mktemp("weeks") / "retail.tpm"
    days = {"start": datetime(2023, 1, 24, 8), "status_date": datetime(2023, 1, 31, 17)}
    with OpenProgram.create(path, **days, **RETAIL) as program:
        account = add_row(program, "account", {"name": "Shops", "payment_days": 30})
        project = add_row(program, "project", {"name": "Stores"})
        task = add_row(
            program,
            "task",
            {"name": "Fit out", "project_id": project, "duration": 4_800, "fixed_cost": 100_000},
        )
        set_fields(program, "task", task, {"account_id": account})
        take_baseline(program, "Agreed")
        set_amounts(program, [Cell(account, date(2023, 2, 1), Measure.PLANNED, 120_000)])
        yield program, account, task


def test_the_month_of_the_status_date_is_the_one_of_weeks(weeks):
    program, _, _ = weeks
    assert status_month(program.plan.state.inputs.tables) == FEBRUARY  # 31 January lies in it


def test_cost_and_planned_value_fall_into_the_weeks_of_a_month(weeks):
    state = weeks[0].plan.state
    months, parts = months_of(state, CostParts.of(state))
    assert dict(zip(months.tolist(), parts.sum(0).tolist(), strict=True)) == {
        JANUARY: 40_000, FEBRUARY: 60_000,
    }  # fmt: skip
    earned = earned_value(state)
    planned = dict(zip(earned.months.tolist(), earned.pv.sum(0).tolist(), strict=True))
    assert (planned[JANUARY], planned[FEBRUARY]) == (40_000, 60_000)


def test_a_sum_is_spread_like_its_task_by_weeks(weeks):
    program, _, task = weeks
    assert like_task(program, task, [JANUARY, FEBRUARY, MARCH]) == [4 * 480, 6 * 480, 0]


def test_what_is_planned_for_february_is_paid_thirty_days_after_its_last_saturday(weeks):
    budget = weeks[0].plan.state.cash.budget  # 25 February and 30 days: 27 March, in a month to 1 April
    paid = dict(zip(budget.months.tolist(), budget.program.months.planned.tolist(), strict=True))
    assert {month: amount for month, amount in paid.items() if amount} == {MARCH: 120_000}


def test_periods_are_whole_fiscal_years_with_their_days(weeks):
    state = weeks[0].plan.state
    fiscal = fiscal_calendar(state.inputs.tables)
    years = [one for one in read_periods(state, Span.YEAR) if one.span is Span.YEAR]
    shown = [(fiscal.first_day(one.first), fiscal.last_day(one.last)) for one in years]
    assert shown == [(date(2022, 1, 30), date(2023, 1, 28)), (date(2023, 1, 29), date(2024, 2, 3))]


def test_the_next_reporting_period_is_the_weeks_of_the_status_date(weeks):
    assert next_period(weeks[0]) == ("February 2023", date(2023, 1, 29), date(2023, 2, 25))


def test_an_asset_enters_service_in_the_month_of_weeks_that_its_day_lies_in(weeks):
    from tpm_desktop.model.purchasing import Asset  # a row that is in no file

    asset = Asset(request_id="r", name="Racks", cost=1, life=60, in_service=date(2023, 1, 29))
    fiscal = fiscal_calendar(weeks[0].plan.state.inputs.tables)
    assert terms_of(asset, fiscal).in_service == FEBRUARY


def test_closed_months_keep_the_calendar_that_they_were_closed_by(weeks):
    program, _, _ = weeks
    add_row(program, "closed_month", {"month": date(2023, 1, 1), "closed_on": date(2023, 2, 3)})
    with pytest.raises(EditError, match="months up to Jan 2023 are closed by the present fiscal calendar"):
        set_fields(program, "program", program.file.program.id, {"fiscal_months": "months"})
    program.file.undo()
    set_fields(program, "program", program.file.program.id, {"fiscal_months": "months"})
    assert status_month(program.plan.state.inputs.tables) == JANUARY
    program.file.undo()
    assert np.all(earned_value(program.plan.state).pv >= 0)


@pytest.mark.parametrize("months", ["months", "4-4-5", "4-5-4", "5-4-4"])
@pytest.mark.parametrize(("ends", "weekday"), [("last", "friday"), ("nearest", "sunday")])
def test_sums_agree_by_any_calendar(weeks, months, ends, weekday):
    program, account, _ = weeks
    values = {"fiscal_months": months, "fiscal_year_end": ends, "fiscal_weekday": weekday}
    set_fields(program, "program", program.file.program.id, values)
    set_amounts(program, [Cell(account, date(2023, 1, 1), Measure.ACTUAL, 30_000)])
    state = program.plan.state
    _, parts = months_of(state, CostParts.of(state))
    earned, budget = earned_value(state), state.money.budget
    assert parts.sum() == earned.pv.sum() == state.money.cost_of_tasks == 100_000
    assert earned.ac.sum() == budget.program.spent_to_date == 30_000
    assert state.cash.budget.program.whole.planned == budget.program.whole.planned == 120_000
    by = [one for one in read_periods(state, Span.QUARTER) if one.span is Span.QUARTER]
    fiscal = fiscal_calendar(state.inputs.tables)
    ends_of = [(fiscal.last_day(one.last), fiscal.first_day(after.first)) for one, after in pairwise(by)]
    assert all((begins - end).days == 1 for end, begins in ends_of)
    program.file.undo()
    program.file.undo()
