"""What is open for a body: what its next meeting has to speak about, in that order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.change import ChangeRequest, ChangeState
from tpm_desktop.model.governance import Action, Body, Decision, DecisionState, Meeting
from tpm_desktop.model.meetings import ItemKind
from tpm_desktop.model.registers import Issue

from .due import is_settled
from .gates import gates
from .governance import decider, previous
from .open_program import OpenProgram
from .plan import instant, minutes
from .policy_findings import policy_report
from .state import State

ASKED = (DecisionState.ASKED, DecisionState.DEFERRED)
TO_DECIDE = (ChangeState.SUBMITTED, ChangeState.ASSESSED)
_AHEAD = timedelta(days=60)
_GATES = 8


@dataclass(frozen=True, slots=True)
class Proposed:
    """An item of an agenda. field, row_id: the row that it is about, by the item's field that names it."""

    title: str
    kind: ItemKind
    minutes: int
    field: str = ""
    row_id: str = ""


def carried_over(file: ProgramFile, meeting: Meeting) -> list[Action]:
    """Open actions of earlier meetings of the same body, the earliest due first."""
    earlier = {
        one.id
        for one in file.rows(Meeting, body_id=meeting.body_id)
        if one.held < meeting.held and one.id != meeting.id
    }
    found = [row for row in file.rows(Action) if row.meeting_id in earlier and not is_settled("action", row)]
    return sorted(found, key=lambda row: (row.due or date.max, row.id))


def open_for(program: OpenProgram, meeting: Meeting) -> list[Proposed]:
    """Minutes and actions of before, escalations, decisions, changes, gates ahead, findings."""
    file, state = program.file, program.plan.state
    formats = Formats.of(file.program)
    return [
        *_from_before(file, meeting, formats),
        *_escalated(file, meeting),
        *_decisions(file, meeting, formats),
        *_changes(file, meeting),
        *_gates(state, meeting.held, formats),
        *_findings(state),
    ]


def _from_before(file: ProgramFile, meeting: Meeting, formats: Formats) -> Iterator[Proposed]:
    before = previous(file.rows(Meeting), meeting)
    if before is not None:
        day = formats.date(before.held, year=True)
        yield Proposed(f"Minutes of {day}", ItemKind.DECIDE, 5)
    count = len(carried_over(file, meeting))
    if count:
        told = "1 open action" if count == 1 else f"{count:,} open actions"
        yield Proposed(f"{told} of earlier meetings", ItemKind.INFORM, 10)


def _escalated(file: ProgramFile, meeting: Meeting) -> Iterator[Proposed]:
    for issue in file.rows(Issue, escalated_to_id=meeting.body_id):
        if not is_settled("issue", issue):
            yield Proposed(f"Escalated: {issue.title}", ItemKind.DISCUSS, 15, "issue_id", issue.id)


def decisions_of(file: ProgramFile, body_id: str) -> list[Decision]:
    """What is asked of a body and not decided, also what goes to it because those below may not decide it."""
    bodies = {body.id: body for body in file.rows(Body)}
    found = []
    for row in file.rows(Decision):
        if row.state in ASKED and row.body_id:
            by = decider(bodies, row.body_id, row.cost, row.days)
            if by is not None and by.id == body_id:
                found.append(row)
    return sorted(found, key=lambda row: (row.needed_by or date.max, row.id))


def changes_of(file: ProgramFile, body_id: str) -> list[ChangeRequest]:
    """Change requests that a body has to decide on, the most urgent first."""
    found = [row for row in file.rows(ChangeRequest, body_id=body_id) if row.state in TO_DECIDE]
    return sorted(found, key=lambda row: (row.needed_by or date.max, row.id))


def _decisions(file: ProgramFile, meeting: Meeting, formats: Formats) -> Iterator[Proposed]:
    for row in decisions_of(file, meeting.body_id):
        late = row.needed_by is not None and row.needed_by < meeting.held.date()
        due = f" (was needed by {formats.date(row.needed_by)})" if late and row.needed_by else ""
        yield Proposed(row.title + due, ItemKind.DECIDE, 15, "decision_id", row.id)


def _changes(file: ProgramFile, meeting: Meeting) -> Iterator[Proposed]:
    for row in changes_of(file, meeting.body_id):
        yield Proposed(f"{row.code}: {row.title}", ItemKind.DECIDE, 15, "change_id", row.id)


def _gates(state: State, held: datetime, formats: Formats) -> Iterator[Proposed]:
    """The gates between the meeting and two months later, the first ones first."""
    day = datetime.combine(held.date(), time.min)
    first, last = minutes(day), minutes(day + _AHEAD)
    finish = state.schedule.finish
    rows = [row for row in gates(state).nonzero()[0].tolist() if first <= int(finish[row]) < last]
    for row in sorted(rows, key=lambda row: (int(finish[row]), row))[:_GATES]:
        at = instant(int(finish[row]))
        title = f"Gate on {formats.date(at)}: {state.names[row]}"
        yield Proposed(title, ItemKind.INFORM, 5, "task_id", state.outline.ids[row])


def _findings(state: State) -> Iterator[Proposed]:
    count = sum(finding.borne is None for finding in policy_report(state).found)
    if count:
        told = "1 finding" if count == 1 else f"{count:,} findings"
        yield Proposed(f"{told} against the policy", ItemKind.INFORM, 5)
