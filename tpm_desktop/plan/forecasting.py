"""Estimates to complete of the accounts: as entered, from the remaining plan, by trend, or one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import NONE
from tpm_desktop.finance.budget import Budget
from tpm_desktop.model.finance import ForecastBy

from .budget_lines import status_month
from .earned_pieces import controls
from .earned_value import earned_value
from .fiscal import fiscal_calendar
from .state import State

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an account is expected to cost yet, minor units.

    planned: its budget at completion; spent: up to the status month; to_complete: by each method, None where
    it gives none; by: the method chosen for it; months: since 1970, after the status month; profile: what an
    estimate is spread by, a weight for each of them.
    """

    account_id: str
    planned: int
    spent: int
    to_complete: Mapping[ForecastBy, int | None]
    by: ForecastBy
    months: tuple[int, ...]
    profile: tuple[int, ...]

    def at_completion(self, by: ForecastBy) -> int | None:
        """Spent and yet to come, by a method."""
        left = self.to_complete[by]
        return None if left is None else self.spent + left


def estimates(state: State) -> list[Estimate]:
    """Of every account, in their order; none while no status date is set.

    By trend: the budget not earned yet, divided by CPI, or by CPI x SPI; none where nothing is earned or
    spent. From the remaining plan: what the account's tasks have yet to cost, or, without tasks, its plan
    for the months to come.
    """
    status = status_month(state.inputs.tables)
    if status is None:
        return []
    money, budget = state.money, state.money.budget
    earned, table = earned_value(state), state.inputs.tables["account"]
    months = np.arange(status + 1, _horizon(state, status) + 1)
    tasks = _of_tasks(state, months)
    planned, forecast = _after(budget, months, "planned"), _after(budget, months, "forecast")
    later = budget.accounts.whole.outlook - budget.accounts.to_date.outlook
    found = []
    for place, account_id in enumerate(money.accounts):
        row = table.row[account_id]
        one = earned.to_date(np.array([place], np.intp))
        by_tasks = tasks[place]
        profile = next((p for p in (by_tasks, forecast[place], planned[place]) if (p > 0).any()), None)
        own = int(table.numbers["to_complete"][row])
        left = {
            ForecastBy.ENTERED: int(later[place]),
            ForecastBy.PLAN: int((by_tasks if by_tasks.any() else planned[place]).sum()),
            ForecastBy.COST: _left(int(one.eac), int(one.ac)),
            ForecastBy.BOTH: _left(int(one.eac_both), int(one.ac)),
            ForecastBy.MANUAL: None if own == NONE else own,
        }
        found.append(
            Estimate(
                account_id,
                int(budget.accounts.whole.planned[place]),
                int(budget.accounts.to_date.incurred[place]),
                left,
                ForecastBy(table.texts["forecast_by"][row] or ForecastBy.ENTERED),
                tuple(months.tolist()),
                tuple(np.maximum(profile, 0).tolist() if profile is not None else _next(len(months))),
            )
        )
    return found


def _left(at_completion: int, spent: int) -> int | None:
    return None if at_completion == NONE or not spent else max(at_completion - spent, 0)


def _next(count: int) -> list[int]:
    """All in the next month."""
    return [1, *[0] * (count - 1)]


def _horizon(state: State, status: int) -> int:
    """The last month in which anything can be spent: that of the plan's finish, or of the last line."""
    finish = int(state.schedule.program_finish)
    known = [status + 1, *state.money.budget.months[-1:].tolist()]
    if finish != NONE:
        known.append(fiscal_calendar(state.inputs.tables).month_at(finish))
    return int(max(known))


def _after(budget: Budget, months: Numbers, name: str) -> Numbers:
    """Shape (accounts, months): a figure of the accounts in some months."""
    begins = np.searchsorted(budget.months, months, "left")
    ends = np.searchsorted(budget.months, months, "right")
    return np.asarray(getattr(budget.accounts.months.between(begins, ends), name))


def _of_tasks(state: State, months: Numbers) -> Numbers:
    """Shape (accounts, months): what tasks have yet to cost, over their working time that is left.

    What should have been spent by the status date and was not falls into the first month.
    """
    costs, control = state.money.costs, controls(state)
    found = np.zeros((len(state.money.accounts), len(months)), np.int64)
    left = costs.own - costs.own_actual
    rows = np.flatnonzero((left > 0) & (control < len(found)) & (state.schedule.finish != NONE))
    if not rows.size:
        return found
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    now = calendar.to_work(int(state.inputs.options.status_date))
    begin = np.maximum(calendar.to_work(state.schedule.start[rows]), now)
    end = np.maximum(calendar.to_work(state.schedule.finish[rows]), begin)
    edges = calendar.to_work(fiscal_calendar(state.inputs.tables).starts(months + 1))
    length = np.maximum(end - begin, 1)
    passed = np.clip(edges[None, :] - begin[:, None], 0, length[:, None])
    passed[end == begin] = np.where(edges[None, :] >= end[end == begin][:, None], 1, 0)
    passed[:, -1] = length
    reached = left[rows][:, None] * passed // length[:, None]
    parts = np.diff(np.concatenate([np.zeros((len(rows), 1), np.int64), reached], axis=1), axis=1)
    np.add.at(found, control[rows], parts)
    return found
