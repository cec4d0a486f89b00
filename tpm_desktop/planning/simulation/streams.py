"""Random numbers that depend on what they are for, not on the order in which they are asked for.

Each variable has a stream of its own, named by the seed, a stable id and a purpose; so a further task leaves
the numbers of all others alone, and the same seed gives the same figures on any machine. The bits are those
of PCG64, the numbers those of `Generator.random` and `Generator.integers` of the pinned numpy.
"""

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.simulation.distributions import Floats

__all__ = ["Streams", "shuffled", "strata"]


class Streams:
    """The streams of one simulation."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._names: dict[str, int] = {}

    def of(self, name: str, purpose: int, batch: int) -> np.random.Generator:
        """The stream for one purpose of what has a stable name, in one batch of runs."""
        if name not in self._names:
            self._names[name] = int.from_bytes(sha256(name.encode()).digest()[:8])
        key = (self._names[name], purpose, batch)
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=key)))


def shuffled(stream: np.random.Generator, runs: int) -> NDArray[np.intp]:
    """The numbers below `runs` in random order.

    Short keys are sorted by counting, three times faster than swapping one by one; keys that are equal stand
    for neighbouring parts, so that their order says nothing.
    """
    return np.argsort(stream.integers(0, 2**16, runs, np.uint16), kind="stable")


def strata(stream: np.random.Generator, runs: int, order: NDArray[np.integer] | None = None) -> Floats:
    """One number in each of so many equal parts of 0 to 1, in random order: a Latin hypercube's column.

    Args: order: the part of each run where something else decides it, as a correlation. Shape (runs,).
    Source: M. D. McKay, R. J. Beckman and W. J. Conover (1979).
    """
    if order is None:
        order = shuffled(stream, runs)
    found = stream.random(runs)
    found += order
    found *= 1.0 / runs
    return found
