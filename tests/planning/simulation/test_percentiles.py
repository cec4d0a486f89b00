"""What is read from the runs: the worked figures."""

from __future__ import annotations

import numpy as np
import pytest

from tpm_desktop.planning.simulation.percentiles import (
    band,
    cruciality,
    frontier,
    joint_confidence,
    least,
    percentile,
    sensitivity,
)

A, B = np.array([10, 12, 14, 16]), np.array([13, 11, 15, 12])
FINISH, COST = np.array([13, 12, 15, 16]), np.array([10.0, 12, 11, 15])


def test_percentiles_between_runs_and_of_few_values():
    assert percentile(np.array([10, 20, 30, 40, 50]), 0.8) == 42
    rarely = np.array([0] * 7 + [10] * 3)
    assert percentile(rarely, 0.7) == pytest.approx(3.0)
    assert least(rarely, 0.7) == 0


@pytest.mark.parametrize(
    ("runs", "share", "between"),
    [(1000, 0.8, (775, 825)), (10_000, 0.8, (7921, 8079)), (1000, 0.5, (469, 531))],
)
def test_the_band_of_a_percentile_by_order_statistics(runs, share, between):
    assert band(np.arange(runs, 0, -1), share) == between


def test_four_runs_by_hand():
    spread = FINISH.std()
    assert sensitivity(0.5, A.std(), spread) == pytest.approx(0.7071, abs=5e-5)
    assert sensitivity(0.5, B.std(), spread) == pytest.approx(0.4677, abs=5e-5)
    assert cruciality(A, FINISH) == pytest.approx(0.8)
    assert cruciality(B, FINISH) == pytest.approx(0.4)
    assert joint_confidence(COST, FINISH, 12, 15) == 0.75
    assert joint_confidence(COST, FINISH, 12, 13) == 0.5
    assert frontier(COST, FINISH, 0.7) == [(15, 12)]


def test_what_never_differs_has_no_sensitivity():
    assert cruciality(np.full(4, 7), FINISH) is None
    assert sensitivity(1.0, 0.0, 0.0) is None


def test_the_frontier_is_where_the_share_is_just_held():
    chance = np.random.default_rng(4)
    finishes = np.round(chance.normal(100, 10, 500))
    costs = 2 * finishes + chance.normal(0, 15, 500)
    pairs = frontier(costs, finishes, 0.7)
    assert len(pairs) > 5
    for finish, cost in pairs:
        assert joint_confidence(costs, finishes, cost, finish) >= 0.7
        assert joint_confidence(costs, finishes, np.nextafter(cost, 0), finish) < 0.7
