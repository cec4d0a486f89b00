"""Contracts with vendors: their terms, their milestones, and the payments that these lead to."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, reference
from .record import Record

_TERM, _MONEY = "Term", "Money"


class ContractKind(Choice):
    """How the price of a contract is made."""

    FIXED = "fixed", "Fixed price"
    TIME = "time", "Time and material"
    COST_PLUS = "cost_plus", "Cost plus"
    SUBSCRIPTION = "subscription", "Subscription"
    FRAMEWORK = "framework", "Framework"


class ContractState(Choice):
    """How far a contract has come."""

    DRAFT = "draft", "Draft"
    SIGNED = "signed", "Signed"
    ENDED = "ended", "Ended"
    TERMINATED = "terminated", "Terminated"


CONTRACT_STEPS: dict[str, tuple[str, ...]] = {
    ContractState.DRAFT: (ContractState.SIGNED, ContractState.TERMINATED),
    ContractState.SIGNED: (ContractState.ENDED, ContractState.TERMINATED),
    ContractState.ENDED: (ContractState.SIGNED,),  # extended
    ContractState.TERMINATED: (),
}
"""What each state can become."""


class Renewal(Choice):
    """What becomes of a contract at its end."""

    ENDS = "ends", "Ends by itself"
    RENEWS = "renews", "Renews unless notice is given"
    OPTION = "option", "Can be extended"


class Contract(Record, table=True):
    """What a vendor and the program have agreed."""

    code: str | None = code("CT")
    title: str = column("Contract", Kind.TITLE)
    vendor_id: str | None = reference("vendor", "Vendor")
    package_id: str | None = reference("procurement_package", "Procurement package")
    project_id: str | None = reference("project", "Component project")
    kind: ContractKind = column(
        "Kind", Kind.CHOICE, choices=ContractKind, default=ContractKind.FIXED, required=True
    )
    state: ContractState = column(
        "State", Kind.STATUS, choices=ContractState, default=ContractState.DRAFT, required=True
    )
    owner_id: str | None = reference("resource", "Owner")
    signed: date | None = column("Signed", Kind.DATE, group=_TERM)
    start: date | None = column("Begins", Kind.DATE, group=_TERM)
    finish: date | None = column("Ends", Kind.DATE, group=_TERM)
    renewal: Renewal = column(
        "At its end", Kind.CHOICE, choices=Renewal, default=Renewal.ENDS, required=True, group=_TERM
    )
    notice_days: int | None = column(
        "Notice", Kind.NUMBER, unit="days", minimum=0, maximum=3650, group=_TERM,
        help="So long before its end notice must be given, or the extension taken",
    )  # fmt: skip
    value: int | None = column("Value", Kind.MONEY, minimum=0, group=_MONEY)
    payment_days: int | None = column(
        "Payment within", Kind.NUMBER, unit="days", minimum=0, maximum=365, group=_MONEY
    )
    retention: int | None = column(
        "Retention",
        Kind.SHARE,
        minimum=0,
        maximum=10_000,
        group=_MONEY,
        help="Kept back until all is accepted",
    )
    penalties: str | None = column("Penalties", Kind.NOTE, group=_MONEY, tells_amounts=True)
    notes: str | None = column("Notes", Kind.NOTE)


class MilestoneState(Choice):
    """How far a milestone of a contract has come."""

    OPEN = "open", "Open"
    DELIVERED = "delivered", "Delivered"
    ACCEPTED = "accepted", "Accepted"
    DROPPED = "dropped", "Dropped"


MILESTONE_STEPS: dict[str, tuple[str, ...]] = {
    MilestoneState.OPEN: (MilestoneState.DELIVERED, MilestoneState.ACCEPTED, MilestoneState.DROPPED),
    MilestoneState.DELIVERED: (MilestoneState.ACCEPTED, MilestoneState.OPEN),
    MilestoneState.ACCEPTED: (MilestoneState.DELIVERED,),
    MilestoneState.DROPPED: (MilestoneState.OPEN,),
}
"""What each state can become."""


class ContractMilestone(Record, table=True):
    """What is to be delivered by when, and what is paid for it."""

    __tablename__ = "contract_milestone"

    code: str | None = code("CM")
    title: str = column("Contract milestone", Kind.TITLE)
    contract_id: str = reference("contract", "Contract", required=True)
    state: MilestoneState = column(
        "State", Kind.STATUS, choices=MilestoneState, default=MilestoneState.OPEN, required=True
    )
    due: date | None = column("Due by contract", Kind.DATE)
    task_id: str | None = reference(
        "task", "Task", help="Its finish is when the plan expects it", promises=True
    )
    accepted_on: date | None = column("Accepted on", Kind.DATE)
    amount: int | None = column("Payment", Kind.MONEY, minimum=0, help="Due when it is accepted")
    order_id: str | None = reference("purchase_order", "Purchase order", help="By which it was ordered")
    invoice_id: str | None = reference("invoice", "Invoice", help="By which the payment is asked for")
    notes: str | None = column("Notes", Kind.NOTE)
