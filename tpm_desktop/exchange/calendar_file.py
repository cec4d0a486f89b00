"""A program's meetings and gates as an iCalendar file, for any calendar program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.governance import Body, Meeting, MeetingState
from tpm_desktop.model.meetings import AgendaItem
from tpm_desktop.plan import Plan, instant
from tpm_desktop.plan.gates import gates

_SHORTEST, _LONGEST = 30, 1_440  # minutes that a meeting lasts
_USUAL = 60


def write(program: ProgramFile, plan: Plan, name: str) -> bytes:
    """The whole file. Times are local ones without a zone, as in the plan: 14:00 wherever it is opened.

    The ids are those of the rows, so that importing it again replaces what a calendar had.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//TPM Desktop//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", program.program.name)
    made = datetime.now(UTC)
    bodies = {body.id: body.name for body in program.rows(Body)}
    items: dict[str, list[AgendaItem]] = {}
    for item in program.rows(AgendaItem):
        items.setdefault(item.meeting_id, []).append(item)
    for meeting in sorted(program.rows(Meeting), key=lambda one: (one.held, one.id)):
        calendar.add_component(
            _meeting(meeting, bodies.get(meeting.body_id, ""), items.get(meeting.id, []), made)
        )
    state = plan.state
    for row in gates(state).nonzero()[0].tolist():
        at = instant(int(state.schedule.finish[row]))
        if at is not None:
            event = _event(state.outline.ids[row], f"Gate: {state.names[row]}", made)
            event.add("dtstart", at.date())
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _meeting(meeting: Meeting, body: str, items: list[AgendaItem], made: datetime) -> Event:
    event = _event(meeting.id, meeting.title, made)
    asked = sum(item.minutes or 0 for item in items) or _USUAL
    event.add("dtstart", meeting.held)
    event.add("dtend", meeting.held + timedelta(minutes=min(max(asked, _SHORTEST), _LONGEST)))
    event.add("status", "CANCELLED" if meeting.state is MeetingState.CANCELLED else "CONFIRMED")
    event.add("categories", [body or "Meeting"])
    if meeting.place:
        event.add("location", meeting.place)
    agenda = "\n".join(f"{number}. {item.title}" for number, item in enumerate(items, 1)) or meeting.agenda
    if agenda:
        event.add("description", agenda)
    return event


def _event(row_id: str, title: str, made: datetime) -> Event:
    event = Event()
    event.add("uid", row_id)
    event.add("dtstamp", made)
    event.add("summary", title)
    return event
