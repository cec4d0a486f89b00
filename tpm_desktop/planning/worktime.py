"""One calendar's working time as a table: instants to working minutes and back, one or a whole column."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from threading import RLock
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
    """Working periods between two days: their starts, their lengths, and the work before each.

    Told twice: as columns for whole columns, as lists for one instant at a time. A table never changes; a
    calendar that has to reach further takes another, so that threads that share it never see half of one.
    days: the first day known and the first that is not; first, last: the same as instants, first_work and
    last_work as working minutes.
    """

    days: tuple[int, int]
    first: int
    last: int
    first_work: int
    last_work: int
    starts: Minutes
    lengths: Minutes
    works: Minutes
    start_list: list[int]
    length_list: list[int]
    work_list: list[int]

    @classmethod
    def of(cls, low: int, high: int, starts: Minutes, lengths: Minutes, works: Minutes) -> "Table":
        """The table of the days from `low` up to `high`."""
        return cls(
            days=(low, high),
            first=low * DAY,
            last=high * DAY,
            first_work=int(works[0]),
            last_work=int(works[-1] + lengths[-1]),
            starts=starts,
            lengths=lengths,
            works=works,
            start_list=starts.tolist(),
            length_list=lengths.tolist(),
            work_list=works.tolist(),
        )


_NOTHING = Table.of(0, 0, *(np.zeros(1, np.int64) for _ in range(3)))


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
        self._table = _NOTHING
        self._growing = RLock()

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
            table = self._table
            if not table.first <= instants < table.last:
                table = self._cover(instants, instants)
            at = bisect_right(table.start_list, instants) - 1
            worked, length = instants - table.start_list[at], table.length_list[at]
            return table.work_list[at] + (worked if worked < length else length)
        if not instants.size:
            return instants
        table = self._cover(int(instants.min()), int(instants.max()))
        rows = np.searchsorted(table.starts, instants, "right") - 1
        worked_column = np.minimum(instants - table.starts[rows], table.lengths[rows])
        return np.asarray(table.works[rows] + worked_column)

    @overload
    def from_work_start(self, work: int) -> int: ...
    @overload
    def from_work_start(self, work: Minutes) -> Minutes: ...
    def from_work_start(self, work: int | Minutes) -> int | Minutes:
        """The instant at which the working minute after `work` begins; never the end of a period."""
        if isinstance(work, int):
            table = self._table
            if not table.first_work <= work < table.last_work:
                table = self._cover_work(work, work + 1)
            at = bisect_right(table.work_list, work) - 1
            return table.start_list[at] + work - table.work_list[at]
        if not work.size:
            return work
        table = self._cover_work(int(work.min()), int(work.max()) + 1)
        rows = np.searchsorted(table.works, work, "right") - 1
        return np.asarray(table.starts[rows] + work - table.works[rows])

    @overload
    def from_work_finish(self, work: int) -> int: ...
    @overload
    def from_work_finish(self, work: Minutes) -> Minutes: ...
    def from_work_finish(self, work: int | Minutes) -> int | Minutes:
        """The instant at which the working minute up to `work` ends; never the beginning of a period."""
        if isinstance(work, int):
            table = self._table
            if not table.first_work < work <= table.last_work:
                table = self._cover_work(work - 1, work)
            at = bisect_left(table.work_list, work) - 1
            return table.start_list[at] + work - table.work_list[at]
        if not work.size:
            return work
        table = self._cover_work(int(work.min()) - 1, int(work.max()))
        rows = np.searchsorted(table.works, work, "left") - 1
        return np.asarray(table.starts[rows] + work - table.works[rows])

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
        table = self._table
        if not table.first <= instant < table.last:
            table = self._cover(instant, instant)
        at = bisect_right(table.start_list, instant) - 1
        gone, length = instant - table.start_list[at], table.length_list[at]
        return 2 * (table.work_list[at] + min(gone, length)) + (gone != length)

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

    @property
    def table(self) -> Table:
        """The working periods as far as they are known; at least those of some years."""
        return self._table if self._origin is not None else self._cover(0, 0)

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

    def _cover(self, first: int, last: int) -> Table:
        """A table that has both instants."""
        table = self._table
        if table.first <= first and last < table.last:
            return table
        low, high = first // DAY, last // DAY + 1
        if low < FIRST_DAY or high > LAST_DAY:
            wrong = _said(low if low < FIRST_DAY else high - 1)
            raise PlanError(f"the plan would reach {wrong}; keep its dates between 1900 and 2199")
        with self._growing:
            if self._origin is None:
                return self._build(low - YEAR, high + 4 * YEAR)
            below, above = self._table.days
            span = above - below
            return self._build(
                below if low >= below else min(low, below - span),
                above if high <= above else max(high, above + span),
            )

    def _cover_work(self, first: int, last: int) -> Table:
        """A table that has the working minutes from `first` up to `last`."""
        table = self.table
        while not table.first_work <= first or not last <= table.last_work:
            below, above = table.days
            if last > table.last_work and above >= LAST_DAY:
                raise self._no_work("after", table.start_list[-1] + table.length_list[-1])
            if first < table.first_work and below <= FIRST_DAY:
                raise self._no_work("before", table.start_list[min(1, len(table.start_list) - 1)])
            span = above - below
            with self._growing:
                table = self._build(
                    below - span if first < table.first_work else below,
                    above + span if last > table.last_work else above,
                )
        return table

    def _no_work(self, side: str, instant: int) -> PlanError:
        if len(self._table.starts) == 1:
            return CalendarError(
                f"calendar “{self.name}” has no working time; give it a working day or choose another"
            )
        return PlanError(
            f"calendar “{self.name}” has no working time {side} {_said(instant // DAY)}, "
            "but a task needs it; add working days or shorten the task"
        )

    def _build(self, low: int, high: int) -> Table:
        """Take the table for the days from `low` up to `high`, keeping every number given before."""
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
        self._table = Table.of(low, high, starts, lengths, works)
        return self._table


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
