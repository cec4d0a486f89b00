"""What is the matter with packages, contracts and their milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.model.contracts import ContractState, MilestoneState
from tpm_desktop.model.procurement_life import PackageState
from tpm_desktop.planning.columns import NONE

from .expiring import Expiring, Expiry, expiring
from .procurement import ARRIVED, Package, day_of, evaluation, packages
from .state import State

_JUDGED = (PackageState.RFP, PackageState.EVALUATION)


class TroubleKind(StrEnum):
    """What is the matter, the gravest first; the values are how it is written for other programs."""

    LATE = "delivery late"
    MILESTONE_LATE = "milestone late"
    NOTICE = "notice due"
    STEP_OVERDUE = "step overdue"
    BID_EXPIRES = "bid expires"
    CONTRACT_ENDS = "contract ends"
    WEIGHTS = "weights"
    OVER_AMOUNT = "invoice above payment"
    SUM_DIFFERS = "payments differ from value"
    NOT_INVOICED = "accepted, not invoiced"
    NO_NEED = "no need date"


@dataclass(frozen=True, slots=True)
class Trouble:
    """table, id: of the row to go to; row: its place there; number: days or minor units, as the kind says."""

    kind: TroubleKind
    table: str
    id: str
    row: int
    number: int = 0


def troubles(state: State, day: int, ahead: int) -> list[Trouble]:
    """All that is the matter, the gravest first.

    Args: day: of status, since 1970; ahead: so many days are looked ahead.
    """
    found = packages(state)
    order = {kind: place for place, kind in enumerate(TroubleKind)}
    every = [
        *_of_packages(state, found, day),
        *_of_milestones(state, day),
        *_of_contracts(state),
        *_of_expiry(expiring(state, day, ahead)),
    ]
    return sorted(every, key=lambda one: (order[one.kind], _urgency(one), one.table, one.row))


def _of_packages(state: State, found: Sequence[Package], day: int) -> Iterator[Trouble]:
    dates = state.inputs.tables["package_date"]
    task = dates.rows_of("task_id", state.outline.row).tolist()
    for one in found:
        if not one.under_way:
            continue
        if one.days_late:
            yield Trouble(TroubleKind.LATE, "procurement_package", one.id, one.row, one.days_late)
        if one.need == NONE and one.state not in ARRIVED:
            yield Trouble(TroubleKind.NO_NEED, "procurement_package", one.id, one.row)
        if one.state in _JUDGED and not evaluation(state, one.row).is_whole:
            yield Trouble(TroubleKind.WEIGHTS, "procurement_package", one.id, one.row)
        for row in one.dates:
            planned = int(dates.numbers["planned"][row])
            planned = planned if planned != NONE else day_of(state.schedule.finish, task[row])
            if planned != NONE and planned < day and dates.numbers["reached"][row] == NONE:
                yield Trouble(TroubleKind.STEP_OVERDUE, "package_date", dates.ids[row], row, day - planned)


def _of_milestones(state: State, day: int) -> Iterator[Trouble]:
    table, invoice = state.inputs.tables["contract_milestone"], state.inputs.tables["invoice"]
    task = table.rows_of("task_id", state.outline.row).tolist()
    invoiced = table.rows_of("invoice_id", invoice.row).tolist()
    for row, row_id in enumerate(table.ids):
        status, due = table.texts["state"][row], int(table.numbers["due"][row])
        forecast = (
            max(day_of(state.schedule.finish, task[row]), day) if status == MilestoneState.OPEN else NONE
        )
        if NONE not in (due, forecast) and forecast > due:
            yield Trouble(TroubleKind.MILESTONE_LATE, "contract_milestone", row_id, row, forecast - due)
        amount = int(table.numbers["amount"][row])
        if amount in (NONE, 0):
            continue
        if status == MilestoneState.ACCEPTED and invoiced[row] < 0:
            yield Trouble(TroubleKind.NOT_INVOICED, "contract_milestone", row_id, row, amount)
        asked = int(invoice.numbers["amount"][invoiced[row]]) if invoiced[row] >= 0 else 0
        if asked > amount:
            yield Trouble(TroubleKind.OVER_AMOUNT, "contract_milestone", row_id, row, asked - amount)


def _of_contracts(state: State) -> Iterator[Trouble]:
    """Signed contracts whose payments do not come to their value."""
    table, milestone = state.inputs.tables["contract"], state.inputs.tables["contract_milestone"]
    sums: dict[int, int] = {}
    for row, owner in enumerate(milestone.rows_of("contract_id", table.row).tolist()):
        amount = int(milestone.numbers["amount"][row])
        if amount != NONE and milestone.texts["state"][row] != MilestoneState.DROPPED:
            sums[owner] = sums.get(owner, 0) + amount
    for row, paid in sums.items():
        value = int(table.numbers["value"][row])
        if table.texts["state"][row] == ContractState.SIGNED and value != NONE and paid != value:
            yield Trouble(TroubleKind.SUM_DIFFERS, "contract", table.ids[row], row, abs(paid - value))


def _of_expiry(found: Sequence[Expiring]) -> Iterator[Trouble]:
    kinds = {
        Expiry.NOTICE: TroubleKind.NOTICE,
        Expiry.CONTRACT: TroubleKind.CONTRACT_ENDS,
        Expiry.BID: TroubleKind.BID_EXPIRES,
    }
    for one in found:
        if one.kind in kinds:
            yield Trouble(kinds[one.kind], one.table, one.id, one.row, one.days)


def _urgency(one: Trouble) -> int:
    """What runs out first comes first; of all else the most."""
    runs_out = one.kind in (TroubleKind.NOTICE, TroubleKind.CONTRACT_ENDS, TroubleKind.BID_EXPIRES)
    return one.number if runs_out else -one.number
