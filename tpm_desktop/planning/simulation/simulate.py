"""Thousands of runs of a plan, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.columns import Minutes
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.clock_table import Column
from tpm_desktop.planning.simulation.criticality import critical
from tpm_desktop.planning.simulation.distributions import Floats
from tpm_desktop.planning.simulation.draws import Draws
from tpm_desktop.planning.simulation.percentiles import band
from tpm_desktop.planning.simulation.runs import Runs
from tpm_desktop.planning.simulation.streams import Streams
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.simulation.uncertain import Uncertain

__all__ = ["Asked", "Simulated", "simulate"]

BATCH = 5000
"""Runs of a batch, each a Latin hypercube of its own; never changed, as figures hang on it."""
AIMED_AT = 0.8
FOREMOST = 60
"""So many tasks, those that spread the finish most, keep their durations of each run."""
PROGRAM = -1
"""Stands for the program's own finish among the targets."""

Progress = Callable[[float], bool]
"""Told which share is done; says whether to go on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be simulated.

    runs: at the most; seed: any whole number. targets: rows whose finish is wanted besides the program's.
    by: rows that costs are summed by, as component projects: each task counts for the first above it.
    converged: stop once the 95 % band of the program's P80 is narrower than so many minutes.
    """

    runs: int = 10_000
    seed: int = 1
    targets: tuple[int, ...] = ()
    by: tuple[int, ...] = ()
    converged: int | None = None

    def __post_init__(self) -> None:
        if not 10 <= self.runs <= 100_000:
            raise PlanError("a simulation takes 10 to 100,000 runs")
        if not 0 <= self.seed < 2**63:
            raise PlanError("the seed is a whole number from 0 up")


@dataclass(frozen=True, slots=True)
class Simulated:
    """What came out, a number a run.

    finishes: by target the instants, `PROGRAM` the program's. costs: minor units of all, and by row of `by`.
    critical: by row the share of runs in which it lies on the longest path. spread: by row the standard
    deviation of its minutes. durations: of the rows that matter most the minutes of each run.
    """

    seed: int
    finishes: dict[int, Minutes]
    costs: Floats
    costs_by: dict[int, Floats]
    critical: dict[int, float]
    spread: dict[int, float]
    durations: dict[int, Column]

    @property
    def runs(self) -> int:
        """How many there were."""
        return len(self.costs)


def simulate(
    subject: Subject, uncertain: Uncertain, asked: Asked, progress: Progress | None = None
) -> Simulated | None:
    """Run a plan as often as asked; None where `progress` said to stop before the first batch was over.

    Errors: BeyondYears where runs would take the plan beyond the years that can be planned.
    """
    streams, done = Streams(asked.seed), 0
    batches: list[_Batch] = []
    while done < asked.runs and not (batches and _is_settled(batches, asked.converged)):
        size = min(BATCH, asked.runs - done)
        draws = Draws(uncertain, streams, len(batches), size, subject.minutes_left)
        try:
            batches.append(_Batch(subject, draws, asked, _part_of(progress, done, size, asked.runs)))
        except _Stopped:
            break
        done += size
    return _joined(subject, batches, asked.seed) if batches else None


class _Stopped(Exception):
    """Somebody asked to stop."""


class _Batch:
    """One batch, and what is kept of it.

    sums: by row the sum of its minutes and that of their squares. critical: by row how many runs.
    """

    def __init__(self, subject: Subject, draws: Draws, asked: Asked, goes_on: Progress) -> None:
        self.draws = draws
        self._subject, self._goes_on, self._drawn = subject, goes_on, 0
        self._place = subject.nearest(asked.by)
        self.sums: dict[int, tuple[float, float]] = {}
        self.costs = draws.risk_costs.copy()
        self.costs_by = {row: np.zeros(draws.runs) for row in asked.by}
        runs = Runs(subject, self._draw, draws.runs, asked.targets)
        program = np.full(draws.runs, subject.schedule.program_start, np.int32)
        for row in subject.ends:
            np.maximum(program, runs.finishes(row), out=program)
        targets = {row: np.broadcast_to(runs.finishes(row), program.shape) for row in asked.targets}
        self.finishes = {PROGRAM: program, **targets}
        self.critical = critical(runs, program)

    def _draw(self, row: int) -> Column | None:
        self._drawn += 1
        if self._drawn % 64 == 0 and not self._goes_on(self._drawn / self._subject.inputs.n):
            raise _Stopped
        minutes = self.draws.minutes(row)
        if minutes is not None:
            values = minutes.astype(np.float32)
            self.sums[row] = (float(values.sum(dtype=np.float64)), float(np.dot(values, values)))
        if self.draws.is_costed(row):
            base = float(self._subject.minutes_left[row])
            cost = self.draws.cost(row, base if minutes is None else minutes)
            self.costs += cost
            if self._place[row] >= 0:
                self.costs_by[int(self._place[row])] += cost
        return minutes


def _part_of(progress: Progress | None, done: int, size: int, runs: int) -> Progress:
    """The progress of one batch within the whole."""
    return lambda share: progress is None or progress((done + share * size) / runs)


def _is_settled(batches: Sequence[_Batch], minutes: int | None) -> bool:
    if minutes is None:
        return False
    low, high = band(np.concatenate([batch.finishes[PROGRAM] for batch in batches]), AIMED_AT)
    return high - low < minutes


def _joined(subject: Subject, batches: Sequence[_Batch], seed: int) -> Simulated:
    first, runs = batches[0], sum(len(batch.costs) for batch in batches)
    spread = {}
    for row in first.sums:
        total = sum(batch.sums[row][0] for batch in batches)
        squares = sum(batch.sums[row][1] for batch in batches)
        spread[row] = float(np.sqrt(max(squares / runs - (total / runs) ** 2, 0.0)))
    counts: dict[int, int] = {}
    for batch in batches:
        for row, count in batch.critical.items():
            counts[row] = counts.get(row, 0) + count
    share = {row: count / runs for row, count in counts.items() if count}
    weights = {row: share.get(row, 0.0) * spread[row] for row in spread}
    foremost = [row for row in sorted(weights, key=lambda row: (-weights[row], row)) if weights[row]][
        :FOREMOST
    ]
    return Simulated(
        seed=seed,
        finishes={
            row: np.concatenate([batch.finishes[row] for batch in batches]).astype(np.int64)
            for row in first.finishes
        },
        costs=np.concatenate([batch.costs for batch in batches]),
        costs_by={row: np.concatenate([batch.costs_by[row] for batch in batches]) for row in first.costs_by},
        critical=share,
        spread=spread,
        durations={row: _drawn_again(row, batches) for row in foremost},
    )


def _drawn_again(row: int, batches: Sequence[_Batch]) -> Column:
    """The minutes of a task in all runs: drawn again, since keeping those of all tasks would fill memory."""
    columns = [batch.draws.minutes(row) for batch in batches]
    return np.concatenate([column for column in columns if column is not None])
