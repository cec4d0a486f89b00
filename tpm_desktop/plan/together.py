"""What several tasks come to together: their work, cost, span and least slack, each part counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.columns import NONE, Flags

from .columns import Numbers
from .state import State


@dataclass(frozen=True, slots=True)
class Together:
    """Sums and ends of some outline rows; durations and work in minutes, amounts in minor units.

    count: rows, those within another one not counted. start, finish: instants, `NONE` without dates; span:
    working time of the program between them. work, work_done: of people. slack: the least total slack of
    tasks that are not done, None where all are. critical: how many tasks are. agreed: baseline cost of the
    rows that have one, None where none has; over: by how much those cost more than that.
    """

    count: int
    start: int
    finish: int
    span: int
    work: int
    work_done: int
    cost: int
    spent: int
    agreed: int | None
    over: int
    slack: int | None
    critical: int


def topmost(state: State, rows: Sequence[int]) -> Numbers:
    """Of some outline rows those that are not below another one of them, in the order of the outline."""
    found, last = [], -1
    for row in sorted(rows):
        if row > last:
            found.append(row)
            last = int(state.outline.last[row])
    return np.array(found, np.int64)


def covered(state: State, rows: Sequence[int]) -> Flags:
    """Shape (n,): the outline rows that are some rows or lie below them."""
    found = np.zeros(len(state.outline), np.bool_)
    for row in topmost(state, rows).tolist():
        found[row : int(state.outline.last[row]) + 1] = True
    return found


def together(state: State, rows: Sequence[int]) -> Together:
    """What some outline rows come to; a task below a chosen summary is counted with that one only."""
    tops, schedule = topmost(state, rows), state.schedule
    dated = tops[(schedule.start[tops] != NONE) & (schedule.finish[tops] != NONE)]
    start = int(schedule.start[dated].min()) if dated.size else NONE
    finish = int(schedule.finish[dated].max()) if dated.size else NONE
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    leaves = covered(state, rows) & ~state.summary & state.inputs.tasks.active
    open_ones = leaves & (state.inputs.tasks.actual_finish == NONE) & (schedule.total_slack != NONE)
    cost, baseline = np.asarray(state.money.costs.task)[tops], state.baseline.cost[tops]
    kept = baseline != NONE
    return Together(
        count=len(tops),
        start=start,
        finish=finish,
        span=calendar.between(start, finish) if dated.size else 0,
        work=int(state.work.whole[tops].sum()),
        work_done=int(state.work.done[tops].sum()),
        cost=int(cost.sum()),
        spent=int(state.money.costs.task_actual[tops].sum()),
        agreed=int(baseline[kept].sum()) if kept.any() else None,
        over=int((cost[kept] - baseline[kept]).sum()),
        slack=int(schedule.total_slack[open_ones].min()) if open_ones.any() else None,
        critical=int((schedule.critical & leaves).sum()),
    )
