"""The amounts of the grid as one matrix, taken from the budget's totals; nothing is summed here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import NONE, Money, given
from tpm_desktop.finance.budget import Budget
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.money import Measure
from tpm_desktop.plan import State
from tpm_desktop.plan.breakdown import Level, totals_of
from tpm_desktop.plan.budget_periods import Period, stretches
from tpm_desktop.plan.shown_figures import ShownFigures

from .lines import Line


def amounts(budget: Budget, lines: Sequence[Line], periods: list[Period]) -> Money:
    """Minor units, shape (lines, periods)."""
    found = np.zeros((len(lines), len(periods)), np.int64)
    stretched = stretches(budget.months, periods)
    shown = {line.kind for line in lines}
    by_level = {level: totals_of(budget, level).months.between(*stretched) for level in shown}
    for row, line in enumerate(lines):
        values = getattr(by_level[line.kind], line.figure)
        found[row] = values if line.kind is Level.PROGRAM else values[line.place]
    return found


def rounded_amounts(
    known: ShownFigures, budget: Budget, lines: Sequence[Line], periods: list[Period], unit: int, by: Level
) -> Money:
    """The same in multiples of a unit that make up the shown sums down each column.

    Args: known: what was rounded before.
    """
    found = np.zeros((len(lines), len(periods)), np.int64)
    shown = {figure: known.of(budget, figure, periods, unit, by) for figure in {x.figure for x in lines}}
    for row, line in enumerate(lines):
        found[row] = shown[line.figure][line.kind][line.place]
    return found


def entered(state: State) -> dict[Measure, NDArray[np.bool_]]:
    """The cells in which an amount stands, be it zero, by account and month of the budget, (n, m) each."""
    money = state.money
    months = money.budget.months
    begins = int(months[0]) if months.size else 0
    found = {measure: np.zeros((len(money.accounts), months.size), bool) for measure in Measure}
    for part in money.parts:
        for measure in Measure:
            there = given(getattr(part.lines, measure))
            found[measure][part.lines.account[there], part.lines.month[there] - begins] = True
    return found


def own_sums_of(state: State, formats: Formats) -> dict[tuple[int, int, Measure], str]:
    """What cells hold in another currency than the program's, by account, month and measure: "EUR 1,200.00".

    Only where that is all there is in the cell.
    """
    table, found = state.inputs.tables["budget_line"], dict[tuple[int, int, Measure], str]()
    if not table.filled("currency").any():
        return found
    accounts = table.rows_of("account_id", state.money.account_row)
    several: set[tuple[int, int, Measure]] = set()
    for row in range(len(table)):
        for measure in Measure:
            place = (int(accounts[row]), int(table.numbers["month"][row]), measure)
            if table.numbers[measure][row] == NONE:
                continue
            if place in found:
                several.add(place)
            own = formats.own_sum(table.texts[f"own_{measure}"][row], table.texts["currency"][row])
            found[place] = own.replace("\N{NO-BREAK SPACE}", " ")
    return {place: own for place, own in found.items() if own and place not in several}


def mixed_accounts(budget: Budget) -> NDArray[np.bool_]:
    """Shape (n,): accounts with capital and operating amounts side by side."""
    months = budget.account_treatments.months
    used = np.zeros(months.planned.shape[:2], bool)
    for part in (months.planned, months.incurred, months.forecast):
        used |= (part != 0).any(axis=-1)
    return np.asarray(used.all(axis=1))
