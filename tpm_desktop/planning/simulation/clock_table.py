"""One calendar's working time for whole batches of runs: instants to marks and back by small tables."""

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import Minutes
from tpm_desktop.planning.errors import BeyondYears
from tpm_desktop.planning.worktime import DAY, FIRST_DAY, LAST_DAY, Calendar

__all__ = ["ClockTable", "Column", "column"]

Column = NDArray[np.int32]
"""Marks, instants or minutes of a batch, one a run; one number where all runs agree. Shape (runs,) or ()."""


def column(number: int) -> Column:
    """One number for all runs."""
    return np.asarray(number, np.int32)


class ClockTable:
    """A calendar cut into slots that are either worked or free throughout.

    A mark is what `planning.marks` calls one: twice the working minutes, one more where work begins. In a
    batch all runs of a task lie near each other, so that looking a slot up stays within the processor's
    cache, where bisection would jump through all periods for every run.

    Args: first, last: the instants that the runs may reach; outside, the nearest slot answers, and `check`
    tells so.
    Errors: CalendarError where the calendar never works; BeyondYears outside the years that can be planned.
    """

    def __init__(self, calendar: Calendar, first: int, last: int) -> None:
        low, high = max(first // DAY - 1, FIRST_DAY), min(last // DAY + 2, LAST_DAY)
        calendar.cover(low * DAY, high * DAY - 1)
        starts, finishes = calendar.periods(low, high)
        self._base = low * DAY
        edges = np.concatenate([starts, finishes]) - self._base
        self._unit = int(np.gcd.reduce(edges, initial=DAY))
        steps = np.zeros((high - low) * DAY // self._unit + 1, np.int64)
        np.add.at(steps, (starts - self._base) // self._unit, 1)
        np.add.at(steps, (finishes - self._base) // self._unit, -1)
        works = np.cumsum(steps)[:-1] > 0
        if not works.any():
            calendar.cover_work(calendar.to_work(self._base) + 1)  # says what is wrong with it
        before: Minutes = np.cumsum(works) - works
        self._offset = calendar.to_work(self._base)
        ends_here = ~works & np.concatenate([[False], works[:-1]])
        self._mark = (2 * (before * self._unit + self._offset) + ~ends_here).astype(np.int32)
        self._slope = 2 * works.astype(np.int32)
        self._start = (np.flatnonzero(works) * self._unit + self._base).astype(np.int32)
        self._last = int(self.marks(self._start[-1:])[0])

    def mark(self, instant: int) -> Column:
        """The mark of one instant."""
        return self.marks(column(instant))

    def marks(self, instants: Column) -> Column:
        """The marks of instants; one within a break is where work goes on."""
        gone = instants - self._base
        slot = gone // self._unit
        gone -= slot * self._unit
        found = self._mark.take(slot, mode="clip")
        found += gone * self._slope.take(slot, mode="clip")
        found |= gone > 0  # an evening is even only at its very minute
        return np.asarray(found)

    def instants(self, marks: Column) -> Column:
        """The instants of marks."""
        minute = ((marks - 1) >> 1) - self._offset
        slot = minute // self._unit
        minute -= slot * self._unit
        minute += self._start.take(slot, mode="clip")
        minute += ~marks & 1
        return np.asarray(minute)

    def check(self, marks: Column) -> None:
        """Errors: BeyondYears where some marks lie behind the table's end."""
        if int(np.max(marks)) >= self._last:
            raise BeyondYears
