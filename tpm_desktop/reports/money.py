"""The budget as a pack tells it: by component project, by capital and operating, and by fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tpm_desktop.finance.budget import CAPEX, OPEX, Totals
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.model.finance import Treatment

from .source import Source


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One line of a budget table, minor units.

    to_date: planned to date; variance: minus is over; exchange: what of the spent other rates than the
    budget's brought, minus is a cost; place: of its component project, one more than the last
    for what belongs to none.
    """

    name: str
    planned: int
    to_date: int
    spent: int
    outlook: int
    exchange: int
    total: bool = False
    place: int | None = None

    @property
    def variance(self) -> int:
        return self.planned - self.outlook


def by_project(source: Source) -> list[BudgetRow]:
    """Each component project that has a budget, what belongs to none, and the total."""
    sums = source.budget
    names = [source.project(project_id) for project_id in source.state.money.projects]
    rows = [_row(name, sums.projects, (n,)) for n, name in enumerate([*names, "Across projects"])]
    spent = [row for row in rows if row.planned or row.outlook or row.spent]
    return [*spent, _row(_whole(source), sums.program, (), total=True)] if spent else []


def _whole(source: Source) -> str:
    """What the last line sums up."""
    return "Together" if source.chosen else "Program"


def by_treatment(source: Source) -> list[BudgetRow]:
    """Capital, operating, and the total."""
    sums = source.budget
    rows = [
        _row(Treatment.CAPEX.label, sums.treatments, (CAPEX,)),
        _row(Treatment.OPEX.label, sums.treatments, (OPEX,)),
    ]
    return [*rows, _row(_whole(source), sums.program, (), total=True)] if sums.months.size else []


def by_year(source: Source) -> list[BudgetRow]:
    """Each fiscal year, and the total."""
    sums = source.budget
    years = [
        _year_row(source.formats.fiscal_year(_first_day(year.first)), sums.program, n)
        for n, year in enumerate(sums.years)
    ]
    return [*years, _row(_whole(source), sums.program, (), total=True)] if years else []


def has_budget(source: Source) -> bool:
    """Whether there is anything to show."""
    return bool(source.budget.months.size)


def months(source: Source) -> list[date]:
    """The first day of each month of the budget."""
    return [_first_day(int(number)) for number in source.budget.months]


def _first_day(number: int) -> date:
    year, month = year_and_month(number)
    return date(year, month, 1)


def _row(name: str, totals: Totals, place: tuple[int, ...], *, total: bool = False) -> BudgetRow:
    return BudgetRow(
        name=name,
        planned=int(totals.at_completion[place]),
        to_date=int(totals.planned_to_date[place]),
        spent=int(totals.spent_to_date[place]),
        outlook=int(totals.outlook_at_completion[place]),
        exchange=int(totals.whole.exchange[place]),
        total=total,
        place=place[0] if place else None,
    )


def shown(source: Source, rows: Sequence[BudgetRow]) -> list[list[int]]:
    """Planned, to date, spent, outlook, variance and exchange of each row, so that what is shown adds up."""
    exact = [(row.planned, row.to_date, row.spent, row.outlook, row.variance, row.exchange) for row in rows]
    parts = [n for n, row in enumerate(rows) if not row.total]
    whole = [(n, parts) for n, row in enumerate(rows) if row.total]
    amounts = np.array(exact, np.int64).reshape(len(rows), 6)
    found: list[list[int]] = source.added_up(amounts, whole).tolist()
    return found


def _year_row(name: str, totals: Totals, n: int) -> BudgetRow:
    return BudgetRow(
        name=name,
        planned=int(totals.years.planned[n]),
        to_date=int(totals.years_to_date.planned[n]),
        spent=int(totals.years_to_date.incurred[n]),
        outlook=int(totals.years.outlook[n]),
        exchange=int(totals.years.exchange[n]),
    )
