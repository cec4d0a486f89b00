"""What keeps each task from being earlier, for a whole batch of runs, and what of it decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tpm_desktop.planning.columns import NONE, WHOLE, Constraint, Flags, LinkKind
from tpm_desktop.planning.link_columns import PERCENTAGES
from tpm_desktop.planning.simulation.clock_table import ClockTable, Column, column

if TYPE_CHECKING:
    from tpm_desktop.planning.simulation.runs import Runs

__all__ = ["NEVER", "Held", "Holds"]

NEVER = column(-(2**30))
"""A mark or an instant before all others: nothing holds."""
_TO_START, _TO_FINISH = (Constraint.SNET, Constraint.MSO), (Constraint.FNET, Constraint.MFO)


@dataclass(slots=True)
class Held:
    """What holds one row, as marks of its clock.

    start, finish: the latest of all that holds its start and of all that holds its finish, or `NEVER`.
    linked: the latest of the links that hold its start. shown: the latest instant that holds its finish and
    may lie in a break of its clock. said: what each link says, and to which end.
    above: what the summaries above say, of start and finish.
    """

    start: Column = field(default_factory=lambda: NEVER)
    finish: Column = field(default_factory=lambda: NEVER)
    linked: Column = field(default_factory=lambda: NEVER)
    shown: Column = field(default_factory=lambda: NEVER)
    said: list[tuple[int, Column, bool]] = field(default_factory=list)
    above: tuple[Column, Column] | None = None

    @property
    def any(self) -> bool:
        """Whether anything holds it at all."""
        return self.start is not NEVER or self.finish is not NEVER

    def hold(self, said: Column, to_start: bool) -> None:
        """Have something more hold it."""
        if to_start:
            self.start = _later(self.start, said)
        else:
            self.finish = _later(self.finish, said)


class Holds:
    """The holds of a batch of runs.

    drives: by link, in which runs it is what decides where its successor stands. inherits: by row, in which
    runs what holds a summary above it decides.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs, self._inputs = runs, runs.subject.inputs
        self._columns, self._tables = self._inputs.link_columns, runs.subject.tables
        self._opened: dict[int, Held] = {}
        self.drives: dict[int, Flags] = {}
        self.inherits: dict[int, Flags] = {}

    def open(self, row: int) -> None:
        """Note what holds the children of a summary: what holds itself, and what those above pass on."""
        inputs = self._inputs
        held, above = Held(), self._opened.get(inputs.parent[row])
        if above:
            held.start, held.finish, held.linked = above.start, above.finish, above.linked
        if inputs.project_start[row] != NONE:
            held.hold(column(inputs.project_start[row]), True)
        for link in inputs.incoming(row):
            said, to_start = self._instants(link), bool(self._columns.to_start[link])
            held.hold(said, to_start)
            held.linked = _later(held.linked, said) if to_start else held.linked
            held.said.append((link, said, to_start))
        for link, said, to_start in held.said:
            self.drives[link] = np.asarray(said >= (held.start if to_start else held.finish))
        self._demand(row, held, column)
        if inputs.given[row] and inputs.given_start[row] != NONE:
            held.hold(column(inputs.given_start[row]), True)
        if held.any:
            self._opened[row] = held

    def of(self, row: int, table: ClockTable | None = None) -> Held:
        """What holds a task, as marks of its own clock or of the given one."""
        inputs, own = self._inputs, table is None
        table = table or self._tables[self._runs.subject.clock[row]]
        held, above = Held(), self._opened.get(inputs.parent[row])
        if above:
            held.start = NEVER if above.start is NEVER else table.marks(above.start)
            held.finish = NEVER if above.finish is NEVER else table.marks(above.finish)
            held.linked = NEVER if above.linked is NEVER else table.marks(above.linked)
            held.above, held.shown = (held.start, held.finish), above.finish
        if inputs.project_start[row] != NONE:
            held.hold(table.mark(inputs.project_start[row]), True)
        for link in inputs.incoming(row):
            to_start = bool(self._columns.to_start[link])
            if (
                own
                and self._columns.one_clock[link]
                and self._runs.subject.is_at_work[inputs.predecessor[link]]
            ):
                said = self._marks(link)
            else:
                instants = self._instants(link)
                said = table.marks(instants)
                held.shown = held.shown if to_start else _later(held.shown, instants)
            held.said.append((link, said, to_start))
            held.hold(said, to_start)
            held.linked = _later(held.linked, said) if to_start else held.linked
        self._demand(row, held, table.mark)
        return held

    def _demand(self, row: int, held: Held, mark: Callable[[int], Column]) -> None:
        """The date that a planner demanded of a row, where it holds it."""
        date, kind = self._inputs.constraint_date[row], self._inputs.constraint[row]
        if date != NONE and (kind in _TO_START or kind in _TO_FINISH):
            held.hold(mark(date), kind in _TO_START)
            held.shown = held.shown if kind in _TO_START else _later(held.shown, column(date))

    def decided(self, row: int, held: Held, start: Column, span: Column) -> None:
        """Note which links, or what holds above, let a task of so many minutes start no earlier."""
        for link, said, to_start in held.said:
            self.drives[link] = _reaches(said, to_start, start, span)
        if held.above:
            above, below = held.above
            self.inherits[row] = _reaches(above, True, start, span) | _reaches(below, False, start, span)

    def _marks(self, link: int) -> Column:
        """What a link between tasks of one clock says of its successor's end, as a mark."""
        inputs, runs = self._inputs, self._runs
        ends = runs.finish if self._columns.from_finish[link] else runs.start
        mark = ends[inputs.predecessor[link]]
        if not inputs.lag[link]:
            return mark
        return np.asarray((mark & -2) + (2 * self._lag(link) + (inputs.kind[link] == LinkKind.SS)))

    def _instants(self, link: int) -> Column:
        """What a link says, as instants."""
        inputs, runs = self._inputs, self._runs
        predecessor = inputs.predecessor[link]
        said = runs.finishes(predecessor) if self._columns.from_finish[link] else runs.starts(predecessor)
        if not inputs.lag[link]:
            return said
        table = self._tables[int(self._columns.clock[link])]
        begins = inputs.kind[link] == LinkKind.SS
        return table.instants((table.marks(said) & -2) + (2 * self._lag(link) + begins))

    def _lag(self, link: int) -> Column:
        """A link's lag in minutes; a share is of what its predecessor takes in each run."""
        inputs = self._inputs
        if inputs.lag_unit[link] not in PERCENTAGES:
            return column(inputs.lag[link])
        whole = self._runs.duration(inputs.predecessor[link])
        return np.asarray(np.rint(whole * (inputs.lag[link] / WHOLE)), np.int32)


def _later(one: Column, other: Column) -> Column:
    return other if one is NEVER else np.maximum(one, other)


def _reaches(said: Column, to_start: bool, start: Column, span: Column) -> Flags:
    """In which runs what is said puts a task of so many minutes where it starts, or its finish there.

    Work begins at odd marks only: the even one before, an evening, comes to the same unless nothing lasts.
    """
    if to_start:
        return np.asarray(said >= start - (span > 0))
    return np.asarray(np.where(span > 0, (said & -2) + 1 - 2 * span, said) >= start)
