"""Meetings from the series to the minutes, and what bodies may decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from icalendar import Calendar

from tpm_desktop.exchange import export_file
from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.meetings import (
    Turned,
    build_agenda,
    mark_presence,
    move_item,
    plan_next,
    turn_line,
    write_line,
)
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.calendars import Calendar as Working
from tpm_desktop.model.governance import Action, ActionState, Body, Decision, DecisionState, Meeting
from tpm_desktop.model.meetings import AgendaItem, MinuteLine, Presence
from tpm_desktop.model.registers import Risk
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.governance import quorum
from tpm_desktop.plan.liaison import liaison

YES = {"state": "decided", "outcome": "Yes"}


class Room:
    """A steering committee of three votes, and a board that reports to it and decides up to 1,000."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.file = program, program.file
        self.people = [add_row(program, "resource", {"name": f"Lead of area {n}"}) for n in "ABCD"]
        self.steering = add_row(
            program,
            "body",
            {"name": "Steering", "quorum": 2, "rhythm": "monthly", "chair_id": self.people[0]},
        )
        limits = {"cost_limit": 1_000_00, "days_limit": 5}
        about = {"name": "Board", "type": "board", "reports_to_id": self.steering, **limits}
        self.board = add_row(program, "body", about)
        for person, role in zip(self.people, ("chair", "voting", "voting", "advisory"), strict=True):
            seat = {"member_id": person, "body_id": self.steering, "role": role}
            add_row(program, "membership", seat)
        self.first = self.meet(datetime(2026, 1, 8, 14))

    def meet(self, held: datetime, body: str = "") -> str:
        values = {"title": f"Meeting of {held:%d.%m.}", "body_id": body or self.steering, "held": held}
        return add_row(self.program, "meeting", values)

    def ask(self, title: str, body: str = "", **values: object) -> str:
        asked = {"title": title, "body_id": body or self.steering, "state": "asked", **values}
        return add_row(self.program, "decision", asked)

    def decision(self, row_id: str) -> Decision:
        row = self.file.row(Decision, row_id)
        assert row is not None
        return row

    def agenda(self, meeting: str) -> list[str]:
        return [item.title for item in self.file.rows(AgendaItem, meeting_id=meeting)]


@pytest.fixture
def room(tmp_path) -> Iterator[Room]:
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", start=datetime(2026, 1, 5, 8)) as program:
        yield Room(program)


def test_a_monthly_series_keeps_its_weekday_and_leaves_out_holidays(room):
    (calendar,) = room.file.rows(Working)
    day_off = {"calendar_id": calendar.id, "name": "Holiday", "first": date(2026, 3, 12)}
    add_row(room.program, "calendar_exception", {**day_off, "last": date(2026, 3, 12)})
    made = room.file.rows_of(Meeting, plan_next(room.program, room.steering, 3))
    assert [f"{one.held:%a %d %b %H:%M}" for one in made] == [
        "Thu 12 Feb 14:00",
        "Fri 13 Mar 14:00",
        "Thu 09 Apr 14:00",
    ]


def test_a_body_without_a_series_says_what_to_do(room):
    with pytest.raises(EditError, match="Board has no series; say in “Series” how often it meets"):
        plan_next(room.program, room.board)


def test_the_agenda_holds_what_is_open_once_and_in_the_order_it_is_put(room):
    room.ask("Which vendor")
    room.ask("Too dear for the board", room.board, cost=2_000_00)
    room.ask("Small matter of the board", room.board, cost=10_00)
    add_row(room.program, "issue", {"title": "Strike", "escalated_to_id": room.steering})
    add_row(room.program, "action", {"title": "Ask around", "meeting_id": room.first})
    second = room.meet(datetime(2026, 2, 12, 14))
    build_agenda(room.program, second)
    assert room.agenda(second) == [
        "Minutes of 8 Jan 2026",
        "1 open action of earlier meetings",
        "Escalated: Strike",
        "Which vendor",
        "Too dear for the board",
    ]
    with pytest.raises(EditError, match="all that is open is on the agenda of"):
        build_agenda(room.program, second)
    items = room.file.rows(AgendaItem, meeting_id=second)
    move_item(room.program, items[3].id, -3)
    move_item(room.program, items[0].id, 99)
    assert [title.split()[0] for title in room.agenda(second)] == [
        "Which",
        "1",
        "Escalated:",
        "Too",
        "Minutes",
    ]
    room.file.undo()
    assert room.agenda(second)[:2] == ["Which vendor", "Minutes of 8 Jan 2026"]


def test_the_quorum_counts_votes_and_deputies_that_are_named(room):
    meeting = room.file.row(Meeting, room.first)
    mark_presence(room.program, room.first, room.people[0], Presence.PRESENT)
    mark_presence(room.program, room.first, room.people[3], Presence.PRESENT)  # only advises
    mark_presence(room.program, room.first, room.people[1], Presence.DEPUTY)  # who is nobody
    assert (quorum(room.file, meeting).votes, quorum(room.file, meeting).is_met) == (1, False)
    (seat,) = [row for row in room.file.stored("membership", ["id", "member_id"]) if row[1] == room.people[1]]
    set_fields(room.program, "membership", seat[0], {"deputy_id": room.people[3]})
    found = quorum(room.file, meeting)
    assert (found.votes, found.seats, found.is_met) == (2, 3, True)
    mark_presence(room.program, room.first, room.people[0], Presence.EXCUSED)
    assert not quorum(room.file, meeting).is_met


def test_lines_of_the_minutes_become_rows_that_know_where_they_come_from(room):
    asked = room.ask("Which vendor")
    build_agenda(room.program, room.first)
    (item,) = [one for one in room.file.rows(AgendaItem) if one.decision_id == asked]
    lines = [write_line(room.program, room.first, text, item.id) for text in ("The second one.", "Call them")]
    lines.append(write_line(room.program, room.first, "They may refuse"))
    head = room.file.journal.head()
    assert turn_line(room.program, lines[0], Turned.DECISION) == asked
    answered = room.decision(asked)
    assert (answered.state, answered.outcome, answered.record) == (
        DecisionState.DECIDED,
        "The second one.",
        head,
    )
    assert (answered.decided_on, answered.decided_by_id) == (date(2026, 1, 8), room.people[0])
    action = room.file.row(Action, turn_line(room.program, lines[1], Turned.ACTION))
    assert (action.meeting_id, action.decision_id, action.due) == (room.first, asked, date(2026, 1, 22))
    risk = turn_line(room.program, lines[2], Turned.RISK)
    assert room.file.row(Risk, risk).title == "They may refuse"
    assert room.file.row(MinuteLine, lines[2]).risk_id == risk
    with pytest.raises(EditError, match="in a register already"):
        turn_line(room.program, lines[2], Turned.ACTION)


def test_a_body_decides_within_its_limits_and_the_highest_one_whatever_is_left(room):
    dear = room.ask("Dear", room.board, cost=1_000_01)
    with pytest.raises(EditError, match=r"beyond what Board decides .* and 5 days\); ask Steering"):
        set_fields(room.program, "decision", dear, YES)
    with pytest.raises(EditError, match="ask Steering"):
        set_fields(
            room.program,
            "decision",
            room.ask("Late", room.board, days=6),
            {"state": "decided", "outcome": "Yes"},
        )
    set_fields(
        room.program, "decision", dear, {"body_id": room.steering, "state": "decided", "outcome": "Yes"}
    )
    assert room.decision(dear).record


def test_a_decision_takes_the_place_of_another_once_it_is_decided(room):
    first = room.ask("First")
    set_fields(room.program, "decision", first, YES)
    second = room.ask("Second", supersedes_id=first)
    assert room.decision(first).state is DecisionState.DECIDED
    set_fields(room.program, "decision", second, YES)
    assert room.decision(first).state is DecisionState.SUPERSEDED
    with pytest.raises(EditError, match="can't take the place of one that takes its own"):
        set_fields(room.program, "decision", first, {"supersedes_id": second})


def test_only_steps_that_lead_somewhere_are_taken(room):
    action = add_row(room.program, "action", {"title": "Ask", "owner_id": room.people[0]})
    with pytest.raises(EditError, match="is open, so it can't become verified: it can become in progress or"):
        set_fields(room.program, "action", action, {"state": "verified"})
    set_fields(room.program, "action", action, {"state": "done"})
    assert room.file.row(Action, action).done_on
    set_fields(room.program, "action", action, {"state": "in_progress"})
    assert (room.file.row(Action, action).state, room.file.row(Action, action).done_on) == (
        ActionState.IN_PROGRESS,
        None,
    )
    with pytest.raises(EditError, match="it can become called or held or cancelled"):
        set_fields(room.program, "meeting", room.first, {"state": "approved"})


def test_bodies_and_seats_that_can_not_be(room):
    with pytest.raises(EditError, match="Steering would report to itself"):
        set_fields(room.program, "body", room.steering, {"reports_to_id": room.board})
    seat = {"member_id": room.people[0], "body_id": room.steering}
    with pytest.raises(EditError, match="sits in that body already"):
        add_row(room.program, "membership", seat)
    with pytest.raises(EditError, match="choose another deputy"):
        add_row(room.program, "membership", {**seat, "body_id": room.board, "deputy_id": room.people[0]})
    turned = {"start": date(2026, 2, 1), "finish": date(2026, 1, 1)}
    with pytest.raises(EditError, match="would end before it begins"):
        add_row(room.program, "membership", {**seat, "body_id": room.board, **turned})
    assert len(room.file.rows(Body)) == 2


def test_what_is_due_both_ways(room):
    room.ask("Which vendor", needed_by=date(2026, 1, 20))
    add_row(room.program, "action", {"title": "Call", "meeting_id": room.first, "due": date(2026, 1, 15)})
    room.meet(datetime(2026, 2, 12, 14))
    day = date(2026, 1, 25)
    found = liaison(room.file, day, Formats("en_GB", currency="EUR", year=2026))
    assert [(one.said, one.to_body, one.late(day)) for one in found] == [
        ("Minutes of 8 Jan", True, 12),
        ("Action A-1: Call", True, 10),
        ("Agenda for 12 Feb", True, 0),
        ("Decision: Which vendor", False, 5),
    ]


def test_the_calendar_file_holds_meetings_with_their_agenda(room, tmp_path):
    room.ask("Which; vendor, and why")
    build_agenda(room.program, room.first)
    export_file(room.file, room.program.plan, tmp_path / "p.ics")
    (event,) = Calendar.from_ical((tmp_path / "p.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 1, 8, 14)
    assert "Which; vendor, and why" in str(event["description"])
    assert str(event["uid"]) == room.first
