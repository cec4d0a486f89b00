"""What runs out: notice and end of contracts, bids, warranties, licences and support of components."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.model.contracts import ContractState, Renewal
from tpm_desktop.model.installation import ComponentState
from tpm_desktop.model.procurement_life import PackageState
from tpm_desktop.planning.columns import NONE

from .state import State


class Expiry(StrEnum):
    """What runs out on a day, in words."""

    NOTICE = "Notice"
    CONTRACT = "Contract"
    BID = "Bid"
    WARRANTY = "Warranty"
    LICENCE = "Licence"
    SUPPORT = "Support"


@dataclass(frozen=True, slots=True)
class Expiring:
    """Something that runs out. row: in its table; day: since 1970; days: until then."""

    kind: Expiry
    table: str
    id: str
    row: int
    day: int
    days: int


def expiring(state: State, day: int, ahead: int) -> list[Expiring]:
    """What is over, or runs out within so many days, the earliest first.

    Args: day: from which it is counted, in days since 1970.
    """
    every = (*_contracts(state, day), *_bids(state, day), *_components(state, day))
    found = [one for one in every if one.days <= ahead]
    return sorted(found, key=lambda one: (one.day, one.kind, one.row))


def _contracts(state: State, day: int) -> Iterator[Expiring]:
    """Of signed contracts the end, and the last day for notice where something hangs on it."""
    table = state.inputs.tables["contract"]
    for row, row_id in enumerate(table.ids):
        end, notice = int(table.numbers["finish"][row]), int(table.numbers["notice_days"][row])
        if table.texts["state"][row] != ContractState.SIGNED or end == NONE:
            continue
        yield Expiring(Expiry.CONTRACT, "contract", row_id, row, end, end - day)
        if notice != NONE and table.texts["renewal"][row] != Renewal.ENDS and end - notice >= day:
            yield Expiring(Expiry.NOTICE, "contract", row_id, row, end - notice, end - notice - day)


def _components(state: State, day: int) -> Iterator[Expiring]:
    """Of components that are not retired."""
    table = state.inputs.tables["component"]
    for row, row_id in enumerate(table.ids):
        if table.texts["state"][row] == ComponentState.RETIRED:
            continue
        for kind in (Expiry.WARRANTY, Expiry.LICENCE, Expiry.SUPPORT):
            until = int(table.numbers[f"{kind.value.lower()}_until"][row])
            if until != NONE:
                yield Expiring(kind, "component", row_id, row, until, until - day)


def _bids(state: State, day: int) -> Iterator[Expiring]:
    """Bids that somebody still chooses among."""
    table, package = state.inputs.tables["bid"], state.inputs.tables["procurement_package"]
    choosing = (PackageState.RFP, PackageState.EVALUATION)
    owners = table.rows_of("package_id", package.row).tolist()
    for row, row_id in enumerate(table.ids):
        until = int(table.numbers["valid_until"][row])
        open_ = package.texts["state"][owners[row]] in choosing and not table.texts["disqualified"][row]
        if open_ and until != NONE:
            yield Expiring(Expiry.BID, "bid", row_id, row, until, until - day)
