"""A batch of runs of a plan at once: the forward pass with a column of durations for each task."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint
from tpm_desktop.planning.progress import minutes_done, rest
from tpm_desktop.planning.simulation.clock_table import ClockTable, Column, column
from tpm_desktop.planning.simulation.crews import place_crew, rest_of_crew
from tpm_desktop.planning.simulation.holds import NEVER, Held, Holds
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.splits import WHOLE_TASK, Breaks

__all__ = ["Runs"]


class Runs:
    """The dates of one batch: `start`, `finish` as marks of each task's clock, a column a row.

    What no run moves is one number instead of a column.
    Args: minutes: by row the drawn minutes of all runs: the duration, or of a begun task what is left of it.
    """

    def __init__(self, subject: Subject, minutes: Mapping[int, Column]) -> None:
        self.subject, self.inputs, self.minutes = subject, subject.inputs, minutes
        self.start: dict[int, Column] = {}
        self.finish: dict[int, Column] = {}
        self._starts: dict[int, Column] = {}
        self._finishes: dict[int, Column] = {}
        self.holds = Holds(self)
        for node in subject.order:
            if node >= 0 and self.inputs.summary[node]:
                self.holds.open(node)
            elif node >= 0:
                self._place(node)
            else:
                self._close(~node)

    def starts(self, row: int) -> Column:
        """The instants at which a row starts."""
        if row not in self._starts:
            if row not in self.start:
                self._close(row)
            else:
                self._starts[row] = self.table(row).instants(self.start[row])
        return self._starts[row]

    def finishes(self, row: int) -> Column:
        """The instants at which a row finishes."""
        if row not in self._finishes:
            if row not in self.finish:
                self._close(row)
            else:
                self._finishes[row] = self.table(row).instants(self.finish[row])
        return self._finishes[row]

    def duration(self, row: int) -> Column:
        """How long a row takes, for lags that are a share of it."""
        if self.inputs.summary[row]:
            plan = self.inputs.plan
            over, begun = np.atleast_1d(self.finishes(row)), np.atleast_1d(self.starts(row))
            return (plan.to_work(over.astype(np.int64)) - plan.to_work(begun.astype(np.int64))).astype(np.int32)
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

    def _place(self, row: int) -> None:
        subject = self.subject
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
        mark = held.start
        if held.finish is not NEVER:
            mark = np.maximum(mark, np.where(work, (held.finish & -2) + 1 - 2 * span, held.finish))
        start = self.settled(row, self.table(row), held, mark, span) | work
        finish = start + (2 * span - work)
        if held.finish is not NEVER:  # the same instant, shown as the link says it
            finish = np.where(held.finish == finish + 1, held.finish, finish)
        self.start[row], self.finish[row] = start, finish

    def settled(self, row: int, table: ClockTable, held: Held, mark: Column, span: Column) -> Column:
        """Where a task goes that what holds it puts at a mark: demanded dates, levelling, the plan's begin."""
        inputs, subject = self.inputs, self.subject
        if not (held.any and subject.begins_early[row]):
            mark = np.maximum(mark, subject.begin_mark(table))
        if subject.is_put_off[row]:
            mark = np.maximum(mark, table.mark(subject.dates(row)[0]))
        self.holds.decided(row, held, mark | (span > 0), span)
        if inputs.constraint_date[row] != NONE and inputs.options.honour_constraints:
            mark = self._honoured(row, table.mark, mark, span)
        if inputs.levelling_delay[row]:
            mark = table.marks(table.instants(mark | 1) + inputs.levelling_delay[row])
        return mark

    def _honoured(self, row: int, mark_of: Callable[[int], Column], mark: Column, span: Column) -> Column:
        """Where a task stands whose demanded date holds even against its links."""
        kind, date = self.inputs.constraint[row], mark_of(self.inputs.constraint_date[row])
        if kind in (Constraint.MFO, Constraint.FNLT):
            date = np.where(span > 0, (date & -2) + 1 - 2 * span, date)
        if kind in (Constraint.MSO, Constraint.MFO):
            return date
        return np.minimum(mark, date) if kind in (Constraint.SNLT, Constraint.FNLT) else mark

    def _close(self, row: int) -> None:
        """A summary lasts from its first child's start to its last child's finish, unless it was given."""
        inputs, counted = self.inputs, self.inputs.children(row)
        if not counted:
            self._stand(row)
            return
        starts, finishes = self.starts(counted[0]), self.finishes(counted[0])
        for child in counted[1:]:
            starts = np.minimum(starts, self.starts(child))
            finishes = np.maximum(finishes, self.finishes(child))
        if inputs.given[row]:
            given = inputs.given_finish[row]
            starts = column(self.subject.dates(row)[0]) if inputs.given_start[row] != NONE else starts
            finishes = np.maximum(starts, finishes if given == NONE else column(given))
        self._starts[row], self._finishes[row] = starts, finishes


def _span(breaks: Breaks, minutes: Column, worked: int = 0) -> Column:
    """How long so many minutes of work take once some are done, with the breaks between (`Breaks.span`)."""
    found = minutes
    for after, length in breaks.parts:
        if worked < after:
            found = found + length * (after - worked < minutes).astype(np.int32)
    return found
