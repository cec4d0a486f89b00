"""Baselines by outline row, and how far the plan is from them.

Summaries span their parts where no dates of their own were kept; component projects, of which a baseline
keeps nothing, add up what it keeps of their tasks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.rollup import earliest, latest
from tpm_desktop.planning.worktime import Calendar

from .columns import Columns, Numbers
from .outline import Outline

MOST = 10
"""Baselines are numbered from 0 to this."""


@dataclass(frozen=True, slots=True)
class Baselined:
    """Shape (n,) each, `NONE` where nothing was kept. id: of the baseline, None where there is none.

    start, finish: minutes since 1970; duration, work: minutes; cost: minor units.
    """

    id: str | None
    start: Numbers
    finish: Numbers
    duration: Numbers
    work: Numbers
    cost: Numbers


@dataclass(frozen=True, slots=True)
class Variances:
    """The plan less the baseline, shape (n,) each, `NONE` where either has nothing; above 0 is later or more.

    start, finish: minutes of the program's working time; duration, work: minutes; cost: minor units.
    Source: start, finish, duration, work and cost variance as Microsoft Project defines them.
    """

    start: Numbers
    finish: Numbers
    duration: Numbers
    work: Numbers
    cost: Numbers


def chosen_baseline(tables: dict[str, Columns]) -> int | None:
    """The number of the baseline to compare with: the one that was chosen, else the lowest there is."""
    numbers = tables["baseline"].numbers["number"]
    chosen = int(tables["program"].numbers["compared_baseline"][0])
    if chosen in numbers:
        return chosen
    return int(numbers.min()) if numbers.size else None


def read_baseline(
    tables: dict[str, Columns], outline: Outline, summary: NDArray[np.bool_], number: int | None
) -> Baselined:
    """What the baseline with a number holds; nothing where there is none."""
    absent = np.full(len(outline), NONE, np.int64)
    places = (
        np.flatnonzero(tables["baseline"].numbers["number"] == number) if number is not None else absent[:0]
    )
    if not places.size:
        return Baselined(None, absent, absent, absent, absent, absent)
    kept = tables["baseline_task"]
    mine = kept.rows_of("baseline_id", tables["baseline"].row) == places[0]
    rows = kept.rows_of("task_id", outline.row)[mine]

    def placed(field: str) -> Numbers:
        found = absent.copy()
        found[rows] = kept.numbers[field][mine]
        return found

    start, finish = placed("start"), placed("finish")
    return Baselined(
        id=tables["baseline"].ids[int(places[0])],
        start=np.where(start == NONE, np.where(summary, earliest(outline.parent, start), NONE), start),
        finish=np.where(finish == NONE, np.where(summary, latest(outline.parent, finish), NONE), finish),
        duration=placed("duration"),
        work=_with_projects(outline, placed("work")),
        cost=_with_projects(outline, placed("cost")),
    )


def variances(now: Baselined, then: Baselined, calendar: Calendar) -> Variances:
    """How far one is from the other. Args: calendar: whose working time tells dates apart."""

    def apart(new: Numbers, old: Numbers, *, dates: bool = False) -> Numbers:
        known = (new != NONE) & (old != NONE)
        found = np.full(len(new), NONE, np.int64)
        ends = (calendar.to_work(side[known]) if dates else side[known] for side in (new, old))
        found[known] = np.subtract(*ends)
        return found

    return Variances(
        start=apart(now.start, then.start, dates=True),
        finish=apart(now.finish, then.finish, dates=True),
        duration=apart(now.duration, then.duration),
        work=apart(now.work, then.work),
        cost=apart(now.cost, then.cost),
    )


def _with_projects(outline: Outline, values: Numbers) -> Numbers:
    """Component projects get the sum of the tasks right below them, as far as anything was kept of these."""
    top = (outline.level == 1) & (values != NONE)
    sums, count = np.zeros(len(values), np.int64), np.zeros(len(values), np.int64)
    np.add.at(sums, outline.project[top], values[top])
    np.add.at(count, outline.project[top], 1)
    return np.where(outline.is_project & (count > 0), sums, values)
