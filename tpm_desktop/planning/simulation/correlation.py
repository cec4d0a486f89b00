"""Durations that rise and fall together: rank correlation that leaves each one's distribution as it is."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.distributions import Floats, normal_quantile

__all__ = ["correlated_orders", "factor_order", "nearest_correlation", "rank_factor"]

LEAST = 1e-8
"""A least eigenvalue below this: these correlations are not possible together."""
_CLIPPED = 1e-6
_FEW = 20
"""Of more variables a repair ends once none moves by a ten-thousandth: each step takes their cube."""
_RUNS_A_VARIABLE = 2
"""With fewer runs, what variables correlate by chance is mostly noise."""


def nearest_correlation(matrix: Floats) -> Floats:
    """The nearest possible correlation matrix; the given one itself where it is possible. Shape (k, k).

    Alternating projections with Dykstra's correction. Source: N. J. Higham (2002).
    Errors: PlanError where it is not symmetric with ones down the diagonal and nothing beyond one.
    """
    if not np.allclose(matrix, matrix.T) or not np.allclose(np.diag(matrix), 1) or (np.abs(matrix) > 1).any():
        raise PlanError("correlations go from -1 to 1, the same in both directions, and 1 with themselves")
    if np.linalg.eigvalsh(matrix).min() >= LEAST:
        return matrix
    found, correction = matrix.copy(), np.zeros_like(matrix)
    settled = 1e-8 if len(matrix) <= _FEW else 1e-4
    for _ in range(1000):
        moved = found - correction
        possible = _clipped(moved)
        correction = possible - moved
        before, found = found, possible.copy()
        np.fill_diagonal(found, 1.0)
        if np.abs(found - before).max() < settled:
            break
    return _scaled(possible)


def _clipped(matrix: Floats) -> Floats:
    """The matrix without eigenvalues below nothing."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.maximum(values, _CLIPPED)) @ vectors.T)


def _scaled(matrix: Floats) -> Floats:
    """The matrix with ones down the diagonal."""
    scale = np.sqrt(np.diag(matrix))
    return np.asarray(matrix / np.outer(scale, scale))


def rank_factor(matrix: Floats) -> Floats:
    """The Cholesky factor of the normal scores behind possible rank correlations (Spearman). Shape (k, k).

    Source: R. L. Iman and W. J. Conover (1982); of a rank correlation r it is that of 2 sin(pi r / 6).
    What that makes impossible by a hair is clipped. Args: matrix: of `nearest_correlation`.
    """
    wanted = _normal_score(matrix)
    if np.linalg.eigvalsh(wanted).min() < LEAST:
        wanted = _scaled(_clipped(wanted))
    return np.linalg.cholesky(wanted + np.eye(len(matrix)) * 1e-12)


def correlated_orders(
    factor: Floats, runs: int, shuffles: Sequence[NDArray[np.integer]]
) -> list[NDArray[np.intp]]:
    """The part of 0 to 1 that each variable takes in each run, so that their ranks correlate.

    Args: factor: of `rank_factor`, shape (k, k); shuffles: k permutations of `runs`.
    Source: Iman and Conover, as above. What the shuffles correlate by chance is taken out, unless there are
    too few runs to tell: of at most k the correlations of k variables are singular.
    """
    scores = _scores(runs)
    independent = np.column_stack([scores[order] for order in shuffles])
    if runs > _RUNS_A_VARIABLE * len(factor):
        independent = _uncorrelated(independent)
    return [np.argsort(np.argsort(column)) for column in (independent @ factor.T).T]


def factor_order(
    correlation: float, common: NDArray[np.integer], own: NDArray[np.integer]
) -> NDArray[np.intp]:
    """The part of 0 to 1 that a variable takes in each run where any two of its group correlate alike.

    One common factor stands for the whole group, so that it costs no matrix however large it is.
    Args: correlation: of ranks, 0 to 1; common: the group's permutation; own: the variable's. Shape (runs,).
    """
    share, runs = float(_normal_score(np.array(correlation))), len(own)
    scores = _scores(runs)
    mixed = np.sqrt(share) * scores[common] + np.sqrt(1.0 - share) * scores[own]
    # short keys are sorted by counting, as in `shuffled`; scores lie within nine deviations
    keys = ((mixed + 9.0) * (2**16 / 18.0)).astype(np.uint16)
    order = np.empty(runs, np.intp)
    order[np.argsort(keys, kind="stable")] = np.arange(runs)
    return order


def _normal_score(rank: Floats) -> Floats:
    """The correlation of normal scores that gives one of ranks: 2 sin(pi r / 6)."""
    return np.asarray(2.0 * np.sin(np.pi / 6.0 * rank))


@lru_cache(maxsize=4)
def _scores(runs: int) -> Floats:
    """Normal scores of the ranks 1 to `runs`, scaled to the deviation one."""
    scores = normal_quantile(np.arange(1, runs + 1) / (runs + 1))
    scores /= scores.std() or 1.0
    scores.flags.writeable = False
    return scores


def _uncorrelated(columns: Floats) -> Floats:
    """The columns without what they correlate by chance; as they are where that can't be told apart."""
    try:
        got = np.linalg.cholesky(np.corrcoef(columns, rowvar=False).reshape(columns.shape[1], -1))
        return np.asarray(np.linalg.solve(got, columns.T).T)
    except np.linalg.LinAlgError:
        return columns
