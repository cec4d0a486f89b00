"""The life of a capital request as data: each step, what it follows, what records it, who may not take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .capital import CapitalState
from .fields import Choice


class Stage(Choice):
    """How far a request has come, decisions and purchase in one: it follows from what is recorded."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    REVIEWED = "reviewed", "Reviewed"
    DEFERRED = "deferred", "Deferred"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ORDERED = "ordered", "Ordered"
    RECEIVED = "received", "Received"
    INVOICED = "invoiced", "Invoiced"
    PAID = "paid", "Paid"
    IN_SERVICE = "in_service", "In service"
    DEPRECIATING = "depreciating", "Depreciating"
    RETIRED = "retired", "Retired"
    CLOSED = "closed", "Closed"


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A step that can be taken.

    to: where it leads; after: the stages that it can be taken in; verb: what its button says; table: whose
    row records it; person: the field of that row that says who; apart: steps whose persons must be others;
    reason: a note is needed.
    """

    to: Stage
    after: tuple[Stage, ...]
    verb: str
    table: str = "capital_step"
    person: str = "by_id"
    apart: tuple[Stage, ...] = ()
    reason: bool = False


_BOUGHT = (Stage.ORDERED, Stage.RECEIVED, Stage.INVOICED, Stage.PAID, Stage.IN_SERVICE, Stage.DEPRECIATING)

LIFE: tuple[LifeStep, ...] = (
    LifeStep(Stage.SUBMITTED, (Stage.DRAFT,), "Submit"),
    LifeStep(Stage.REVIEWED, (Stage.SUBMITTED, Stage.DEFERRED), "Review", apart=(Stage.SUBMITTED,)),
    LifeStep(
        Stage.APPROVED, (Stage.REVIEWED,), "Approve", apart=(Stage.SUBMITTED, Stage.REVIEWED)
    ),
    LifeStep(
        Stage.REJECTED, (Stage.REVIEWED,), "Reject", apart=(Stage.SUBMITTED,), reason=True
    ),
    LifeStep(
        Stage.DEFERRED, (Stage.REVIEWED,), "Defer", apart=(Stage.SUBMITTED,), reason=True
    ),
    LifeStep(Stage.DRAFT, (Stage.SUBMITTED, Stage.DEFERRED), "Return to draft", reason=True),
    LifeStep(Stage.DRAFT, (Stage.APPROVED, *_BOUGHT), "Ask for more", reason=True),
    LifeStep(
        Stage.WITHDRAWN,
        (Stage.DRAFT, Stage.SUBMITTED, Stage.REVIEWED, Stage.DEFERRED, Stage.APPROVED),
        "Withdraw",
        reason=True,
    ),
    LifeStep(Stage.ORDERED, (Stage.APPROVED, *_BOUGHT), "Order", "purchase_order", "buyer_id"),
    LifeStep(
        Stage.RECEIVED, (*_BOUGHT, Stage.CLOSED), "Receive", "receipt", "receiver_id",
        apart=(Stage.SUBMITTED, Stage.APPROVED, Stage.ORDERED),
    ),
    LifeStep(Stage.INVOICED, (*_BOUGHT, Stage.CLOSED), "Book an invoice", "invoice", "booked_by_id"),
    LifeStep(
        Stage.PAID, (*_BOUGHT, Stage.CLOSED), "Pay", "payment", "payer_id",
        apart=(Stage.SUBMITTED, Stage.APPROVED, Stage.RECEIVED, Stage.INVOICED),
    ),
    LifeStep(Stage.IN_SERVICE, (*_BOUGHT[1:], Stage.CLOSED), "Put in service", "asset", "owner_id"),
    LifeStep(Stage.CLOSED, (Stage.APPROVED, *_BOUGHT), "Close short", reason=True),
)  # fmt: skip
"""The charges of depreciation begin by themselves, as agreed with the asset."""


DECISIONS: Mapping[str, tuple[str, ...]] = {
    state.value: tuple(
        dict.fromkeys(
            step.to.value for step in LIFE if step.table == "capital_step" and state.value in step.after
        )
    )
    for state in CapitalState
}
"""What each decided state can become; orders and what follows them keep the state of the decision."""


def purchase_step(table: str) -> LifeStep:
    """The step that a row of a table of purchases records. Raises: `StopIteration` for another table."""
    return next(step for step in LIFE if step.table == table != "capital_step")
