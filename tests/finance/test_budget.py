"""The budget's rules and its totals."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.amounts import LARGEST, NONE
from tpm_desktop.finance.budget import (
    CAPEX,
    OPEX,
    Budget,
    BudgetLines,
    Owners,
    Totals,
    budget,
    overrun,
)
from tpm_desktop.finance.budget_amounts import Amounts
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.fiscal_year import month_number

APRIL = month_number(2026, 4)
Line = tuple[int, int, int, int, int, int]


def lines(*rows: Line) -> BudgetLines:
    account, month, treatment, planned, actual, forecast = zip(*rows, strict=True) if rows else ((),) * 6
    return BudgetLines(
        np.array(account, np.int32),
        np.array(month, np.int64),
        np.array(treatment, np.int8),
        np.array(planned, np.int64),
        np.array(actual, np.int64),
        np.array(forecast, np.int64),
        committed=np.zeros(len(rows), np.int64),
        accrued=np.zeros(len(rows), np.int64),
        exchange=np.zeros(len(rows), np.int64),
    )


def nobody(accounts: int) -> Owners:
    return Owners(np.full(accounts, -1, np.int32), 0)


def of_one_account(*rows: tuple[int, int, int, int], status: int | None) -> Budget:
    return budget(
        lines(*((0, month, OPEX, *amounts) for month, *amounts in rows)),
        Owners(np.array([0], np.int32), 1),
        nobody(1),
        status,
        4,
    )


def test_a_past_month_is_expected_at_what_was_spent_and_a_coming_one_at_its_forecast_or_plan() -> None:
    made = of_one_account(
        (APRIL, 100, 130, 90),
        (APRIL + 1, 100, NONE, 90),
        (APRIL + 2, 100, NONE, 90),
        (APRIL + 3, 100, 7, NONE),
        status=APRIL + 1,
    )
    assert made.accounts.months.outlook.tolist() == [[130, 0, 90, 100]]
    assert made.accounts.months.variance.tolist() == [[-30, 100, 10, 0]]


def test_the_status_month_itself_is_past() -> None:
    made = of_one_account((APRIL, 100, 80, 90), status=APRIL)
    assert made.program.outlook_at_completion == 80


def test_without_a_status_date_nothing_is_past() -> None:
    made = of_one_account((APRIL, 100, 80, 90), status=None)
    assert made.program.outlook_at_completion == 90
    assert made.program.spent_to_date == 0
    assert made.curves(made.program).actual.tolist() == []


def test_a_line_without_a_plan_counts_as_unplanned_spending() -> None:
    made = of_one_account((APRIL, NONE, 50, NONE), status=APRIL)
    assert made.program.variance_at_completion == -50


def test_lines_in_one_cell_are_summed_each_by_its_own_rule() -> None:
    made = of_one_account((APRIL, 100, NONE, NONE), (APRIL, 50, NONE, 70), status=None)
    assert made.accounts.months.planned.tolist() == [[150]]
    assert made.accounts.months.outlook.tolist() == [[170]]


def test_figures_to_date_stop_at_the_status_month() -> None:
    made = of_one_account(
        (APRIL, 100, 90, NONE), (APRIL + 1, 100, 120, NONE), (APRIL + 2, 100, 5, NONE), status=APRIL + 1
    )
    assert made.program.planned_to_date == 200
    assert made.program.spent_to_date == 210
    assert made.program.at_completion == 300
    assert made.program.outlook_at_completion == 310
    assert made.through == 2


def test_an_actual_of_a_later_month_is_not_spent_in_its_fiscal_year_yet() -> None:
    made = of_one_account((APRIL, 10, 12, NONE), (APRIL + 12, 20, 5, NONE), status=APRIL)
    assert made.program.years.actual.tolist() == [12, 5]
    assert made.program.years_to_date.actual.tolist() == [12, 0]
    assert made.program.years_to_date.planned.tolist() == [10, 0]


def test_months_without_a_line_stand_between_those_that_have_one() -> None:
    made = of_one_account((APRIL, 1, NONE, NONE), (APRIL + 13, 1, NONE, NONE), status=None)
    assert made.months.tolist() == list(range(APRIL, APRIL + 14))
    assert [(year.start_year, year.end_year) for year in made.years] == [(2026, 2027), (2027, 2028)]
    assert made.program.years.planned.tolist() == [1, 1]


def test_curves_run_up_and_the_actual_one_ends_at_the_status_month() -> None:
    made = of_one_account(
        (APRIL, 10, 12, NONE), (APRIL + 1, 10, 12, NONE), (APRIL + 2, 10, NONE, 15), status=APRIL + 1
    )
    curves = made.curves(made.program)
    assert curves.planned.tolist() == [10, 20, 30]
    assert curves.actual.tolist() == [12, 24]
    assert curves.outlook.tolist() == [12, 24, 39]


def test_one_fiscal_year_can_be_taken_out() -> None:
    made = of_one_account((APRIL, 10, 12, NONE), (APRIL + 12, 20, NONE, NONE), status=APRIL)
    year = made.program.years.at(1)
    assert (int(year.planned), int(year.actual), int(year.outlook), int(year.variance)) == (20, 0, 20, 0)
    assert made.accounts.months.at(0).planned.tolist() == [10, *[0] * 11, 20]


def test_accounts_of_no_project_stand_after_the_last_project() -> None:
    rows = lines((0, APRIL, CAPEX, 10, NONE, NONE), (1, APRIL, OPEX, 5, NONE, NONE))
    made = budget(rows, Owners(np.array([1, -1], np.int32), 2), nobody(2), None, 1)
    assert made.projects.at_completion.tolist() == [0, 10, 5]
    assert made.treatments.at_completion.tolist() == [5, 10]
    assert made.project_treatments.at_completion.tolist() == [[0, 0], [0, 10], [5, 0]]


def test_a_budget_without_lines_is_zero_everywhere() -> None:
    made = budget(lines(), Owners(np.array([0, -1], np.int32), 1), nobody(2), APRIL, 4)
    assert made.months.size == 0 and made.years == () and made.through == 0
    assert made.accounts.at_completion.tolist() == [0, 0]
    assert made.program.at_completion == 0


def test_sums_stay_exact_where_floats_would_not() -> None:
    large = 2**60 + 1
    made = of_one_account((APRIL, large, NONE, NONE), (APRIL + 1, large, NONE, NONE), status=None)
    assert int(made.program.at_completion) == 2 * large


def test_amounts_too_large_to_be_summed_are_refused_in_words() -> None:
    with pytest.raises(FinanceError, match="too large to be summed"):
        of_one_account((APRIL, LARGEST, NONE, NONE), (APRIL + 1, LARGEST, NONE, NONE), status=None)


AMOUNT = st.one_of(st.just(NONE), st.integers(-(10**15), 10**15))
LINES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(-30, 60), st.integers(0, 1), AMOUNT, AMOUNT, AMOUNT), max_size=30
)


def parts(amounts: Amounts) -> list[np.ndarray]:
    return [amounts.planned, amounts.actual, amounts.forecast, amounts.outlook, amounts.variance]


def assert_sums(whole: Amounts, cells: Amounts, axis: int) -> None:
    for total, part in zip(parts(whole), parts(cells), strict=True):
        assert list(total.shape) == np.delete(part.shape, axis).tolist()
        assert total.tolist() == part.sum(axis=axis).tolist()


@given(
    LINES,
    st.lists(st.integers(-1, 2), min_size=5, max_size=5),
    st.one_of(st.none(), st.integers(-40, 70)),
    st.integers(1, 12),
)
def test_every_total_is_the_sum_of_its_cells_in_every_direction(
    rows: list[Line], project: list[int], status: int | None, starts_in: int
) -> None:
    made = budget(lines(*rows), Owners(np.array(project, np.int32), 3), nobody(5), status, starts_in)
    known = [p for *_, p, _, _ in rows if p != NONE]
    assert int(made.program.at_completion) == sum(known)
    assert int(made.program.whole.actual) == sum(a for *_, a, _ in rows if a != NONE)
    for totals in every_totals(made):
        assert_sums(totals.whole, totals.months, -1)
        assert_sums(totals.whole, totals.years, -1)
        assert_sums(totals.to_date, totals.months.first(made.through), -1)
        assert_sums(totals.to_date, totals.years_to_date, -1)
        for year, (first, last) in enumerate((y.first, y.last) for y in made.years):
            inside = (made.months >= first) & (made.months <= last)
            assert (
                totals.years.planned[..., year].tolist()
                == totals.months.planned[..., inside].sum(-1).tolist()
            )
    for span in ("months", "years", "years_to_date", "to_date", "whole"):
        of = partial(amounts_of, span)
        assert_sums(of(made.program), of(made.accounts), 0)
        assert_sums(of(made.program), of(made.projects), 0)
        assert_sums(of(made.program), of(made.treatments), 0)
        assert_sums(of(made.accounts), of(made.account_treatments), 1)
        assert_sums(of(made.projects), of(made.project_treatments), 1)
        assert_sums(of(made.treatments), of(made.account_treatments), 0)
        for places in ([0], [2, 1]):
            alone = of(made.of_projects(np.array(places)).program)
            apart = zip(parts(alone), parts(of(made.projects)), strict=True)
            assert all(np.array_equal(one, every[places].sum(0)) for one, every in apart)


def amounts_of(span: str, totals: Totals) -> Amounts:
    amounts = getattr(totals, span)
    assert isinstance(amounts, Amounts)
    return amounts


def every_totals(made: Budget) -> list[Totals]:
    by_row = [made.accounts, made.projects, made.treatments, made.program]
    return [*by_row, made.account_treatments, made.project_treatments]


@given(LINES, st.integers(-40, 70))
def test_the_outlook_line_by_line_is_the_rule(rows: list[Line], status: int) -> None:
    made = budget(lines(*rows), nobody(5), nobody(5), status, 1)
    expected = 0
    for _, month, _, planned, actual, forecast in rows:
        chosen = actual if month <= status else forecast if forecast != NONE else planned
        expected += 0 if chosen == NONE else chosen
    assert int(made.program.outlook_at_completion) == expected


@given(LINES, st.integers(-40, 70))
def test_curves_end_at_the_totals_and_agree_up_to_the_status_month(rows: list[Line], status: int) -> None:
    made = budget(lines(*rows), Owners(np.zeros(5, np.int32), 1), nobody(5), status, 1)
    curves = made.curves(made.program)
    assert len(curves.actual) == made.through
    assert curves.actual.tolist() == curves.outlook[: made.through].tolist()
    if made.months.size:
        assert curves.planned[-1] == made.program.at_completion
        assert curves.outlook[-1] == made.program.outlook_at_completion
        assert all(later - earlier == 1 for earlier, later in pairwise(made.months.tolist()))


@pytest.mark.parametrize(
    ("planned", "outlook", "share"),
    [
        (12_000, 12_276, 230),
        (12_000, 11_724, -230),
        (0, 500, 0),
        (300, 300, 0),
        (30_000, 30_001, 0),
        (100, 350, 25_000),
    ],
)
def test_the_overrun_is_a_share_of_the_plan(planned: int, outlook: int, share: int) -> None:
    assert overrun(planned, outlook) == share
