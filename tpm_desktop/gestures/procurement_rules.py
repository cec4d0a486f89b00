"""What holds for packages, bids and contracts, however edited: their life, and what was decided stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.contracts import Contract, ContractMilestone, ContractState, MilestoneState
from tpm_desktop.model.procurement import Bid, BidCriterion, BidScore, ProcurementPackage
from tpm_desktop.model.procurement_life import Need, PackageState, package_step
from tpm_desktop.model.purchasing import Receipt
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.procurement import Package, evaluation, packages

from .assignment_rules import Edits
from .steps import refuse_steps
from .words import quoted

Values = Mapping[str, Any]
PROCURED = ("procurement_package", "bid_criterion", "bid", "bid_score", "contract", "contract_milestone")
_OPEN = (PackageState.PLANNED, PackageState.RFI, PackageState.RFP, PackageState.EVALUATION)
_JUDGING = (
    "package_id",
    "price",
    "disqualified",
    "weight",
    "is_price",
    "least",
    "score",
    "bid_id",
    "criterion_id",
)
_SETTLED = (MilestoneState.ACCEPTED, MilestoneState.DROPPED)


def procured_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add, with what follows from them. Raises: `EditError`."""
    refuse_steps(program, table, edits)
    found: Edits = {(table, row_id): dict(values) for row_id, values in edits.items()}
    if table == "procurement_package":
        for row in program.file.rows_of(ProcurementPackage, list(edits)):
            new = PackageState(edits[row.id].get("state", row.state))
            if new is not row.state:
                found.update(_moved(program, row, new, edits[row.id]))
        _refuse_begun(added)
        return found, list(added)
    if table == "contract":
        return _contracts(program, found, added)
    if table == "contract_milestone":
        return _milestones(program, found, added)
    _refuse_decided(program, table, edits, added, list(removed))
    if table == "bid_score":
        _refuse_odd_scores(program, edits, added)
    return found, list(added)


def _refuse_begun(added: Sequence[Values]) -> None:
    for values in added:
        if values.get("state", PackageState.PLANNED) != PackageState.PLANNED:
            raise EditError("a new package is planned; add it, then take it through its steps")


def _moved(program: OpenProgram, row: ProcurementPackage, new: PackageState, values: Values) -> Edits:
    """What a step brings along. Raises: `EditError` where something that it needs is not there."""
    state = program.plan.state
    package = packages(state)[state.inputs.tables["procurement_package"].row[row.id]]
    for need in package_step(row.state, new).needs:
        if not _is_met(program, package, need):
            raise EditError(
                f"package {row.code} {quoted(row.title)} can’t become {new.label.lower()} yet: {need.value}"
            )
    if package.awarded >= 0 and new in _OPEN:
        bid = state.inputs.tables["bid"].ids[package.awarded]
        cleared = {**values, "decision_id": None, "award_reason": None}
        return {("procurement_package", row.id): cleared, ("bid", bid): {"awarded": False}}
    return {}


def _is_met(program: OpenProgram, package: Package, need: Need) -> bool:
    state = program.plan.state
    contract, milestone = state.inputs.tables["contract"], state.inputs.tables["contract_milestone"]
    of = milestone.rows_of("contract_id", contract.row).tolist()
    states = [milestone.texts["state"][row] for row, owner in enumerate(of) if owner in package.contracts]
    if need is Need.CRITERIA:
        return evaluation(state, package.row).is_whole
    if need is Need.BIDS:
        return bool(package.bids)
    if need is Need.AWARD:
        return package.awarded >= 0
    if need is Need.CONTRACT:
        return any(contract.texts["state"][row] == ContractState.SIGNED for row in package.contracts)
    if need is Need.ORDER:
        return bool(package.orders)
    receipts = _receipts(program, package)
    if need is Need.RECEIVED:
        came = all(sum(one.quantity for one in rows) >= quantity for quantity, rows in receipts)
        return came and MilestoneState.OPEN not in states
    return all(one.accepted for _, rows in receipts for one in rows) and set(states) <= set(_SETTLED)


def _receipts(program: OpenProgram, package: Package) -> list[tuple[int, list[Receipt]]]:
    """What was ordered, and what came of it, an order each."""
    order = program.plan.state.inputs.tables["purchase_order"]
    return [
        (int(order.numbers["quantity"][row]), program.file.rows(Receipt, order_id=order.ids[row]))
        for row in package.orders
    ]


def _refuse_decided(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Sequence[str],
) -> None:
    """Once a package is awarded, bids, criteria and scores stay as they were judged. Raises: `EditError`."""
    if any("awarded" in values for values in edits.values()) or any(one.get("awarded") for one in added):
        raise EditError("an award is a decision: use Award, or “procurement --award BID”")
    touched = [row_id for row_id, values in edits.items() if set(values) & set(_JUDGING)]
    rows = [row.model_dump() for row in program.file.rows_of(entry(table).model, [*touched, *removed])]
    rows += [{**row, **edits.get(str(row["id"]), {})} for row in rows]
    owners = {_package_of(program, table, row) for row in [*rows, *added]} - {""}
    for package in program.file.rows_of(ProcurementPackage, sorted(owners)):
        if package.state not in (*_OPEN, PackageState.CANCELLED) and table in (
            "bid",
            "bid_criterion",
            "bid_score",
        ):
            raise EditError(
                f"package {package.code} {quoted(package.title)} is {package.state.label.lower()}, "
                "so what was judged stays; take it back to evaluation first"
            )


def _package_of(program: OpenProgram, table: str, row: Values) -> str:
    if table != "bid_score":
        return str(row.get("package_id") or "")
    criterion = program.file.row(BidCriterion, str(row.get("criterion_id")))
    return criterion.package_id if criterion else ""


def _refuse_odd_scores(program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]) -> None:
    """A score joins a bid and a criterion of one package, once, and not where the price says it."""
    rows = {row.id: row.model_dump() for row in program.file.rows(BidScore)}
    known = {(row["bid_id"], row["criterion_id"]) for row_id, row in rows.items() if row_id not in edits}
    bids = {row.id: row for row in program.file.rows(Bid)}
    criteria = {row.id: row for row in program.file.rows(BidCriterion)}
    for values in [*({**rows[one], **edits[one]} for one in edits if one in rows), *added]:
        bid, criterion = bids.get(str(values.get("bid_id"))), criteria.get(str(values.get("criterion_id")))
        if bid is None or criterion is None or bid.package_id != criterion.package_id:
            raise EditError("a score is of a bid and a criterion of the same package")
        if criterion.is_price:
            raise EditError(f"{quoted(criterion.title)} is scored by the price of the bid; enter that")
        if (bid.id, criterion.id) in known:
            raise EditError(f"{bid.code} has a score for {quoted(criterion.title)} already; change that one")
        known.add((bid.id, criterion.id))


def _contracts(program: OpenProgram, found: Edits, added: Sequence[Values]) -> tuple[Edits, list[Values]]:
    day, new = day_of_status(program.plan.state), [dict(values) for values in added]
    before = {row.id: row.model_dump() for row in program.file.rows_of(Contract, [one for _, one in found])}
    whole = [({**before.get(row_id, {}), **values}, values) for (_, row_id), values in found.items()]
    for row, values in [*whole, *((values, values) for values in new)]:
        if row.get("state") == ContractState.SIGNED:
            if not row.get("vendor_id"):
                raise EditError("a contract is signed with somebody; name the vendor")
            if not row.get("signed"):
                values["signed"] = day
        if row.get("start") and row.get("finish") and row["finish"] < row["start"]:
            raise EditError("a contract can’t end before it begins; check the two dates")
    return found, list(new)


def _milestones(program: OpenProgram, found: Edits, added: Sequence[Values]) -> tuple[Edits, list[Values]]:
    """An accepted milestone has its day, another one none."""
    day, new = day_of_status(program.plan.state), [dict(values) for values in added]
    before = {row.id: row for row in program.file.rows_of(ContractMilestone, [one for _, one in found])}
    for (_, row_id), values in found.items():
        if "state" in values and row_id in before and values["state"] != before[row_id].state:
            accepted = values["state"] == MilestoneState.ACCEPTED
            values["accepted_on"] = (values.get("accepted_on") or day) if accepted else None
    for values in new:
        if values.get("state") == MilestoneState.ACCEPTED and not values.get("accepted_on"):
            values["accepted_on"] = day
    return found, list(new)
