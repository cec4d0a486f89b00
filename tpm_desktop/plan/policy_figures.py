"""The figures of budget, forecast and earned value that rules of a policy judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.budget import CAPEX, Totals, overrun
from tpm_desktop.finance.earned_value import Performance
from tpm_desktop.finance.policy import Figure
from tpm_desktop.model.finance import Earned, Reserve
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.worktime import Calendar

from .approved_budget import off_approval
from .carried_over import CARRY_METRICS, carry_figures
from .columns import first
from .earned_lines import explained_accounts
from .earned_value import EarnedValue, earned_value
from .estimates import Sums, approved_lines, rounds
from .fiscal import fiscal_calendar
from .state import State

Figures = dict[str, Figure | None]
_BY_ESTIMATES = frozenset({"estimate_confidence", "estimate_class", "estimates_without_basis"})
_BY_EARNED_VALUE = frozenset({"cpi", "spi", "evm_in_use", "variance_share_unexplained"})
_earned: WeakKeyDictionary[State, EarnedValue] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Spent:
    """Minor units: planned, to be spent in all, and of what is planned capital."""

    planned: int
    outlook: int
    actual: int
    capital: int

    @classmethod
    def of(cls, totals: Totals, by_treatment: Sequence[int], at: int | None = None) -> Spent:
        """Args: by_treatment: planned by OPEX and CAPEX; at: the row of the totals, None where it is one."""
        whole = totals.whole if at is None else totals.whole.at(at)
        return cls(int(whole.planned), int(whole.outlook), int(whole.incurred), by_treatment[CAPEX])


def of_group(state: State, wanted: frozenset[str], spent: Spent, place: int | None) -> Figures:
    """Of a component project by its place in `Money.projects`, or of the program (None)."""
    reserves = _reserves(state, place)
    work = spent.planned - reserves
    figures = _of_spent(spent)
    figures["contingency_share"] = reserves * WHOLE // work if work > 0 else None
    figures["development_cost"] = spent.planned or None
    if wanted & _BY_EARNED_VALUE:
        earned = _earned_of(state)
        rows = earned.rows_of(place)
        figures |= _indices(earned.to_date(rows))
        figures["evm_in_use"] = bool(earned.to_date(rows).bac > 0)
    if wanted & _BY_ESTIMATES:
        figures |= _of_estimates(state, spent.planned, place)
    if place is None:
        figures["days_to_close"] = _days_to_close(state)
    if place is not None and "worst_baseline_deviation" in wanted:
        figures["worst_baseline_deviation"] = _deviation(state, place, figures["eac_over_budget"])
    return figures


def of_account(state: State, wanted: frozenset[str], place: int) -> Figures:
    """Of a cost account by its place in `Money.accounts`."""
    budget = state.money.budget
    capital = budget.account_treatments.whole.planned[place].tolist()
    spent = Spent.of(budget.accounts, capital, place)
    figures = _of_spent(spent)
    figures["period_open"] = True  # what would change a closed month is refused before it is kept
    if wanted & CARRY_METRICS:
        figures |= carry_figures(state, state.money.accounts[place])
    if "budget_off_approval" in wanted:
        off = off_approval(state)
        figures["budget_off_approval"] = None if off is None else int(off[place])
    figures["spent_before_approval"] = 0 if spent.planned else max(0, spent.actual)
    if wanted & _BY_EARNED_VALUE:
        earned = _earned_of(state)
        found = earned.to_date(np.array([place], np.intp))
        figures |= _indices(found)
        figures["variance_share_unexplained"] = _unexplained(state, earned, place, found)
    return figures


def _of_estimates(state: State, planned: int, place: int | None) -> Figures:
    """Of the newest approved round, and how sure the budget covers what it is about."""
    project = None if place is None else state.money.projects[place]
    one = approved_lines(rounds(state), project)
    if one is None:
        return {}
    classes = [line.row.confidence for line in one]
    return {
        "estimate_confidence": Sums.of(one).confidence(planned) if planned else None,
        "estimate_class": None if None in classes else max(c for c in classes if c is not None),
        "estimates_without_basis": sum("basis" in line.lacks for line in one),
    }


def _of_spent(spent: Spent) -> Figures:
    return {
        "budget_total": spent.planned or None,
        "outlook_total": spent.outlook,
        "eac_over_budget": max(0, overrun(spent.planned, spent.outlook)) if spent.planned else None,
        "capital_share": spent.capital * WHOLE // spent.planned if spent.planned > 0 else None,
    }


def _indices(found: Performance) -> Figures:
    ev, pv, ac = (int(part) for part in (found.ev, found.pv, found.ac))
    return {"cpi": Decimal(ev) / ac if ac and ev else None, "spi": Decimal(ev) / pv if pv else None}


def _reserves(state: State, place: int | None) -> int:
    """What is planned on accounts that are no work: contingency and management reserve, minor units."""
    table, money = state.inputs.tables["account"], state.money
    planned = money.budget.accounts.whole.planned
    project = None if place is None else money.projects[place]
    return sum(
        int(planned[at])
        for at, account_id in enumerate(money.accounts)
        if is_reserve(state, account_id)
        and (project is None or table.texts["project_id"][table.row[account_id]] == project)
    )


def _days_to_close(state: State) -> int | None:
    """Days after its end on which the last closed month was closed, None where nobody says when."""
    table = state.inputs.tables["closed_month"]
    if not len(table):
        return None
    row = int(np.argmax(table.numbers["month"]))
    closed = int(table.numbers["closed_on"][row])
    after = int(fiscal_calendar(state.inputs.tables).first_days(table.numbers["month"][row : row + 1] + 1)[0])
    return None if closed == NONE else max(0, closed - after + 1)


def is_reserve(state: State, account_id: str) -> bool:
    """Whether an account is kept for what may come: it earns nothing, or is marked as a reserve."""
    table = state.inputs.tables["account"]
    row = table.row[account_id]
    return table.texts["earned"][row] == Earned.NONE or table.texts["reserve"][row] != Reserve.NO


def _unexplained(state: State, earned: EarnedValue, place: int, found: Performance) -> int | None:
    """The larger variance to date as a share, 0 where it is explained or smaller than asks for a word."""
    if not found.bac or not earned.through:
        return None
    if state.money.accounts[place] in explained_accounts(state, earned):
        return 0
    least = first(state.inputs.tables["program"], "explain_sum")
    shares = [
        abs(int(variance)) * WHOLE // abs(int(of))
        for variance, of in ((found.sv, found.pv), (found.cv, found.ev))
        if of and abs(int(variance)) >= least
    ]
    return max(shares, default=0)


def _deviation(state: State, place: int, over: Figure | None) -> int | None:
    """By how much cost, or the time that a project takes, is above what was agreed; the worse of the two."""
    row = state.outline.row[state.money.projects[place]]
    shares = [over] if isinstance(over, int) else []
    ends = [(int(side.start[row]), int(side.finish[row])) for side in (state.schedule, state.baseline)]
    if not any(NONE in pair for pair in ends):
        calendar = _own(_calendar(state))
        now, then = (int(calendar.to_work(finish)) - int(calendar.to_work(start)) for start, finish in ends)
        shares += [max(0, now - then) * WHOLE // then] if then > 0 else []
    return max(shares, default=None)


def _earned_of(state: State) -> EarnedValue:
    """Computed once a state, since program, projects and accounts all ask for it."""
    found = _earned.get(state)
    if found is None:
        found = _earned[state] = earned_value(state, _own(_calendar(state)))
    return found


def _calendar(state: State) -> Calendar:
    return state.inputs.calendars[state.inputs.options.calendar]


@lru_cache(maxsize=1)
def _own(calendar: Calendar) -> Calendar:
    """The same calendar with tables of its own: they grow while they are read, perhaps in a thread."""
    return Calendar(calendar.name, calendar.periods)
