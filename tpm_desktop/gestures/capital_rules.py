"""What follows from edits of capital requests and purchases, and which are refused, however they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import CapitalCost, CapitalRequest, CapitalState
from tpm_desktop.model.capital_life import LifeStep, purchase_step
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.breaches import breaches
from tpm_desktop.plan.capital.life import last_day, offered, same_person
from tpm_desktop.plan.capital.rows import CapitalRows

from .capital_costs import with_treatment
from .capital_policy import order_defaults, refuse_order, refuse_service, request_defaults
from .capital_steps import step_taken
from .document_rules import refuse_closed_documents, refuse_relabelled_documents
from .kept_charges import (
    given_day,
    refuse_closed_payments,
    refuse_restated_assets,
    refuse_restated_changes,
)
from .order_terms import refuse_stale_quote, with_recovered

Values = Mapping[str, Any]
Edits = dict[tuple[str, str], dict[str, Any]]

_DRAFT = frozenset({CapitalState.DRAFT})
_BEFORE_REVIEW = _DRAFT | {CapitalState.SUBMITTED}
_UNDECIDED = _BEFORE_REVIEW | {CapitalState.REVIEWED, CapitalState.DEFERRED}
_FIELDS = {
    **dict.fromkeys(
        ("title", "project_id", "account_id", "kind", "asset_class", "funding", "in_plan", "requester_id",
         "sponsor_id", "justification", "rate", "tendered"),
        _DRAFT,
    ),
    **dict.fromkeys(("life", "residual", "method", "convention", "tolerance"), _UNDECIDED),
}  # fmt: skip
"""The states in which a field of a request can be changed; others always."""
_WHILE_EMPTY = {"account_id"}
"""Can be entered in any state where it is empty yet: without it the budget knows nothing of the purchases."""
_PARTS = {
    "capital_cost": _DRAFT,
    "capital_alternative": _DRAFT,
    "capital_flow": _DRAFT,
    "quote": _BEFORE_REVIEW,
}
"""And those in which what is part of it can."""
_REVIEWED_FIELDS = {"treatment", "reason"}
_BY_POLICY = {"purchase_order": refuse_order, "asset": refuse_service}
_PURCHASES = ("purchase_order", "receipt", "invoice", "payment", "asset")
_DEFAULTS = {"purchase_order": order_defaults, "capital_request": request_defaults}
_OF_PURCHASES = ("payment_stage", "asset_change")
CAPITAL = ("capital_request", *_PARTS, "capital_step", *_PURCHASES, *_OF_PURCHASES)


def capital_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set by table and row, and the rows to add, with what follows. Raises: `EditError`."""
    rows, gone = program.plan.state.capital, list(removed)
    refuse_closed_documents(program.file, table, edits, added, gone)
    refuse_relabelled_documents(program.file, table, edits)
    refuse_closed_payments(program, table, edits, added, gone)
    if table in ("asset", "capital_request"):
        refuse_restated_assets(program, table, edits, gone)
    if table == "capital_step":
        if edits or gone:
            raise EditError("a step stays as it was recorded; take the next one, or undo")
        return step_taken(program, added)
    if table == "capital_request":
        _refuse_requests(rows, edits, added, gone)
    elif table in _PARTS:
        _refuse_parts(rows, table, edits, added, gone)
    found: Edits = {(table, row_id): dict(values) for row_id, values in edits.items()}
    added = _filled(program, table, added)
    if table == "capital_cost":
        costs = rows.all(CapitalCost)
        for row_id, values in edits.items():
            if row_id in costs:
                found[table, row_id] = with_treatment(program, values, costs[row_id])
        added = [with_treatment(program, values) for values in added]
    if table in _PURCHASES:
        _refuse_purchases(program, table, edits, added, gone)
    if table in _OF_PURCHASES:
        if table == "asset_change":
            refuse_restated_changes(program, edits, added, gone)
        _refuse_broken(program, table, edits, added, gone)
    return found, list(added)


def _filled(program: OpenProgram, table: str, added: Sequence[Values]) -> Sequence[Values]:
    """New rows with what the policy, or the order that they are of, has for what they leave open."""
    if table == "invoice":
        return [with_recovered(program.plan.state.capital, values) for values in added]
    if table not in _DEFAULTS or not added:
        return added
    defaults = _DEFAULTS[table](program)
    return [{**defaults, **values} for values in added]


def _refuse_requests(
    rows: CapitalRows, edits: Mapping[str, Values], added: Sequence[Values], gone: Sequence[str]
) -> None:
    requests = rows.all(CapitalRequest)
    for row_id, values in edits.items():
        request = requests.get(row_id)
        if request is None:
            continue
        if values.get("state", request.state) != request.state:
            raise EditError(
                f"{request.code} goes on by steps, each with date and person; take the step on its page"
            )
        if given_day(values.get("approved_until", request.approved_until)) != request.approved_until:
            raise EditError(f"{request.code} gets another date by a new approval; return it to a draft")
        for name, value in values.items():
            there = getattr(request, name, None)
            if there is None and name in _WHILE_EMPTY:
                continue
            if there != value and request.state not in _FIELDS.get(name, CapitalState):
                label = entry("capital_request").fields[name].label.lower()
                raise EditError(f"{request.code} is {_word(request)}; its {label} stays as it was decided on")
    if any(values.get("state", CapitalState.DRAFT) != CapitalState.DRAFT for values in added):
        raise EditError("a new capital request begins as a draft; leave its state out")
    if any(values.get("approved_until") for values in added):
        raise EditError("leave “Approval holds until” out; the approval says it")
    for row_id in gone:
        if row_id in requests and requests[row_id].state is not CapitalState.DRAFT:
            request = requests[row_id]
            raise EditError(f"{request.code} is {_word(request)}, so its record stays; withdraw it instead")


def _refuse_parts(
    rows: CapitalRows,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    gone: Sequence[str],
) -> None:
    requests, about = rows.all(CapitalRequest), entry(table)
    judged = table == "capital_cost" and all(set(values) <= _REVIEWED_FIELDS for values in edits.values())
    touched = [rows.tables[table][row_id] for row_id in (*edits, *gone) if row_id in rows.tables[table]]
    owners = [*(one.request_id for one in touched), *(values.get("request_id") for values in added)]  # type: ignore[attr-defined]
    allowed = _BEFORE_REVIEW if judged and not added and not gone else _PARTS[table]
    for owner in owners:
        request = requests.get(str(owner))
        if request is not None and request.state not in allowed:
            said = f"{request.code} is {_word(request)}; its {about.many} stay as they were"
            raise EditError(f"{said}; ask for more, or return it to a draft")


def _word(request: CapitalRequest) -> str:
    return request.state.label.lower()


def _refuse_purchases(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    gone: Sequence[str],
) -> None:
    rows, day = program.plan.state.capital, last_day(program.plan.state)
    step = purchase_step(table)
    _refuse_with_followers(rows, table, gone)
    for values in added:
        book = _book(rows, rows.request_of(table, values))
        if book is not None:
            _refuse_row(program, book, step, values, day)
    for row_id, values in edits.items():
        row = rows.tables[table].get(row_id)
        book = _book(rows, rows.request_of(table, row)) if row and step.person in values else None
        if book is not None:
            _refuse_person(book, step, values)
    _refuse_broken(program, table, edits, added, gone)


def _refuse_broken(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    gone: Sequence[str],
) -> None:
    """What an edit would break of the requests that it touches."""
    rows, day = program.plan.state.capital, last_day(program.plan.state)
    formats = Formats.of(program.file.program)
    after = rows.after(table, edits, added, gone)
    touched = {request for request in _requests(rows, after, table, edits, added, gone) if request}
    for request_id in touched:
        before, book = _book(rows, request_id), _book(after, request_id)
        if book is not None:
            refuse_new_breaches(before, book, formats, day)
            if table in _BY_POLICY:
                _BY_POLICY[table](program, book)


def _refuse_row(program: OpenProgram, book: Book, step: LifeStep, values: Values, day: date) -> None:
    """A new row of a purchase is a step: it must be one that the request can take, by a person who may."""
    request = book.request
    about = entry(step.table).one
    if step not in offered(book, day):
        is_ = book.stage(day).label.lower()
        needed = " or ".join(stage.label.lower() for stage in step.after[:2])
        raise EditError(f"{request.code} is {is_}, so no {about} can be added; it must be {needed} first")
    if step.to.value == "ordered" and request.approved_until is not None:
        ordered = given_day(values.get("ordered"))
        if ordered is not None and ordered > request.approved_until:
            held = Formats.of(program.file.program).date(request.approved_until, year=True)
            raise EditError(f"the approval of {request.code} held until {held}; get it approved anew")
    if step.to.value == "ordered":
        refuse_stale_quote(book, values, Formats.of(program.file.program))
    _refuse_person(book, step, values)


def _refuse_person(book: Book, step: LifeStep, values: Values) -> None:
    request, person = book.request, values.get(step.person)
    if not person:
        raise EditError(f"say who takes the step “{step.verb}” with {request.code}")
    if (taken := same_person(book, step, str(person))) is not None:
        done = f"who has {_did(taken.value)} {request.code} can’t {step.verb.lower()} as well"
        raise EditError(f"{done}; choose another person")


def _did(stage: str) -> str:
    return {"ordered": "ordered on", "received": "received for", "invoiced": "booked an invoice of"}.get(
        stage, stage
    )


def _refuse_with_followers(rows: CapitalRows, table: str, removed: Iterable[str]) -> None:
    followers = {"purchase_order": ("receipt", "order_id"), "invoice": ("payment", "invoice_id")}
    for row_id in removed if table in followers else ():
        below, field = followers[table]
        if any(getattr(row, field) == row_id for row in rows.tables[below].values()):
            label = entry(table).one
            raise EditError(f"the {label} has {entry(below).many}; remove them first")


def refuse_new_breaches(before: Book | None, after: Book, formats: Formats, day: date) -> None:
    """Refuse what an edit breaks or makes worse; what was broken before may be mended step by step.

    Raises: `EditError`.
    """
    known = {(b.rule, b.row_id): b.over for b in breaches(before, formats, day)} if before else {}
    for one in breaches(after, formats, day):
        if one.refused and one.over > known.get((one.rule, one.row_id), 0):
            raise EditError(one.text)


def _book(rows: CapitalRows, request_id: str | None) -> Book | None:
    return next(iter(read_books(rows, [request_id])), None) if request_id else None


def _requests(
    rows: CapitalRows,
    after: CapitalRows,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    gone: Sequence[str],
) -> Iterator[str | None]:
    for row_id in (*edits, *gone):
        if row_id in rows.tables[table]:
            yield rows.request_of(table, rows.tables[table][row_id])
        if row_id in after.tables[table]:
            yield after.request_of(table, after.tables[table][row_id])
    for values in added:
        yield rows.request_of(table, values)
