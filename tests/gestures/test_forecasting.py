"""Forecasts by method: what an account is expected to cost yet, and how it is spread."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.gestures.test_spending import Books
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.forecasting import Choice, enter_forecast
from tpm_desktop.gestures.money import Measure
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.finance import ForecastBy
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.forecasting import estimates

DAY = 480


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """1,000 budgeted, half of it earned for 600 by the end of January: CPI 0.8333; 400 are planned ahead."""
    path = tmp_path_factory.mktemp("forecast") / "books.tpm"
    with OpenProgram.create(path, start=datetime(2026, 1, 5, 8), fiscal_year_start=1) as program:
        books = Books(program)
        account = books.account("Build", date(2026, 1, 1), 600)
        books.enter("Build", date(2026, 2, 1), Measure.PLANNED, 300)
        books.enter("Build", date(2026, 3, 1), Measure.PLANNED, 100)
        books.account("Rent", date(2026, 2, 1), 50)
        project = insert_project(program, "Ledger")
        task = insert_task(program, parent=project, name="Build it", duration=40 * DAY)
        set_fields(program, "task", task, {"account_id": account, "fixed_cost": 1_000_00})
        take_baseline(program, "Agreed", taken=datetime(2026, 1, 5, 8))
        program_id = program.file.program.id
        set_fields(program, "program", program_id, {"status_date": datetime(2026, 1, 30, 17)})
        progress = {"actual_start": datetime(2026, 1, 5, 8), "percent_complete": 50_00}
        set_fields(program, "task", task, progress)
        books.book("Build", date(2026, 1, 1), 600)
        yield books


def to_complete(books, name):
    (found,) = (one for one in estimates(books.program.plan.state) if one.account_id == books.ids[name])
    return found


def test_each_method_by_its_formula(books):
    build = to_complete(books, "Build")
    assert (build.planned, build.spent) == (1_000_00, 600_00)
    left = {by: amount and amount / 100 for by, amount in build.to_complete.items()}
    assert left == {
        ForecastBy.ENTERED: 400,
        ForecastBy.PLAN: 500,  # what the task has yet to cost
        ForecastBy.COST: 600,  # 500 / (500 / 600)
        ForecastBy.BOTH: 600,  # on schedule: SPI is 1
        ForecastBy.MANUAL: None,
    }
    assert build.at_completion(ForecastBy.COST) == 1_200_00
    rent = to_complete(books, "Rent")
    assert rent.to_complete[ForecastBy.PLAN] == 50_00, "without tasks what is planned for the months to come"
    assert rent.to_complete[ForecastBy.COST] is None, "nothing is earned"


def test_the_forecast_follows_the_work_that_is_left_and_is_one_edit(books):
    count = enter_forecast(books.program, {books.ids["Build"]: Choice(ForecastBy.COST)})
    months = books.program.plan.state.money.budget
    place = books.program.plan.state.money.account_row[books.ids["Build"]]
    forecast = months.accounts.months.forecast[place].tolist()
    assert forecast == [0, 600_00, 0] and count == 2, (
        "the task is done in February; March is forecast at zero"
    )
    assert books.whole("Build", "outlook") == 1_200
    assert to_complete(books, "Build").by is ForecastBy.COST
    books.program.file.undo()
    assert books.whole("Build", "outlook") == 1_000
    assert to_complete(books, "Build").by is ForecastBy.ENTERED


def test_a_method_without_an_estimate_is_refused_and_nothing_is_entered(books):
    before = len(books.program.file.journal.records())
    choices = {books.ids["Build"]: Choice(ForecastBy.PLAN), books.ids["Rent"]: Choice(ForecastBy.BOTH)}
    with pytest.raises(EditError, match="“Rent” has no estimate this way yet"):
        enter_forecast(books.program, choices)
    assert len(books.program.file.journal.records()) == before


def test_an_own_estimate_is_kept_and_spread_like_what_is_planned(books):
    enter_forecast(books.program, {books.ids["Rent"]: Choice(ForecastBy.MANUAL, 80_00)})
    assert books.whole("Rent", "outlook") == 80
    assert to_complete(books, "Rent").to_complete[ForecastBy.MANUAL] == 80_00
    books.program.file.undo()
