"""Instants of many calendars as marks: one whole number that adds and compares like working time.

A mark is twice the working minutes of its calendar, and one more where work begins: Friday 17:00 is even, Monday
08:00 is the odd number right after it. So a level of tasks is scheduled by whole columns without looking a
calendar up, and what a mark means for people is looked up at the end, for all tasks at once.
"""

from collections.abc import Sequence

import numpy as np

from tpm_desktop.planning.columns import Minutes, Rows
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Marks"]

_APART = 2**34  # between two calendars' numbers in the common table; no instant or mark comes near


class Marks:
    """The tables of several calendars as one, to be asked for a whole column of them.

    Everything here takes `clock`, the row of each element's calendar in `calendars`, shape (k,). Instants and
    marks outside the tables give numbers outside `lowest` and `highest`; whoever sees such a number calls `grow`.
    """

    def __init__(self, calendars: Sequence[Calendar]) -> None:
        self.calendars = tuple(calendars)
        tables = [calendar.table() for calendar in self.calendars]
        count = len(tables)
        # Before each calendar's first period stands an empty one, so early that all that is too early meets it.
        starts = [np.concatenate([[first - _APART // 4], starts]) for first, _, starts, _, _ in tables]
        lengths = [np.concatenate([[0], lengths]) for _, _, _, lengths, _ in tables]
        works = [np.concatenate([works[:1], works]) for *_, works in tables]
        offsets = np.repeat(np.arange(count, dtype=np.int64) * _APART, [len(column) for column in starts])
        self.first = np.array([first for first, *_ in tables], np.int64)
        self.last = np.array([last for _, last, *_ in tables], np.int64)
        self._starts, self._lengths = _joined(starts), _joined(lengths)
        self._works = _joined(works)
        self._instant_keys = self._starts + offsets
        self._mark_keys = 2 * self._works + 1 + offsets
        self.lowest = np.array([2 * work[0] + 1 for work in works], np.int64)
        self.highest = np.array([2 * (work[-1] + length[-1]) for work, length in zip(works, lengths, strict=True)])

    def of(self, clock: Rows, instants: Minutes) -> Minutes:
        """The marks of instants; one within a break is where work goes on."""
        rows = np.searchsorted(self._instant_keys, instants + clock * np.int64(_APART), "right") - 1
        gone, length = instants - self._starts[rows], self._lengths[rows]
        found = self._works[rows] + np.minimum(gone, length)
        found *= 2
        found += gone != length
        return found

    def instants(self, clock: Rows, marks: Minutes) -> Minutes:
        """The instants of marks."""
        rows = np.searchsorted(self._mark_keys, marks + clock * np.int64(_APART), "right") - 1
        return np.asarray(self._starts[rows] + ((marks >> 1) - self._works[rows]))

    def are_known(self, clock: Rows, marks: Minutes) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Which marks lie within the tables."""
        return (marks > self.lowest[clock]) & (marks < self.highest[clock])

    def grow(self, clock: int, mark: int) -> None:
        """Have the calendar know what a mark means, for the next `Marks` of it.

        Errors: PlanError where that would be before 1900 or after 2199, CalendarError where it never works.
        """
        self.calendars[clock].cover_work(mark >> 1)


def _joined(columns: Sequence[Minutes]) -> Minutes:
    return np.concatenate(columns) if columns else np.zeros(0, np.int64)
