"""What is on record stays: decided, settled, signed or held, it is not removed, nor taken along by others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.change import OPEN_TO_OPTIONS, ChangeRequest, ChangeState
from tpm_desktop.model.gates import Gate, GateVerdict
from tpm_desktop.model.governance import Decision, DecisionState, Meeting, MeetingState
from tpm_desktop.model.record import Record
from tpm_desktop.model.requirements import Acceptance, Deliverable
from tpm_desktop.plan import OpenProgram

from .words import quoted

_UNSETTLED = (*OPEN_TO_OPTIONS, ChangeState.ASSESSED)
_DECIDED = (DecisionState.DECIDED, DecisionState.SUPERSEDED)
_UNHELD = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.CANCELLED)

_INSTEAD = {
    "decision": "add a decision that takes its place instead",
    "change_request": "raise another change request instead",
    "acceptance": "add an acceptance that says what holds now",
    "gate": "take the verdict back first",
    "meeting": "set it back to called first",
    "body": "end the seats of its members instead",
    "deliverable": "set it back to drafted instead",
    "project": "set its status to cancelled instead",
}

HOLDS = {
    "body": ("meeting", "decision", "change_request", "gate"),
    "project": ("gate", "deliverable"),
    "deliverable": ("acceptance",),
}
"""What goes with a row, or loses with it who decided it, and may be on record."""


def refuse_removal(program: OpenProgram, table: str, row_ids: Iterable[str]) -> None:
    """Raises: `EditError` where rows are on record themselves, or something that would go with them is.

    Every gesture, command and key that removes comes here; undo, merges and the edits that an approved change
    request applies do not, since they repeat what somebody decided before.
    """
    if table not in _INSTEAD:
        return
    for row in program.file.rows_of(entry(table).model, list(row_ids)):
        if state := _on_record(row):
            raise EditError(f"{_called(program, row)} {state} and stays on record; {_instead(table, row)}")
        found = Counter(str(one.__tablename__) for one in _along(program, table, row.id) if _on_record(one))
        if found:
            told = ", ".join(entry(of).counted(count) for of, count in found.items())
            raise EditError(f"{_called(program, row)} has {told} on record; {_instead(table, row)}")


def _along(program: OpenProgram, table: str, row_id: str) -> Iterator[Record]:
    for of in HOLDS.get(table, ()):
        for row in program.file.rows(entry(of).model, **{f"{table}_id": row_id}):
            yield row
            yield from _along(program, of, row.id)


def _on_record(row: Record) -> str:
    """What makes a row one that stays, as “is decided”; empty for nothing."""
    match row:
        case Decision(state=state) if state in _DECIDED:
            return f"is {state.label.lower()}"
        case ChangeRequest(state=settled) if settled not in _UNSETTLED:
            return f"is {settled.label.lower()}"
        case Meeting(state=held) if held not in _UNHELD:
            return "has approved minutes" if held is MeetingState.APPROVED else f"is {held.label.lower()}"
        case Gate(verdict=verdict) if verdict is not GateVerdict.OPEN:
            return f"has the verdict {verdict.label.lower()}"
        case Acceptance():
            return "is signed"
    return ""


def _instead(table: str, row: Record) -> str:
    if isinstance(row, Meeting) and row.state is MeetingState.APPROVED:
        return "write in the next meeting what was wrong"
    return _INSTEAD[table]


def _called(program: OpenProgram, row: Record) -> str:
    if isinstance(row, Acceptance):
        of = program.file.row(Deliverable, row.deliverable_id)
        return f"acceptance {row.code} of {_called(program, of)}" if of else f"acceptance {row.code}"
    about = entry(str(row.__tablename__))
    code = getattr(row, about.code_field) if about.code_field else None
    title = quoted(str(getattr(row, about.title_field)))
    return f"{about.one} {code} {title}" if code else title
