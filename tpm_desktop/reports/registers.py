"""What a pack takes from the registers: what is open, the weightiest first."""

from __future__ import annotations

from datetime import date

from tpm_desktop.model.governance import Action, Decision, DecisionState, Meeting, MeetingState
from tpm_desktop.model.registers import Issue, Risk
from tpm_desktop.plan.due import days_overdue, is_settled
from tpm_desktop.plan.risks import open_risks, top_threats

from .source import Source

_PAST = (MeetingState.HELD, MeetingState.MINUTED, MeetingState.APPROVED)


def top_risks(source: Source, project_id: str | None = None) -> list[tuple[int, Risk]]:
    """Open threats with their residual score, the highest first; of one component project where given."""
    return top_threats(_risks(source, project_id))


def count_open_risks(source: Source, project_id: str | None = None) -> int:
    """How many risks are open, scored or not; of one component project where given."""
    return len(open_risks(_risks(source, project_id)))


def _risks(source: Source, project_id: str | None) -> list[Risk]:
    return [
        risk
        for risk in source.risks
        if source.tells(risk.project_id) and (project_id is None or risk.project_id == project_id)
    ]


def open_issues(source: Source, project_id: str | None = None) -> list[Issue]:
    """Issues that are not settled, the most severe first, then by due date."""
    found = [
        issue
        for issue in source.issues
        if not is_settled("issue", issue)
        and source.tells(issue.project_id)
        and (project_id is None or issue.project_id == project_id)
    ]
    return sorted(found, key=lambda issue: (-(issue.severity or 0), issue.due or date.max, issue.id))


def decisions_asked(source: Source) -> list[Decision]:
    """Decisions that are asked for, those needed first at the top."""
    asked = [
        decision
        for decision in source.decisions
        if decision.state is DecisionState.ASKED and source.tells(decision.project_id)
    ]
    return sorted(asked, key=lambda decision: (decision.needed_by or date.max, decision.id))


def decisions_taken(source: Source) -> list[Decision]:
    """Decisions taken, the latest first."""
    taken = [
        decision
        for decision in source.decisions
        if decision.state is DecisionState.DECIDED and source.tells(decision.project_id)
    ]
    return sorted(taken, key=lambda decision: (decision.decided_on or date.min, decision.id), reverse=True)


def open_actions(source: Source) -> list[Action]:
    """Actions that are not settled, by due date."""
    found = [
        action
        for action in source.actions
        if not is_settled("action", action) and source.tells(action.project_id)
    ]
    return sorted(found, key=lambda action: (action.due or date.max, action.id))


def due_words(source: Source, table: str, row: Issue | Action | Risk | Decision) -> str:
    """“3 d overdue” where a row is, else nothing."""
    late = days_overdue(table, row, source.day)
    return f"{late} d overdue" if late else ""


def next_meeting(source: Source) -> Meeting | None:
    """The next meeting of a steering body, else of any."""
    coming = [
        meeting
        for meeting in source.meetings
        if meeting.held.date() >= source.day and meeting.state not in (*_PAST, MeetingState.CANCELLED)
    ]
    return _of_steering(source, coming)


def last_meeting(source: Source) -> Meeting | None:
    """The last meeting held of a steering body, else of any."""
    held = [meeting for meeting in source.meetings if meeting.state in _PAST]
    return _of_steering(source, held[::-1])


def _of_steering(source: Source, meetings: list[Meeting]) -> Meeting | None:
    steering = {body.id for body in source.bodies if body.type == "steering"}
    ordered = sorted(meetings, key=lambda meeting: meeting.body_id not in steering)
    return ordered[0] if ordered else None
