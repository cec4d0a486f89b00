"""Earned value of the control accounts by month, from the baseline, the status of the tasks and the actuals.

A control account is a cost account with the tasks that name it, or that stand below one that does. Tasks of
no account are counted apart, project by project. How each task earns is read in `earned_pieces.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.amounts import Money, Months, refuse_overflow
from tpm_desktop.finance.earned_schedule import EarnedSchedule, earned_schedule
from tpm_desktop.finance.earned_value import Performance
from tpm_desktop.finance.earning import spread
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.model.finance import Earned
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.worktime import Calendar

from .budget_lines import status_month
from .columns import Numbers
from .earned_pieces import Pieces, joined, read_pieces
from .fiscal import fiscal_calendar
from .state import State


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """Minor units by control account, (c,) or by month too, (c, m).

    months: since 1970; through: how many of them are up to the status month; at: months passed up to the
    status date; pv: planned by month to the end; ev, ac: earned and spent, 0 after the status date;
    pv_to_date: planned up to the status date; effort, effort_budget: of what is planned to date, and of the
    budget, level of effort. project: per row the place of its project in `Money.projects`, -1 for none;
    counted: rows that tell something. The first rows are the accounts of `Money.accounts`, then come tasks of
    no account, a row a project.
    """

    months: Months
    through: int
    at: float
    project: NDArray[np.int32]
    counted: NDArray[np.bool_]
    pv: Money
    ev: Money
    ac: Money
    pv_to_date: Money
    effort: Money
    effort_budget: Money

    def rows_of(self, project: int | None = None) -> NDArray[np.intp]:
        """The counted rows of a project (-1: of none), all unless given."""
        mine = self.counted if project is None else self.counted & (self.project == project)
        return np.flatnonzero(mine)

    def to_date(self, rows: NDArray[np.intp]) -> Performance:
        """The sums of some rows up to the status date."""
        parts = (self.pv, self.pv_to_date, self.ev, self.ac)
        return Performance(*(np.asarray(part[rows].sum(dtype=np.int64)) for part in parts))

    def without_effort(self, rows: NDArray[np.intp]) -> Performance:
        """The same without level of effort, which earns what is planned and so hides what is late."""
        found = self.to_date(rows)
        effort, budget = (part[rows].sum(dtype=np.int64) for part in (self.effort, self.effort_budget))
        return Performance(found.bac - budget, found.pv - effort, found.ev - effort, found.ac)

    def by_month(self, rows: NDArray[np.intp]) -> Performance:
        """Running totals by month up to the status month; the last is up to the status date."""
        pv, ev, ac = (part[rows].sum(0)[: self.through] for part in (self.pv, self.ev, self.ac))
        pv, ev, ac = (np.cumsum(part, dtype=np.int64) for part in (pv, ev, ac))
        whole = self.to_date(rows)
        pv[-1:] = whole.pv
        return Performance(np.full(len(pv), whole.bac, np.int64), pv, ev, ac)

    def of_period(self, rows: NDArray[np.intp]) -> Performance:
        """Of the status month alone."""
        running = self.by_month(rows)
        parts = (running.pv, running.ev, running.ac)
        last = [part[-1] - (part[-2] if len(part) > 1 else 0) for part in parts]
        return Performance(running.bac[-1], *map(np.asarray, last))

    def curve(self, rows: NDArray[np.intp]) -> Money:
        """Planned value by month to its end, added up."""
        return np.cumsum(self.pv[rows].sum(0), dtype=np.int64)

    def schedule(self, rows: NDArray[np.intp]) -> EarnedSchedule:
        """Earned schedule on the rows' own curve; time stops in the month in which all is earned."""
        return self.schedule_at(rows, self.through - 1)

    def schedule_at(self, rows: NDArray[np.intp], place: int) -> EarnedSchedule:
        """The same as it was at the end of a month up to the status month, by its place."""
        curve, earned = self.curve(rows), np.cumsum(self.ev[rows].sum(0), dtype=np.int64)[: place + 1]
        whole = int(curve[-1]) if curve.size else 0
        done = np.flatnonzero(earned >= whole)
        passed = min(self.at, place + 1)
        at = min(passed, int(done[0]) + 1) if done.size and whole else passed
        return earned_schedule(curve, int(earned[-1]) if earned.size else 0, at)

    def forecast(self, rows: NDArray[np.intp]) -> int:
        """Estimate at completion: the sum of the rows' own, so that shown figures add up.

        The typical one, or where nothing is earned yet what was spent and all that is left.
        """
        pv, ev, ac = (part[rows].sum(1) for part in (self.pv, self.ev, self.ac))
        each = Performance(pv, self.pv_to_date[rows], ev, ac)
        return int(np.where(each.eac == NONE, each.eac_atypical, each.eac).sum(dtype=np.int64))


def earned_value(state: State, calendar: Calendar | None = None) -> EarnedValue:
    """Of a plan as it is.

    Args: calendar: the plan's, or a copy for another thread, since its tables grow while they are read.
    Raises: `EditError` where amounts are too large to be counted.
    """
    try:
        return _earned_value(state, calendar or state.inputs.calendars[state.inputs.options.calendar])
    except FinanceError as error:
        raise EditError(str(error)) from error


def _earned_value(state: State, calendar: Calendar) -> EarnedValue:
    now, status = state.inputs.options.status_date, status_month(state.inputs.tables)
    accounts, projects = len(state.money.accounts), len(state.money.projects)
    by_tasks = read_pieces(state, calendar)
    by_budget = _effort_of_accounts(state, calendar)
    planned = joined(by_tasks.planned, by_budget)
    months, edges = _months(state, calendar, planned, status)
    through = 0 if status is None or not months.size else status - int(months[0]) + 1
    reached = np.array([0 if status is None else calendar.to_work(int(now))], np.int64)
    rows = accounts + projects

    def placed(pieces: Pieces, at: Numbers) -> Money:
        found = np.zeros((rows, len(at)), np.int64)
        refuse_overflow(pieces.amount)
        passed = at[None, :] - pieces.begin[:, None]
        np.add.at(found, pieces.row, spread(pieces.amount, passed, pieces.length))
        return found

    pv, effort = placed(planned, edges), joined(by_tasks.effort, by_budget)
    effort_by_month = placed(effort, edges)
    nothing = np.zeros(rows, np.int64)
    pv_to_date, effort_to_date = (
        (nothing, nothing) if status is None else (placed(part, reached)[:, 0] for part in (planned, effort))
    )
    ev = placed(by_tasks.earned, edges) + _cut(effort_by_month, effort_to_date, through)
    return EarnedValue(
        months=months,
        through=through,
        at=_passed(calendar, edges, through, int(reached[0])),
        project=_projects(state),
        counted=_counted(state, pv),
        pv=pv,
        ev=ev if through else np.zeros_like(ev),
        ac=_actuals(state, months, through, rows),
        pv_to_date=pv_to_date,
        effort=effort_to_date,
        effort_budget=effort_by_month.sum(1),
    )


def _cut(by_month: Money, to_date: Money, through: int) -> Money:
    """By month up to the status date only."""
    found = np.zeros_like(by_month)
    if through:
        found[:, : through - 1] = by_month[:, : through - 1]
        found[:, through - 1] = to_date - found.sum(1)
    return found


def _months(state: State, calendar: Calendar, planned: Pieces, status: int | None) -> tuple[Months, Numbers]:
    """All months with anything in them, and the working time up to the end of each."""
    fiscal = fiscal_calendar(state.inputs.tables)
    known = [*state.money.budget.months[[0, -1]].tolist()] if state.money.budget.months.size else []
    known += [] if status is None else [status]
    if planned.amount.size:
        first = calendar.from_work_start(int(planned.begin.min()))
        last = calendar.from_work_finish(int((planned.begin + planned.length).max()))
        known += fiscal.months_at(np.array([first, last - 1])).tolist()
    begun = state.inputs.tasks.actual_start
    known += fiscal.months_at(begun[begun != NONE]).tolist()
    if not known or not (planned.amount.size or state.money.budget.months.size):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    months = np.arange(min(known), max(known) + 1)
    return months, calendar.to_work(fiscal.starts(months + 1))


def _passed(calendar: Calendar, edges: Numbers, through: int, reached: int) -> float:
    """Months up to the status date, of its own month the share of its working time."""
    if not through:
        return 0.0
    end = int(edges[through - 1])
    begin = int(edges[through - 2]) if through > 1 else end
    return through - (0.0 if end == begin else min(max((end - reached) / (end - begin), 0.0), 1.0))


def _effort_of_accounts(state: State, calendar: Calendar) -> Pieces:
    """The monthly budgets of accounts that are level of effort, each over its month."""
    account, totals = state.inputs.tables["account"], state.money.budget
    places = [
        n for n, row_id in enumerate(state.money.accounts)
        if account.texts["earned"][account.row[row_id]] == Earned.EFFORT
    ]  # fmt: skip
    if not places or not totals.months.size:
        return Pieces.none()
    amounts = totals.accounts.months.planned[places]
    row, month = np.nonzero(amounts)
    fiscal = fiscal_calendar(state.inputs.tables)
    begin, end = (calendar.to_work(fiscal.starts(totals.months + after)) for after in (0, 1))
    return Pieces.of(np.array(places)[row], amounts[row, month], begin[month], end[month])


def _projects(state: State) -> NDArray[np.int32]:
    account, places = state.inputs.tables["account"], {p: n for n, p in enumerate(state.money.projects)}
    owners = [account.texts["project_id"][account.row[row_id]] or "" for row_id in state.money.accounts]
    return np.array([*(places.get(owner, -1) for owner in owners), *range(len(places))], np.int32)


def _counted(state: State, pv: Money) -> NDArray[np.bool_]:
    """A reserve is no part of the baseline, and rows without budget and account tell nothing."""
    account = state.inputs.tables["account"]
    reserve = [account.texts["earned"][account.row[row_id]] == Earned.NONE for row_id in state.money.accounts]
    of_account = ~np.array(reserve, np.bool_)
    any_budget = (pv != 0).any(1)
    return np.concatenate([of_account | any_budget[: len(reserve)], any_budget[len(reserve) :]])


def _actuals(state: State, months: Months, through: int, rows: int) -> Money:
    """What was spent by account and month up to the status month."""
    found, totals = np.zeros((rows, len(months)), np.int64), state.money.budget
    if through and totals.through:
        first = int(totals.months[0] - months[0])
        spent = totals.accounts.months.incurred[:, : totals.through]
        found[: len(spent), first : first + totals.through] = spent
    return found
