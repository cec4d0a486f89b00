"""Instants of many calendars as marks: one whole number that adds and compares like working time.

A mark is twice the working minutes of its calendar, and one more where work begins: Friday 17:00 is even,
Monday 08:00 is the odd number right after it. So a level of tasks is scheduled by whole columns without
looking a calendar up, and what a mark means for people is looked up at the end, for all tasks at once.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from tpm_desktop.planning.columns import Flags, Minutes, Rows
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Marks", "marks_of"]

_FAR = 2**32
"""Minutes before the first period of a calendar: whatever is too early lies behind this."""


class Marks:
    """The tables of several calendars as one, to be asked for a whole column of them.

    Everything here takes `clock`, the row of each element's calendar in `calendars`, shape (k,). What lies
    outside the tables gives numbers that are not `are_known`; whoever sees one calls `grow` and begins
    anew. first, last: the first instant that each calendar's table knows, and the first that it does not.
    """

    def __init__(self, calendars: Sequence[Calendar]) -> None:
        self.calendars = tuple(calendars)
        tables = [calendar.table for calendar in self.calendars]
        self.first = np.array([table.first for table in tables], np.int64)
        self.last = np.array([table.last for table in tables], np.int64)
        # Before each calendar's first period stands an empty one, so early that all that is too early meets
        # it.
        self._starts = np.concatenate(
            [[[table.first - _FAR], table.starts][at] for table in tables for at in (0, 1)]
        )
        self._lengths = np.concatenate([[[0], table.lengths][at] for table in tables for at in (0, 1)])
        self._works = np.concatenate(
            [[table.works[:1], table.works][at] for table in tables for at in (0, 1)]
        )
        sizes = [len(table.starts) + 1 for table in tables]
        self.lowest = np.array([2 * table.works[0] + 1 for table in tables], np.int64)
        self.highest = np.array([2 * (table.works[-1] + table.lengths[-1]) for table in tables], np.int64)
        self._by_instant = _Finder(self._starts, sizes)
        self._by_mark = _Finder(2 * self._works + 1, sizes)

    def of(self, clock: Rows, instants: Minutes) -> Minutes:
        """The marks of instants; one within a break is where work goes on."""
        rows = self._by_instant.rows(clock, instants)
        gone, length = instants - self._starts.take(rows), self._lengths.take(rows)
        found = np.minimum(gone, length)
        found += self._works.take(rows)
        found *= 2
        found += gone != length
        return np.asarray(found)

    def instants(self, clock: Rows, marks: Minutes) -> Minutes:
        """The instants of marks."""
        rows = self._by_mark.rows(clock, marks)
        found = marks >> 1
        found -= self._works.take(rows)
        found += self._starts.take(rows)
        return np.asarray(found)

    def of_each(self, instant: int) -> Minutes:
        """The mark of one instant on every calendar, shape (calendars,)."""
        count = len(self.calendars)
        return self.of(np.arange(count, dtype=np.int32), np.full(count, instant, np.int64))

    def are_known(self, clock: Rows, marks: Minutes) -> Flags:
        """Which marks lie within the tables."""
        return np.asarray((marks > self.lowest.take(clock)) & (marks < self.highest.take(clock)))

    def grow(self, clock: int, mark: int) -> None:
        """Have the calendar know what a mark means, for the next `Marks` of it.

        Errors: PlanError where that would be before 1900 or after 2199, CalendarError where it never works.
        """
        self.calendars[clock].cover_work(mark >> 1)


def marks_of(calendars: Sequence[Calendar]) -> Marks:
    """The marks of calendars as far as their tables reach now."""
    return _made(tuple(calendars), tuple(calendar.table.days for calendar in calendars))


@lru_cache(maxsize=8)
def _made(calendars: tuple[Calendar, ...], reach: tuple[tuple[int, int], ...]) -> Marks:
    """One `Marks` for calendars and the days that their tables reach over, which say all that is in it."""
    assert len(reach) == len(calendars)
    return Marks(calendars)


_BLOCK = 9
"""Instants and marks are found by blocks of 2 to this power: few periods begin within eight hours."""


class _Finder:
    """Finds the last of the sorted keys of each calendar that is not after a number: by a table of blocks.

    Faster than bisection, which jumps through the whole table for every number.
    """

    def __init__(self, keys: Minutes, sizes: Sequence[int]) -> None:
        self._keys = np.append(keys, np.iinfo(np.int64).max)
        ends = np.cumsum(sizes)
        parts = [keys[end - size + 1 : end] for size, end in zip(sizes, ends, strict=True)]
        self._low = np.array([part[0] >> _BLOCK for part in parts], np.int64)
        self._top = np.array([part[-1] >> _BLOCK for part in parts], np.int64) - self._low
        self._base = np.cumsum(self._top + 1) - (self._top + 1)
        firsts, self._steps = [], 1
        for part, size, end, low, top in zip(parts, sizes, ends, self._low, self._top, strict=True):
            begins = (np.arange(top + 1, dtype=np.int64) + low) << _BLOCK
            before = np.searchsorted(part, begins, "right")
            self._steps = max(self._steps, int(np.diff(before, append=len(part)).max()))
            firsts.append(before + (end - size))
        self._first = np.concatenate(firsts).astype(np.int32)
        # The next calendar's keys begin with one before all numbers: it must never be stepped on to.
        self._keys[ends[:-1]] = np.iinfo(np.int64).max

    def rows(self, clock: Rows, numbers: Minutes) -> Rows:
        """The row of each number among all keys."""
        blocks = numbers >> _BLOCK
        if len(self._low) == 1:
            blocks -= self._low
            np.clip(blocks, 0, self._top[0], out=blocks)
        else:
            blocks -= self._low.take(clock)
            np.maximum(blocks, 0, out=blocks)
            np.minimum(blocks, self._top.take(clock), out=blocks)
            blocks += self._base.take(clock)
        rows = self._first.take(blocks)
        for _ in range(self._steps):
            rows += self._keys.take(rows + 1) <= numbers
        return rows
