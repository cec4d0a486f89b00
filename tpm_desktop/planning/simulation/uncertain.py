"""What is uncertain of a plan: ranges, risk drivers, what moves together, and what may not come about."""

from dataclasses import dataclass, field

import numpy as np

from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.correlation import nearest_correlation, rank_factor
from tpm_desktop.planning.simulation.distributions import Floats, Range

__all__ = ["Alike", "Costs", "Driver", "Group", "Uncertain"]

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
class Alike:
    """Tasks any two of whose durations correlate alike, by ranks: one common factor moves them all.

    name: stable; the factor's random numbers hang on it, so that a further task leaves them alone.
    """

    name: str
    rows: tuple[int, ...]
    correlation: float

    def __post_init__(self) -> None:
        if not 0 <= self.correlation <= 1:
            raise PlanError("tasks that all move together correlate by 0 to 100 %")


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks whose durations rise and fall together, or against each other, each two in their own way.

    factor: of their rank correlations, shape (k, k). A matrix that is not possible is replaced by the nearest
    that is; `moved` is the greatest change.
    """

    rows: tuple[int, ...]
    factor: Floats
    moved: float = 0.0

    @classmethod
    def of(cls, rows: tuple[int, ...], matrix: Floats) -> "Group":
        """Errors: PlanError where the matrix is none of correlations."""
        try:
            possible = nearest_correlation(matrix)
            factor = rank_factor(possible)
        except np.linalg.LinAlgError as error:
            raise PlanError("no correlations can be found near theirs; give other shares") from error
        return cls(rows, factor, float(np.abs(possible - matrix).max(initial=0.0)))


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
    groups: tuple[Group | Alike, ...] = ()
    exists: dict[int, float] = field(default_factory=dict)
    costs: dict[int, Costs] = field(default_factory=dict)
    at_once: bool = False
    sure_cost: float = 0.0
