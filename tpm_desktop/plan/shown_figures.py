"""A figure of the budget as it is shown rounded: down each column the rows make up the sums."""

from __future__ import annotations

import numpy as np

from tpm_desktop.finance.amounts import Money
from tpm_desktop.finance.apportioning import apportioned, nearest
from tpm_desktop.finance.budget import Budget

from .breakdown import Level, totals_of
from .budget_periods import Period, stretches


def shown_figures(
    budget: Budget, figure: str, periods: list[Period], unit: int, by: Level = Level.PROJECT
) -> dict[Level, Money]:
    """Multiples of a unit by level, shape (rows, periods), of the program (1, periods).

    The program is rounded; its projects or funding sources, and its capital and operating parts, make it up;
    their accounts make them up. Across the periods each column is rounded for itself.
    Args: figure: a name in `Amounts`; unit: minor units; by: what the accounts stand under.
    """
    stretched = stretches(budget.months, periods)

    def exact(level: Level) -> Money:
        return np.asarray(getattr(totals_of(budget, level).months.between(*stretched), figure))

    owners = budget.by_fund if by is Level.FUND else budget.by_project
    whole = nearest(exact(Level.PROGRAM), unit)[None, :]
    groups, treatments = exact(by), exact(Level.TREATMENT)
    shown = {
        Level.PROGRAM: whole,
        by: apportioned(groups, np.zeros(len(groups), np.int64), whole, unit),
        Level.TREATMENT: apportioned(treatments, np.zeros(len(treatments), np.int64), whole, unit),
    }
    of = owners.row.astype(np.int64) % (owners.count + 1)
    return {**shown, Level.ACCOUNT: apportioned(exact(Level.ACCOUNT), of, shown[by], unit)}


class ShownFigures:
    """What was rounded before: after an edit only the columns that it changed are rounded anew."""

    def __init__(self) -> None:
        self._key: object = None
        self._known: dict[str, tuple[Money, dict[Level, Money]]] = {}

    def of(
        self, budget: Budget, figure: str, periods: list[Period], unit: int, by: Level
    ) -> dict[Level, Money]:
        """As `shown_figures`."""
        owners = budget.by_fund if by is Level.FUND else budget.by_project
        key = (unit, by, tuple(periods), owners.row.tobytes(), owners.count)
        if key != self._key:
            self._key, self._known = key, {}
        exact = np.asarray(
            getattr(budget.account_treatments.months.between(*stretches(budget.months, periods)), figure)
        )
        if figure not in self._known:
            shown = shown_figures(budget, figure, periods, unit, by)
        else:
            before, shown = self._known[figure]
            changed = np.flatnonzero((before != exact).any(axis=(0, 1)))
            if changed.size:
                part = shown_figures(budget, figure, [periods[n] for n in changed.tolist()], unit, by)
                shown = {level: _replaced(amounts, changed, part[level]) for level, amounts in shown.items()}
        self._known[figure] = exact, shown
        return shown


def _replaced(amounts: Money, columns: np.ndarray[tuple[int, ...], np.dtype[np.intp]], by: Money) -> Money:
    made = amounts.copy()
    made[:, columns] = by
    return made
