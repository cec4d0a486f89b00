"""Who sits in a body, whether there is a quorum, when it meets next, and who decides beyond its limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.governance import Body, Meeting, MeetingState, Membership, Rhythm, SeatRole
from tpm_desktop.model.meetings import Attendance, Presence

from .plan import instant, minutes
from .state import State

VOTING = (SeatRole.CHAIR, SeatRole.VOTING)
_COUNTED = (Presence.PRESENT, Presence.DEPUTY)
_WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}
_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}


@dataclass(frozen=True, slots=True)
class Quorum:
    """needed: votes that must be there, None where the body says nothing; votes: those that are, of seats."""

    needed: int | None
    votes: int
    seats: int

    @property
    def is_met(self) -> bool:
        return self.needed is None or self.votes >= self.needed


def seats(file: ProgramFile, body_id: str, on: date) -> list[Membership]:
    """Who sits in a body on a day: the chair first, then who votes, then the others."""
    order = list(SeatRole)
    found = [
        seat
        for seat in file.rows(Membership, body_id=body_id)
        if (seat.start is None or seat.start <= on) and (seat.finish is None or on <= seat.finish)
    ]
    return sorted(found, key=lambda seat: (order.index(seat.role), seat.id))


def quorum(file: ProgramFile, meeting: Meeting) -> Quorum:
    """The votes of a meeting: members who vote and came, or whose deputy did; guests count for nothing."""
    body = file.row(Body, meeting.body_id)
    voting = {s.member_id: s for s in seats(file, meeting.body_id, meeting.held.date()) if s.role in VOTING}
    came = {one.member_id: one.presence for one in file.rows(Attendance, meeting_id=meeting.id)}
    votes = sum(
        came.get(member) is Presence.PRESENT
        or (came.get(member) is Presence.DEPUTY and seat.deputy_id is not None)
        for member, seat in voting.items()
    )
    return Quorum(body.quorum if body else None, votes, len(voting))


def next_dates(state: State, rhythm: Rhythm, after: datetime, count: int = 1) -> list[datetime]:
    """The next meetings of a series; one that falls on a day without work is held on the next working day.

    A monthly series keeps its weekday of the month: the second Thursday stays the second Thursday.
    """
    return [_working(state, _step(rhythm, after, number)) for number in range(1, count + 1)]


def _step(rhythm: Rhythm, after: datetime, number: int) -> datetime:
    if weeks := _WEEKS.get(rhythm):
        return after + timedelta(weeks=weeks * number)
    which = (after.day - 1) // 7
    first = after.replace(day=1) + relativedelta(months=_MONTHS[rhythm] * number)
    day = first + timedelta(days=(after.weekday() - first.weekday()) % 7 + 7 * which)
    return day if day.month == first.month else day - timedelta(weeks=1)


def _working(state: State, held: datetime) -> datetime:
    """At that time of day, on that day or the next one on which the program's calendar has work."""
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    midnight = held.replace(hour=0, minute=0)
    first = instant(calendar.next_work(minutes(midnight)))
    return held if first is None else datetime.combine(first.date(), held.time())


def last_of_series(meetings: Iterable[Meeting]) -> Meeting | None:
    """The latest meeting from which a series goes on; a cancelled one counts, since its date was one."""
    return max(meetings, key=lambda meeting: meeting.held, default=None)


def previous(meetings: Iterable[Meeting], meeting: Meeting) -> Meeting | None:
    """The last one of the same body before it that wasn't cancelled."""
    before = (
        one
        for one in meetings
        if one.body_id == meeting.body_id
        and one.held < meeting.held
        and one.state is not MeetingState.CANCELLED
    )
    return max(before, key=lambda one: one.held, default=None)


def path(bodies: Mapping[str, Body], body_id: str) -> list[Body]:
    """A body and those above it, by where they escalate, else report; a ring ends where it began."""
    found: list[Body] = []
    at = bodies.get(body_id)
    while at is not None and at not in found:
        found.append(at)
        at = bodies.get(at.escalates_to_id or at.reports_to_id or "")
    return found


def may_decide(body: Body, cost: int | None, days: int | None) -> bool:
    """Whether that lies within a body's limits; a limit that is not given holds nothing back."""
    within_cost = body.cost_limit is None or (cost or 0) <= body.cost_limit
    return within_cost and (body.days_limit is None or (days or 0) <= body.days_limit)


def decider(bodies: Mapping[str, Body], body_id: str, cost: int | None, days: int | None) -> Body | None:
    """Who decides what is put to a body: itself, or the first one above whose limits reach that far.

    Only a body with none above it decides beyond its own limits, since there is nobody else to ask.
    """
    upwards = path(bodies, body_id)
    return next((body for body in upwards if may_decide(body, cost, days)), upwards[-1] if upwards else None)
