"""A batch of runs of a plan at once: the forward pass with a column of durations for each task."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint
from tpm_desktop.planning.progress import minutes_done, rest
from tpm_desktop.planning.simulation.clock_table import ClockTable, Column, column
from tpm_desktop.planning.simulation.crews import place_crew, rest_of_crew
from tpm_desktop.planning.simulation.holds import NEVER, Held, Holds
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.splits import WHOLE_TASK, Breaks

__all__ = ["Runs"]


_LONG = 2**20
"""Minutes, two years: where a task may take longer, what follows it could no longer be counted."""
_HONOURED = (Constraint.MSO, Constraint.MFO, Constraint.SNLT, Constraint.FNLT)


class Runs:
    """The dates of one batch: `start`, `finish` as marks of each task's clock, a column a row.

    What no run moves is one number instead of a column. What nothing waits for any more is forgotten on the
    way, but for the rows to be kept.
    Errors: BeyondYears where a run leaves the years that can be planned.
    Args: draw: the minutes of a row in all runs, None where they don't differ: the duration, or of a begun
    task what is left of it; asked once for each row. keep: rows whose dates are asked for afterwards.
    """

    def __init__(
        self, subject: Subject, draw: Callable[[int], Column | None], size: int, keep: Collection[int] = ()
    ) -> None:
        self.subject, self.inputs, self.size = subject, subject.inputs, size
        self._draw = draw
        self.minutes: dict[int, Column] = {}
        self.start: dict[int, Column] = {}
        self.finish: dict[int, Column] = {}
        self._starts: dict[int, Column] = {}
        self._finishes: dict[int, Column] = {}
        self.holds = Holds(self)
        kept = subject.kept(keep)
        for node, done_with in zip(subject.order, subject.done_with, strict=True):
            if node < 0:  # a summary is over that something waits for: as long as its tasks are known
                self.starts(~node), self.finishes(~node)
            elif self.inputs.summary[node]:
                self.holds.open(node)
            else:
                self._place(node)
            for row in done_with:
                self._forget(row, row in kept)

    def starts(self, row: int) -> Column:
        """The instants at which a row starts."""
        if row not in self._starts:
            if self.inputs.summary[row]:
                self._starts[row] = self._summary_starts(row)
            else:
                self._starts[row] = self.table(row).instants(self.start[row])
        return self._starts[row]

    def finishes(self, row: int) -> Column:
        """The instants at which a row finishes."""
        if row not in self._finishes:
            if self.inputs.summary[row]:
                self._finishes[row] = self._summary_finishes(row)
            else:
                self._finishes[row] = self.table(row).instants(self.finish[row])
        return self._finishes[row]

    def duration(self, row: int) -> Column:
        """How long a row takes, for lags that are a share of it."""
        if self.inputs.summary[row]:
            plan = self.inputs.plan
            over, begun = np.atleast_1d(self.finishes(row)), np.atleast_1d(self.starts(row))
            return (plan.to_work(over.astype(np.int64)) - plan.to_work(begun.astype(np.int64))).astype(
                np.int32
            )
        whole = self.minutes.get(row)
        return column(self.inputs.duration[row]) if whole is None or self.inputs.begun[row] else whole

    def table(self, row: int) -> ClockTable:
        """The working time of a task."""
        return self.subject.tables[self.subject.clock[row]]

    def put(self, row: int, starts: Column, finishes: Column) -> None:
        """Note the instants of a task."""
        table = self.table(row)
        self._starts[row], self._finishes[row] = starts, finishes
        self.start[row], self.finish[row] = table.marks(starts), table.marks(finishes)

    def _forget(self, row: int, kept: bool) -> None:
        """Let go of a task's columns; of one that is asked for later its finish stays, and its start where
        a summary needs it."""
        if kept:
            self.table(row).check(self.finish[row])
            self.finishes(row)
            if self.subject.has_given_summaries:
                self.starts(row)
        for columns in (self.start, self.finish, self.minutes):
            columns.pop(row, None)
        if not kept:
            self._starts.pop(row, None), self._finishes.pop(row, None)

    def _place(self, row: int) -> None:
        subject = self.subject
        minutes = self._draw(row)
        if minutes is not None:
            self.minutes[row] = minutes
        if row not in self.minutes and subject.is_fixed[row]:
            self._stand(row)
        elif subject.is_given[row]:
            self._place_given(row)
        elif self.inputs.begun[row]:
            self._place_begun(row)
        elif row in self.inputs.clocks.crew:
            place_crew(self, row)
        else:
            self._place_free(row)
        if minutes is not None and int(minutes.max()) > _LONG:
            self.table(row).check(self.finish[row])

    def _stand(self, row: int) -> None:
        """A row stands where the plan has it."""
        start, finish = self.subject.dates(row)
        self.put(row, column(start), column(finish))

    def _place_given(self, row: int) -> None:
        """What was put by hand starts there; its drawn duration, if it has one, says when it is over."""
        if row not in self.minutes:
            self._stand(row)
            return
        starts, table = column(self.subject.dates(row)[0]), self.table(row)
        finish = (table.marks(starts) & -2) + 2 * self.minutes[row]
        self.put(row, starts, np.maximum(table.instants(finish), starts))

    def _place_begun(self, row: int) -> None:
        """A begun task starts where it did; what is left goes on after what is done and what holds it."""
        inputs, whole, table = self.inputs, self.inputs.duration[row], self.table(row)
        began = self.subject.dates(row)[0]
        left = rest(inputs, row, began, NONE)
        breaks = inputs.clocks.breaks.get(row, WHOLE_TASK)
        clock = inputs.clocks.task[row]
        done = minutes_done(whole, inputs.share_done[row], clock, began, inputs.stop[row], breaks)
        mark, held = table.mark(left.start), self.holds.of(row)
        waits = (held.linked >= held.start) & (held.linked > mark)
        mark = np.where(waits, held.linked | 1, mark)
        remaining = self.minutes.get(row, column(max(whole - done, 0)))
        self.holds.decided(row, held, mark, remaining)
        if not np.any(remaining > 0):
            self.put(row, column(began), column(left.finish))
        elif self.subject.has_mixed_crew(row):
            over = rest_of_crew(self, row, table.instants(mark), remaining / max(whole - done, 1))
            self.put(row, column(began), over)
        else:
            finish = (mark & -2) + 2 * _span(breaks, remaining, done)
            self.put(row, column(began), table.instants(finish))

    def _place_free(self, row: int) -> None:
        inputs, held, minutes = self.inputs, self.holds.of(row), self.minutes.get(row)
        span = column(inputs.duration[row]) if minutes is None else minutes
        if row in inputs.clocks.breaks:
            span = _span(inputs.clocks.breaks[row], span)
        work = (span > 0).astype(np.int32)

        def started_by(over: Column) -> Column:
            return np.where(work, (over & -2) + 1 - 2 * span, over)

        start = self.settled(row, self.table(row), held, span, started_by) | work
        self.start[row], self.finish[row] = start, start + (2 * span - work)
        if held.finish is not NEVER:
            self._show_as_held(row, held)

    def _show_as_held(self, row: int, held: Held) -> None:
        """Where no work lies between a finish and what holds it, it is shown as that says it."""
        finish = self.finish[row]
        same = held.finish == finish + 1
        self.finish[row] = np.where(same, held.finish, finish)
        if held.shown is not NEVER:
            shown = self.table(row).instants(finish)
            self._finishes[row] = np.where(same, np.maximum(held.shown, shown), shown)

    def settled(
        self, row: int, table: ClockTable, held: Held, span: Column, started_by: Callable[[Column], Column]
    ) -> Column:
        """Where a task goes: by its holds, demanded dates, levelling and the plan's begin.

        Args: started_by: when it must start to be over by a mark.
        """
        inputs, subject, mark = self.inputs, self.subject, held.start
        if held.finish is not NEVER:
            mark = np.maximum(mark, started_by(held.finish))
        if not (held.any and subject.begins_early[row]):
            mark = np.maximum(mark, subject.begin_mark(table))
        self.holds.decided(row, held, mark | (span > 0), span)
        kind, date = inputs.constraint[row], inputs.constraint_date[row]
        if date != NONE and inputs.options.honour_constraints and kind in _HONOURED:
            asked = table.mark(date)
            if kind in (Constraint.MFO, Constraint.FNLT):
                asked = started_by(asked)
            mark = asked if kind in (Constraint.MSO, Constraint.MFO) else np.minimum(mark, asked)
        if inputs.levelling_delay[row]:
            mark = table.marks(table.instants(mark | 1) + inputs.levelling_delay[row])
        if subject.is_put_off[row] and row not in inputs.clocks.crew:
            mark = np.maximum(mark, table.mark(subject.dates(row)[0]))
        return mark

    def _summary_starts(self, row: int) -> Column:
        """A summary starts with its first child, unless its start was given."""
        inputs, counted = self.inputs, self.inputs.children(row)
        if not counted or (inputs.given[row] and inputs.given_start[row] != NONE):
            return column(self.subject.dates(row)[0])
        found = self.starts(counted[0])
        for child in counted[1:]:
            found = np.minimum(found, self.starts(child))
        return found

    def _summary_finishes(self, row: int) -> Column:
        """A summary is over with its last child, unless its finish was given."""
        inputs, counted = self.inputs, self.inputs.children(row)
        if not counted:
            return column(self.subject.dates(row)[1])
        if inputs.given[row] and inputs.given_finish[row] != NONE:
            return np.maximum(self.starts(row), column(inputs.given_finish[row]))
        found = self.finishes(counted[0])
        for child in counted[1:]:
            found = np.maximum(found, self.finishes(child))
        return np.maximum(found, self.starts(row)) if inputs.given[row] else found


def _span(breaks: Breaks, minutes: Column, worked: int = 0) -> Column:
    """How long so many minutes of work take once some are done, with the breaks between (`Breaks.span`)."""
    found = minutes
    for after, length in breaks.parts:
        if worked < after:
            found = found + length * (after - worked < minutes).astype(np.int32)
    return found
