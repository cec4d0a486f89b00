"""The amounts of the grid as one matrix, taken from the budget's totals; nothing is summed here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import Money, given
from tpm_desktop.finance.budget import Budget
from tpm_desktop.gestures.money import Measure
from tpm_desktop.plan import State
from tpm_desktop.plan.breakdown import Level, totals_of
from tpm_desktop.plan.budget_lines import read_parts
from tpm_desktop.plan.budget_periods import Period, stretches

from .lines import Line


def amounts(budget: Budget, lines: Sequence[Line], periods: list[Period]) -> Money:
    """Minor units, shape (lines, periods)."""
    found = np.zeros((len(lines), len(periods)), np.int64)
    stretched = stretches(budget.months, periods)
    by_level = {level: totals_of(budget, level).months.between(*stretched) for level in Level}
    for row, line in enumerate(lines):
        values = getattr(by_level[line.kind], line.figure)
        found[row] = values if line.kind is Level.PROGRAM else values[line.place]
    return found


def entered(state: State) -> set[tuple[str, int, Measure]]:
    """The cells in which an amount was entered, be it zero: account, month since 1970 and measure."""
    line = state.inputs.tables["budget_line"]
    owners = np.array(line.texts["account_id"], object)
    months = line.numbers["month"]
    found: set[tuple[str, int, Measure]] = set()
    for measure in Measure:
        there = given(line.numbers[measure])
        cells = zip(owners[there].tolist(), months[there].tolist(), strict=True)
        found.update((account_id, month, measure) for account_id, month in cells)
    return found | _brought(state)


def _brought(state: State) -> set[tuple[str, int, Measure]]:
    """The cells that transfers and entries of cost stand in."""
    found: set[tuple[str, int, Measure]] = set()
    for part in read_parts(state.inputs.tables, state.money.account_row):
        if part.table == "budget_line":
            continue
        for measure, values in ((Measure.PLANNED, part.lines.planned), (Measure.ACTUAL, part.lines.actual)):
            there = given(values)
            places = zip(part.lines.account[there].tolist(), part.lines.month[there].tolist(), strict=True)
            found.update((state.money.accounts[place], month, measure) for place, month in places)
    return found


def mixed_accounts(budget: Budget) -> NDArray[np.bool_]:
    """Shape (n,): accounts with capital and operating amounts side by side."""
    months = budget.account_treatments.months
    used = np.zeros(months.planned.shape[:2], bool)
    for part in (months.planned, months.incurred, months.forecast):
        used |= (part != 0).any(axis=-1)
    return np.asarray(used.all(axis=1))
