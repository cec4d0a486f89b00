"""An order in words: what it agrees, how far that has come, and when its payment stages fall due."""

from __future__ import annotations

from datetime import date, timedelta

from tpm_desktop.finance.purchasing import share_of
from tpm_desktop.formats import Formats
from tpm_desktop.model.purchasing import PaymentStage, StageKind
from tpm_desktop.plan.plan import instant
from tpm_desktop.plan.state import State
from tpm_desktop.planning.columns import NONE

from .orders import Order


def order_title(order: Order, formats: Formats) -> str:
    """Code, title and sum of an order."""
    name = " ".join(filter(None, (order.row.code, order.row.title)))
    return f"{name}: {formats.money(order.terms.amount, currency=True)}"


def order_facts(order: Order, formats: Formats) -> list[tuple[str, str]]:
    """The sums of an order with their labels; what it doesn't agree on, or hasn't reached, is left out."""
    row = order.row
    kept = sum(share_of(one.gross, row.retention or 0) for one in order.invoices if not one.row.for_advance)
    named = [
        ("Received", order.received),
        ("Invoiced in advance", order.advanced),
        ("Of it set off", order.recovered),
        ("Invoiced in all", order.invoiced),
        ("Retained", order.retained),
        ("Released of what was retained", kept - order.retained),
        ("Paid", order.paid),
    ]
    terms = [("Advance agreed", row.advance), ("Retention agreed", row.retention)]
    facts = [(label, formats.share(share)) for label, share in terms if share]
    return facts + [(label, formats.money(amount, currency=True)) for label, amount in named if amount]


def stage_due(stage: PaymentStage, state: State) -> date | None:
    """The day on which a stage falls due by the plan; None where neither day nor dated task says it."""
    later = timedelta(days=stage.days or 0)
    if stage.due is not None:
        return stage.due + later
    row = state.outline.row.get(stage.task_id or "")
    finish = NONE if row is None else int(state.schedule.finish[row])
    at = instant(finish)
    return None if at is None else at.date() + later


def stage_detail(stage: PaymentStage, order: Order, state: State, formats: Formats) -> str:
    """What share falls due when: "30 %, EUR 164,400 · due 4 May 2027 with “Deliver network”"."""
    share = formats.share(stage.share)
    if stage.kind is StageKind.RELEASE:
        parts = [f"{share} of what is retained"]
    else:
        amount = formats.money(share_of(order.terms.amount, stage.share), currency=True)
        parts = [f"{share}, {amount}"]
    if stage.met is not None:
        parts.append(f"happened {formats.date(stage.met, year=True)}")
        return " · ".join(parts)
    due, row = stage_due(stage, state), state.outline.row.get(stage.task_id or "")
    if due is None:
        parts.append("no day yet")
    else:
        by = f" with “{state.names[row]}”" if row is not None and stage.due is None else ""
        parts.append(f"due {formats.date(due, year=True)}{by}")
    return " · ".join(parts)
