"""What is uncertain of a plan: ranges, risk drivers, what moves together, and what may not come about."""

from dataclasses import dataclass, field

import numpy as np

from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.correlation import nearest_correlation
from tpm_desktop.planning.simulation.distributions import Floats, Range

__all__ = ["Costs", "Driver", "Group", "Uncertain"]

CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class Driver:
    """A risk or opportunity that comes about in a share of the runs, and then acts on all its tasks alike.

    name: stable. probability: 0 to 1. factor: what it multiplies the minutes of its tasks by, below one for
    an opportunity. delay: working minutes that it adds to each. cost: what it costs once. event: stable; of
    drivers with the same one all come about in the same runs, as effects of one risk on several tasks do.
    """

    name: str
    probability: float
    rows: tuple[int, ...] = ()
    factor: Range | None = None
    delay: Range | None = None
    cost: Range | None = None
    event: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise PlanError("a probability goes from 0 to 100 %")


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks whose durations rise and fall together: their rank correlations, shape (k, k).

    A matrix that is not possible is replaced by the nearest that is; `moved` is the greatest change.
    """

    rows: tuple[int, ...]
    matrix: Floats
    moved: float = 0.0

    @classmethod
    def of(cls, rows: tuple[int, ...], matrix: Floats) -> "Group":
        """Errors: PlanError where the matrix is none of correlations."""
        possible = nearest_correlation(matrix)
        return cls(rows, possible, float(np.abs(possible - matrix).max(initial=0.0)))

    @classmethod
    def alike(cls, rows: tuple[int, ...], correlation: float) -> "Group":
        """A group in which any two correlate alike."""
        matrix = np.full((len(rows), len(rows)), correlation)
        np.fill_diagonal(matrix, 1.0)
        return cls.of(rows, matrix)


@dataclass(frozen=True, slots=True)
class Costs:
    """What a task costs, in minor units: once, and by the minute of its duration; spread by a factor."""

    once: float = 0.0
    a_minute: float = 0.0
    factor: Range | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Everything that differs from run to run.

    names: a stable name of each row, by which its random numbers are drawn. ranges: working minutes of a
    task, or of a begun one what is left. exists: the probability that a task is to be done at all.
    at_once: of several drivers of a task only the one that acts most counts, since they share their time.
    sure_cost: minor units that every run costs besides, as responses do.
    """

    names: tuple[str, ...]
    ranges: dict[int, Range] = field(default_factory=dict)
    drivers: tuple[Driver, ...] = ()
    groups: tuple[Group, ...] = ()
    exists: dict[int, float] = field(default_factory=dict)
    costs: dict[int, Costs] = field(default_factory=dict)
    at_once: bool = False
    sure_cost: float = 0.0
