"""Steps of capital requests against the program's policy: who may approve what, and what has to go first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.policy import Figure, Spending
from tpm_desktop.formats import Formats
from tpm_desktop.model.policy import Role
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.book import Book
from tpm_desktop.plan.policy_capital import accepted_share, advance_share, figures_of, over_approved
from tpm_desktop.plan.policy_findings import blocking
from tpm_desktop.plan.policy_people import holders
from tpm_desktop.plan.policy_words import mend, said

from .role_rules import refuse_not_holding

ORDERING = frozenset({"committed_over_approved", "committed_before_approval", "advance_share"})
SERVING = frozenset({"accepted_share"})
_KINDS = {True: Spending.BUDGETED, False: Spending.UNBUDGETED}


def approving(program: OpenProgram, book: Book, values: Mapping[str, Any]) -> dict[str, Any]:
    """What an approval says besides: the role in which it is given, where the policy has levels.

    Raises: `EditError` where the role's limit doesn't cover the whole, or a hard rule is broken.
    """
    state, policy = program.plan.state, program.plan.state.policy
    made: dict[str, Any] = {}
    person, role = str(values["by_id"]), Role(values["role"]) if values.get("role") else None
    if policy.levels:
        made["role"] = role = _role(program, book, person, role)
    changed = {"approver": person, "approver_role": _words(role) if role else None}
    refuse_breaches(program, book, changed)
    days = state.policy.settings.get("approval_days")
    made["until"] = _day(values["taken"]) + timedelta(days=days) if isinstance(days, int) else None
    return made


def _role(program: OpenProgram, book: Book, person: str, role: Role | None) -> Role:
    state, formats = program.plan.state, Formats.of(program.file.program)
    total = int(figures_of(book, state)["request_total"] or 0)
    kind = _KINDS[book.request.in_plan]
    needed = state.policy.required_approver(kind, total)
    sum_ = f"{formats.money(total, currency=True)}, {kind.value},"
    if needed is None:
        raise EditError(f"{sum_} is above what any level of the policy may approve; ask for less")
    if role is None:
        if person not in holders(state, needed, book.request.project_id):
            raise EditError(f"{sum_} takes the {needed}; say in which role the person approves")
        return Role(needed.replace(" ", "_"))
    if not state.policy.may_approve(_words(role), kind, total):
        raise EditError(f"{sum_} is above the limit of the {_words(role)}; send it to the {needed}")
    refuse_not_holding(state, _words(role), person, book.request.project_id)
    return role


def refuse_breaches(
    program: OpenProgram,
    book: Book,
    changed: Mapping[str, Figure | None],
    about: frozenset[str] | None = None,
) -> None:
    """Raises: `EditError` for a hard rule that the request breaks as it would be, and nobody bears.

    Args: changed: figures as the step would leave them; about: only rules on one of these metrics.
    """
    for finding in blocking(program.plan.state, "capital_request", book.request.id, changed):
        asked = {metric.key for metric in finding.rule.metrics}
        if about is None or asked & about:
            told = said(finding, program.plan.state, Formats.of(program.file.program))
            raise EditError(f"{finding.rule.id}: {told}; {mend(finding.rule)}")


def refuse_order(program: OpenProgram, after: Book) -> None:
    """Of a request as an order would leave it. Raises: `EditError`."""
    changed = {"committed_over_approved": over_approved(after), "advance_share": advance_share(after)}
    refuse_breaches(program, after, changed, ORDERING)


def refuse_service(program: OpenProgram, after: Book) -> None:
    """Of a request as an asset would leave it. Raises: `EditError`."""
    refuse_breaches(program, after, {"accepted_share": accepted_share(after)}, SERVING)


def order_defaults(program: OpenProgram) -> dict[str, Any]:
    """The terms that the policy sets for orders that say nothing else."""
    settings = program.plan.state.policy.settings
    named = {"price_share": "invoice_tolerance", "price_sum": "invoice_tolerance_sum"}
    return {field: settings[key] for field, key in named.items() if isinstance(settings.get(key), int)}


def request_defaults(program: OpenProgram) -> dict[str, Any]:
    """The discount rate that the policy sets."""
    rate = program.plan.state.policy.settings.get("discount_rate")
    return {"rate": rate} if isinstance(rate, int) else {}


def _words(role: Role) -> str:
    """A role as the policy's text names it."""
    return role.value.replace("_", " ")


def _day(given: date | str) -> date:
    return date.fromisoformat(given) if isinstance(given, str) else given
