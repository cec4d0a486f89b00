"""The budget: what is planned, spent and expected by account and month, and every total of it.

The outlook of a month up to the status month is what was spent, booked or accrued; after it, the forecast,
or the plan where nothing was forecast. The variance is the plan less the outlook: negative when over budget.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .amounts import WHOLE, Codes, Money, Months, Rows, given, or_zero, refuse_overflow
from .budget_amounts import Amounts
from .fiscal_year import FiscalYear, fiscal_years, years_between

OPEX, CAPEX = 0, 1


@dataclass(frozen=True, slots=True)
class BudgetLines:
    """The lines as entered, every array of shape (k,); several may fall in one cell.

    account: row of the account; month: months since January 1970; treatment: OPEX or CAPEX;
    planned, actual, forecast: minor units, NONE where not given; committed, accrued: minor units, what is
    ordered and not invoiced yet, and what was received and not invoiced yet; exchange: what of the actual and
    accrued another rate than the budget's has brought, negative where it cost.
    """

    account: Rows
    month: Months
    treatment: Codes
    planned: Money
    actual: Money
    forecast: Money
    committed: Money
    accrued: Money
    exchange: Money


@dataclass(frozen=True, slots=True)
class Places:
    """Where amounts belong: account, month since January 1970, OPEX or CAPEX; each of shape (k,)."""

    account: Rows
    month: Months
    treatment: Codes


@dataclass(frozen=True, slots=True)
class Curves:
    """Running totals by month: planned and outlook (..., m), actual only up to the status month."""

    planned: Money
    actual: Money
    outlook: Money


@dataclass(frozen=True)
class Totals:
    """The same rows by month, by fiscal year, up to the status month and in all; summed when asked for.

    months: (..., m), where ... are the rows, such as accounts; year_of_month: the place of each month's
    fiscal year, (m,); year_count: y; through: how many of the months are up to the status month.
    """

    months: Amounts
    year_of_month: Months
    year_count: int
    through: int

    @cached_property
    def years(self) -> Amounts:
        """By fiscal year, (..., y)."""
        return self.months.grouped(self.year_of_month, self.year_count, axis=-1)

    @cached_property
    def years_to_date(self) -> Amounts:
        """What of each fiscal year is up to the status month, (..., y)."""
        past = self.months.first(self.through)
        return past.grouped(self.year_of_month[: self.through], self.year_count, axis=-1)

    @cached_property
    def to_date(self) -> Amounts:
        """Up to the status month, (...)."""
        return self.months.first(self.through).sum(-1)

    @cached_property
    def whole(self) -> Amounts:
        """Of all months, (...)."""
        return self.months.sum(-1)

    @property
    def at_completion(self) -> Money:
        """Budget at completion: all that is planned."""
        return self.whole.planned

    @property
    def planned_to_date(self) -> Money:
        """What was planned up to the status month."""
        return self.to_date.planned

    @property
    def spent_to_date(self) -> Money:
        """What was spent up to the status month; an actual entered for a later month is not spent yet."""
        return self.to_date.incurred

    @property
    def outlook_at_completion(self) -> Money:
        """What it will have cost, as things stand."""
        return self.whole.outlook

    @property
    def variance_at_completion(self) -> Money:
        """Budget at completion less its outlook: negative when over budget."""
        return self.whole.variance


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose the accounts are: per account a row, -1 for none, shape (n,), and how many rows there are."""

    row: Rows
    count: int


@dataclass(frozen=True)
class Budget:
    """Every amount of the budget and every total, each the sum of its cells in every direction.

    months: from the first to the last that has a line, (m,); years: the fiscal years that they touch;
    year_of_month: the place in them of each month's, (m,); through: how many of the months are up to the
    status month; cells: (n, 2, m), by account, OPEX and CAPEX, month; by_project, by_fund: of each account
    its project, and its funding source. Totals are summed when they are asked for.
    """

    months: Months
    years: tuple[FiscalYear, ...]
    year_of_month: Months
    through: int
    cells: Amounts
    by_project: Owners
    by_fund: Owners

    @cached_property
    def accounts(self) -> Totals:
        """Shape (n,)."""
        return self._totals(self.cells.sum(1))

    @cached_property
    def projects(self) -> Totals:
        """Shape (p + 1,), the last row holds the accounts of no project."""
        return self._totals(self._owned(self.by_project).sum(1))

    @cached_property
    def funds(self) -> Totals:
        """Shape (f + 1,), by where the money comes from, the last where it isn't said."""
        return self._totals(self._owned(self.by_fund).sum(1))

    @cached_property
    def treatments(self) -> Totals:
        """Shape (2,), by OPEX and CAPEX."""
        return self._totals(self.cells.sum(0))

    @cached_property
    def account_treatments(self) -> Totals:
        """Shape (n, 2)."""
        return self._totals(self.cells)

    @cached_property
    def project_treatments(self) -> Totals:
        """Shape (p + 1, 2)."""
        return self._totals(self._owned(self.by_project))

    @cached_property
    def program(self) -> Totals:
        """Shape ()."""
        return self._totals(self.cells.sum(0).sum(0))

    def of_projects(self, places: Rows) -> Budget:
        """The same months with the amounts of some projects' accounts alone; the others hold nothing.

        Args: places: rows of the projects, (k,).
        """
        mine = np.isin(self.by_project.row, places)
        return replace(self, cells=Amounts(np.where(mine[:, None, None], self.cells.parts, 0)))

    def _totals(self, months: Amounts) -> Totals:
        return Totals(months, self.year_of_month, len(self.years), self.through)

    def _owned(self, owners: Owners) -> Amounts:
        return self.cells.grouped(owners.row.astype(np.int64), owners.count + 1, axis=0)

    def curves(self, totals: Totals) -> Curves:
        """The running totals of one of the budget's totals, as its chart draws them."""
        running = totals.months.cumulative()
        return Curves(running.planned, running.incurred[..., : self.through], running.outlook)


def overrun(planned: int, outlook: int) -> int:
    """How far an outlook is over its plan, in whole hundredths of a per cent of the plan.

    Below zero when under, 0 where nothing is planned.
    """
    if not planned:
        return 0
    share = abs(outlook - planned) * WHOLE // abs(planned)
    return share if outlook > planned else -share


def budget(
    lines: BudgetLines, projects: Owners, funds: Owners, status_month: int | None, fiscal_year_start: int
) -> Budget:
    """The lines in their cells, ready to be summed.

    Args: projects, funds: of each account its project, and its funding source;
    status_month: months since January 1970, None while no status was taken; fiscal_year_start: month 1 to 12.
    Raises: `FinanceError` when the amounts are too large to be summed.
    """
    entered = (lines.planned, lines.actual, lines.forecast, lines.committed, lines.accrued, lines.exchange)
    refuse_overflow(*map(or_zero, entered))
    place = Places(lines.account, lines.month, lines.treatment)
    return placed(place, per_line(lines, status_month), projects, funds, status_month, fiscal_year_start)


def placed(
    place: Places,
    amounts: Amounts,
    projects: Owners,
    funds: Owners,
    status_month: int | None,
    fiscal_year_start: int,
) -> Budget:
    """Amounts, shape (k,), in the cells that each belongs to; the rest as of `budget`."""
    months = _span(place.month)
    cells = _cells(place, amounts, len(projects.row), months)
    first, last = (int(months[0]), int(months[-1])) if months.size else (0, -1)
    years = years_between(first, last, fiscal_year_start)
    through = 0 if status_month is None else min(max(status_month - first + 1, 0), months.size)
    return Budget(
        months=months,
        years=years,
        year_of_month=fiscal_years(months, fiscal_year_start) - (years[0].start_year if years else 0),
        through=through,
        cells=cells,
        by_project=projects,
        by_fund=funds,
    )


def _span(months: Months) -> Months:
    return np.arange(months.min(), months.max() + 1) if months.size else np.zeros(0, np.int64)


def per_line(lines: BudgetLines, status_month: int | None) -> Amounts:
    """The figures of each line, shape (k,); 0 where nothing is given."""
    planned, actual = or_zero(lines.planned), or_zero(lines.actual)
    to_come = np.where(given(lines.forecast), lines.forecast, planned)
    past = np.zeros(lines.month.shape, np.bool_) if status_month is None else lines.month <= status_month
    outlook = np.where(past, actual + lines.accrued, to_come)
    parts = (
        planned,
        lines.committed,
        actual,
        lines.accrued,
        or_zero(lines.forecast),
        outlook,
        lines.exchange,
    )
    return Amounts(np.asarray(np.stack(parts), np.int64))


def _cells(lines: Places, per_line: Amounts, accounts: int, months: Months) -> Amounts:
    """Amounts of shape (accounts, treatments, months)."""
    later = lines.month - (months[0] if months.size else 0)
    place = (lines.account.astype(np.int64) * 2 + lines.treatment) * months.size + later

    cells = np.zeros((len(per_line.parts), accounts * 2 * months.size), np.int64)
    for part, summed in zip(per_line.parts, cells, strict=True):
        np.add.at(summed, place, part)  # fast only with one index
    return Amounts(cells.reshape(len(cells), accounts, 2, months.size))
