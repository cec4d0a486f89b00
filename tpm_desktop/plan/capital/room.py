"""Whether a cost account has room for a request that says it is in the plan."""

from __future__ import annotations

import numpy as np

from tpm_desktop.finance.amounts import or_zero
from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import CapitalState
from tpm_desktop.plan.state import State

from .book import Book, read_books
from .counting import read_purchases
from .sums import GONE

_ASKED = set(CapitalState) - {CapitalState.DRAFT, *GONE}


def room_on_account(state: State, book: Book, formats: Formats) -> str:
    """Why the request does not fit into what is planned on its account; empty where it does.

    What others of the account have asked for in the plan counts before it, as does what is spent or ordered
    there without a request.
    """
    request = book.request
    place = state.money.account_row.get(request.account_id or "")
    if place is None or not request.in_plan:
        return ""
    planned = int(state.money.budget.accounts.at_completion[place])
    others = sum(
        other.requested
        for other in read_books(state.capital)
        if other.request.id != request.id
        and other.request.account_id == request.account_id
        and other.request.in_plan
        and other.request.state in _ASKED
    )
    left = planned - others - _without_request(state, place)
    if book.requested <= left:
        return ""
    asked, room = (formats.money(max(amount, 0), currency=True) for amount in (book.requested, left))
    said = f"{request.code} asks for {asked}, its account has {room} left in the plan"
    return f"{said}; ask for less or mark it not in the plan"


def _without_request(state: State, place: int) -> int:
    """What is spent, accrued and still committed on an account by its place, of no request; minor units."""
    purchases = read_purchases(state.inputs.tables)
    free = np.append(purchases.request, np.int32(-1))[purchases.what.order] < 0
    found = 0
    for part in state.money.parts:
        lines, mine = part.lines, part.lines.account == place
        if part.table == "cost_entry":
            mine &= free[part.row]
        elif part.table != "budget_line":  # invoices and orders are of requests
            continue
        found += int((or_zero(lines.actual) + lines.accrued + lines.committed)[mine].sum())
    return found
