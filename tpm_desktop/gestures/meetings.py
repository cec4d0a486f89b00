"""Meetings: the next one of a series, the agenda out of what is open, who came, and minutes line by line."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from fractional_indexing import generate_n_keys_between

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.governance import Body, Meeting, MeetingState
from tpm_desktop.model.meetings import AgendaItem, Attendance, MinuteLine, Presence
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.agenda import open_for
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.governance import last_of_series, next_dates

from .following import following
from .words import quoted

_MORNING = time(9)
_LONGEST_TITLE = 200
_OVER = (MeetingState.APPROVED, MeetingState.CANCELLED)


class Turned(StrEnum):
    """What a line of the minutes can become."""

    DECISION = "decision"
    ACTION = "action"
    RISK = "risk"


def plan_next(program: OpenProgram, body_id: str, count: int = 1) -> list[str]:
    """Plan the next meetings of a body's series, after its last one; returns their ids.

    Raises: `EditError` where the body has no series, `ProgramFileError`.
    """
    body = program.file.row(Body, body_id)
    if body is None:
        raise EditError("that body is gone")
    if body.rhythm is None:
        raise EditError(f"{body.name} has no series; say in “Series” how often it meets")
    last = last_of_series(program.file.rows(Meeting, body_id=body_id))
    day = day_of_status(program.plan.state)
    after = last.held if last else datetime.combine(day, _MORNING)
    formats = Formats.of(program.file.program)
    place = last.place if last else None
    rows = [
        {
            "title": f"{body.name}, {formats.date(held, year=True)}",
            "body_id": body_id,
            "held": held,
            "place": place,
        }
        for held in next_dates(program.plan.state, body.rhythm, after, count)
    ]
    with program.file.transaction(f"Plan {_counted(len(rows))} of {quoted(body.name)}") as edit:
        return edit.add_all("meeting", rows)


def build_agenda(program: OpenProgram, meeting_id: str) -> int:
    """Add to the agenda what is open for its body and not on it yet; returns how many items came.

    Raises: `EditError` where the meeting is over, or nothing is open.
    """
    meeting = _meeting(program, meeting_id)
    if meeting.state in _OVER:
        raise EditError(f"{quoted(meeting.title)} is over; its agenda stays as it was")
    there = program.file.rows(AgendaItem, meeting_id=meeting_id)
    fields = ("decision_id", "change_id", "issue_id", "task_id")
    about = {(name, getattr(item, name)) for item in there for name in fields if getattr(item, name)}
    titles = {item.title for item in there}
    rows = [
        {"title": one.title, "meeting_id": meeting_id, "kind": one.kind, "minutes": one.minutes}
        | ({one.field: one.row_id} if one.field else {})
        for one in open_for(program, meeting)
        if ((one.field, one.row_id) not in about if one.field else one.title not in titles)
    ]
    if not rows:
        raise EditError(f"all that is open is on the agenda of {quoted(meeting.title)} already")
    with program.file.transaction(f"Build the agenda of {quoted(meeting.title)}") as edit:
        edit.add_all("agenda_item", rows)
    return len(rows)


def move_item(program: OpenProgram, item_id: str, places: int) -> None:
    """Move an item of an agenda up (below 0) or down; at the end it stays."""
    item = program.file.row(AgendaItem, item_id)
    if item is None:
        raise EditError("that item is gone")
    items = program.file.rows(AgendaItem, meeting_id=item.meeting_id)
    before = [one.id for one in items].index(item_id)
    after = min(max(before + places, 0), len(items) - 1)
    if before == after:
        return
    rest = [one for one in items if one.id != item_id]
    low = rest[after - 1].order if after else None
    high = rest[after].order if after < len(rest) else None
    (key,) = generate_n_keys_between(low, high, 1)
    with program.file.transaction(f"Move {quoted(item.title)} in the agenda") as edit:
        edit.set("agenda_item", item_id, order=key)


def mark_presence(program: OpenProgram, meeting_id: str, member_id: str, presence: Presence) -> None:
    """Note who came; a second time replaces the first."""
    meeting = _meeting(program, meeting_id)
    known = program.file.rows(Attendance, meeting_id=meeting_id, member_id=member_id)
    with program.file.transaction(f"Note attendance of {quoted(meeting.title)}") as edit:
        if known:
            edit.set("attendance", known[0].id, presence=presence)
        else:
            edit.add("attendance", meeting_id=meeting_id, member_id=member_id, presence=presence)


def write_line(program: OpenProgram, meeting_id: str, text: str, item_id: str | None = None) -> str:
    """Add a line to the minutes; returns its id. Raises: `EditError` for an empty one, or settled minutes."""
    meeting = _meeting(program, meeting_id)
    if not text.strip():
        raise EditError("the line is empty; write what was said")
    if meeting.state in _OVER:
        raise EditError(f"{quoted(meeting.title)} is over; its minutes stay as they are")
    with program.file.transaction(f"Write minutes of {quoted(meeting.title)}") as edit:
        return edit.add("minute_line", text=text.strip(), meeting_id=meeting_id, item_id=item_id)


def turn_line(program: OpenProgram, line_id: str, into: Turned) -> str:
    """Make a line of the minutes a decision, action or risk in its register, linked; returns its id.

    A line whose agenda item is about a decision decides that one instead of making another.
    Raises: `EditError` where it has become one already, or the body may not decide that.
    """
    line = program.file.row(MinuteLine, line_id)
    if line is None:
        raise EditError("that line is gone")
    if line.decision_id or line.action_id or line.risk_id:
        raise EditError("that line is in a register already; change it there")
    meeting = _meeting(program, line.meeting_id)
    item = program.file.row(AgendaItem, line.item_id) if line.item_id else None
    if into is Turned.DECISION and item is not None and item.decision_id:
        return _decide(program, line, meeting, item.decision_id)
    edits, (values,) = following(program, str(into), {}, [_born(into, line, meeting, item, program)])
    with program.file.transaction(f"Note {into.value} {quoted(_title(line.text))}") as edit:
        for (table, row_id), fields in edits.items():
            edit.set(table, row_id, **fields)
        made = edit.add(str(into), **values)
        edit.set("minute_line", line.id, **{f"{into.value}_id": made})
    return made


def _decide(program: OpenProgram, line: MinuteLine, meeting: Meeting, decision_id: str) -> str:
    values = {
        "state": "decided",
        "outcome": line.text,
        "decided_on": meeting.held.date(),
        "meeting_id": meeting.id,
        "body_id": meeting.body_id,
    }
    edits, _ = following(program, "decision", {decision_id: values})
    with program.file.transaction(f"Note decision {quoted(_title(line.text))}") as edit:
        for (table, row_id), fields in edits.items():
            edit.set(table, row_id, **fields)
        edit.set("minute_line", line.id, decision_id=decision_id)
    return decision_id


def _born(
    into: Turned, line: MinuteLine, meeting: Meeting, item: AgendaItem | None, program: OpenProgram
) -> dict[str, Any]:
    """The row that a line becomes."""
    values: dict[str, Any] = {"title": _title(line.text)}
    task_id = item.task_id if item else None
    if into is Turned.RISK:
        return {**values, "task_id": task_id}
    values |= {"meeting_id": meeting.id, "task_id": task_id}
    if into is Turned.ACTION:
        return {
            **values,
            "due": meeting.held.date() + timedelta(days=14),
            "owner_id": program.file.program.manager_id,
            "decision_id": item.decision_id if item else None,
        }
    return {
        **values,
        "body_id": meeting.body_id,
        "state": "decided",
        "outcome": line.text,
        "decided_on": meeting.held.date(),
    }


def _title(text: str) -> str:
    first = text.splitlines()[0].strip()
    return first if len(first) <= _LONGEST_TITLE else first[: _LONGEST_TITLE - 1] + "…"


def _meeting(program: OpenProgram, meeting_id: str) -> Meeting:
    found = program.file.row(Meeting, meeting_id)
    if found is None:
        raise EditError("that meeting is gone")
    return found


def _counted(number: int) -> str:
    return "the next meeting" if number == 1 else f"{number:,} meetings"
