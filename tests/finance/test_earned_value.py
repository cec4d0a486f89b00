"""The worked figures of the earned value reference, and what holds of any figures."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.amounts import LARGEST, NONE
from tpm_desktop.finance.earned_schedule import earned_schedule
from tpm_desktop.finance.earned_value import Performance, to_explain
from tpm_desktop.finance.earning import Earning, capped, earned, earned_shares, shared_out, spread
from tpm_desktop.finance.errors import FinanceError

AMOUNTS = st.integers(0, 10**12)


def units(*amounts: float) -> np.ndarray:
    """Minor units of whole currency units."""
    return np.array([round(amount * 100) for amount in amounts], np.int64)


def performance(bac: float, pv: float, ev: float, ac: float) -> Performance:
    return Performance(*(part[0] for part in map(units, (bac, pv, ev, ac))))


def rounded(index: object, digits: int = 4) -> list[float | None]:
    """As people round, half up; none where there is no index."""
    step = Decimal(1).scaleb(-digits)
    shown = [None if math.isnan(x) else Decimal(f"{x:.10f}") for x in np.atleast_1d(index)]
    return [None if x is None else float(x.quantize(step, ROUND_HALF_UP)) for x in shown]


E3 = Performance(
    units(*[400_000] * 6),
    np.cumsum(units(40_000, 60_000, 80_000, 90_000, 70_000, 60_000)),
    np.cumsum(units(36_000, 54_000, 70_000, 80_000, 75_000, 55_000)),
    np.cumsum(units(38_000, 59_000, 76_000, 88_000, 81_000, 58_000)),
)


def test_a_snapshot():
    one = performance(1_000_000, 400_000, 350_000, 420_000)
    assert (one.sv, one.cv) == (-50_000_00, -70_000_00)
    assert rounded(one.sv_share) + rounded(one.cv_share) == [-0.125, -0.2]
    assert rounded(one.spi) + rounded(one.cpi) == [0.875, 0.8333]
    assert (one.eac_atypical, one.eac, one.eac_both) == (1_070_000_00, 1_200_000_00, 1_311_428_57)
    assert (one.eac_weighted, one.etc, one.vac) == (1_192_277_23, 780_000_00, -200_000_00)
    assert rounded(one.tcpi) + rounded(one.tcpi_to(one.eac)) == [1.1207, 0.8333]
    assert rounded(one.planned) + rounded(one.complete) + rounded(one.spent) == [0.4, 0.35, 0.42]


def test_six_months():
    assert (E3.sv // 100).tolist() == [-4_000, -10_000, -20_000, -30_000, -25_000, -30_000]
    assert (E3.cv // 100).tolist() == [-2_000, -7_000, -13_000, -21_000, -27_000, -30_000]
    assert rounded(E3.sv_share * 100, 2) == [-10, -10, -11.11, -11.11, -7.35, -7.5]
    assert rounded(E3.cv_share * 100, 2) == [-5.56, -7.78, -8.13, -8.75, -8.57, -8.11]
    assert rounded(E3.spi) == [0.9, 0.9, 0.8889, 0.8889, 0.9265, 0.925]
    assert rounded(E3.cpi) == [0.9474, 0.9278, 0.9249, 0.9195, 0.9211, 0.925]
    assert E3.eac_atypical.tolist() == units(402_000, 407_000, 413_000, 421_000, 427_000, 430_000).tolist()
    typical = units(422_222.22, 431_111.11, 432_500, 435_000, 434_285.71, 432_432.43)
    assert E3.eac.tolist() == typical.tolist()
    both = units(464_913.58, 468_234.57, 464_937.50, 456_750, 441_609.98, 435_062.09)
    assert E3.eac_both.tolist() == both.tolist()
    assert E3.etc.tolist() == units(384_222.22, 334_111.11, 259_500, 174_000, 92_285.71, 32_432.43).tolist()
    vac = units(-22_222.22, -31_111.11, -32_500, -35_000, -34_285.71, -32_432.43)
    assert E3.vac.tolist() == vac.tolist()
    assert rounded(E3.tcpi) == [1.0055, 1.0231, 1.0573, 1.1511, 1.4655, None]
    assert rounded(E3.tcpi_to(E3.eac)) == rounded(E3.cpi)
    assert E3.budget_gone.tolist() == [False] * 5 + [True]
    assert rounded(E3.planned * 100, 2) == [10, 25, 45, 67.5, 85, 100]
    assert rounded(E3.complete * 100, 2) == [9, 22.5, 40, 60, 78.75, 92.5]
    assert rounded(E3.spent * 100, 2) == [9.5, 24.25, 43.25, 65.25, 85.5, 100]


def schedules(planned: np.ndarray, earned: np.ndarray) -> dict[str, list[float | None]]:
    found = [earned_schedule(planned, int(amount), n) for n, amount in enumerate(earned, 1)]
    return {name: rounded([getattr(x, name) for x in found]) for name in ("es", "sv", "spi", "ieac", "tspi")}


def test_earned_schedule_of_six_months():
    assert schedules(E3.pv, E3.ev) == {
        "es": [0.9, 1.8333, 2.75, 3.6667, 4.6429, 5.5],
        "sv": [-0.1, -0.1667, -0.25, -0.3333, -0.3571, -0.5],
        "spi": [0.9, 0.9167, 0.9167, 0.9167, 0.9286, 0.9167],
        "ieac": [6.6667, 6.5455, 6.5455, 6.5455, 6.4615, 6.5455],
        "tspi": [1.02, 1.0417, 1.0833, 1.1667, 1.3571, None],
    }


def test_a_late_project_is_told_by_time_not_by_money():
    planned = units(10_000, 25_000, 45_000, 70_000, 90_000, 100_000)
    earned = units(8_000, 20_000, 36_000, 55_000, 72_000, 86_000, 95_000, 100_000)
    assert schedules(planned, earned) == {
        "es": [0.8, 1.6667, 2.55, 3.4, 4.1, 4.8, 5.5, 6.0],
        "sv": [-0.2, -0.3333, -0.45, -0.6, -0.9, -1.2, -1.5, -2.0],
        "spi": [0.8, 0.8333, 0.85, 0.85, 0.82, 0.8, 0.7857, 0.75],
        "ieac": [7.5, 7.2, 7.0588, 7.0588, 7.3171, 7.5, 7.6364, 8.0],
        "tspi": [1.04, 1.0833, 1.15, 1.3, 1.9, None, None, None],
    }
    done = Performance(units(100_000), units(100_000), units(100_000), units(110_000))
    assert rounded(done.spi) == [1.0]
    assert (done.etc.tolist(), done.eac.tolist(), rounded(done.tcpi)) == ([0], [110_000_00], [None])


def test_methods_of_one_control_account():
    budget = units(20_000, 15_000, 40_000, 60_000, 4_800, 30_000, 8_000)
    method = np.array(
        [Earning.AT_FINISH, Earning.HALF_AT_START, Earning.MILESTONES, Earning.PERCENT, Earning.APPORTIONED,
         Earning.PERCENT, Earning.QUARTER_AT_START], np.int8,
    )  # fmt: skip
    done = np.array([9_900, 5_000, 0, 3_750, 3_750, 84 * 10_000 // 200, 1_000], np.int64)
    reached = np.array([0, 0, 3_500, 0, 0, 0, 0], np.int64)
    shares = earned_shares(method, np.ones(7, np.bool_), np.zeros(7, np.bool_), done, reached)
    found = earned(budget, shares)
    assert found.tolist() == units(0, 7_500, 14_000, 22_500, 1_800, 12_600, 2_000).tolist()
    effort = spread(units(24_000), np.arange(1, 13)[None, :], np.array([12]))[0, :5].sum()
    assert int(found.sum() + effort) == 70_400_00
    whole = Performance(units(201_800), units(0), found.sum(keepdims=True) + effort, units(0))
    assert rounded(whole.complete * 100, 2) == [34.89]
    assert rounded([60_400 / 177_800 * 100], 2) == [33.97]
    capped_share = capped(np.array([9_500]), np.array([False]), 9_000)
    assert earned(units(60_000), capped_share).tolist() == units(54_000).tolist()
    assert earned(units(4_800), capped_share).tolist() == units(4_320).tolist()


def test_a_fifth_at_start_and_the_rest_at_the_finish():
    method = np.full(3, Earning.FIFTH_AT_START, np.int8)
    started, finished = np.array([False, True, True]), np.array([False, False, True])
    nothing = np.zeros(3, np.int64)
    assert earned_shares(method, started, finished, nothing, nothing).tolist() == [0, 2_000, 10_000]


def test_time_phasing():
    found = spread(units(10_000), np.array([[10, 30, 35]]), np.array([35]))
    assert found.tolist() == [units(2_857.14, 5_714.29, 1_428.57).tolist()]
    thirds = spread(units(100), np.array([[1, 2, 3]]), np.array([3]))
    assert thirds.tolist() == [units(33.33, 33.34, 33.33).tolist()]
    assert shared_out(100_00, np.ones(3, np.int64)).tolist() == units(33.34, 33.33, 33.33).tolist()


def test_the_index_of_a_group_is_that_of_its_sums():
    lines = Performance(
        units(200_000, 120_000), units(100_000, 50_000), units(90_000, 45_000), units(110_000, 30_000)
    )
    whole = Performance(*(part.sum() for part in (lines.bac, lines.pv, lines.ev, lines.ac)))
    assert rounded(lines.cpi) + rounded(whole.cpi) + rounded(whole.spi) == [0.8182, 1.5, 0.9643, 0.9]
    assert (lines.eac.tolist(), int(lines.eac.sum())) == (units(244_444.44, 80_000).tolist(), 324_444_44)
    assert int(whole.eac) == 331_851_85


def test_the_budget_is_gone():
    gone = performance(50_000, 50_000, 40_000, 52_000)
    assert gone.budget_gone and rounded(gone.tcpi) == [None]
    assert rounded(gone.cpi) + rounded(gone.tcpi_to(gone.eac)) == [0.7692, 0.7692]
    assert (gone.eac, gone.vac) == (65_000_00, -15_000_00)
    assert rounded(performance(100, 100, 90, 100).tcpi) == [None]


def test_new_estimates_to_complete():
    eac = E3.ac[4] + units(41_500, 18_250.50, 33_000).sum()
    assert eac == 434_750_50 and E3.bac[4] - eac == -34_750_50
    assert rounded(E3.at(4).tcpi_to(np.asarray(eac))) == [0.9164]


def test_a_late_invoice_changes_only_the_open_month():
    late = E3.ac + units(0, 0, 0, 1_800, 1_800, 1_800)
    after = Performance(E3.bac, E3.pv, E3.ev, late)
    assert after.cv[3] == -22_800_00 and rounded(after.cpi)[2:4] == [0.9249, 0.9132]


def test_variances_that_ask_for_an_explanation():
    schedule, cost = to_explain(E3, 1_000, 10_000_00)
    assert schedule[[0, 2, 3]].tolist() == [False, True, True]
    assert cost[[0, 2, 3]].tolist() == [False, False, False]


def test_a_short_project():
    found = Performance(
        units(12_000, 12_000, 12_000),
        units(1_000, 3_000, 6_000),
        units(800, 2_400, 4_800),
        units(900, 2_700, 5_600),
    )
    assert found.eac.tolist() == units(13_500, 13_500, 14_000).tolist()
    assert found.eac_atypical.tolist() == units(12_100, 12_300, 12_800).tolist()
    assert found.eac_both.tolist() == units(16_650, 16_200, 16_100).tolist()
    assert rounded(found.tcpi, 3) == [1.009, 1.032, 1.125]
    times = schedules(units(1_000, 3_000, 6_000, 9_000, 11_000, 12_000), found.ev)
    assert (times["es"], times["spi"]) == ([0.8, 1.7, 2.6], [0.8, 0.85, 0.8667])
    assert times["ieac"] == [7.5, 7.0588, 6.9231]


@pytest.mark.parametrize(
    ("earned_so_far", "es", "spi"), [(50_000, 3.0, 1.0), (49_000, 1.9667, 0.6556), (59_000, 3.3, 1.1)]
)
def test_a_flat_stretch_is_passed_over(earned_so_far, es, spi):
    found = earned_schedule(units(20_000, 50_000, 50_000, 80_000), earned_so_far * 100, 3)
    assert rounded([found.es, found.spi]) == [es, spi]


def test_periods_before_anything_is_planned_do_not_count():
    found = earned_schedule(units(0, 0, 10_000, 20_000), 500_000, 3)
    assert (found.es, found.at, found.pd, found.spi) == (0.5, 1.0, 2, 0.5)


def test_no_index_is_its_own_value():
    nothing = performance(0, 0, 0, 0)
    for index in (nothing.spi, nothing.cpi, nothing.sv_share, nothing.complete, nothing.tcpi):
        assert math.isnan(index)
    assert nothing.eac == NONE and nothing.etc == NONE and nothing.vac == NONE and nothing.eac_both == NONE
    wasted = performance(100, 0, 0, 50)
    assert wasted.cpi == 0 and wasted.eac == NONE
    assert math.isnan(earned_schedule(units(), 0, 0).es)


@given(AMOUNTS, st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_a_sum_that_is_spread_adds_up(total, lengths):
    passed = np.cumsum(np.array(lengths, np.int64))[None, :]
    found = spread(np.array([total]), passed, passed[:, -1])
    assert found.sum() == total and (found >= 0).all()


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_a_sum_that_is_shared_out_adds_up_and_is_fair(total, weights):
    found = shared_out(total, np.array(weights, np.int64))
    assert found.sum() == total
    fair = [total * weight / sum(weights) for weight in weights]
    assert all(abs(part - exact) < 1.001 for part, exact in zip(found.tolist(), fair, strict=True))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=24).filter(any), st.integers(0, 10**11))
def test_earned_schedule_stays_within_the_plan(planned, earned_so_far):
    curve = np.cumsum(np.array(planned, np.int64))
    found = earned_schedule(curve, earned_so_far, len(planned))
    assert 0 <= found.es <= found.pd <= len(planned)


@given(AMOUNTS, AMOUNTS, st.integers(1, 10**12), AMOUNTS)
def test_forecast_and_index_agree(bac, pv, ev, ac):
    found = Performance(*(np.asarray(amount) for amount in (bac, pv, ev, ac)))
    if 2 * bac * ac >= (2 * LARGEST + 1) * ev:
        with pytest.raises(FinanceError, match="larger than can be counted"):
            _ = found.eac
        return
    assert abs(int(found.eac) * ev - bac * ac) * 2 <= ev
    assert found.etc + ac == found.eac and found.vac + found.eac == bac
