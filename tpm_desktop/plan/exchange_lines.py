"""What was spent in other currencies, by account and currency: as agreed, at budget rates, as it came to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from tpm_desktop.finance.amounts import or_zero
from tpm_desktop.finance.budget import BudgetLines

from .budget_lines import Parts
from .columns import Columns
from .in_own import own_of
from .state import State

_OWN = {"budget_line": "own_actual", "cost_entry": "own_amount", "invoice": "own_amount"}


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """own: units of its currency; spent, variance: minor units of the program's."""

    account_id: str
    currency: str
    own: Decimal
    spent: int
    variance: int

    @property
    def at_budget(self) -> int:
        """What it would have come to at budget rates."""
        return self.spent + self.variance


def exchange_lines(state: State) -> list[ExchangeLine]:
    """In the order of the accounts; what an accrual took back again is out."""
    found: dict[tuple[int, str], tuple[Decimal, int, int]] = {}
    for part in state.money.parts:
        if part.table in _OWN:
            _add(found, part, state.inputs.tables[part.table])
    accounts = state.money.accounts
    return [
        ExchangeLine(accounts[account], code, *sums)
        for (account, code), sums in sorted(found.items())
        if any(sums)
    ]


def _add(found: dict[tuple[int, str], tuple[Decimal, int, int]], part: Parts, table: Columns) -> None:
    spent = _spent(part.lines)
    for at in np.flatnonzero(table.filled("currency")[part.row] & (spent != 0)).tolist():
        row = int(part.row[at])
        own, code = own_of(table.texts[_OWN[part.table]][row]), table.texts["currency"][row] or ""
        if own is not None:
            key = (int(part.lines.account[at]), code)
            before = found.get(key, (Decimal(0), 0, 0))
            amount = int(spent[at])
            signed = own if (amount < 0) == (own < 0) else -own  # an accrual that was taken back
            found[key] = (before[0] + signed, before[1] + amount, before[2] + int(part.lines.exchange[at]))


def _spent(lines: BudgetLines) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return or_zero(lines.actual) + lines.accrued
