"""What is due when, and by how many days it is overdue: said once for registers, overview and packs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tpm_desktop.model.change import ChangeState
from tpm_desktop.model.fields import Choice
from tpm_desktop.model.governance import ActionState, DecisionState
from tpm_desktop.model.integration import CommitmentStatus
from tpm_desktop.model.pmo import BoardingState
from tpm_desktop.model.registers import AssumptionStatus, IssueStatus, RiskStatus
from tpm_desktop.model.stakeholders import CommunicationState, ReviewResult

from .plan import instant
from .state import State

if TYPE_CHECKING:
    from .open_program import OpenProgram


@dataclass(frozen=True, slots=True)
class DueBy:
    """Of a table: by which date a row is due, its state, and the states in which nothing is due any more."""

    date: str
    state: str
    settled: frozenset[Choice]


DUE: dict[str, DueBy] = {
    "risk": DueBy("review_due", "status", frozenset({RiskStatus.OCCURRED, RiskStatus.CLOSED})),
    "issue": DueBy("due", "status", frozenset({IssueStatus.RESOLVED, IssueStatus.CLOSED})),
    "decision": DueBy(
        "needed_by",
        "state",
        frozenset({DecisionState.DECIDED, DecisionState.WITHDRAWN, DecisionState.SUPERSEDED}),
    ),
    "change_request": DueBy(
        "needed_by",
        "state",
        frozenset({ChangeState.REJECTED, ChangeState.WITHDRAWN, ChangeState.APPLIED}),
    ),
    "commitment": DueBy(
        "promised", "status", frozenset({CommitmentStatus.DELIVERED, CommitmentStatus.ACCEPTED})
    ),
    "assumption": DueBy(
        "valid_until", "status", frozenset({AssumptionStatus.CONFIRMED, AssumptionStatus.FALSE})
    ),
    "expectation": DueBy(
        "review_due", "result", frozenset({ReviewResult.MET, ReviewResult.NOT_MET, ReviewResult.DROPPED})
    ),
    "communication": DueBy(
        "next_due", "state", frozenset({CommunicationState.PAUSED, CommunicationState.ENDED})
    ),
    "boarding_step": DueBy("due", "state", frozenset({BoardingState.DONE, BoardingState.NOT_NEEDED})),
    "action": DueBy(
        "due", "state", frozenset({ActionState.DONE, ActionState.VERIFIED, ActionState.CANCELLED})
    ),
}


_COUNTED_ON: ContextVar[date | None] = ContextVar("counted_on", default=None)


@contextmanager
def counted_on(day: date) -> Iterator[None]:
    """Let a day stand for today where a program has no status date: its papers are then the same tomorrow."""
    before = _COUNTED_ON.set(day)
    try:
        yield
    finally:
        _COUNTED_ON.reset(before)


def day_of_status(state: State, today: date | None = None) -> date:
    """The day that overdue counts from: the program's status date, today while it has none."""
    at = instant(int(state.inputs.options.status_date))
    return at.date() if at else today or _COUNTED_ON.get() or date.today()


def is_settled(table: str, row: Any) -> bool:
    """Whether a row, a record or a mapping of stored values, asks nothing of anybody any more."""
    rule = DUE.get(table)
    return rule is not None and _read(row, rule.state) in rule.settled


def days_overdue(table: str, row: Any, on: date) -> int:
    """Days since a row, a record or a mapping of stored values, was due; 0 where it isn't overdue."""
    rule = DUE.get(table)
    due = _read(row, rule.date) if rule else None
    if not due or is_settled(table, row):
        return 0
    day = date.fromisoformat(due) if isinstance(due, str) else due
    return max(0, (on - day).days)


def overdue_counts(program: OpenProgram, tables: Collection[str] = DUE) -> dict[str, int]:
    """How many rows of each table with dates to keep are overdue. Args: tables: of these only."""
    day = day_of_status(program.plan.state)
    return {
        table: overdue_among(table, program.file.stored(table, [rule.date, rule.state]), day)
        for table, rule in DUE.items()
        if table in tables
    }


def overdue_among(table: str, rows: Iterable[tuple[Any, Any]], on: date) -> int:
    """How many rows are overdue, each told by its date and its state as stored."""
    day, settled = on.isoformat(), DUE[table].settled
    return sum(1 for due, state in rows if due and due[:10] < day and state not in settled)


def _read(row: Any, field: str) -> Any:
    return row.get(field) if isinstance(row, Mapping) else getattr(row, field)
