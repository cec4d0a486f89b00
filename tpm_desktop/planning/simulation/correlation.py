"""Durations that rise and fall together: rank correlation that leaves each one's distribution as it is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.distributions import Floats, normal_quantile

__all__ = ["correlated_orders", "nearest_correlation"]

LEAST = 1e-8
"""A least eigenvalue below this: these correlations are not possible together."""
_CLIPPED = 1e-6


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
    for _ in range(1000):
        moved = found - correction
        values, vectors = np.linalg.eigh(moved)
        possible = (vectors * np.maximum(values, _CLIPPED)) @ vectors.T
        correction = possible - moved
        before, found = found, possible.copy()
        np.fill_diagonal(found, 1.0)
        if np.abs(found - before).max() < 1e-8:
            break
    scale = np.sqrt(np.diag(possible))
    return np.asarray(possible / np.outer(scale, scale))


def correlated_orders(
    matrix: Floats, runs: int, shuffles: Sequence[NDArray[np.integer]]
) -> list[NDArray[np.intp]]:
    """The part of 0 to 1 that each variable takes in each run, so that their ranks correlate.

    Args: matrix: the possible rank correlations (Spearman), shape (k, k); shuffles: k permutations.
    Source: R. L. Iman and W. J. Conover (1982); normal scores for a rank correlation r are 2 sin(pi r / 6).
    """
    scores = normal_quantile(np.arange(1, runs + 1) / (runs + 1))
    scores /= scores.std()
    independent = np.column_stack([scores[order] for order in shuffles])
    wanted = np.linalg.cholesky(_possible(2 * np.sin(np.pi * matrix / 6)))
    got = np.linalg.cholesky(np.corrcoef(independent, rowvar=False).reshape(matrix.shape))
    mixed = independent @ np.linalg.inv(got).T @ wanted.T
    return [np.argsort(np.argsort(column)) for column in mixed.T]


def _possible(matrix: Floats) -> Floats:
    """The matrix, moved as little as a Cholesky factor needs."""
    np.fill_diagonal(matrix, 1.0)
    return nearest_correlation(matrix) + np.eye(len(matrix)) * 1e-12
