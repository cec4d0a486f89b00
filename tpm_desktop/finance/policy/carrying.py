"""What of a budget goes over into the next year, and what lapses."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.finance.amounts import WHOLE

from .settings import UNCOMMITTED_ONLY


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Minor units: what is carried over and what lapses; together all that is unspent."""

    carried: int
    lapsed: int


def carry_over(budget: int, spent: int, open_orders: int, limit: int, basis: str) -> CarriedOver:
    """Args: minor units; limit: hundredths of a per cent of the budget; basis: of the settings, whether open
    orders count against the limit or carry in full.

    Source: C18 of the reference: what was ordered is owed, so it may not lapse.
    """
    unspent = max(0, budget - spent)
    most = budget * limit // WHOLE
    owed = min(open_orders, unspent) if basis == UNCOMMITTED_ONLY else 0
    carried = owed + min(unspent - owed, most)
    return CarriedOver(carried, unspent - carried)
