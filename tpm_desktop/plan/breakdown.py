"""The cost breakdown: accounts, component projects, funding sources, capital and operating by period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.finance.budget import CAPEX, OPEX, Budget, Totals
from tpm_desktop.finance.budget_amounts import Amounts
from tpm_desktop.model.finance import Treatment

from .budget_periods import Period, stretches
from .state import State


class Level(StrEnum):
    """What a row of the breakdown sums up."""

    PROJECT = "project"
    FUND = "fund"
    ACCOUNT = "account"
    TREATMENT = "treatment"
    PROGRAM = "program"


KINDS = ("planned", "committed", "actual", "accrued", "forecast", "outlook", "variance", "exchange")
"""The figures of each place, by their names in `Amounts`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. id: of project, funding source or account, empty for those of none; the treatment's key.

    place: its row in the budget's totals of its level.
    """

    level: Level
    id: str
    place: int


def totals_of(budget: Budget, level: Level) -> Totals:
    """The totals of all rows of a level."""
    match level:  # no table: each total is summed when it is asked for
        case Level.PROJECT:
            return budget.projects
        case Level.FUND:
            return budget.funds
        case Level.ACCOUNT:
            return budget.accounts
        case Level.TREATMENT:
            return budget.treatments
        case Level.PROGRAM:
            return budget.program


def rows(state: State) -> Iterator[Row]:
    """Projects and funding sources with amounts, all accounts, capital and operating, the program."""
    money = state.money
    for level, ids in ((Level.PROJECT, money.projects), (Level.FUND, money.funds)):
        months = totals_of(money.budget, level).months
        for place, row_id in enumerate([*ids, ""]):
            if row_id or any((getattr(months, kind)[place] != 0).any() for kind in KINDS):
                yield Row(level, row_id, place)
    for place, row_id in enumerate(money.accounts):
        yield Row(Level.ACCOUNT, row_id, place)
    for place, treatment in ((CAPEX, Treatment.CAPEX), (OPEX, Treatment.OPEX)):
        yield Row(Level.TREATMENT, treatment.value, place)
    yield Row(Level.PROGRAM, "", 0)


def by_period(budget: Budget, level: Level, periods: list[Period]) -> Amounts:
    """The amounts of all rows of a level, shape (rows, periods); of the program (periods,)."""
    return totals_of(budget, level).months.between(*stretches(budget.months, periods))


def name_of(state: State, row: Row) -> str:
    """What people call a row; empty for what is of no project, or of no funding source."""
    if row.level is Level.PROGRAM:
        return "Program"
    if row.level is Level.TREATMENT:
        return Treatment(row.id).label
    if row.level is Level.PROJECT:
        place = state.outline.row.get(row.id)
        return "" if place is None else state.names[place]
    table = state.inputs.tables["funding_source" if row.level is Level.FUND else "account"]
    return (table.texts["name"][table.row[row.id]] or "") if row.id in table.row else ""
