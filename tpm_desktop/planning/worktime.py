"""One calendar's working time as a table: instants to working minutes and back, one or a whole column."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import overload

import numpy as np

from tpm_desktop.planning.columns import Minutes
from tpm_desktop.planning.errors import CalendarError, PlanError

DAY = 1440
FIRST_DAY = (date(1900, 1, 1) - date(1970, 1, 1)).days
LAST_DAY = (date(2200, 1, 1) - date(1970, 1, 1)).days
"""No plan reaches beyond these days: a demand outside is a mistake, not a plan."""

YEAR = 366

Periods = Callable[[int, int], tuple[Minutes, Minutes]]
"""The working periods from one day up to another: sorted starts and finishes, apart from each other."""


@dataclass(frozen=True, slots=True)
class Table:
    """Working periods between two instants: their starts, their lengths, and the work before each."""

    first: int
    last: int
    starts: Minutes
    lengths: Minutes
    works: Minutes


class Calendar:
    """Working time on an axis of its own, which counts working minutes only.

    The table covers the years asked for and grows on demand between 1900 and 2200; growing never changes the
    number an instant has. An instant in a break has the number of the break's beginning, so a number stands
    for two instants where a period ends: `from_work_finish` gives the end of the one, `from_work_start` the
    beginning of the next.
    """

    def __init__(self, name: str, periods: Periods) -> None:
        self.name = name
        self._periods = periods
        self._origin: int | None = None
        self._days = (0, 0)
        self._first = self._last = 0
        self._first_work = self._last_work = 0
        self._starts: list[int] = []
        self._lengths: list[int] = []
        self._works: list[int] = []
        self._start_column = self._length_column = self._work_column = np.zeros(0, np.int64)

    def __repr__(self) -> str:
        return f"Calendar({self.name!r})"

    def periods(self, first_day: int, last_day: int) -> tuple[Minutes, Minutes]:
        """Starts and finishes of the working periods from the first day up to, not including, the last."""
        return self._periods(first_day, last_day)

    @overload
    def to_work(self, instants: int) -> int: ...
    @overload
    def to_work(self, instants: Minutes) -> Minutes: ...
    def to_work(self, instants: int | Minutes) -> int | Minutes:
        """Working minutes from the axis' origin up to each instant."""
        if isinstance(instants, int):
            if not self._first <= instants < self._last:
                self._cover(instants, instants)
            at = bisect_right(self._starts, instants) - 1
            worked, length = instants - self._starts[at], self._lengths[at]
            return self._works[at] + (worked if worked < length else length)
        if not instants.size:
            return instants
        self._cover(int(instants.min()), int(instants.max()))
        rows = np.searchsorted(self._start_column, instants, "right") - 1
        worked_column = np.minimum(instants - self._start_column[rows], self._length_column[rows])
        return np.asarray(self._work_column[rows] + worked_column)

    @overload
    def from_work_start(self, work: int) -> int: ...
    @overload
    def from_work_start(self, work: Minutes) -> Minutes: ...
    def from_work_start(self, work: int | Minutes) -> int | Minutes:
        """The instant at which the working minute after `work` begins; never the end of a period."""
        if isinstance(work, int):
            if not self._first_work <= work < self._last_work:
                self._cover_work(work, work + 1)
            at = bisect_right(self._works, work) - 1
            return self._starts[at] + work - self._works[at]
        if not work.size:
            return work
        self._cover_work(int(work.min()), int(work.max()) + 1)
        rows = np.searchsorted(self._work_column, work, "right") - 1
        return np.asarray(self._start_column[rows] + work - self._work_column[rows])

    @overload
    def from_work_finish(self, work: int) -> int: ...
    @overload
    def from_work_finish(self, work: Minutes) -> Minutes: ...
    def from_work_finish(self, work: int | Minutes) -> int | Minutes:
        """The instant at which the working minute up to `work` ends; never the beginning of a period."""
        if isinstance(work, int):
            if not self._first_work < work <= self._last_work:
                self._cover_work(work - 1, work)
            at = bisect_left(self._works, work) - 1
            return self._starts[at] + work - self._works[at]
        if not work.size:
            return work
        self._cover_work(int(work.min()) - 1, int(work.max()))
        rows = np.searchsorted(self._work_column, work, "left") - 1
        return np.asarray(self._start_column[rows] + work - self._work_column[rows])

    def start_after(self, instant: int, minutes: int) -> int:
        """The start that lies `minutes` of working time after an instant (before it where negative)."""
        return self.from_work_start(self.to_work(instant) + minutes)

    def finish_after(self, instant: int, minutes: int) -> int:
        """The finish that lies `minutes` of working time after an instant (before it where negative)."""
        return self.from_work_finish(self.to_work(instant) + minutes)

    def span_after(self, instant: int, minutes: int) -> tuple[int, int]:
        """Start and finish of `minutes` of working time from an instant on."""
        work = self.to_work(instant)
        return self.from_work_start(work), self.from_work_finish(work + minutes)

    def span_before(self, instant: int, minutes: int) -> tuple[int, int]:
        """Start and finish of `minutes` of working time up to an instant."""
        work = self.to_work(instant)
        return self.from_work_start(work - minutes), self.from_work_finish(work)

    def mark(self, instant: int) -> int:
        """Twice the working minutes up to an instant, one more where work goes on there (see `marks`)."""
        if not self._first <= instant < self._last:
            self._cover(instant, instant)
        at = bisect_right(self._starts, instant) - 1
        gone, length = instant - self._starts[at], self._lengths[at]
        return 2 * (self._works[at] + min(gone, length)) + (gone != length)

    def at_mark(self, mark: int) -> int:
        """The instant of a mark."""
        return self.from_work_start(mark >> 1) if mark & 1 else self.from_work_finish(mark >> 1)

    def between(self, start: int, finish: int) -> int:
        """Working minutes from one instant to another; negative where the second is the earlier."""
        return self.to_work(finish) - self.to_work(start)

    def next_work(self, instant: int) -> int:
        """The instant itself where work can start there, else the start of the next working period."""
        return self.from_work_start(self.to_work(instant))

    def previous_work(self, instant: int) -> int:
        """The instant itself where work can finish there, else the end of the last working period."""
        return self.from_work_finish(self.to_work(instant))

    def is_working(self, instant: int) -> bool:
        """Whether the minute that begins at the instant is working time."""
        work = self.to_work(instant)
        at = bisect_right(self._starts, instant) - 1
        return work < self._works[at] + self._lengths[at]

    def table(self) -> Table:
        """The working periods as far as they are known; at least those of some years."""
        if self._origin is None:
            self._cover(0, 0)
        return Table(self._first, self._last, self._start_column, self._length_column, self._work_column)

    @property
    def reach(self) -> tuple[int, int]:
        """The first day that the table knows, and the first that it does not."""
        return self._days

    def cover(self, first: int, last: int) -> None:
        """Have the instants between two in the table.

        Errors: PlanError outside the years that can be planned.
        """
        self._cover(first, last)

    def cover_work(self, work: int) -> None:
        """Have a number of working minutes well within the table.

        Errors: PlanError, CalendarError where the years that can be planned don't hold so many.
        """
        self._cover_work(work - 1, work + 2)

    def _cover(self, first: int, last: int) -> None:
        """Have both instants in the table."""
        if self._first <= first and last < self._last:
            return
        low, high = first // DAY, last // DAY + 1
        if low < FIRST_DAY or high > LAST_DAY:
            wrong = _said(low if low < FIRST_DAY else high - 1)
            raise PlanError(f"the plan would reach {wrong}; keep its dates between 1900 and 2199")
        if self._origin is None:
            self._build(low - YEAR, high + 4 * YEAR)
        else:
            span = self._days[1] - self._days[0]
            below, above = self._days
            self._build(
                below if low >= below else min(low, below - span),
                above if high <= above else max(high, above + span),
            )

    def _cover_work(self, first: int, last: int) -> None:
        """Have the working minutes from `first` up to `last` in the table."""
        if self._origin is None:
            self._cover(0, 0)
        while not self._first_work <= first or not last <= self._last_work:
            below, above = self._days
            if last > self._last_work and above >= LAST_DAY:
                raise self._no_work("after", self._starts[-1] + self._lengths[-1])
            if first < self._first_work and below <= FIRST_DAY:
                raise self._no_work("before", self._starts[min(1, len(self._starts) - 1)])
            span = above - below
            self._build(
                below - span if first < self._first_work else below,
                above + span if last > self._last_work else above,
            )

    def _no_work(self, side: str, instant: int) -> PlanError:
        if len(self._starts) == 1:
            return CalendarError(
                f"calendar “{self.name}” has no working time; give it a working day or choose another"
            )
        return PlanError(
            f"calendar “{self.name}” has no working time {side} {_said(instant // DAY)}, "
            "but a task needs it; add working days or shorten the task"
        )

    def _build(self, low: int, high: int) -> None:
        """Make the table for the days from `low` up to `high`, keeping every number given before."""
        low, high = max(low, FIRST_DAY), min(high, LAST_DAY)
        starts, finishes = self._periods(low, high)
        # A period of no length at the very beginning: every instant then lies at or after a period's start.
        starts = np.concatenate([[low * DAY], starts])
        lengths = np.concatenate([[0], finishes - starts[1:]])
        works = np.cumsum(lengths) - lengths
        if self._origin is None:
            self._origin = low
        else:
            works -= np.interp(self._origin * DAY, *_corners(starts, lengths, works)).astype(np.int64)
        self._days = (low, high)
        self._first, self._last = low * DAY, high * DAY
        self._first_work, self._last_work = int(works[0]), int(works[-1] + lengths[-1])
        self._start_column, self._length_column, self._work_column = starts, lengths, works
        self._starts, self._lengths, self._works = starts.tolist(), lengths.tolist(), works.tolist()


def _corners(starts: Minutes, lengths: Minutes, works: Minutes) -> tuple[Minutes, Minutes]:
    """The points between which working minutes run straight: both ends of every period."""
    instants = np.column_stack([starts, starts + lengths]).ravel()
    return instants, np.column_stack([works, works + lengths]).ravel()


def _said(day: int) -> str:
    try:
        return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
    except OverflowError:
        return "a year that is no year"


def joined(starts: Minutes, finishes: Minutes) -> tuple[Minutes, Minutes]:
    """Sorted periods with those that touch made one."""
    if not starts.size:
        return starts, finishes
    apart = starts[1:] > finishes[:-1]
    return starts[np.concatenate([[True], apart])], finishes[np.concatenate([apart, [True]])]
