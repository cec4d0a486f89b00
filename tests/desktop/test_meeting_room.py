"""A meeting in the window by keys: from the agenda to the minutes and what is born of them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.meeting_room.view import MeetingRoomView
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.governance import Action, ActionState, Decision, DecisionState, Meeting
from tpm_desktop.model.meetings import MinuteLine
from tpm_desktop.reports import Subject, find_pack

HOSTILE = "<b>Racks</b> & <img src=x> " + "long " * 2_000
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_meeting_from_agenda_to_minutes_by_keys(window, qtbot, tmp_path, monkeypatch):
    program, file = window.session.program, window.session.program.file
    view = window.show_view("meeting-room")
    assert isinstance(view, MeetingRoomView)
    assert view.empty.isVisible()
    lead = add_row(program, "resource", {"name": "Area lead"})
    body = add_row(program, "body", {"name": "Board of sites", "quorum": 1, "rhythm": "weekly"})
    add_row(program, "membership", {"member_id": lead, "body_id": body, "role": "chair"})
    asked = add_row(program, "decision", {"title": HOSTILE[:200], "body_id": body, "state": "asked"})
    held = datetime(2026, 5, 12, 9)
    meeting = add_row(program, "meeting", {"title": "First", "body_id": body, "held": held})
    assert not view.empty.isVisible()
    assert view.meetings.key == meeting
    assert "“Build the agenda” brings what is open" in view.items.accessibleDescription()

    QTest.keyClick(view.meetings, Qt.Key.Key_Return, CTRL)
    titles = [line.cells[1] for line in view.items.told.lines]
    assert any(title.startswith("<b>Racks</b>") for title in titles)
    assert view.items.accessibleDescription() == ""
    QTest.keyClicks(view.new_item, "Any other business")
    QTest.keyClick(view.new_item, Qt.Key.Key_Return)
    assert view.items.told.lines[-1].cells[1] == "Any other business"
    assert view.new_item.text() == ""

    assert view.headline() == "12 May, 09:00 · quorum 1 of 1 votes · First"
    QTest.keyClick(view.seats, Qt.Key.Key_Space, CTRL)
    assert view.headline() == "12 May, 09:00 · 1 of 1 votes: quorum met · First"

    view.items.go_to(next(i.key for i in view.items.told.lines if i.cells[1].startswith("<b>")))
    QTest.keyClicks(view.new_line, "Take the second offer")
    QTest.keyClick(view.new_line, Qt.Key.Key_1, CTRL)  # typed and turned in one
    assert file.row(Decision, asked).state is DecisionState.DECIDED
    QTest.keyClicks(view.new_line, "Tell the vendor")
    QTest.keyClick(view.new_line, Qt.Key.Key_Return)
    QTest.keyClick(view.new_line, Qt.Key.Key_2, CTRL)
    (action,) = [row for row in file.rows(Action) if row.meeting_id == meeting]
    assert (action.title, action.decision_id) == ("Tell the vendor", asked)
    assert [line.cells for line in view.minutes.told.lines] == [
        ("Take the second offer", f"Decision {file.row(Decision, asked).code}"),
        ("Tell the vendor", f"Action {action.code}"),
    ]
    file.undo()
    assert [line.cells[1] for line in view.minutes.told.lines][1] == ""

    QTest.keyClick(view.meetings, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert view.meeting.held == datetime(2026, 5, 19, 9)
    assert len(file.rows(Meeting)) == 2
    given = {"title": "Tell the vendor", "meeting_id": meeting, "due": date(2026, 5, 14)}
    action_id = add_row(program, "action", given)
    view.load()
    (carried,) = view.carried.told.lines  # what the first meeting gave somebody to do
    assert carried.cells[1:] == ("–", "14 May · 5 d late")
    assert view.carried.go_to(action_id)
    QTest.keyClick(view.carried, Qt.Key.Key_4, CTRL)
    assert file.row(Action, action_id).state is ActionState.DONE
    assert view.carried.told.lines == []
    target = tmp_path / "minutes.pdf"
    with qtbot.waitSignal(window.session.said, timeout=20_000):
        view.papers.write(find_pack("minutes"), target, lambda _: Subject(meeting_id=meeting))
    assert target.read_bytes().startswith(b"%PDF")

    view.meetings.go_to(meeting)
    view.minutes.go_to(file.rows(MinuteLine)[0].id)
    view.look_back()
    assert window.session.program.file.row(Decision, asked).state is DecisionState.ASKED
