"""Contingency and management reserve: what there was, what was drawn for which change, and what is left."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.model.finance import Reserve

from .state import State


@dataclass(frozen=True, slots=True)
class Held:
    """A reserve, minor units. opening: as entered; drawn, released: by transfers out of it and into it.

    draws: the ids of the transfers that drew it.
    """

    account_id: str
    kind: Reserve
    opening: int
    drawn: int
    released: int
    draws: tuple[str, ...]

    @property
    def left(self) -> int:
        """What may still be drawn."""
        return self.opening - self.drawn + self.released

    @property
    def share(self) -> int | None:
        """What is left of the opening, in hundredths of a per cent, rounded; None of nothing."""
        return rounded_share(self.left, self.opening)


def rounded_share(part: int, whole: int) -> int | None:
    """A share in hundredths of a per cent, half away from zero; None of nothing."""
    if not whole:
        return None
    size = (2 * abs(part) * WHOLE + abs(whole)) // (2 * abs(whole))
    return size if (part >= 0) == (whole >= 0) else -size


def reserves(state: State) -> list[Held]:
    """The accounts that are reserves, in their order."""
    money, table = state.money, state.inputs.tables["account"]
    transfer = state.inputs.tables["transfer"]
    amounts = transfer.numbers["amount"].tolist()
    givers, getters = (transfer.texts[f"{end}_account_id"] for end in ("from", "to"))
    planned = money.budget.accounts.whole.planned
    found = []
    for place, account_id in enumerate(money.accounts):
        kind = Reserve(table.texts["reserve"][table.row[account_id]] or Reserve.NO)
        if kind is Reserve.NO:
            continue
        out = [n for n, giver in enumerate(givers) if giver == account_id and getters[n] != account_id]
        back = [n for n, getter in enumerate(getters) if getter == account_id and givers[n] != account_id]
        drawn, released = (sum(amounts[n] for n in rows) for rows in (out, back))
        opening = int(planned[place]) + drawn - released
        found.append(Held(account_id, kind, opening, drawn, released, tuple(transfer.ids[n] for n in out)))
    return found


def remaining_work(state: State) -> int:
    """Minor units: what the accounts that are no reserves are expected to cost after the status month."""
    money, table = state.money, state.inputs.tables["account"]
    later = money.budget.accounts.whole.outlook - money.budget.accounts.to_date.outlook
    kinds = (table.texts["reserve"][table.row[account_id]] for account_id in money.accounts)
    return sum(int(left) for left, kind in zip(later, kinds, strict=True) if kind in (None, Reserve.NO))
