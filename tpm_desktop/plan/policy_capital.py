"""Capital requests with the figures that a policy asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.policy import TENDER, Scope, Subject
from tpm_desktop.finance.policy.rules import Figure
from tpm_desktop.finance.purchasing import over_share
from tpm_desktop.model.capital import CapitalState, CapitalStep
from tpm_desktop.model.finance import Treatment

from .capital.book import Book, cost_of, read_books
from .capital.sums import GONE
from .state import State

Figures = dict[str, Figure | None]
_JOINED = 30  # days within which requests of one project and class count as one
_FIRST = CapitalState.SUBMITTED


def capital_subjects(state: State, wanted: frozenset[str]) -> Iterator[Subject]:
    """Each request, and what is bought on it as a purchase; what was rejected or withdrawn binds nobody."""
    books = [book for book in read_books(state.capital) if book.request.state not in GONE]
    for book in books:
        request, figures = book.request, figures_of(book, state)
        if "sum_same_class_30_days" in wanted:
            figures["sum_same_class_30_days"] = joined_sum(book, books)
        name = " ".join(filter(None, (request.code, request.title)))
        people = frozenset(one for one in (request.requester_id,) if one)
        for scope in (Scope.CAPITAL_REQUEST, Scope.PURCHASE):
            yield Subject(scope, "capital_request", request.id, name, figures, people)


def figures_of(book: Book, state: State) -> Figures:
    """What rules can ask of a request, without what depends on others."""
    request, approval = book.request, book.approval
    includes_tax = state.policy.settings.get("limit_includes_tax") is not False
    tax = sum(line.tax or 0 for line in book.costs)
    total = book.requested - (0 if includes_tax else tax)
    first = min((order.row.ordered for order in book.orders), default=None)
    approved = next((one.taken for one in book.steps if one.state is CapitalState.APPROVED), None)
    early = first is not None and (approved is None or first < approved)
    capital = [line for line in book.costs if line.treatment is Treatment.CAPEX]
    per_order = state.policy.settings.get("group_purchases") == "order"
    units = [cost_of(line) if per_order else line.unit_price for line in capital]
    draft = request.state in (CapitalState.DRAFT, CapitalState.DEFERRED)  # nothing to judge yet
    return {
        "request_total": total,
        "purchase_total": max(total, book.committed),
        "committed_over_approved": over_approved(book) if approval else None,
        "committed_before_approval": book.committed if early else 0,
        "requester": request.requester_id,
        "reviewer": _last(book.steps, CapitalState.REVIEWED),
        "approver": approval.by_id if approval else None,
        "approver_role": approval.role.value.replace("_", " ") if approval and approval.role else None,
        "buyer": _first(order.row.buyer_id for order in book.orders),
        "receiver": _first(one.receiver_id for order in book.orders for one in order.receipts),
        "payer": _first(p.payer_id for o in book.orders for one in o.invoices for p in one.payments),
        "in_plan": request.in_plan,
        "quotes": None if draft else TENDER if request.tendered else len(book.quotes),
        "approvers": 1 if approval else None,
        "alternatives": None if draft else len(book.alternatives),
        "sole_source_approved": bool(request.sole_source and approval),
        "unit_cost": min(units) if units else None,
        "useful_life": Decimal(request.life) / 12 if request.life and capital else None,
        "advance_share": advance_share(book) if book.orders else None,
        "accepted_share": accepted_share(book) if book.assets else None,
    }


def accepted_share(book: Book) -> int:
    """What of the received was accepted, hundredths of a per cent; all of it while nothing is received."""
    return book.accepted * WHOLE // book.received if book.received else WHOLE


def advance_share(book: Book) -> int:
    """The largest share that any of its orders lets be invoiced in advance."""
    return max((order.row.advance or 0 for order in book.orders), default=0)


def joined_sum(book: Book, books: Sequence[Book]) -> int | None:
    """What requests of the same project and class come to that were submitted within 30 days (C5)."""
    day = _day(book)
    if day is None:
        return None
    near = [
        other
        for other in books
        if (other.request.project_id, other.request.asset_class)
        == (book.request.project_id, book.request.asset_class)
        and (on := _day(other)) is not None
        and abs((day - on).days) <= _JOINED
    ]
    return sum(other.requested for other in near)


def over_approved(book: Book) -> int:
    """How far orders are above the approval, hundredths of a per cent, rounded up."""
    share = over_share(book.approved, book.committed) * WHOLE
    return -(-share.numerator // share.denominator)  # the smallest excess counts


def _day(book: Book) -> date | None:
    return next((one.taken for one in book.steps if one.state is _FIRST), None)


def _last(steps: Sequence[CapitalStep], step: CapitalState) -> str | None:
    return next((one.by_id for one in reversed(steps) if one.state is step), None)


def _first(people: Iterable[str | None]) -> str | None:
    return next((one for one in people if one), None)
