"""What is to be told when and to whom, and what was told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.governance import Body
from tpm_desktop.model.stakeholders import (
    Communication,
    CommunicationState,
    SentCommunication,
    Stakeholder,
)

WEEK = timedelta(days=7)


class When(StrEnum):
    """How a due date lies to a day."""

    OVERDUE = "Overdue"
    THIS_WEEK = "This week"
    NEXT_WEEK = "Next week"
    LATER = "Later"
    OPEN = "Without a date"


@dataclass(frozen=True, slots=True)
class DueCommunication:
    """One of the plan, with whom it goes to by name and when it was sent last."""

    about: Communication
    to: str
    when: When
    late: int
    last: date | None


def week_end(day: date) -> date:
    """The Sunday of its week."""
    return day + timedelta(days=6 - day.weekday())


def when_due(due: date | None, day: date) -> When:
    """How a date lies to a day: weeks begin on Mondays."""
    if due is None:
        return When.OPEN
    if due < day:
        return When.OVERDUE
    last = week_end(day)
    return When.THIS_WEEK if due <= last else When.NEXT_WEEK if due <= last + WEEK else When.LATER


def communications(file: ProgramFile, day: date) -> list[DueCommunication]:
    """All that are active, the earliest due first; those without a date last."""
    names = {row.id: row.name for row in file.rows(Stakeholder)}
    names |= {row.id: row.name for row in file.rows(Body)}
    last: dict[str, date] = {}
    for row in file.rows(SentCommunication):
        last[row.communication_id] = max(row.sent_on, last.get(row.communication_id, row.sent_on))
    found = [
        DueCommunication(
            row,
            receivers(row, names),
            when_due(row.next_due, day),
            max(0, (day - row.next_due).days) if row.next_due else 0,
            last.get(row.id),
        )
        for row in file.rows(Communication)
        if row.state is CommunicationState.ACTIVE
    ]
    return sorted(found, key=lambda one: (one.about.next_due or date.max, one.about.code or "", one.about.id))


def due_until(found: Iterable[DueCommunication], last: date) -> list[DueCommunication]:
    """Those that are due up to a day, overdue ones among them."""
    return [one for one in found if one.about.next_due is not None and one.about.next_due <= last]


def receivers(row: Communication, names: Mapping[str, str]) -> str:
    """Whom it goes to: stakeholder, body and who else is said."""
    told = (names.get(row.stakeholder_id or ""), names.get(row.body_id or ""), row.audience)
    return ", ".join(part for part in told if part)


def sent_records(file: ProgramFile) -> list[SentCommunication]:
    """What was told, the latest first."""
    return sorted(file.rows(SentCommunication), key=lambda row: (row.sent_on, row.id), reverse=True)


def headline(found: list[DueCommunication]) -> str:
    """What is due, in a sentence without its stop."""
    if not found:
        return "No communication is planned"
    late = sum(one.when is When.OVERDUE for one in found)
    week = sum(one.when is When.THIS_WEEK for one in found)
    said = "Nothing is due this week" if not week else f"{week} due this week"
    return f"{late} overdue, {said[0].lower()}{said[1:]}" if late else said
