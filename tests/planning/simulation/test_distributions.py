"""Ranges: the worked figures, and what every form of a range must keep to."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.distributions import Range, Shape, normal_quantile

TRIANGULAR, PERT = Range(Shape.TRIANGULAR, 2, 4, 9), Range(Shape.PERT, 2, 4, 9)
LOGNORMAL = Range(Shape.LOGNORMAL, 8, 12, 20)


def at(part: Range, *shares: float) -> list[float]:
    return [float(value) for value in part.at(np.array(shares))]


def test_the_worked_ranges():
    assert (TRIANGULAR.mean, round(TRIANGULAR.variance, 4)) == (5, 2.1667)
    assert at(TRIANGULAR, 0.1, 0.8) == pytest.approx([3.1832, 6.3542], abs=5e-5)
    assert PERT.mean == 4.5
    assert round(PERT.variance, 6) == 1.607143
    assert at(PERT, 0.1, 0.5, 0.8) == pytest.approx([2.9044, 4.3826, 5.6259], abs=5e-5)
    assert at(LOGNORMAL, 0.5) == pytest.approx([12.6491], abs=5e-5)
    assert (LOGNORMAL.mean, LOGNORMAL.variance**0.5) == pytest.approx((13.4838, 4.9782), abs=5e-4)
    assert at(Range(Shape.TRIANGULAR, 8, 10, 15), 0.8) == pytest.approx([12.354], abs=5e-4)
    assert at(Range(Shape.UNIFORM, 2, 3, 9), 0.0, 0.5, 1.0) == [2, 5.5, 9]


def test_the_normal_quantile_is_that_of_the_standard_library():
    shares = np.array([1e-12, 1e-5, 0.01, 0.07, 0.3, 0.5, 0.9, 0.99999])
    assert normal_quantile(shares) == pytest.approx([NormalDist().inv_cdf(share) for share in shares])


@given(
    shape=st.sampled_from([Shape.TRIANGULAR, Shape.PERT, Shape.UNIFORM]),
    points=st.lists(st.integers(0, 100_000), min_size=3, max_size=3).map(sorted),
)
def test_the_quantiles_of_any_range_rise_between_its_ends_and_have_its_mean(shape, points):
    part = Range(shape, *points)
    values = part.at((np.arange(4000) + 0.5) / 4000)
    assert (np.diff(values) >= -1e-6).all()
    assert points[0] - 1e-6 <= values[0] <= values[-1] <= points[2] + 1e-6
    assert values.mean() == pytest.approx(part.mean, abs=1e-3 * (points[2] - points[0]) + 1e-9)
    assert values.var() == pytest.approx(part.variance, rel=0.02, abs=1e-6)


@pytest.mark.parametrize(
    ("points", "wrong"),
    [
        ((3, 2, 9), "the optimistic value must not exceed the likely one"),
        ((2, 9, 8), "nor that the pessimistic one"),
        ((2, float("nan"), 8), "a range needs three numbers"),
    ],
)
def test_an_impossible_range_is_said_in_one_sentence(points, wrong):
    with pytest.raises(PlanError, match=wrong):
        Range(Shape.TRIANGULAR, *points)


def test_a_lognormal_range_must_lie_above_nothing():
    with pytest.raises(PlanError, match="greater optimistic value"):
        Range(Shape.LOGNORMAL, 0, 1, 2)
