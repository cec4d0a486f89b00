"""Random numbers: their streams, the Latin hypercube and correlations."""

from __future__ import annotations

import numpy as np
import pytest

from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.correlation import (
    correlated_orders,
    factor_order,
    nearest_correlation,
    rank_factor,
)
from tpm_desktop.planning.simulation.distributions import Range, Shape
from tpm_desktop.planning.simulation.streams import Streams, shuffled, strata


def correlations(*rows: list[float]) -> np.ndarray:
    return np.array(rows)


def test_a_stream_depends_on_seed_name_purpose_and_batch_alone():
    one = Streams(42).of("task 7", 0, 0).random(3)
    streams = Streams(42)
    streams.of("another", 3, 1).random(99)
    assert (streams.of("task 7", 0, 0).random(3) == one).all()
    for other in (Streams(43).of("task 7", 0, 0), streams.of("task 8", 0, 0), streams.of("task 7", 1, 0)):
        assert (other.random(3) != one).all()


def test_the_bits_are_those_of_any_machine():
    assert Streams(42).of("Install racks", 0, 0).random(3) == pytest.approx(
        [0.02355746, 0.70469942, 0.49518487], abs=5e-9
    )


def test_every_part_of_the_range_is_drawn_once():
    drawn = strata(Streams(1).of("a", 0, 0), 1000)
    assert (np.sort((drawn * 1000).astype(int)) == np.arange(1000)).all()


def test_the_mean_of_a_sum_is_far_closer_than_by_plain_sampling():
    part, streams = Range(Shape.TRIANGULAR, 2, 4, 9), Streams(5)
    means = [
        sum(part.at(strata(streams.of(f"task {task}", 0, trial), 100)).mean() for task in range(10))
        for trial in range(40)
    ]
    assert np.mean(means) == pytest.approx(50, abs=0.01)
    assert np.var(means) < 0.2167 / 100  # plain sampling: 10 x 2.1667 / 100


def test_impossible_correlations_are_moved_as_little_as_can_be():
    one = nearest_correlation(correlations([1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]))
    assert one == pytest.approx(correlations([1, 0.5, 0.5], [0.5, 1, -0.5], [0.5, -0.5, 1]), abs=1e-4)
    two = nearest_correlation(correlations([1, 0.9, 0.2], [0.9, 1, 0.9], [0.2, 0.9, 1]))
    assert two[0, 1:] == pytest.approx([0.7955, 0.2657], abs=1e-4)
    assert np.linalg.eigvalsh(two).min() > 0
    possible = correlations([1, 0.6], [0.6, 1])
    assert nearest_correlation(possible) is possible


@pytest.mark.parametrize("wrong", [[[1, 0.4], [0.5, 1]], [[1, 1.2], [1.2, 1]], [[0.9, 0], [0, 1]]])
def test_what_is_no_correlation_is_refused(wrong):
    with pytest.raises(PlanError, match="correlations go from -1 to 1"):
        nearest_correlation(np.array(wrong))


def test_the_ranks_correlate_as_asked_and_the_parts_stay():
    wanted = correlations([1, 0.6, 0.3], [0.6, 1, 0.0], [0.3, 0.0, 1])
    streams = Streams(3)
    orders = correlated_orders(
        rank_factor(wanted), 1000, [shuffled(streams.of(name, 0, 0), 1000) for name in "abc"]
    )
    assert all((np.sort(order) == np.arange(1000)).all() for order in orders)
    assert np.corrcoef(orders) == pytest.approx(wanted, abs=0.03)


@pytest.mark.parametrize(("many", "runs"), [(12, 10), (120, 50), (12, 12), (3, 1)])
def test_more_variables_than_runs_keep_their_parts(many, runs):
    """So few runs say nothing about a correlation; still each part is drawn once."""
    streams, wanted = Streams(3), np.full((many, many), 0.6) + 0.4 * np.eye(many)
    shuffles = [shuffled(streams.of(str(at), 0, 0), runs) for at in range(many)]
    orders = correlated_orders(rank_factor(wanted), runs, shuffles)
    assert all((np.sort(order) == np.arange(runs)).all() for order in orders)


@pytest.mark.parametrize("together", [0.0, 0.27, 0.6, 1.0])
def test_one_common_factor_makes_any_two_correlate_alike(together):
    streams, runs = Streams(3), 4000
    common = shuffled(streams.of("vendor", 7, 0), runs)
    orders = [factor_order(together, common, shuffled(streams.of(name, 0, 0), runs)) for name in "abcdefgh"]
    assert all((np.sort(order) == np.arange(runs)).all() for order in orders)
    pairs = np.corrcoef(orders)[np.triu_indices(8, 1)]
    assert pairs == pytest.approx(together, abs=4 / np.sqrt(runs))
