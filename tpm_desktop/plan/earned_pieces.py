"""How each task's budget is planned and earned over working time, by the method it earns by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import WHOLE, Money, scaled
from tpm_desktop.finance.earning import AT_START, Earning, earned, earned_shares
from tpm_desktop.model import schedule
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.worktime import Calendar

from .columns import Numbers
from .state import State

_METHODS = {choice.value: int(Earning[choice.name]) for choice in schedule.Earning}
_LAST_MINUTE = 1439
_BY_ENDS = (Earning.AT_FINISH, Earning.HALF_AT_START, Earning.QUARTER_AT_START, Earning.FIFTH_AT_START)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Amounts each over a stretch of working time, (k,) each.

    row: of the control account; amount: minor units; begin, length: working minutes, length at least 1.
    """

    row: NDArray[np.intp]
    amount: Money
    begin: Numbers
    length: Numbers

    @classmethod
    def of(cls, row: NDArray[np.intp], amount: Money, begin: Numbers, end: Numbers) -> Self:
        """From where each begins and ends; one without length falls in the minute before its end."""
        begin = np.minimum(begin, end - 1)
        return cls(row, amount, begin, end - begin)

    @classmethod
    def none(cls) -> Self:
        """No piece at all."""
        return cls(np.zeros(0, np.intp), *(np.zeros(0, np.int64) for _ in range(3)))


@dataclass(frozen=True, slots=True)
class TaskPieces:
    """What is planned of all tasks, which of it is level of effort, and what is earned of the others."""

    planned: Pieces
    effort: Pieces
    earned: Pieces


def joined(*parts: Pieces) -> Pieces:
    """All pieces of several."""
    names = ("row", "amount", "begin", "length")
    return Pieces(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def read_pieces(state: State, calendar: Calendar) -> TaskPieces:
    """Of every task that the baseline holds a budget of its own for."""
    reader = _Reader(state, calendar)
    plain = np.isin(reader.method, (Earning.PERCENT, Earning.APPORTIONED))
    effort = reader.method == Earning.LEVEL_OF_EFFORT
    stepped = reader.method == Earning.MILESTONES
    ends = np.isin(reader.method, _BY_ENDS)
    effort_pieces = reader.spread(effort, reader.budget, reader.begin, reader.end)
    planned = joined(
        reader.spread(plain, reader.budget, reader.begin, reader.end),
        effort_pieces,
        reader.at_ends(ends, reader.budget, reader.begin, reader.end),
        reader.steps(stepped, "planned"),
    )
    if state.inputs.options.status_date == NONE:
        return TaskPieces(planned, effort_pieces, Pieces.none())
    return TaskPieces(
        planned,
        effort_pieces,
        joined(
            reader.spread(plain, reader.value, reader.begun, reader.ended),
            reader.at_ends(ends, reader.value, reader.begun, reader.ended),
            reader.steps(stepped, "reached"),
        ),
    )


class _Reader:
    """The tasks as columns by outline row; times are working minutes of the program's calendar."""

    def __init__(self, state: State, calendar: Calendar) -> None:
        self.state, self.calendar = state, calendar
        outline, tasks, found = state.outline, state.inputs.tasks, state.baseline
        self.budget, self.control = _own_budget(state), controls(state)
        codes = np.zeros(len(outline), np.int8)
        at = ~outline.is_project
        codes[at] = state.inputs.tables["task"].codes_of("earning", _METHODS)[outline.source[at]]
        base = _bases(state, codes)
        codes[(codes == Earning.APPORTIONED) & (base < 0)] = Earning.PERCENT
        codes[state.numbers("level_of_effort", 0) == 1] = Earning.LEVEL_OF_EFFORT
        self.method = codes
        timed = np.where(base >= 0, base, np.arange(len(outline)))
        plan = state.schedule
        self.begin = self._work(np.where(found.start == NONE, plan.start, found.start)[timed])
        self.end = self._work(np.where(found.finish == NONE, plan.finish, found.finish)[timed])
        now = state.inputs.options.status_date
        self.now = 0 if now == NONE else calendar.to_work(int(now))
        finished = tasks.actual_finish != NONE
        started = (tasks.actual_start != NONE) | finished
        if state.summary.any():
            started = started | (state.summary & (state.done > 0))
            finished = finished | (state.summary & (state.done == WHOLE))
        begun = self._work(np.where(tasks.actual_start != NONE, tasks.actual_start, plan.start)[timed])
        ended = self._work(np.where(tasks.actual_finish != NONE, tasks.actual_finish, plan.finish)[timed])
        self.begun = np.minimum(begun, self.now - 1)
        self.ended = np.where(finished[timed], np.minimum(ended, self.now), self.now)
        measured = state.numbers("physical_percent")
        done = np.where(measured == NONE, state.done, measured)
        self.reached = self._reached()
        own = earned_shares(codes, started, finished, done, self.reached)
        self.shares = np.where(base >= 0, own[base], own)
        self.value = earned(self.budget, self.shares)

    def _work(self, times: Numbers) -> Numbers:
        known = times != NONE
        return np.where(known, self.calendar.to_work(np.where(known, times, 0)), 0)

    def spread(self, some: NDArray[np.bool_], amount: Money, begin: Numbers, end: Numbers) -> Pieces:
        """Evenly over working time."""
        rows = np.flatnonzero(some & (amount != 0))
        return Pieces.of(self.control[rows], amount[rows], begin[rows], end[rows])

    def at_ends(self, some: NDArray[np.bool_], amount: Money, begin: Numbers, end: Numbers) -> Pieces:
        """A share in the first minute and the rest in the last, as far as the amount goes."""
        first = np.minimum(scaled(self.budget, AT_START[self.method], WHOLE), amount)
        rows = np.flatnonzero(some & (amount != 0))
        start = Pieces.of(self.control[rows], first[rows], begin[rows], begin[rows] + 1)
        rest = Pieces.of(self.control[rows], (amount - first)[rows], end[rows] - 1, end[rows])
        return joined(start, rest)

    def steps(self, some: NDArray[np.bool_], when: str) -> Pieces:
        """The weights of milestones on the days planned or reached; a rest of none at the finish."""
        table = self.state.inputs.tables["earning_milestone"]
        owners, pieces = table.rows_of("task_id", self.state.outline.row), [Pieces.none()]
        for row in np.flatnonzero(some & (self.budget != 0)).tolist():
            mine = np.flatnonzero(owners == row)
            days, weights = table.numbers[when][mine], table.numbers["weight"][mine]
            known = days != NONE
            at = self._work(np.where(known, days * 1440 + _LAST_MINUTE, NONE))
            if when == "planned":
                rest = WHOLE - min(int(weights.sum()), WHOLE)
                at = np.append(np.where(known, at, self.end[row]), self.end[row])
                weights = np.append(weights, rest)
            else:
                at, weights = np.minimum(at[known], self.now), weights[known]
            order = np.argsort(at, kind="stable")
            running = np.minimum(np.cumsum(weights[order]), WHOLE)
            sums = scaled(np.full(len(at), self.budget[row]), running, WHOLE)
            place = np.full(len(at), self.control[row])
            pieces.append(Pieces.of(place, np.diff(sums, prepend=np.int64(0)), at[order] - 1, at[order]))
        return joined(*pieces)

    def _reached(self) -> Numbers:
        """Shape (n,): the weights of the milestones that each row has reached."""
        table = self.state.inputs.tables["earning_milestone"]
        found = np.zeros(len(self.state.outline), np.int64)
        there = table.numbers["reached"] != NONE
        owners = table.rows_of("task_id", self.state.outline.row)
        np.add.at(found, owners[there], table.numbers["weight"][there])
        return found


def _own_budget(state: State) -> Money:
    """The baseline cost of each row without that of the rows below it."""
    cost = np.where(state.baseline.cost == NONE, 0, state.baseline.cost)
    cost[state.outline.is_project] = 0
    below = np.zeros(len(cost), np.int64)
    child = state.outline.parent >= 0
    np.add.at(below, state.outline.parent[child], cost[child])
    own = np.where(state.outline.has_children(), np.maximum(cost - below, 0), cost)
    return np.where(state.outline.is_project, 0, own)


def controls(state: State) -> NDArray[np.intp]:
    """Shape (n,): the row of each task's control account, its own or that of the nearest task above."""
    outline, task = state.outline, state.inputs.tables["task"]
    named = np.full(len(outline), -1, np.int64)
    at = ~outline.is_project
    named[at] = task.rows_of("account_id", state.money.account_row)[outline.source[at]]
    count, place = len(state.money.accounts), -1
    for row in range(len(outline)):
        above = int(outline.parent[row])
        if outline.is_project[row]:
            place += 1
            named[row] = count + place
        elif named[row] < 0:
            named[row] = named[above]
    return named.astype(np.intp)


def _bases(state: State, method: NDArray[np.int8]) -> NDArray[np.int32]:
    """Shape (n,): the task that an apportioned one follows, -1 where that has no way of its own."""
    outline, found = state.outline, np.full(len(state.outline), -1, np.int32)
    at = ~outline.is_project
    found[at] = state.inputs.tables["task"].rows_of("apportioned_to_id", outline.row)[outline.source[at]]
    effort = state.numbers("level_of_effort", 0) == 1
    own_way = (method[found] != Earning.APPORTIONED) & ~effort[found]
    return np.where((method == Earning.APPORTIONED) & (found >= 0) & own_way, found, -1)
