"""Which steps a request can take now, and why not another: the declared life with what it takes to go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tpm_desktop.model.capital import CapitalState, CapitalStep
from tpm_desktop.model.capital_life import LIFE, LifeStep, Stage
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.state import State

from .book import Book

FEWEST_REASONS = 50
"""Characters of a justification."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a request: a decision, or a row of a purchase. person: a resource's id."""

    stage: Stage
    on: date
    person_id: str | None
    amount: int | None
    note: str
    table: str
    row_id: str
    role: str = ""


def last_day(state: State) -> date:
    """The last day that something can have happened on: today, or the status date where that is later."""
    today = date.today()
    return max(today, day_of_status(state, today))


def offered(book: Book, day: date) -> list[LifeStep]:
    """The steps that the request's stage allows, in the order of its life."""
    stage, bought = book.stage(day), book.bought(day)
    found = []
    for step in LIFE:
        decided = step.table == "capital_step" or step.to is Stage.ORDERED
        at = stage if decided else bought
        if at in step.after and not (step.to is Stage.ORDERED and book.request.state is CapitalState.CLOSED):
            found.append(step)
    return found


def natural(book: Book, day: date) -> LifeStep | None:
    """The step that is to be taken next, where one is: the first decision, then what the purchase lacks."""
    steps = {step.to: step for step in offered(book, day) if not step.reason}
    payable = sum(order.payable(one) for order in book.orders for one in order.invoices)
    wanted = (
        (Stage.RECEIVED, book.received < book.committed),
        (Stage.INVOICED, any(order.due_to_be_invoiced > 0 for order in book.orders)),
        (Stage.PAID, book.paid < payable),
        (Stage.IN_SERVICE, book.capitalised < book.accepted),
    )
    for stage, lacking in wanted:
        if book.orders and lacking and stage in steps:
            return steps[stage]
    return None if book.orders else next(iter(steps.values()), None)


def events(book: Book) -> list[Event]:
    """All that happened to it, by date; on one day in the order of its life."""
    found = [_decision(one) for one in book.steps]
    for order in book.orders:
        row = order.row
        note = " ".join(filter(None, (row.code, row.supplier or row.title)))
        found.append(
            Event(
                Stage.ORDERED, row.ordered, row.buyer_id, order.terms.amount, note, "purchase_order", row.id
            )
        )
        for came in order.receipts:
            amount = order.terms.received(came.quantity)
            note = f"{came.quantity:,} of {row.quantity:,}"
            found.append(
                Event(Stage.RECEIVED, came.received, came.receiver_id, amount, note, "receipt", came.id)
            )
        for invoice in order.invoices:
            one = invoice.row
            found.append(
                Event(Stage.INVOICED, one.dated, one.booked_by_id, one.amount, one.number, "invoice", one.id)
            )
            found += [
                Event(Stage.PAID, paid.paid, paid.payer_id, paid.amount, one.number, "payment", paid.id)
                for paid in invoice.payments
            ]
    for asset in book.assets:
        note = " ".join(filter(None, (asset.code, asset.location or asset.title)))
        found.append(
            Event(Stage.IN_SERVICE, asset.in_service, asset.owner_id, asset.cost, note, "asset", asset.id)
        )
        if asset.retired:
            found.append(
                Event(Stage.RETIRED, asset.retired, asset.owner_id, asset.proceeds, note, "asset", asset.id)
            )
    stages = list(Stage)
    return sorted(found, key=lambda e: (e.on, e.table != "capital_step", stages.index(e.stage), e.row_id))


def _decision(one: CapitalStep) -> Event:
    return Event(
        Stage(one.state.value), one.taken, one.by_id, one.amount, one.note or "", "capital_step", one.id,
        one.role.label if one.role else "",
    )  # fmt: skip


def same_person(book: Book, step: LifeStep, person_id: str) -> Stage | None:
    """The step that the person has taken already and that must be another's; None where all is apart.

    What was decided before the request last became a draft counts as well: nobody approves their own.
    """
    if book.request.requester_id == person_id and Stage.SUBMITTED in step.apart:
        return Stage.SUBMITTED
    taken = {event.stage for event in events(book) if event.person_id == person_id}
    return next((stage for stage in step.apart if stage in taken), None)


def lacks(book: Book, to: Stage) -> Iterator[str]:
    """What a request must have before a decision, each in words that follow “enter”."""
    if to is Stage.SUBMITTED:
        yield from _to_be_submitted(book)
    if to is Stage.REVIEWED:
        yield from _to_be_reviewed(book)


def _to_be_submitted(book: Book) -> Iterator[str]:
    request = book.request
    for value, what in (
        (request.project_id, "its component project"),
        (request.requester_id, "its requester"),
        (request.sponsor_id, "its sponsor"),
        (request.need_date, "when it is needed"),
        (request.risk, "its risk"),
        (request.security_reviewed, "when security and privacy were reviewed"),
    ):
        if not value:
            yield what
    if request.sponsor_id and request.sponsor_id == request.requester_id:
        yield "a sponsor who isn’t its requester"
    if len((request.justification or "").strip()) < FEWEST_REASONS:
        yield f"a justification of {FEWEST_REASONS} characters or more"
    if not book.requested:
        yield "what it costs, in at least one cost line"
    days = [request.order_by, request.need_date, request.in_service_due]
    known = [day for day in days if day]
    if known != sorted(known):
        yield "dates in order: order by, needed by, in service by"


def _to_be_reviewed(book: Book) -> Iterator[str]:
    for line in book.costs:
        if line.treatment is None or not line.reason:
            yield f"whether “{line.title}” is capital or operating, and why"
            return
    if book.capital and not book.request.life:
        yield "its useful life"
