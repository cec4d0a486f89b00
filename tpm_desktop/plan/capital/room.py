"""Whether a cost account has room for a request that says it is in the plan."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import CapitalState
from tpm_desktop.plan.state import State

from .book import Book, read_books
from .sums import GONE

_ASKED = set(CapitalState) - {CapitalState.DRAFT, *GONE}


def room_on_account(state: State, book: Book, formats: Formats) -> str:
    """Why the request does not fit into what is planned on its account; empty where it does.

    What others of the account have asked for in the plan counts before it.
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
    left = planned - others
    if book.requested <= left:
        return ""
    asked, room = (formats.money(max(amount, 0), currency=True) for amount in (book.requested, left))
    said = f"{request.code} asks for {asked}, its account has {room} left in the plan"
    return f"{said}; ask for less or mark it not in the plan"
