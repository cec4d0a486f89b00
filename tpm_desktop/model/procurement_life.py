"""The life of a procurement package as data: each step, what it follows, and what it needs to be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from .fields import Choice


class PackageState(Choice):
    """How far a package has come."""

    PLANNED = "planned", "Planned"
    RFI = "rfi", "Request for information"
    RFP = "rfp", "Request for proposal"
    EVALUATION = "evaluation", "Evaluation"
    AWARDED = "awarded", "Awarded"
    CONTRACTED = "contracted", "Contracted"
    ORDERED = "ordered", "Ordered"
    DELIVERED = "delivered", "Delivered"
    ACCEPTED = "accepted", "Accepted"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


class Need(Enum):
    """What must be there before a step; the values are what to do where it is not."""

    CRITERIA = "enter criteria whose weights come to 100 %"
    BIDS = "enter at least one bid"
    AWARD = "award one of its bids; that is recorded as a decision"
    CONTRACT = "sign a contract of the package"
    ORDER = "enter a purchase order of the package or of its contract"
    RECEIVED = "book receipts until all that was ordered has come"
    ACCEPTED = "accept its milestones and what was received"


@dataclass(frozen=True, slots=True)
class PackageStep:
    """A step that can be taken. to: where it leads; after: the states that it can be taken in."""

    to: PackageState
    after: tuple[PackageState, ...]
    needs: tuple[Need, ...] = ()


_S = PackageState
_OPEN = (_S.PLANNED, _S.RFI, _S.RFP, _S.EVALUATION, _S.AWARDED, _S.CONTRACTED, _S.ORDERED)

PACKAGE_LIFE: tuple[PackageStep, ...] = (
    PackageStep(_S.RFI, (_S.PLANNED,)),
    PackageStep(_S.RFP, (_S.PLANNED, _S.RFI), (Need.CRITERIA,)),
    PackageStep(_S.EVALUATION, (_S.RFP, _S.AWARDED), (Need.CRITERIA, Need.BIDS)),
    PackageStep(_S.AWARDED, (_S.PLANNED, _S.EVALUATION), (Need.AWARD,)),  # bought directly, or after the bids
    PackageStep(_S.CONTRACTED, (_S.PLANNED, _S.AWARDED), (Need.CONTRACT,)),  # the former under a framework
    PackageStep(_S.ORDERED, (_S.AWARDED, _S.CONTRACTED), (Need.ORDER,)),
    PackageStep(_S.DELIVERED, (_S.CONTRACTED, _S.ORDERED), (Need.RECEIVED,)),
    PackageStep(_S.ACCEPTED, (_S.DELIVERED,), (Need.ACCEPTED,)),
    PackageStep(_S.CLOSED, (_S.ACCEPTED,)),
    PackageStep(_S.CANCELLED, _OPEN),
    PackageStep(_S.PLANNED, (_S.RFI, _S.RFP, _S.EVALUATION, _S.CANCELLED)),
    PackageStep(_S.ORDERED, (_S.DELIVERED,), (Need.ORDER,)),  # what came was sent back
)

PACKAGE_STEPS: Mapping[str, tuple[str, ...]] = {
    state.value: tuple(dict.fromkeys(step.to.value for step in PACKAGE_LIFE if state in step.after))
    for state in PackageState
}
"""What each state can become."""


def package_step(old: PackageState, new: PackageState) -> PackageStep:
    """The step from one state to another. Raises: `StopIteration` where none leads there."""
    return next(step for step in PACKAGE_LIFE if step.to is new and old in step.after)
