"""The agenda and the minutes of a meeting, and what is due between the program office and the bodies."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from tpm_desktop.formats import Formats
from tpm_desktop.model.governance import Decision, Meeting
from tpm_desktop.model.meetings import AgendaItem, Attendance, MinuteLine
from tpm_desktop.plan.agenda import carried_over
from tpm_desktop.plan.governance import quorum, seats
from tpm_desktop.plan.liaison import DueThing, liaison

from .cards import decision_cards
from .control_sections import decision_card
from .errors import ReportProblem
from .parts import Section, note, nothing, paragraph, title_block
from .registers import due_words, last_meeting, next_meeting
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper


def agenda_story(source: Source, paper: Paper, meeting_id: str | None = None) -> list[Flowable]:
    """The agenda of a meeting, the next one unless given, with the papers of its decisions."""
    meeting = _named(source, meeting_id) or next_meeting(source)
    if meeting is None:
        told = title_block(source.about.name, "No meeting is planned")
        return [*told, nothing("Plan a meeting, and its agenda is built from what is open.")]
    return list(_agenda(source, paper, meeting))


def minutes_story(source: Source, paper: Paper, meeting_id: str | None = None) -> list[Flowable]:
    """The minutes of a meeting, the last one held unless given."""
    meeting = _named(source, meeting_id) or last_meeting(source)
    if meeting is None:
        told = title_block(source.about.name, "No meeting was held yet")
        return [*told, nothing("Minutes are written in the view “Meeting room”.")]
    return list(_minutes(source, paper, meeting))


def liaison_story(source: Source, paper: Paper) -> list[Flowable]:
    """Body by body what is due to it and from it."""
    found = liaison(source.file, source.day, source.formats)
    late = sum(one.late(source.day) > 0 for one in found)
    told = f"Due between the program office and its bodies: {_counted(len(found), 'thing')}, {late:,} late."
    parts: list[Flowable] = [*title_block(source.about.name, told if found else "Nothing is due.")]
    rows = {
        body.id: [_due_row(source, one) for one in found if one.body_id == body.id] for body in source.bodies
    }
    every = [row for some in rows.values() for row in some]
    columns = [TableColumn("Due from"), TableColumn("What", weight=3), TableColumn("By"), TableColumn("Late")]
    for body in source.bodies:
        parts.append(Section(body.name, body.cadence or ""))
        if rows[body.id]:
            parts.append(data_table(columns, rows[body.id], paper.content, among=every))
        else:
            parts.append(nothing("Nothing is due either way."))
    return parts


def _due_row(source: Source, one: DueThing) -> TableRow:
    late = one.late(source.day)
    return TableRow(
        [
            "Program office" if one.to_body else "The body",
            one.said,
            source.formats.date(one.due) if one.due else "–",
            Cell(f"{late:,} d", tone="critical", strong=True) if late else "",
        ]
    )


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _named(source: Source, meeting_id: str | None) -> Meeting | None:
    """The meeting that is asked for, None where none is. Raises: `ReportProblem` where it is not there."""
    found = next((one for one in source.meetings if one.id == meeting_id), None)
    if meeting_id is not None and found is None:  # of a closed period, say: no other one stands for it
        raise ReportProblem(
            "that meeting was not in the program then; choose another one, or tell it as it stands now"
        )
    return found


def _head(source: Source, meeting: Meeting, lead: str) -> list[Flowable]:
    formats: Formats = source.formats
    when = f"{formats.date(meeting.held, weekday=True, year=True)}, {formats.time(meeting.held)}"
    named = (source.about.name, source.body(meeting.body_id), when, meeting.place)
    facts = " · ".join(filter(None, named))
    return title_block(meeting.title, lead, facts, meeting.title)


def _agenda(source: Source, paper: Paper, meeting: Meeting) -> Iterator[Flowable]:
    items = source.file.rows(AgendaItem, meeting_id=meeting.id)
    minutes = sum(item.minutes or 0 for item in items)
    asked = sum(item.kind == "decide" for item in items)
    lead = f"{_counted(len(items), 'item')} in {_counted(minutes, 'minute')}; {asked:,} to decide."
    yield from _head(source, meeting, lead if items else "The agenda is not built yet.")
    yield Section("Agenda")
    if items:
        yield _items(items, paper.content)
    else:
        yield paragraph(meeting.agenda) if meeting.agenda else nothing("No items yet.")
    yield from _members(source, paper, meeting)
    ids = [item.decision_id for item in items if item.decision_id]
    decisions = source.file.rows_of(Decision, ids)
    if decisions:
        yield Section("Decisions asked for")
        cards = [decision_card(source, one) for one in decisions]
        yield from decision_cards(cards, paper.content)
    yield from _open_actions(source, paper, meeting)


def _items(items: list[AgendaItem], width: float) -> Flowable:
    columns = [
        TableColumn("", Align.RIGHT),
        TableColumn("Item", weight=3),
        TableColumn("Kind"),
        TableColumn("Time", Align.RIGHT),
    ]
    rows = [
        TableRow([str(n), item.title, item.kind.label, f"{item.minutes:,} min" if item.minutes else "–"])
        for n, item in enumerate(items, 1)
    ]
    return data_table(columns, rows, width)


def _members(source: Source, paper: Paper, meeting: Meeting) -> Iterator[Flowable]:
    known = seats(source.file, meeting.body_id, meeting.held.date())
    came = {one.member_id: one.presence.label for one in source.file.rows(Attendance, meeting_id=meeting.id)}
    found = quorum(source.file, meeting)
    aside = f"quorum {found.needed:,} of {found.seats:,} votes" if found.needed else ""
    yield Section("Members", aside)
    if not known:
        yield paragraph(meeting.attendance) if meeting.attendance else nothing("No members are named.")
        return
    guests = [member for member in came if member not in {seat.member_id for seat in known}]
    columns = [TableColumn("Member", weight=2), TableColumn("As"), TableColumn("Deputy", weight=1)]
    columns += [TableColumn("Came")] if came else []
    rows = [
        TableRow(
            [source.person(seat.member_id), seat.role.label, source.person(seat.deputy_id) or "–"]
            + ([came.get(seat.member_id, "–")] if came else [])
        )
        for seat in known
    ]
    rows += [TableRow([source.person(member), "Guest", "–", came[member]]) for member in guests]
    yield data_table(columns, rows, paper.content)
    if came:
        met = "The quorum is met" if found.is_met else "The quorum is not met"
        yield note(f"{met}: {found.votes:,} of {found.seats:,} votes were there.")


def _open_actions(source: Source, paper: Paper, meeting: Meeting) -> Iterator[Flowable]:
    found = carried_over(source.file, meeting)
    if not found:
        return
    yield Section("Open actions of earlier meetings")
    columns = [TableColumn("Action", weight=3), TableColumn("Owner", weight=1), TableColumn("Due")]
    columns += [TableColumn("")]
    rows = [
        TableRow(
            [
                f"{row.code} {row.title}",
                source.person(row.owner_id) or "–",
                source.formats.date(row.due) if row.due else "–",
                Cell(due_words(source, "action", row), tone="critical"),
            ]
        )
        for row in found
    ]
    yield data_table(columns, rows, paper.content)


def _minutes(source: Source, paper: Paper, meeting: Meeting) -> Iterator[Flowable]:
    lines = source.file.rows(MinuteLine, meeting_id=meeting.id)
    decided = sum(line.decision_id is not None for line in lines)
    actions = sum(line.action_id is not None for line in lines)
    lead = (
        f"{_counted(decided, 'decision')} and {_counted(actions, 'action')}; {meeting.state.label.lower()}."
    )
    yield from _head(source, meeting, lead if lines else f"{meeting.state.label}.")
    yield Section("Minutes")
    if meeting.minutes:
        yield paragraph(meeting.minutes)
    if lines:
        yield _lines(source, lines, paper.content)
    elif not meeting.minutes:
        yield nothing("No minutes were written.")
    yield from _members(source, paper, meeting)
    yield from _open_actions(source, paper, meeting)


def _lines(source: Source, lines: list[MinuteLine], width: float) -> Flowable:
    """The lines, each with the row that it became."""
    codes = {row.id: f"Decision {row.code}" for row in source.decisions}
    owners = {row.id: source.person(row.owner_id) for row in source.actions}
    due = {row.id: source.formats.date(row.due) for row in source.actions if row.due}
    codes.update({row.id: f"Action {row.code}" for row in source.actions})
    codes.update({row.id: f"Risk {row.code}" for row in source.risks})
    columns = [TableColumn("", Align.RIGHT), TableColumn("Said", weight=3), TableColumn("Became", weight=1)]
    rows = []
    for number, line in enumerate(lines, 1):
        row_id = line.decision_id or line.action_id or line.risk_id or ""
        became = ", ".join(filter(None, (codes.get(row_id), owners.get(row_id), due.get(row_id))))
        rows.append(TableRow([str(number), line.text, became]))
    return data_table(columns, rows, width)
