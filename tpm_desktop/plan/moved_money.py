"""The money that a change of dates moves: what tasks have yet to cost, by the fiscal year it falls into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from tpm_desktop.planning.columns import NONE, Rows, Schedule
from tpm_desktop.planning.what_if import Difference
from tpm_desktop.planning.worktime import Calendar

from .columns import Numbers, first
from .fiscal import fiscal_calendar
from .state import State

__all__ = ["MovedMoney", "YearMoney", "moved_money"]


@dataclass(frozen=True, slots=True)
class YearMoney:
    """What of it falls into a fiscal year. month: its first, counted from January 1970; minor units."""

    month: int
    before: int
    after: int

    @property
    def first_day(self) -> date:
        """What the fiscal year is named by: the first day of its first month in the calendar."""
        return date(1970 + self.month // 12, self.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class MovedMoney:
    """amount: minor units, what the tasks that move have yet to cost. years: those whose sum changes."""

    amount: int
    years: tuple[YearMoney, ...]

    @property
    def into_other_years(self) -> int:
        """Minor units that fall into another fiscal year than before."""
        return sum(max(0, year.before - year.after) for year in self.years)


def moved_money(state: State, difference: Difference, calendar: Calendar) -> MovedMoney:
    """The costs to come of the tasks that move, spread evenly over what is left of each.

    What is left begins at the status date where the task began before; fixed costs and costs given for an
    assignment are spread as the work is. Args: calendar: the plan's, or a copy for another thread.
    """
    costs = state.money.costs
    left = costs.own - costs.own_actual
    rows = difference.moved[left[difference.moved] > 0]
    rows = rows[(difference.before.finish[rows] != NONE) & ~difference.before.summary[rows]]
    if not rows.size:
        return MovedMoney(0, ())
    months = _first_months(state, difference, rows)
    before = _by_year(state, difference.before, rows, left[rows], months, calendar)
    after = _by_year(state, difference.after, rows, left[rows], months, calendar)
    years = [
        YearMoney(month, int(was), int(will)) for month, was, will in zip(months, before, after, strict=True)
    ]
    return MovedMoney(int(left[rows].sum()), tuple(year for year in years if year.before != year.after))


def _first_months(state: State, difference: Difference, rows: Rows) -> list[int]:
    """The first months of the fiscal years that the tasks lie in, before or after."""
    offset = int(first(state.inputs.tables["program"], "fiscal_year_start")) - 1
    schedules = (difference.before, difference.after)
    earliest = min(int(schedule.start[rows].min()) for schedule in schedules)
    latest = max(int(schedule.finish[rows].max()) for schedule in schedules)
    fiscal = fiscal_calendar(state.inputs.tables)
    low, high = ((fiscal.month_at(at) - offset) // 12 for at in (earliest, latest))
    return [year * 12 + offset for year in range(low, high + 1)]


def _by_year(
    state: State, schedule: Schedule, rows: Rows, left: Numbers, months: list[int], calendar: Calendar
) -> Numbers:
    """What falls into each year: shape (years,)."""
    status = state.inputs.options.status_date
    finish = schedule.finish[rows]
    start = np.minimum(np.maximum(schedule.start[rows], status), finish)
    begin, end = calendar.to_work(start), calendar.to_work(finish)
    spent = [np.zeros(len(rows), np.int64)]
    fiscal = fiscal_calendar(state.inputs.tables)
    for bound in fiscal.starts(np.array(months[1:], np.int64)).tolist():
        done = np.clip(int(calendar.to_work(bound)) - begin, 0, end - begin)
        at_once = np.where(finish <= bound, left, 0)  # what has no working time falls due at its end
        spent.append(np.where(end > begin, left * done // np.maximum(end - begin, 1), at_once))
    spent.append(left)
    return np.array([int((later - sooner).sum()) for sooner, later in pairwise(spent)])
