"""The amounts of the grid as one matrix, taken from the budget's totals; nothing is summed here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import Money, given
from tpm_desktop.finance.budget import Budget
from tpm_desktop.gestures.money import Measure
from tpm_desktop.plan import State

from .lines import Line, LineKind
from .periods import Period, Span


def amounts(budget: Budget, lines: Sequence[Line], periods: Sequence[Period]) -> Money:
    """Minor units, shape (lines, periods)."""
    found = np.zeros((len(lines), len(periods)), np.int64)
    places = _Places(budget, periods)
    for row, line in enumerate(lines):
        totals = line.totals(budget)
        for columns, source, part in (
            (*places.months, totals.months),
            (*places.years, totals.years),
            (*places.whole, totals.whole),
        ):
            values = getattr(part, line.figure)
            own = values if line.kind is LineKind.PROGRAM else values[line.place]
            found[row, columns] = np.atleast_1d(own)[source]
    return found


class _Places:
    """Which columns show which month, year and whole of the budget: pairs of column and source."""

    def __init__(self, budget: Budget, periods: Sequence[Period]) -> None:
        month_at = {int(month): n for n, month in enumerate(budget.months)}
        year_at = {year.first: n for n, year in enumerate(budget.years)}
        self.months = _pairs(periods, Span.MONTH, month_at)
        self.years = _pairs(periods, Span.YEAR, year_at)
        whole = [n for n, period in enumerate(periods) if period.span is Span.WHOLE]
        self.whole = (np.array(whole, np.intp), np.zeros(len(whole), np.intp))


def _pairs(
    periods: Sequence[Period], span: Span, at: dict[int, int]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    pairs = [(n, at[p.first]) for n, p in enumerate(periods) if p.span is span and p.first in at]
    columns, source = zip(*pairs, strict=True) if pairs else ((), ())
    return np.array(columns, np.intp), np.array(source, np.intp)


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
    return found


def mixed_accounts(budget: Budget) -> NDArray[np.bool_]:
    """Shape (n,): accounts with capital and operating amounts side by side."""
    months = budget.account_treatments.months
    used = np.zeros(months.planned.shape[:2], bool)
    for part in (months.planned, months.actual, months.forecast):
        used |= (part != 0).any(axis=-1)
    return np.asarray(used.all(axis=1))
