"""Meetings, agenda, attendance and minutes as lines of the view's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.case.lines_table import Head, Line
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.governance import Meeting, Membership
from tpm_desktop.model.meetings import AgendaItem, MinuteLine, Presence

translate = QCoreApplication.translate
TABLES = {"decision_id": "decision", "action_id": "action", "risk_id": "risk"}


def _tr(text: str) -> str:
    return translate("MeetingRoom", text)


def meeting_heads() -> tuple[Head, ...]:
    """Of the list of meetings."""
    return (
        Head(_tr("Date"), 112, right=False),
        Head(_tr("Meeting"), right=False),
        Head(_tr("State"), 96, right=False, needs=420),
    )


def item_heads() -> tuple[Head, ...]:
    """Of the agenda."""
    return (
        Head("", 32),
        Head(_tr("Agenda"), right=False),
        Head(_tr("Kind"), 80, right=False, needs=360),
        Head(_tr("Time"), 72, needs=420),
    )


def seat_heads() -> tuple[Head, ...]:
    """Of who came."""
    return (
        Head(_tr("Member"), right=False),
        Head(_tr("As"), 88, right=False, needs=320),
        Head(_tr("Deputy"), 180, right=False, needs=520),
        Head(_tr("Came"), 96, right=False),
    )


def minute_heads() -> tuple[Head, ...]:
    """Of the minutes."""
    return (Head(_tr("Minutes"), right=False), Head(_tr("Became"), 150, right=False, needs=320))


def meeting_lines(meetings: Sequence[Meeting], formats: Formats) -> list[Line]:
    """The meetings, the latest first; their state in words."""
    return [
        Line(one.id, (formats.date(one.held, year=True), one.title, _tr(one.state.label)))
        for one in sorted(meetings, key=lambda one: (one.held, one.id), reverse=True)
    ]


def item_lines(items: Sequence[AgendaItem]) -> list[Line]:
    """The agenda in its order."""
    return [
        Line(
            item.id,
            (
                str(number),
                item.title,
                _tr(item.kind.label),
                _tr("{} min").format(item.minutes) if item.minutes else "–",
            ),
        )
        for number, item in enumerate(items, 1)
    ]


def seat_lines(
    known: Sequence[Membership], came: Mapping[str, Presence], names: Mapping[str, str]
) -> list[Line]:
    """The seats, and guests after them; who stays away unexcused needs attention."""
    sitting = {seat.member_id for seat in known}
    rows = [(seat.member_id, _tr(seat.role.label), names.get(seat.deputy_id or "", "–")) for seat in known]
    rows += [(member, _tr("Guest"), "–") for member in came if member not in sitting]
    found = []
    for member, role, deputy in rows:
        presence = came.get(member)
        bad = frozenset({3}) if presence is Presence.ABSENT else frozenset[int]()
        said = _tr(presence.label) if presence else "–"
        found.append(Line(member, (names.get(member, "–"), role, deputy, said), bad=bad))
    return found


def became(line: MinuteLine) -> tuple[str, str] | None:
    """Table and id of the row that a line became."""
    pairs = ((table, getattr(line, field)) for field, table in TABLES.items())
    return next(((table, row_id) for table, row_id in pairs if row_id), None)


def minute_lines(file: ProgramFile, lines: Sequence[MinuteLine]) -> list[Line]:
    """The minutes, each line with the code of the row that it became."""
    codes: dict[str, str] = {}
    for table in TABLES.values():
        ids = [row[1] for line in lines if (row := became(line)) and row[0] == table]
        about = entry(table)
        for there in file.rows_of(about.model, ids) if ids else ():
            codes[there.id] = f"{_tr(about.label)} {getattr(there, 'code', None) or ''}".strip()
    found = []
    for line in lines:
        row = became(line)
        said = codes.get(row[1], "") if row else ""
        found.append(Line(line.id, (line.text, said), strong=row is not None))
    return found
