"""The worked schedules of the capital reference, and what holds of any schedule."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.depreciation import (
    Change,
    Convention,
    Method,
    Terms,
    by_fiscal_year,
    charged_through,
    charges,
    declining_balance,
    gain_on_retirement,
    straight_line,
    written_off_through,
)
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.finance.macrs import MACRS, MID_QUARTER, macrs, mid_quarter

C7 = Terms(250_000_00, 25_000_00, 60, Method.STRAIGHT_LINE, Convention.MONTH_AFTER, month_number(2026, 5))
TERMS = st.builds(
    Terms,
    cost=st.integers(0, 10**13),
    residual=st.just(0),
    life=st.integers(1, 480),
    method=st.sampled_from((Method.STRAIGHT_LINE, Method.DECLINING)),
    convention=st.sampled_from(Convention),
    in_service=st.integers(500, 900),
).flatmap(lambda terms: st.integers(0, terms.cost).map(lambda left: replace(terms, residual=left)))
TABLED = st.builds(
    Terms,
    cost=st.integers(0, 10**13),
    residual=st.just(0),
    life=st.sampled_from([years * 12 for years in MACRS]),
    method=st.just(Method.MACRS),
    convention=st.sampled_from(Convention),
    in_service=st.integers(500, 900),
)
STARTS = st.integers(1, 12)


def whole(amounts: list[int]) -> list[float]:
    return [amount / 100 for amount in amounts]


def test_straight_line_by_month():
    months = charges(C7, 1)
    assert {one.amount for one in months} == {3_750_00}
    assert months[0].month == month_number(2026, 6)
    years = by_fiscal_year(C7, 1)
    assert [(year.start_year, year.charge) for year in years] == [
        (2026, 26_250_00), *((year, 45_000_00) for year in range(2027, 2031)), (2031, 18_750_00),
    ]  # fmt: skip
    assert (years[-1].accumulated, years[-1].book_value) == (225_000_00, 25_000_00)


def test_retired_early():
    retired = replace(C7, retired=month_number(2029, 6))
    assert sum(one.amount for one in charges(retired, 1)) == 138_750_00
    assert by_fiscal_year(retired, 1)[-1].book_value == 111_250_00
    assert gain_on_retirement(retired, 90_000_00, 1) == -21_250_00


def test_cents_are_rounded_cumulatively():
    odd, even = 14_285_71, 14_285_72
    assert straight_line(100_000_00, 7) == [odd, even, odd, even, odd, even, odd]
    months = straight_line(100_000_00, 36)
    assert months[:3] == [2_777_78, 2_777_78, 2_777_77]
    assert sum(months) == 100_000_00
    assert set(straight_line(9_000_00, 36)) == {250_00}
    assert straight_line(473_200_00, 60)[0] == 7_886_67
    assert sum(straight_line(473_200_00, 60)) == 473_200_00


def test_double_declining():
    five, seven = Fraction(5), Fraction(7)
    assert whole(declining_balance(100_000_00, 0, five)) == [40_000, 24_000, 14_400, 10_800, 10_800]
    assert whole(declining_balance(100_000_00, 10_000_00, five)) == [40_000, 24_000, 14_400, 8_640, 2_960]
    assert whole(declining_balance(70_000_00, 0, seven)) == [
        20_000, 14_285.71, 10_204.08, 7_288.63, 6_073.86, 6_073.86, 6_073.86,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cost", "years", "expected"),
    [
        (100_000, 5, [20_000, 32_000, 19_200, 11_520, 11_520, 5_760]),
        (80_000, 3, [26_664, 35_560, 11_848, 5_928]),
        (80_000, 5, [16_000, 25_600, 15_360, 9_216, 9_216, 4_608]),
        (80_000, 7, [11_432, 19_592, 13_992, 9_992, 7_144, 7_136, 7_144, 3_568]),
        (187_350.55, 3, [62_443.94, 83_277.32, 27_746.62, 13_882.67]),
        (187_350.55, 5, [37_470.11, 59_952.18, 35_971.31, 21_582.78, 21_582.78, 10_791.39]),
        (
            187_350.55, 7,
            [26_772.39, 45_882.15, 32_767.61, 23_400.08, 16_730.40, 16_711.67, 16_730.40, 8_355.85],
        ),
    ],
)  # fmt: skip
def test_macrs_tables(cost, years, expected):
    assert whole(macrs(round(cost * 100), years)) == expected


def test_the_parts_of_a_few_cents_that_are_rounded_up_leave_none_below_nothing():
    assert macrs(5, 5) == [1, 2, 1, 1, 0, 0]


def test_macrs_by_tax_year_whatever_the_month():
    terms = Terms(100_000_00, 0, 60, Method.MACRS, Convention.MONTH_AFTER, month_number(2026, 11))
    assert [(y.start_year, y.charge) for y in by_fiscal_year(terms, 1)][:2] == [
        (2026, 20_000_00), (2027, 32_000_00),
    ]  # fmt: skip
    sold = replace(terms, retired=month_number(2027, 3))
    assert [one.amount for one in charges(sold, 1)] == [20_000_00, 16_000_00]
    assert charges(replace(terms, retired=month_number(2026, 12)), 1) == ()
    assert charges(replace(terms, retired=month_number(2031, 2)), 1) == charges(terms, 1)
    assert charged_through(terms, month_number(2026, 6), 1) == 10_000_00


def test_half_a_year_in_the_books():
    terms = Terms(100_000_00, 0, 60, Method.STRAIGHT_LINE, Convention.HALF_YEAR, month_number(2026, 11))
    amounts = [year.charge for year in by_fiscal_year(terms, 4)]
    assert amounts == [10_000_00, *[20_000_00] * 4, 10_000_00]


def test_too_much_in_the_last_quarter_asks_for_other_tables():
    early, late = month_number(2026, 3), month_number(2026, 11)
    assert mid_quarter([(early, 60_00), (late, 40_00)], 1) == set()
    assert mid_quarter([(early, 59_99), (late, 40_01)], 1) == {2026}
    assert mid_quarter([(late, 100_00)], 4) == set()  # the fiscal year from April has its third quarter then


def test_terms_that_cant_be_meant():
    with pytest.raises(FinanceError, match="useful life"):
        charges(replace(C7, life=0), 1)
    with pytest.raises(FinanceError, match="residual"):
        charges(replace(C7, residual=C7.cost + 1), 1)
    with pytest.raises(FinanceError, match="no MACRS table of 4 years"):
        charges(replace(C7, method=Method.MACRS, life=48), 1)
    with pytest.raises(FinanceError, match="whole number of years"):
        charges(replace(C7, method=Method.MACRS, life=30), 1)


@given(st.one_of(TERMS, TABLED), STARTS)
def test_a_schedule_sums_to_the_base_to_the_last_minor_unit(terms, starts_in):
    found = charges(terms, starts_in)
    assert sum(one.amount for one in found) == terms.base
    assert all(one.amount >= 0 for one in found)
    years = by_fiscal_year(terms, starts_in)
    assert sum(year.charge for year in years) == terms.base
    assert years[-1].book_value == terms.cost - terms.base
    assert all(year.book_value >= (0 if terms.method is Method.MACRS else terms.residual) for year in years)


@given(TERMS, STARTS, st.integers(0, 600))
def test_what_is_charged_by_a_month_never_falls_and_reaches_the_base(terms, starts_in, months):
    at = [charged_through(terms, terms.in_service + n, starts_in) for n in (months, months + 1)]
    assert 0 <= at[0] <= at[1] <= terms.base
    assert charged_through(terms, terms.in_service + 900, starts_in) == terms.base


@given(TERMS, STARTS, st.integers(0, 500))
def test_after_retirement_nothing_is_charged(terms, starts_in, months):
    retired = replace(terms, retired=terms.in_service + months)
    found = charges(retired, starts_in)
    assert all(one.month <= terms.in_service + months for one in found)
    assert sum(one.amount for one in found) <= terms.base


@pytest.mark.parametrize("quarter", MID_QUARTER)
@pytest.mark.parametrize("years", MACRS)
def test_mid_quarter_tables_are_double_declining_from_the_middle_of_the_quarter(quarter, years):
    """What the tables of Publication 946 are computed by, to their last shown figure."""
    table = MID_QUARTER[quarter][years]
    first = Fraction(9 - 2 * quarter, 8)
    computed = declining_balance(10_000, 0, Fraction(years), first)
    assert sum(table) == 10_000 and len(table) == years + 1
    assert all(abs(said - found) <= 2 for said, found in zip(table, computed, strict=True))


def test_mid_quarter_charges_and_retirement():
    november = Terms(
        100_000_00, 0, 60, Method.MACRS, Convention.HALF_YEAR, month_number(2026, 11), mid_quarter=True
    )
    years = [5_000, 38_000, 22_800, 13_680, 10_940, 9_580]
    assert [one.amount for one in charges(november, 1)] == [year * 100 for year in years]
    sold = replace(
        november, retired=month_number(2027, 8)
    )  # the middle of the third quarter: 7.5 of 12 months
    assert [one.amount for one in charges(sold, 1)] == [5_000_00, 23_750_00]
    assert charges(replace(november, in_service=month_number(2026, 2)), 1)[0].amount == 35_000_00


def test_a_new_remaining_life_holds_from_its_month_on_and_restates_nothing():
    """C7 with 24 months charged by May 2028: 135,000 of base left, over 54 months in place of 36."""
    longer = replace(C7, changes=(Change(month_number(2028, 6), life=54),))
    made = charges(longer, 1)
    assert {one.amount for one in made[:24]} == {3_750_00} and {one.amount for one in made[24:]} == {2_500_00}
    assert made[-1].month == month_number(2032, 11)
    assert sum(one.amount for one in made) == 225_000_00


def test_an_impairment_lowers_the_book_value_and_what_is_charged_after_it():
    """C7 impaired by 36,000 in June 2028: 160,000 - 36,000 - 25,000 of base over the 36 months left."""
    impaired = replace(C7, changes=(Change(month_number(2028, 6), written_off=36_000_00),))
    assert {one.amount for one in charges(impaired, 1)[24:]} == {2_750_00}
    year = next(one for one in by_fiscal_year(impaired, 1) if one.start_year == 2028)
    assert (year.charge, year.written_off) == (5 * 3_750_00 + 7 * 2_750_00, 36_000_00)
    assert by_fiscal_year(impaired, 1)[-1].book_value == 25_000_00
    assert written_off_through(impaired, month_number(2028, 5)) == 0
    assert written_off_through(impaired, month_number(2028, 6)) == 36_000_00
    sold = replace(impaired, retired=month_number(2028, 12))
    assert gain_on_retirement(sold, 0, 1) == -(250_000_00 - 24 * 3_750_00 - 36_000_00 - 7 * 2_750_00)
    with pytest.raises(FinanceError, match="more is written off than the book value"):
        charges(replace(C7, changes=(Change(month_number(2028, 6), written_off=160_000_01),)), 1)
    with pytest.raises(FinanceError, match="MACRS goes by its tables"):
        charges(replace(impaired, method=Method.MACRS, residual=0), 1)
    with pytest.raises(FinanceError, match="comes after the asset is in service"):
        charges(replace(C7, changes=(Change(month_number(2026, 4), life=6),)), 1)


@given(TERMS, STARTS, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), max_size=3))
def test_changes_of_life_neither_add_nor_lose_a_unit(terms, starts_in, changes):
    changed = tuple(Change(terms.in_service + n, life=life) for n, life in sorted(changes))
    made = charges(replace(terms, changes=changed), starts_in)
    assert sum(one.amount for one in made) == terms.base
    assert all(one.amount >= 0 for one in made)
    assert [one.month for one in made] == sorted(one.month for one in made)
