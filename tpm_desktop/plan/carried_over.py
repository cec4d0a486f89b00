"""Budget at the end of a fiscal year: what an account has not spent, may carry over, and has carried over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.fiscal_year import FiscalYear, fiscal_year
from tpm_desktop.finance.policy import CarriedOver, Figure, Policy, carry_over
from tpm_desktop.finance.policy.settings import ALL_UNSPENT, UNCOMMITTED_ONLY
from tpm_desktop.planning.columns import NONE

from .budget_lines import status_month
from .columns import first
from .fiscal import fiscal_calendar
from .state import State

METRIC, _DAYS = "carry_share", "days_asked_before_year_end"
CARRY_METRICS = frozenset({METRIC, _DAYS})


@dataclass(frozen=True, slots=True)
class Unspent:
    """Of an account in a fiscal year, minor units: the budget before anything left it at the year's end, what
    was spent of it, booked or accrued, and is expected to be by its end, what is ordered and open, what was
    carried over already and lapsed.
    """

    budget: int
    spent: int
    expected: int
    open_orders: int
    carried: int
    lapsed: int

    @property
    def left(self) -> int:
        """What is neither spent, nor carried over, nor lapsed."""
        return max(0, self.budget - self.spent) - self.carried - self.lapsed


@dataclass(frozen=True, slots=True)
class _Entry:
    """One carry-over: asked in days before the end of its year."""

    year: int
    carried: int
    lapsed: int
    days: int | None


def fiscal_year_of(state: State, month: int) -> FiscalYear:
    """The fiscal year of the program that a month since 1970 is in."""
    starts_in = int(first(state.inputs.tables["program"], "fiscal_year_start"))
    return FiscalYear.beginning(fiscal_year(month, starts_in), starts_in)


def unspent(state: State, account_id: str, year: FiscalYear) -> Unspent:
    """What stands in an account in a fiscal year."""
    budget, place = state.money.budget, state.money.account_row[account_id]
    there = [n for n, one in enumerate(budget.years) if one.start_year == year.start_year]
    years = budget.accounts.years
    planned, spent, expected, ordered = (
        sum(int(part[place, n]) for n in there)
        for part in (years.planned, years.incurred, years.outlook, years.committed)
    )
    mine = [one for one in _entries(state, account_id) if one.year == year.start_year]
    carried, lapsed = sum(one.carried for one in mine), sum(one.lapsed for one in mine)
    return Unspent(planned + carried + lapsed, spent, expected, ordered, carried, lapsed)


def proposed(state: State, account_id: str, year: FiscalYear) -> CarriedOver:
    """What the policy lets go over of what is left, and what lapses; all of it where no rule says a share.

    Before the year is over what is expected to be spent by its end stays, and nothing is said to lapse.
    """
    found, status = unspent(state, account_id, year), status_month(state.inputs.tables)
    over = status is not None and status >= year.last
    spent = found.spent if over else max(found.spent, found.expected)
    left = max(0, found.budget - spent) - found.carried - found.lapsed
    limit = next(
        (int(one.thresholds[0]) for one in state.policy.rules if _limits(one.metrics, one.thresholds)), WHOLE
    )
    whole = carry_over(found.budget, spent, found.open_orders, limit, _basis(state.policy))
    carried = min(max(0, whole.carried - found.carried), max(0, left))
    return CarriedOver(carried, max(0, left) - carried if over else 0)


def _limits(metrics: tuple[object, ...], thresholds: tuple[Figure, ...]) -> bool:
    keys = [getattr(metric, "key", None) for metric in metrics]
    return keys == [METRIC] and bool(thresholds) and isinstance(thresholds[0], int)


def carry_figures(state: State, account_id: str) -> dict[str, Figure | None]:
    """What rules judge of an account's carry-overs, the worst of its years; nothing where it has none."""
    shares, days = [], []
    entries = list(_entries(state, account_id))
    for start in {one.year for one in entries}:
        mine = [one for one in entries if one.year == start]
        starts_in = int(first(state.inputs.tables["program"], "fiscal_year_start"))
        found = unspent(state, account_id, FiscalYear.beginning(start, starts_in))
        owed = found.open_orders if _basis(state.policy) == UNCOMMITTED_ONLY else 0
        counted = max(0, found.carried - owed)
        if found.budget > 0:
            shares.append(-(-counted * WHOLE // found.budget))  # up: a little above the limit is above it
        days += [one.days for one in mine if one.days is not None]
    return {METRIC: max(shares, default=None), _DAYS: min(days, default=None)}


def _basis(policy: Policy) -> str:
    return str(policy.settings.get("carry_basis", ALL_UNSPENT))


def _entries(state: State, account_id: str) -> Iterator[_Entry]:
    table = state.inputs.tables["carry_over"]
    for row, of in enumerate(table.texts["account_id"]):
        if of != account_id:
            continue
        year = fiscal_year_of(state, int(table.numbers["year"][row]))
        carried, lapsed, asked = (int(table.numbers[name][row]) for name in ("amount", "lapsed", "asked_on"))
        after = int(fiscal_calendar(state.inputs.tables).first_days(np.array([year.last + 1]))[0])
        yield _Entry(
            year.start_year,
            carried,
            0 if lapsed == NONE else lapsed,
            None if asked == NONE else after - 1 - asked,
        )
