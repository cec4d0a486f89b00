"""What is due from the program office to each body, and from each body back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.change import ChangeRequest
from tpm_desktop.model.governance import Body, Decision, DecisionState, Meeting, MeetingState
from tpm_desktop.model.meetings import AgendaItem

from .agenda import ASKED, TO_DECIDE
from .due import is_settled
from .governance import decider

_AGENDA_BEFORE, MINUTES_AFTER, APPROVAL_AFTER = (timedelta(days=n) for n in (7, 5, 30))
_COMING = (MeetingState.PLANNED, MeetingState.CALLED)


@dataclass(frozen=True, slots=True)
class DueThing:
    """Something that one side owes the other. to_body: the program office owes it; table, row_id: where."""

    body_id: str
    to_body: bool
    said: str
    due: date | None
    table: str
    row_id: str

    def late(self, day: date) -> int:
        """Days overdue on a day, 0 where it isn't."""
        return max(0, (day - self.due).days) if self.due else 0


def liaison(file: ProgramFile, day: date, formats: Formats) -> list[DueThing]:
    """All that is due, body by body in their order, to the body first, the earliest first."""
    bodies = file.rows(Body)
    place = {body.id: number for number, body in enumerate(bodies)}
    found = [
        *_papers(file, day, formats),
        *_answers(file, bodies),
        *_prepared(file),
        *_actions(file),
    ]
    return sorted(
        (one for one in found if one.body_id in place),
        key=lambda one: (place[one.body_id], not one.to_body, one.due or date.max, one.row_id),
    )


def _papers(file: ProgramFile, day: date, formats: Formats) -> Iterator[DueThing]:
    """Agendas of the next meeting of each body, minutes of those held, approval of minutes."""
    with_agenda = {item.meeting_id for item in file.rows(AgendaItem)}
    following: set[str] = set()
    for one in sorted(file.rows(Meeting), key=lambda row: (row.held, row.id)):
        on, when = one.held.date(), formats.date(one.held)
        if one.state in _COMING and on >= day:
            first = one.body_id not in following
            following.add(one.body_id)
            if first and one.id not in with_agenda:
                said = f"Agenda for {when}"
                yield DueThing(one.body_id, True, said, on - _AGENDA_BEFORE, "meeting", one.id)
        elif one.state in (*_COMING, MeetingState.HELD):
            said = f"Minutes of {when}"
            yield DueThing(one.body_id, True, said, on + MINUTES_AFTER, "meeting", one.id)
        elif one.state is MeetingState.MINUTED:
            said = f"Approval of the minutes of {when}"
            yield DueThing(one.body_id, False, said, on + APPROVAL_AFTER, "meeting", one.id)


def _answers(file: ProgramFile, bodies: list[Body]) -> Iterator[DueThing]:
    """Decisions and changes that wait for a body; what lies beyond the one asked waits for the one above."""
    known = {body.id: body for body in bodies}
    for row in file.rows(Decision):
        if row.state not in ASKED or not row.body_id:
            continue
        by = decider(known, row.body_id, row.cost, row.days)
        if by is not None:
            above = "" if row.body_id == by.id else " (beyond the limits of the body that was asked)"
            said = f"Decision: {row.title}{above}"
            yield DueThing(by.id, False, said, row.needed_by, "decision", row.id)
    for change in file.rows(ChangeRequest):
        if change.body_id and change.state in TO_DECIDE:
            said = f"Change request {change.code}: {change.title}"
            yield DueThing(change.body_id, False, said, change.needed_by, "change_request", change.id)


def _prepared(file: ProgramFile) -> Iterator[DueThing]:
    """Decisions that are still drafts: a body can't answer what it wasn't asked."""
    for row in file.rows(Decision, state=DecisionState.DRAFT):
        if row.body_id:
            said = f"Paper for the decision: {row.title}"
            yield DueThing(row.body_id, True, said, row.needed_by, "decision", row.id)


def _actions(file: ProgramFile) -> Iterator[DueThing]:
    """What the meetings of a body gave somebody to do."""
    of_meeting = dict(file.stored("meeting", ["id", "body_id"]))
    fields = ["id", "code", "title", "due", "meeting_id", "state"]
    for row_id, code, title, due, meeting, state in file.stored("action", fields):
        if meeting in of_meeting and not is_settled("action", {"state": state}):
            day = date.fromisoformat(due) if due else None
            yield DueThing(of_meeting[meeting], True, f"Action {code}: {title}", day, "action", row_id)
