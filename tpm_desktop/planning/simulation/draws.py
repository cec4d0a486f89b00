"""The drawn numbers of one batch of runs."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import Flags
from tpm_desktop.planning.simulation.clock_table import Column
from tpm_desktop.planning.simulation.correlation import correlated_orders, factor_order
from tpm_desktop.planning.simulation.distributions import Floats
from tpm_desktop.planning.simulation.streams import Streams, shuffled, strata
from tpm_desktop.planning.simulation.uncertain import Alike, Driver, Uncertain

__all__ = ["Draws"]

DURATION, EXISTS, HAPPENS, FACTOR, DELAY, COST, SPREAD, COMMON = range(8)
"""The purposes that random numbers are drawn for: never renumbered, as figures hang on them."""
LONGEST = 2**27
"""A drawn duration is no longer, in minutes: no plan reaches so far."""


class Draws:
    """Asked again, it gives the same numbers.

    Args: base: minutes of each row that a factor acts on where no range is given, shape (n,).
    """

    def __init__(
        self, uncertain: Uncertain, streams: Streams, batch: int, runs: int, base: NDArray[np.int64]
    ) -> None:
        self._uncertain, self._streams, self._batch, self.runs = uncertain, streams, batch, runs
        self._base = base
        self._of_row: dict[int, list[Driver]] = {}
        for driver in uncertain.drivers:
            for row in driver.rows:
                self._of_row.setdefault(row, []).append(driver)
        self._group = {row: group for group in uncertain.groups for row in group.rows}
        self._orders: dict[int, NDArray[np.intp]] = {}
        self._commons: dict[str, NDArray[np.intp]] = {}
        self._acts: dict[str, tuple[Flags, Floats | None, Floats | None]] = {}

    def minutes(self, row: int) -> Column | None:
        """The minutes of a task in each run; None where no run differs."""
        uncertain = self._uncertain
        given, drivers = uncertain.ranges.get(row), self._of_row.get(row)
        may_fail = row in uncertain.exists
        if not drivers and not may_fail and (given is None or given.is_certain):
            return None
        found = np.float32(self._base[row]) if given is None else given.at(self._uniform(row))
        if drivers:
            found = self._driven(np.asarray(found, np.float32), drivers)
        if may_fail:
            found = found * self._exists(row)
        return np.minimum(np.rint(np.maximum(found, 0)), LONGEST).astype(np.int32)

    def is_costed(self, row: int) -> bool:
        """Whether a task costs anything that may differ."""
        return row in self._uncertain.costs

    def cost(self, row: int, minutes: Column | float) -> Floats:
        """What a task that takes so long costs in each run, in minor units."""
        costs = self._uncertain.costs[row]
        found = np.asarray(costs.once + costs.a_minute * np.asarray(minutes, np.float64))
        if costs.factor is not None and not costs.factor.is_certain:
            found = found * costs.factor.at(
                strata(self._stream(self._uncertain.names[row], SPREAD), self.runs)
            )
        if row in self._uncertain.exists:
            found = found * self._exists(row)
        return found

    @cached_property
    def risk_costs(self) -> Floats:
        """What the drivers cost in each run, in minor units. Shape (runs,)."""
        total = np.full(self.runs, self._uncertain.sure_cost)
        for driver in self._uncertain.drivers:
            if driver.cost is not None:
                stream = self._stream(driver.name, COST)
                total += self._acting(driver)[0] * driver.cost.at(strata(stream, self.runs))
        return total

    def _uniform(self, row: int) -> Floats:
        stream = self._stream(self._uncertain.names[row], DURATION)
        return strata(stream, self.runs, self._order(row)).astype(np.float32)

    def _exists(self, row: int) -> Flags:
        stream = self._stream(self._uncertain.names[row], EXISTS)
        return np.asarray(strata(stream, self.runs) < self._uncertain.exists[row])

    def _order(self, row: int) -> NDArray[np.intp] | None:
        """The part that a task takes in each run where it moves with others; None where it does not."""
        group = self._group.get(row)
        if group is None:
            return None
        if isinstance(group, Alike):
            return factor_order(group.correlation, self._common(group), self._shuffled(row))
        if row not in self._orders:
            orders = correlated_orders(group.factor, self.runs, [self._shuffled(each) for each in group.rows])
            self._orders.update(zip(group.rows, orders, strict=True))
        return self._orders[row]

    def _common(self, group: Alike) -> NDArray[np.intp]:
        if group.name not in self._commons:
            self._commons[group.name] = shuffled(self._stream(group.name, COMMON), self.runs)
        return self._commons[group.name]

    def _shuffled(self, row: int) -> NDArray[np.intp]:
        return shuffled(self._stream(self._uncertain.names[row], DURATION), self.runs)

    def _driven(self, minutes: Floats, drivers: list[Driver]) -> Floats:
        factor: Floats = np.ones(self.runs, np.float32)
        added: Floats = np.zeros(self.runs, np.float32)
        for driver in drivers:
            _, by, delay = self._acting(driver)
            if by is not None and self._uncertain.at_once:
                factor = np.where(np.abs(by - 1) > np.abs(factor - 1), by, factor)
            elif by is not None:
                factor *= by
            if delay is not None:
                most = np.where(np.abs(delay) > np.abs(added), delay, added)
                added = most if self._uncertain.at_once else added + delay
        return minutes * factor + added

    def _acting(self, driver: Driver) -> tuple[Flags, Floats | None, Floats | None]:
        """In which runs a driver acts, the factor in each (one where it does not) and the delay (none)."""
        if driver.name not in self._acts:
            event = driver.event or driver.name
            happens = strata(self._stream(event, HAPPENS), self.runs) < driver.probability
            factor = delay = None
            if driver.factor is not None:
                drawn = driver.factor.at(strata(self._stream(driver.name, FACTOR), self.runs))
                factor = np.where(happens, drawn, 1.0).astype(np.float32)
            if driver.delay is not None:
                drawn = driver.delay.at(strata(self._stream(driver.name, DELAY), self.runs))
                delay = np.where(happens, drawn, 0.0).astype(np.float32)
            self._acts[driver.name] = (happens, factor, delay)
        return self._acts[driver.name]

    def _stream(self, name: str, purpose: int) -> np.random.Generator:
        return self._streams.of(name, purpose, self._batch)
